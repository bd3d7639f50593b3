import { addBuyer, addProduct, line, purchaseOf } from '../helpers/sales';
import { World, type Business } from '../helpers/world';

/** What lies beyond every amount and every year is refused by the field it came in, never by an overflow. */

let world: World;
let business: Business;
let customer: Awaited<ReturnType<typeof addBuyer>>;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
  customer = await addBuyer(world, business);
});
afterAll(() => world.close());

const invalid = (pointer: string) => ({
  sqlstate: 'PT422',
  hint: 'invalid_request',
  detail: { errors: [{ pointer }] },
});

test.each(['process_purchase', 'preview_purchase'])(
  '%s refuses an order that no amount can hold',
  async (name) => {
    const products = await Promise.all(
      Array.from({ length: 12 }, () => addProduct(business, { price: '99999999999', stock: undefined })),
    );
    const items = products.map((product) => line(product, 1_000_000));
    const args = purchaseOf(business, customer, items);
    expect(await business.owner.refusal(name, args)).toMatchObject(invalid('/items'));
  },
);

test('a report never reaches back beyond the first year', async () => {
  const ask = { business_id: business.id, as_of: '0001-01-01', days: 3650 };
  expect(await business.owner.refusal('get_overdue', ask)).toMatchObject(invalid('/days'));
});

test.each([
  ['/since', '-infinity', '2026-01-01'],
  ['/until', '2026-01-01', 'infinity'],
])('a statement has bounds: %s', async (pointer, since, until) => {
  const ask = { business_id: business.id, customer_id: customer.id, since, until };
  expect(await business.owner.refusal('get_statement', ask)).toMatchObject(invalid(pointer));
});

test('paying from the balance with a purchase needs the permission to take payments', async () => {
  const { caller } = await world.addKey(business, ['orders:write']);
  const items = [line(await addProduct(business))];
  const args = purchaseOf(business, customer, items, { use_balance: true });
  expect(await caller.refusal('process_purchase', args)).toMatchObject({
    sqlstate: 'PT403',
    detail: { permission: 'payments:write' },
  });
});
