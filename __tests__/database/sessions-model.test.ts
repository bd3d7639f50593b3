import fc from 'fast-check';
import { SessionRun, customerCount, type Step } from '../helpers/session-model-run';
import { World } from '../helpers/world';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const customer = fc.nat({ max: customerCount - 1 });
const by = fc.constantFrom('owner' as const, 'key' as const, 'self' as const);
/** Credits a minute, in millionths: whole ones, 7.5, 0.4, 0.000001, 0, and such as divide nothing. */
const rate = fc.oneof(
  fc.constantFrom(10_000_000n, 60_000_000n, 7_500_000n, 400_000n, 0n, 1n, 60_000_000_000n),
  fc.bigInt({ min: 1n, max: 120_000_000n }),
);
const credits = fc.oneof(
  fc.constantFrom(1_000_000n, 5_000_000n, 100_000_000n, 500_000n, 1n),
  fc.bigInt({ min: 1n, max: 30_000_000n }),
);
const micros = fc.oneof(
  fc.constantFrom(1n, 5_999_999n, 6_000_000n, 30_000_000n, 60_000_000n),
  fc.bigInt({ min: 1n, max: 600_000_000n }),
  fc.bigInt({ min: 1n, max: 7_200_000_000n }),
);
const byClock = fc.boolean();

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant('start' as const), customer, by, rate: fc.option(rate) }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('stop' as const), customer, by }) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('give' as const),
      customer,
      credits,
      source: fc.constantFrom('bought' as const, 'given' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('move' as const),
      customer,
      amount: credits.map((amount) => -amount),
      kind: fc.constant('adjustment' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('move' as const),
      customer,
      amount: credits,
      kind: fc.constant('refund' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('archive' as const), customer, archived: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('rate' as const), rate }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('pass' as const), micros, byClock }) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('passToEnd' as const),
      customer,
      offset: fc.constantFrom(-1n, 0n, 1n),
      byClock,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('settle' as const),
      isDue: fc.boolean(),
      steps: fc.integer({ min: 1, max: 3 }),
      chunkSize: fc.integer({ min: 1, max: 3 }),
    }),
  },
);

test('any history of starts, stops, credits, spends, archiving, time and steps of the job: each session has used floor(elapsed * rate / 60), never more than was there, ends at the exact microsecond, and every read says so whether or not the job has run', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40, size: 'max' }), async (steps) => {
      const run = await SessionRun.open(world);
      for (const happens of steps) await run.take(happens);
      await run.finish();
    }),
    // One that fails is told as it is: to look for a shorter one takes minutes.
    { endOnFailure: true, numRuns: Number(process.env['MODEL_RUNS'] ?? 8) },
  );
}, 120_000);
