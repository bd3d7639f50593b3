import { billBySchedule } from '../helpers/billing';
import { unscaled } from '../helpers/decimals';
import { creditOf } from '../helpers/sales';
import { World } from '../helpers/world';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

test('whoever looks at a balance while it is billed sees each event once: unbilled, or in the balance', async () => {
  const business = await world.makeBusiness();
  const { id } = await world.addCustomer(business);
  const seen = new Set<bigint>();
  const events = Array.from({ length: 60 }, (_, index) => ({
    customer_id: id,
    service: `service ${index % 20}`,
    units: '1',
    price_per_unit: '1',
    request_id: `event-${index}`,
  }));
  await business.owner.call('record_usage_batch', { events });
  let isBilled = false;
  const readers = Array.from({ length: 4 }, async () => {
    while (!isBilled) {
      const { balance, unbilled_usage, can_spend } = await creditOf(business, { id });
      const left = unscaled(balance, 6) - unscaled(unbilled_usage, 6);
      seen.add(left).add(unscaled(can_spend ?? '', 6));
    }
  });
  await billBySchedule(world, 3, 1);
  isBilled = true;
  await Promise.all(readers);
  expect([...seen]).toEqual([40_000_000n]);
});
