/**
 * The storm of issue 4 at full strength: 200,000 events of 8 programs with the buffered client, a network that drops,
 * delays and repeats a third of the requests, the production build, Postgres killed once, four billing jobs at once.
 *
 *   npm run storm:usage                 the whole of it
 *   STORM_EVENTS=20000 STORM_SEED=7     a smaller one, or another
 */
import { Pool } from 'pg';
import { World } from '@/__tests__/helpers/world';
import { blowUsageStorm, type Storm } from '@/__tests__/helpers/usage-storm';
import { aftermathOf, settle, usageStormFaults } from '@/__tests__/helpers/usage-storm-faults';
import { makeScene } from '@/__tests__/helpers/usage-storm-scene';
import { until } from '@/__tests__/helpers/waiting';
import { onInterrupt } from './local/interrupt';
import { runScript, StackProblem } from './local/problem';
import { startProduction, type ProductionStack } from './local/production';
import { block, progressLines } from './local/terminal';

const events = Number(process.env['STORM_EVENTS'] ?? 200_000);
const seed = Number(process.env['STORM_SEED'] ?? 4);
const clients = 8;

runScript(async () => {
  const interrupt = onInterrupt(() => undefined);
  const stack = await startProduction(progressLines(interrupt.checkpoint), { LOG_LEVEL: 'silent' });
  const world = worldOf(stack);
  try {
    const { business, customers, apiKeys } = await makeScene(world, clients, 60);
    console.log(`\n  ${events.toLocaleString('en')} events, seed ${seed}\n`);
    const storm = await blowUsageStorm({
      world,
      business,
      apiKeys,
      appUrl: stack.appUrl,
      plan: { events, clients, customers, seed },
      batch: 250,
      collectSize: 5_000,
      share: 0.33,
      crash: () => killPostgres(stack, world),
    });
    await settle(world, business);
    const faults = await usageStormFaults(world, business, storm);
    const after = await aftermathOf(world, business, storm);
    console.log(
      block([...told(storm), ...Object.entries(after).map(([what, is]) => [what, String(is)] as const)]),
    );
    if (faults.length > 0) throw new StackProblem(`The storm did harm:\n  ${faults.join('\n  ')}`);
    console.log('\n  Each event was recorded once and billed once, and the proof finds nothing.');
  } finally {
    await world.close();
    await stack.stop();
  }
});

function worldOf({ adminUrl, env }: ProductionStack): World {
  const admin = new Pool({ connectionString: adminUrl, max: 20 });
  // Connections break when the server is killed; whoever was calling is told by the call.
  admin.on('error', () => undefined);
  admin.on('connect', (client) => client.on('error', () => undefined));
  const appUrl = env['DATABASE_URL'] ?? '';
  return World.of({ name: 'postgres', adminUrl, appUrl, admin, close: () => admin.end() });
}

/** SIGKILL; the stack starts it again. */
async function killPostgres({ services }: ProductionStack, world: World): Promise<void> {
  const postgres = services.findLast(({ name }) => name === 'Postgres');
  if (postgres === undefined) throw new Error('there is no Postgres to kill');
  process.kill(postgres.pid, 'SIGKILL');
  const answers = () =>
    world.admin.query('select').then(
      () => true,
      () => false,
    );
  await until('Postgres is away', async () => !(await answers()));
  await until('Postgres is back', answers, 60_000);
}

function told({ stats, faults, brokenSteps, milliseconds }: Storm): (readonly [string, string])[] {
  const sum = (count: (of: Storm['stats'][number]) => number) =>
    String(stats.reduce((total, of) => total + count(of), 0));
  return [
    ['seconds', (milliseconds / 1000).toFixed(1)],
    ['told recorded', sum(({ recorded }) => recorded)],
    ['told duplicate', sum(({ duplicates }) => duplicates)],
    ...[...faults].map(([fault, times]) => [`requests ${fault}`, String(times)] as const),
    ['billing cut off', `${brokenSteps} steps`],
  ];
}
