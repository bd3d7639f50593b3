import fc from 'fast-check';
import { HoldRun, type Step } from '../helpers/hold-model-run';
import { World } from '../helpers/world';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const wallet = fc.constantFrom('prepaid' as const, 'credits' as const);
/** In millionths. */
const amount = fc.oneof(
  fc.constantFrom(1_000_000n, 5_000_000n, 20_000_000n, 500_000n, 10_000n),
  fc.bigInt({ min: 1n, max: 30_000_000n }),
);
const rate = fc.oneof(
  fc.constantFrom(10_000_000n, 60_000_000n, 7_500_000n, 400_000n, 0n, 60_000_000_000n),
  fc.bigInt({ min: 1n, max: 120_000_000n }),
);
const micros = fc.oneof(
  fc.constantFrom(1n, 6_000_000n, 30_000_000n, 60_000_000n),
  fc.bigInt({ min: 1n, max: 600_000_000n }),
  fc.bigInt({ min: 1n, max: 7_200_000_000n }),
);
const hold = fc.nat({ max: 20 });
const byClock = fc.boolean();
const does = <const Name extends Step['does']>(name: Name) => fc.constant(name);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: does('hold'), wallet, amount, lasts: micros }) },
  {
    weight: 5,
    arbitrary: fc.record({ does: does('capture'), hold, amount: fc.option(amount), keepsRest: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ does: does('release'), hold }) },
  { weight: 5, arbitrary: fc.record({ does: does('give'), wallet, amount }) },
  { weight: 3, arbitrary: fc.record({ does: does('spend'), wallet, amount }) },
  { weight: 4, arbitrary: fc.record({ does: does('start'), rate }) },
  { weight: 1, arbitrary: fc.record({ does: does('stop') }) },
  { weight: 4, arbitrary: fc.record({ does: does('pass'), micros, byClock }) },
  {
    weight: 6,
    arbitrary: fc.record({ does: does('passToEnd'), hold, offset: fc.constantFrom(-1n, 0n, 1n), byClock }),
  },
  { weight: 2, arbitrary: fc.record({ does: does('write') }) },
);

/** So that there is something to hold. */
const dowry: Step[] = [
  { does: 'give', wallet: 'prepaid', amount: 60_000_000n },
  { does: 'give', wallet: 'credits', amount: 60_500_000n },
];

test('any history of holds, captures, releases, money, credits, sessions, time and jobs: what is held is the sum of the active, what is free is exact at every step, each hold ends at its exact microsecond, and the ledger and the proof agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40, size: 'max' }), async (steps) => {
      const run = await HoldRun.open(world);
      for (const happens of [...dowry, ...steps]) await run.take(happens);
      await run.finish();
    }),
    // One that fails is told as it is: to look for a shorter one takes minutes.
    { endOnFailure: true, numRuns: Number(process.env['MODEL_RUNS'] ?? 8) },
  );
}, 120_000);
