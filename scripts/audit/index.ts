import { spawnSync } from 'node:child_process';
import { judge } from './judge';

/**
 * `npm run audit`: the advisories about the packages that run in production. Without the service, as behind a mirror
 * that has none, nothing is known and nothing is refused: the line that says so is all there is.
 */
const { stdout } = spawnSync(
  'npm',
  ['audit', '--omit=dev', '--json', '--fetch-retries=1', '--fetch-timeout=20000'],
  {
    encoding: 'utf8',
    timeout: 90_000,
    maxBuffer: 50_000_000,
  },
);
const { outcome, lines } = judge(stdout, new Date().toISOString().slice(0, 10));
for (const line of lines) console.log(line);
if (outcome === 'unknown')
  console.log('Not looked at: run "npm run audit" where registry.npmjs.org answers.');
process.exitCode = outcome === 'refused' ? 1 : 0;
