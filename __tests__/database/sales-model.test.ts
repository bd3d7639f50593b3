import fc from 'fast-check';
import { SalesRun, type Step } from '../helpers/sales-model-run';
import { World } from '../helpers/world';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const customer = fc.nat({ max: 1 });
const product = fc.nat({ max: 2 });
const pick = fc.oneof(fc.nat({ max: 2 }), fc.nat({ max: 30 }));
const amount = fc.oneof(fc.constantFrom(1n, 250n, 999n, 1_000n), fc.bigInt({ min: 1n, max: 4_000n }));
const pieces = fc.array(fc.record({ product, quantity: fc.integer({ min: 1, max: 3 }) }), {
  minLength: 1,
  maxLength: 4,
});

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      does: fc.constant('buy' as const),
      customer,
      pieces,
      payment: fc.oneof(fc.constant(0n), fc.constant(0n), amount),
      usesBalance: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record(
      {
        does: fc.constant('pay' as const),
        customer,
        amount,
        near: fc.constantFrom(-1n, 0n, 1n),
        method: fc.constantFrom('cash' as const, 'cash' as const, 'balance' as const),
        order: pick,
      },
      { requiredKeys: ['does', 'customer', 'amount', 'method'] },
    ),
  },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('reverse' as const), payment: pick }) },
  {
    weight: 6,
    arbitrary: fc.record(
      { does: fc.constant('cancel' as const), order: pick, pieces },
      { requiredKeys: ['does', 'order'] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('limit' as const),
      customer,
      limit: fc.constantFrom(0n, 1_000n, 2_500n, 6_000n, 20_000n),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('price' as const),
      product,
      price: fc.constantFrom(0n, 1n, 250n, 333n, 1_000n),
      isForSale: fc.constantFrom(true, true, true, false),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('adjust' as const),
      product,
      change: fc.constantFrom(-5, -1, 1, 8, 12),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('count' as const),
      product,
      stock: fc.constantFrom(0, 4, 9, null),
    }),
  },
);

test('any history of sales, payments, reversals, cancellations, new limits, prices and stocks ends as the rules say, to the cent and the piece', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 60, size: 'max' }), async (steps) => {
      const run = await SalesRun.open(world);
      for (const happens of steps) await run.take(happens);
      await run.compare();
    }),
    { numRuns: Number(process.env['MODEL_RUNS'] ?? 20) },
  );
}, 120_000);
