import { listOrders } from '@/lib/operations/orders';
import { listPayments } from '@/lib/operations/payments';
import { addBuyer, addDebtor, addProduct, cancel, pay, reverse } from '../helpers/sales';
import type { Arguments } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
});
afterAll(() => world.close());

const invalid = { sqlstate: 'PT422', hint: 'invalid_request' };

describe('finding orders and payments', () => {
  test('orders by status, by customer, by number with or without a #, and by name', async () => {
    const shop = await world.makeSandbox('2026-01-01T00:00:00Z');
    const product = await addProduct(shop);
    const ada = await addDebtor(world, shop, product, [1, 1, 1, 1], { name: 'Ada' });
    const eve = await addDebtor(world, shop, product, [1], { name: 'Eve' });
    await pay(shop, ada.customer, '10');
    await cancel(shop, ada.orders[1] ?? { id: '' });
    await world.setClock(shop.id, '2026-01-31T00:00:00Z');
    const numbersOf = async (args: Arguments) =>
      (await shop.owner.run(listOrders, args)).data.map(({ number }) => number);
    expect(await numbersOf({})).toEqual([5, 4, 3, 2, 1]);
    expect(await numbersOf({ customer_id: eve.customer.id })).toEqual([5]);
    expect(await numbersOf({ status: 'open' })).toEqual([5, 4, 3]);
    expect(await numbersOf({ status: 'paid' })).toEqual([1]);
    expect(await numbersOf({ status: 'cancelled' })).toEqual([2]);
    expect(await numbersOf({ status: 'overdue' })).toEqual([]);
    await world.setClock(shop.id, '2026-01-31T00:00:00.000001Z');
    expect(await numbersOf({ status: 'overdue' })).toEqual([5, 4, 3]);
    for (const search of ['4', '#4', ' 4 ']) expect(await numbersOf({ search })).toEqual([4]);
    expect(await numbersOf({ search: 'eV' })).toEqual([5]);
    expect(await numbersOf({ search: '%' })).toEqual([]);
    expect(await numbersOf({ search: '999999999999999999999' })).toEqual([]);
  });

  test('payments by status, by method and by customer', async () => {
    const shop = await world.makeBusiness();
    const product = await addProduct(shop);
    const { customer } = await addDebtor(world, shop, product, [3], { balance: '5' });
    const cash = await pay(shop, customer, '1');
    const card = await pay(shop, customer, '2', { method: 'card' });
    const balance = await pay(shop, customer, '3', { method: 'balance' });
    const other = await pay(shop, await addBuyer(world, shop), '4');
    await reverse(shop, card);
    const idsOf = async (args: Arguments) =>
      (await shop.owner.run(listPayments, args)).data.map(({ id }) => id);
    expect(await idsOf({})).toEqual([other.id, balance.id, card.id, cash.id]);
    expect(await idsOf({ status: 'received' })).toEqual([other.id, balance.id, cash.id]);
    expect(await idsOf({ status: 'reversed' })).toEqual([card.id]);
    expect(await idsOf({ method: 'balance' })).toEqual([balance.id]);
    expect(await idsOf({ customer_id: customer.id, method: 'cash' })).toEqual([cash.id]);
  });

  test.each([
    ['list_products', { sort: 'id; drop table x' }],
    ['list_products', { direction: 'up' }],
    ['list_products', { status: 'gone' }],
    ['list_orders', { status: 'gone' }],
    ['list_payments', { status: 'gone' }],
    ['list_payments', { method: 'barter' }],
    ['get_overdue', { days: -1 }],
    ['get_overdue', { days: 3651 }],
    ['get_overdue', { as_of: 'infinity' }],
    ['list_orders', { page_size: 0 }],
    ['list_orders', { older_than_days: -1 }],
    ['list_orders', { older_than_days: 3651 }],
    ['list_orders', { up_to_days: -1 }],
    ['list_orders', { up_to_days: 3651 }],
    ['list_orders', { status: 'open', as_of: 'infinity' }],
    ['list_orders', { status: 'paid', as_of: '2026-01-01T00:00:00Z' }],
    ['list_orders', { as_of: '2026-01-01T00:00:00Z' }],
    ['list_customers', { max_runway_hours: -1 }],
    ['list_customers', { max_runway_hours: 87601 }],
    ['list_payments', { page_size: 201 }],
  ] as [string, Arguments][])('%s takes no %j', async (name, args) => {
    expect(await business.owner.refusal(name, args)).toMatchObject(invalid);
  });

  test('a customer of another business is none', async () => {
    const foreign = await addBuyer(world, await world.makeBusiness());
    for (const name of ['list_orders', 'list_payments'])
      expect(await business.owner.refusal(name, { customer_id: foreign.id })).toMatchObject({
        hint: 'customer_not_found',
      });
  });
});
