// What `.ci/run` reads from the results that Jest wrote: `<script>.json`, and `<script>.again.json` of the files that
// were run once more.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const suitesOf = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).testResults : []);
const withStatus = (suite, status) => suite.assertionResults.filter((test) => test.status === status);

/** The files with tests that failed, as patterns that Jest takes. */
function printFailedFiles(file) {
  for (const suite of suitesOf(file)) if (suite.status === 'failed') console.log(relative('.', suite.name));
}

/** What was tried twice, with both outcomes, and how many tests passed and failed in the end. */
function printSummary(folder, failedSteps) {
  const counts = { passed: 0, failed: 0 };
  const twice = [];
  const stepsWithFailures = new Set();
  for (const file of readdirSync(folder).filter((name) => !name.endsWith('.again.json'))) {
    const script = file.replace(/\.json$/, '');
    const again = new Map(suitesOf(join(folder, `${script}.again.json`)).map((suite) => [suite.name, suite]));
    for (const first of suitesOf(join(folder, file))) {
      const last = again.get(first.name) ?? first;
      counts.passed += withStatus(last, 'passed').length;
      // A file that does not even load has no tests that could fail.
      const failures = withStatus(last, 'failed').length || Number(last.status === 'failed');
      counts.failed += failures;
      if (failures) stepsWithFailures.add(script);
      twice.push(...namesTriedTwice(first, last));
    }
  }
  // A step that failed without a failed test to show for it, such as a lint, counts as one.
  counts.failed += failedSteps.filter((script) => !stepsWithFailures.has(script)).length;
  for (const [name, isBroken] of twice) {
    console.log(
      `tried twice: ${isBroken ? 'BROKEN (failed both times)' : 'UNSTEADY (failed, then passed)'}: ${name}`,
    );
  }
  if (twice.length) console.log();
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
}

function namesTriedTwice(first, last) {
  if (first === last) {
    return last.assertionResults
      .filter(({ invocations }) => invocations > 1)
      .map(({ fullName, status }) => [fullName, status === 'failed']);
  }
  const failedAgain = new Set(withStatus(last, 'failed').map(({ fullName }) => fullName));
  const failedFirst = withStatus(first, 'failed').map(({ fullName }) => fullName);
  if (failedFirst.length === 0) return [[relative('.', first.name), last.status === 'failed']];
  return failedFirst.map((name) => [name, failedAgain.has(name)]);
}

const [command, path, ...rest] = process.argv.slice(2);
if (command === 'failed-files') printFailedFiles(path);
else printSummary(path, rest);
