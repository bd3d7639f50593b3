/**
 * Measures the rows of docs/benchmarks.md on this machine: ours against a reference, in turn, on the same server.
 *
 *   npm run bench                    every row
 *   npm run bench -- N1 N3           some rows
 *   BENCH_SECONDS=5 BENCH_ROUNDS=3   length of a turn, and how often the sides take turns
 *   N3_CUSTOMERS=100000              a smaller hourly run
 *   N9_EVENTS=200000                 fewer events to bill
 *   N11_SESSIONS=20000               fewer sessions to settle
 *   N12_CUSTOMERS=10000,100000       sizes to compare; the first is what the others are compared with
 *   N12_ENTRIES_EACH=10              ledger entries of each customer, and keys; N12_EVENTS_EACH likewise usage events
 *   N12_ROWS=N1,N7                   some of what is compared
 */
import { cpus, loadavg } from 'node:os';
import { runScript, StackProblem } from '../local/problem';
import { withBench } from './bench';
import { isMet, type Figure } from './row';
import { hourlyRun } from './rows/hourly-run';
import { http } from './rows/http';
import { live } from './rows/live';
import { movements } from './rows/movements';
import { billing } from './rows/billing';
import { purchases } from './rows/purchases';
import { scale } from './rows/scale';
import { sessions } from './rows/sessions';
import { usage } from './rows/usage';
import { median } from './statistics';

const rows = [movements, hourlyRun, http, purchases, usage, billing, sessions, live, scale];
const aliases: Record<string, string> = { N2: 'N1', N7: 'N6', N8: 'N6', N10: 'N4' };

runScript(async () => {
  const asked = process.argv.slice(2).map((name) => aliases[name.toUpperCase()] ?? name.toUpperCase());
  const unknown = asked.find((name) => !rows.some((row) => row.name === name));
  if (unknown) throw new StackProblem(`There is no row ${unknown}: choose from N1 to N12.`);
  const chosen = rows.filter((row) => asked.length === 0 || asked.includes(row.name));
  const seconds = Number(process.env['BENCH_SECONDS'] ?? 10);
  const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);

  console.log(
    `${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} before, ${rounds} rounds of ${seconds} s a side\n`,
  );
  await withBench({ seconds, rounds }, async (bench) => {
    for (const row of chosen) {
      console.log(`${row.title}`);
      for (const figure of await row.measure(bench)) console.log(lineOf(figure));
      console.log();
    }
  });
});

function lineOf(figure: Figure): string {
  const { what, reference, ours, ratios, target } = figure;
  const wanted = 'atLeast' in target ? `at least ${target.atLeast}` : `at most ${target.atMost}`;
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  const verdict = isMet(figure) ? 'met' : 'NOT MET';
  return `  ${what}: ${ours} against ${reference}\n    ratio ${median(ratios).toFixed(2)} (${spread}), wanted ${wanted}: ${verdict}`;
}
