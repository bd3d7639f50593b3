import fc from 'fast-check';
import { UsageRun, type SentEvent, type Step } from '../helpers/usage-model-run';
import { World } from '../helpers/world';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const customer = fc.nat({ max: 2 });
const millionths = fc.oneof(
  fc.constantFrom(1n, 333_333n, 500_000n, 1_000_000n, 1_500_000n),
  fc.bigInt({ min: 1n, max: 3_000_000n }),
);
const event: fc.Arbitrary<SentEvent> = fc.record({
  customer,
  service: fc.constantFrom('a', 'b', 'c'),
  units: millionths,
  price: fc.oneof(fc.constant(0n), millionths),
  requestId: fc.oneof(
    fc.constant(null),
    fc.uuid(),
    fc.uuid(),
    // Few names, so that one is used for two events.
    fc.nat({ max: 9 }).map((number) => `name-${number}`),
  ),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant('use' as const), event }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('batch' as const),
      events: fc.array(event, { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('again' as const),
      count: fc.integer({ min: 1, max: 5 }),
      asBatch: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('topUp' as const),
      customer,
      amount: fc.constantFrom(10_000n, 500_000n, 2_000_000n),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('limit' as const),
      customer,
      overdraft: fc.constantFrom(null, 0n, 1_000_000n, 5_000_000n),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('buy' as const),
      customer,
      pieces: fc.integer({ min: 1, max: 8 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ does: 'hour' }) },
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant('bill' as const),
      steps: fc.integer({ min: 1, max: 5 }),
      collectSize: fc.integer({ min: 1, max: 4 }),
    }),
  },
);

test('any history of events, repeats, batches, top-ups, limits, purchases, hours and steps of billing ends as the rules say, and at each step a customer may spend what it says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40, size: 'max' }), async (steps) => {
      const run = await UsageRun.open(world);
      for (const happens of steps) await run.take(happens);
      await run.finish();
    }),
    { numRuns: Number(process.env['MODEL_RUNS'] ?? 20) },
  );
}, 120_000);
