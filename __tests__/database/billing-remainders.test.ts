import fc from 'fast-check';
import { billBySchedule, chargesOf, exact, exactness, standOf, use } from '../helpers/billing';
import { scaled, sumOf, unscaled } from '../helpers/decimals';
import { World, type Business } from '../helpers/world';

/** Events come to up to 12 decimals, the ledger has 6: what is finer waits, and is neither lost nor billed twice. */

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** What was billed of a service so far, in millionths. */
async function billedOf(business: Business, service: string): Promise<bigint> {
  const charges = (await chargesOf(business)).filter((charge) => charge.service === service);
  return sumOf(charges.map(({ amount }) => unscaled(amount, 6)));
}

test('a third of a millionth is billed as soon as there are three of them, and never as a whole one before', async () => {
  const business = await world.makeBusiness();
  const customer = await world.addCustomer(business);
  const third = { price_per_unit: '0.000001' };
  const stands: string[] = [];
  for (let times = 0; times < 4; times += 1) {
    await use(business, customer, '0.333333', third);
    await billBySchedule(world);
    stands.push(await standOf(business, customer));
  }
  expect(stands).toEqual([
    '100.00 unbilled 0.00',
    '100.00 unbilled 0.00',
    '100.00 unbilled 0.00',
    '99.999999 unbilled 0.00',
  ]);
  expect((await chargesOf(business)).map(({ events, amount }) => `${events} ${amount}`)).toEqual([
    '1 0.00',
    '1 0.00',
    '1 0.00',
    '1 0.000001',
  ]);
  expect(await exactness(world, business)).toEqual(exact);
  expect(await world.discrepancies(business.id)).toEqual([]);
});

test('after any events and runs, what is billed of each service is the exact total cut off at the millionth', async () => {
  const services = ['a', 'b'] as const;
  const millionths = fc.oneof(
    fc.bigInt({ min: 1n, max: 9n }),
    fc.bigInt({ min: 1n, max: 2_000_000n }),
    fc.constantFrom(333_333n, 999_999n, 1_000_000n, 123_456_789_012n),
  );
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        service: fc.constantFrom(...services),
        units: millionths,
        price: fc.oneof(fc.constant(0n), millionths),
      }),
    },
    { weight: 1, arbitrary: fc.constant('run' as const) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const business = await world.makeBusiness();
      const customer = await world.addCustomer(business, { balance: '0', postpaid: true });
      // In the last place of an event: millionths of millionths.
      const used = { a: 0n, b: 0n };
      for (const happens of [...steps, 'run' as const]) {
        if (happens === 'run') {
          await billBySchedule(world, 3, 1);
          for (const service of services)
            expect(await billedOf(business, service)).toBe(used[service] / 1_000_000n);
        } else {
          const { service, units, price } = happens;
          const price_per_unit = scaled(price, 6);
          const { amount } = await use(business, customer, scaled(units, 6), { service, price_per_unit });
          expect(unscaled(amount, 12)).toBe(units * price);
          used[service] += units * price;
        }
      }
      const [balance = ''] = (await standOf(business, customer)).split(' ');
      expect(unscaled(balance, 6)).toBe(-(used.a / 1_000_000n) - used.b / 1_000_000n);
      expect(await exactness(world, business)).toEqual(exact);
      expect(await world.discrepancies(business.id)).toEqual([]);
    }),
    { numRuns: Number(process.env['MODEL_RUNS'] ?? 25) },
  );
}, 60_000);
