import { randomUUID } from 'node:crypto';
import { processPurchase } from '@/lib/operations/orders';
import { archiveProduct, updateProduct } from '@/lib/operations/products';
import { listLedgerEntries } from '@/lib/operations/wallets';
import { addBuyer, addProduct, creditOf, line, purchaseOf, readOrder, sell, stockOf } from '../helpers/sales';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let customer: Awaited<ReturnType<typeof addBuyer>>;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
  customer = await addBuyer(world, business, { credit_limit: '1000000' });
});
afterAll(() => world.close());
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));

describe('a purchase', () => {
  test('writes the order, lowers the stock and moves the balance in one go, and says all of it', async () => {
    const buyer = await addBuyer(world, business, { name: 'Ada', credit_limit: '100' });
    const desk = await addProduct(business, { name: 'Desk', price: '19.99', stock: 5 });
    const advice = await addProduct(business, { name: 'Advice', price: '0.05', stock: undefined });
    const { success, order, payments, credit } = await sell(
      business,
      buyer,
      [line(advice, 3), line(desk, 2)],
      { note: ' By the door ' },
    );
    expect(success).toBe(true);
    expect(payments).toEqual([]);
    expect(order).toMatchObject({
      business_id: business.id,
      customer_id: buyer.id,
      customer_name: 'Ada',
      status: 'open',
      currency: 'USD',
      total: '40.13',
      cancelled: '0.00',
      paid: '0.00',
      outstanding: '40.13',
      item_count: 5,
      overdue: false,
      note: 'By the door',
      actor: `user:${business.ownerId}`,
      items: [
        { product_id: desk.id, sku: desk.sku, unit_price: '19.99', quantity: 2, amount: '39.98' },
        { product_id: advice.id, sku: advice.sku, unit_price: '0.05', quantity: 3, amount: '0.15' },
      ],
    });
    expect(Date.parse(order.due_at) - Date.parse(order.placed_at)).toBe(30 * 86_400_000);
    expect(credit).toEqual({
      currency: 'USD',
      balance: '0.00',
      held: '0.00',
      unbilled_usage: '0.00',
      owed: '40.13',
      credit_limit: '100.00',
      credit_left: '59.87',
      can_spend: '59.87',
    });
    expect(await creditOf(business, buyer)).toEqual(credit);
    expect([await stockOf(business, desk), await stockOf(business, advice)]).toEqual([3, null]);
    const { data } = await business.owner.run(listLedgerEntries, {
      customer_id: buyer.id,
      wallet: 'receivable',
    });
    expect(data).toMatchObject([
      {
        version: 1,
        kind: 'purchase',
        amount: '-40.13',
        balance_after: '-40.13',
        counter_account: 'revenue:sales',
        reference_type: 'order',
        reference_id: order.id,
      },
    ]);
    expect(await readOrder(business, order)).toEqual({
      ...order,
      allocations: [],
      cancellations: [],
      entries: data,
    });
  });

  test('of several lines of one product is one line, for the stock and for the price', async () => {
    const product = await addProduct(business, { stock: 6, price: '0.10' });
    const { order } = await sell(business, customer, [line(product, 1), line(product, 2), line(product, 3)]);
    expect(order).toMatchObject({
      total: '0.60',
      item_count: 6,
      items: [{ product_id: product.id, quantity: 6, amount: '0.60' }],
    });
    expect(await stockOf(business, product)).toBe(0);
    const short = await addProduct(business, { stock: 5 });
    const tooMany = purchaseOf(business, customer, [line(short, 3), line(short, 3)]);
    expect(await business.owner.refusal(processPurchase, tooMany)).toMatchObject({
      detail: { products: [{ asked: 6, available: 5 }] },
    });
  });

  test('is at the prices, names and skus of its moment, whatever they become later', async () => {
    const product = await addProduct(business, { name: 'Before', price: '10' });
    const { order } = await sell(business, customer, [line(product, 2)]);
    const changed = { product_id: product.id, sku: randomUUID(), name: 'After', price: '99' };
    await business.owner.run(updateProduct, changed);
    const sold = { total: '20.00', items: [{ sku: product.sku, name: 'Before', unit_price: '10.00' }] };
    expect(await readOrder(business, order)).toMatchObject(sold);
    const next = await sell(business, customer, [line(product, 2)]);
    expect(next.order).toMatchObject({ total: '198.00', items: [{ name: 'After', unit_price: '99.00' }] });
    await business.owner.run(archiveProduct, { product_id: product.id });
    expect(await readOrder(business, order)).toMatchObject(sold);
  });

  test('that costs nothing is paid from the start, and moves no balance', async () => {
    const broke = await addBuyer(world, business, { credit_limit: '0' });
    const gift = await addProduct(business, { price: '0' });
    const { order, credit } = await sell(business, broke, [line(gift, 4)]);
    expect(order).toMatchObject({ status: 'paid', total: '0.00', outstanding: '0.00' });
    expect(credit).toMatchObject({ owed: '0.00', can_spend: '0.00' });
    expect((await readOrder(business, order)).entries).toEqual([]);
    expect(await stockOf(business, gift)).toBe(96);
  });

  test('takes the last pieces, and the last cent of the limit', async () => {
    const buyer = await addBuyer(world, business, { credit_limit: '30.01' });
    const [product, cent] = [
      await addProduct(business, { stock: 3 }),
      await addProduct(business, { price: '0.01' }),
    ];
    await sell(business, buyer, [line(product, 3), line(cent)]);
    expect(await creditOf(business, buyer)).toMatchObject({ owed: '30.01', credit_left: '0.00' });
    const another = purchaseOf(business, buyer, [line(cent)]);
    expect(await business.owner.refusal(processPurchase, another)).toMatchObject({
      hint: 'credit_limit_exceeded',
    });
  });

  test('has a number that one till sees counting up, 1, 2, 3 and on past every slot', async () => {
    const shop = await world.makeBusiness();
    const buyer = await addBuyer(world, shop, { credit_limit: '1000' });
    const product = await addProduct(shop, { price: '1' });
    const numbers: number[] = [];
    for (let count = 0; count < 40; count += 1)
      numbers.push((await sell(shop, buyer, [line(product)])).order.number);
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });
});
