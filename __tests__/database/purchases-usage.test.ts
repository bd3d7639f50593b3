import { previewPurchase } from '@/lib/operations/orders';
import { billBySchedule, standOf, use } from '../helpers/billing';
import {
  addBuyer,
  addProduct,
  creditOf,
  line,
  purchaseOf,
  sell,
  trySell,
  type Product,
} from '../helpers/sales';
import { World, type Business } from '../helpers/world';

/** What was used and is not billed yet is kept free by a purchase: out of the balance first, then out of the credit. */

let world: World;
let business: Business;
let cent: Product;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeBusiness();
  cent = await addProduct(business, { price: '0.01', stock: undefined });
});
afterEach(async () => {
  expect(await world.discrepancies(business.id)).toEqual([]);
});
afterAll(() => world.close());

/** 10 on the wallet, and 20 that may be owed. */
const buyer = () => addBuyer(world, business, { balance: '10', credit_limit: '20' });

test.each([
  ['7.50', '22.50', 2250, '2.50'],
  ['10', '20.00', 2000, '0.00'],
  ['12.345678', '17.654322', 1765, '0.00'],
])(
  'with %s unbilled exactly %s can be spent, to the cent',
  async (unbilled, canSpend, cents, fromBalance) => {
    const customer = await buyer();
    await use(business, customer, unbilled);
    expect(await creditOf(business, customer)).toMatchObject({ can_spend: canSpend, balance: '10.00' });
    const outcome = await trySell(business, customer, [line(cent, cents + 1)], { use_balance: true });
    expect(outcome).toMatchObject({ ok: false, failure: { hint: 'credit_limit_exceeded' } });

    const args = purchaseOf(business, customer, [line(cent, cents)], { use_balance: true });
    const preview = await business.owner.run(previewPurchase, args);
    expect(preview).toMatchObject({ outcome: 'ok', from_balance: fromBalance });
    const { credit } = await sell(business, customer, [line(cent, cents)], { use_balance: true });
    expect(credit).toEqual(preview.after);
    await billBySchedule(world);
  },
);

test('a purchase on credit leaves what the balance cannot bear of the usage, and the refusal names what is left', async () => {
  const customer = await buyer();
  await use(business, customer, '15');
  const outcome = await trySell(business, customer, [line(cent, 1501)]);
  expect(outcome).toMatchObject({
    ok: false,
    failure: {
      sqlstate: 'PT402',
      detail: {
        credit_limit: '20.00',
        outstanding: '0.00',
        available: '15.00',
        on_credit: '15.01',
        missing: '0.01',
      },
    },
  });
  await sell(business, customer, [line(cent, 1500)]);
});

test('usage is recorded and billed out of the balance all the same, however much is bought with the rest', async () => {
  const customer = await buyer();
  await use(business, customer, '4');
  await sell(business, customer, [line(cent, 600)], { use_balance: true });
  expect(await standOf(business, customer)).toBe('4.00 unbilled 4.00');
  await billBySchedule(world);
  expect(await standOf(business, customer)).toBe('0.00 unbilled 0.00');
});

test('what is held counts as long as it is', async () => {
  const customer = await buyer();
  await use(business, customer, '12');
  await billBySchedule(world);
  expect(await creditOf(business, customer)).toMatchObject({ balance: '10.00', can_spend: '18.00' });
});

test('of a customer without a limit nothing has to be kept free', async () => {
  const customer = await addBuyer(world, business, { balance: '0', credit_limit: '0', postpaid: true });
  await use(business, customer, '1000');
  expect(await creditOf(business, customer)).toMatchObject({ can_spend: null });
  await sell(business, customer, [line(cent, 100)], { use_balance: true });
  expect(await standOf(business, customer)).toBe('-1.00 unbilled 1000.00');
});
