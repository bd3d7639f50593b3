import { listOrders } from '@/lib/operations/orders';
import { unscaled, sumOf } from '../helpers/decimals';
import { day, Debtor, type Happening } from '../helpers/overdue';
import type { Arguments } from '../helpers/sql-callers';
import { World } from '../helpers/world';

/** Each figure of `get_overdue` against the orders that `list_orders` gives for it. */

let world: World;
let debtor: Debtor;

const history: Happening[] = [
  { at: day(0), sells: 100 },
  { at: day(0, 1), sells: 16 },
  { at: day(10), pays: '40', of: 0 },
  { at: day(30), sells: 8 },
  { at: day(35), cancels: 30, of: 0 },
  { at: day(40), pays: '16', of: 1 },
  { at: day(60), sells: 4 },
  { at: day(60, 1), sells: 2 },
  { at: day(70), reverses: 1 },
  { at: day(80), cancels: 'all', of: 3 },
];
/** Before the first sale, at each edge of an age, and after all of it. */
const moments = [-1, 0, 9, 10, 30, 36, 41, 60, 70, 80, 90, 91].flatMap((days) => [day(days), day(days, 1)]);

beforeAll(async () => {
  world = await World.open();
  debtor = await Debtor.open(world);
  await debtor.lives(history);
  await debtor.isAt(day(95));
});
afterAll(() => world.close());

const cents = (text: string) => unscaled(text, 2);

async function ordersOf(args: Arguments) {
  const { data } = await debtor.business.owner.run(listOrders, { status: 'open', page_size: 200, ...args });
  for (const { total, cancelled, paid, outstanding, status } of data) {
    expect(cents(total) - cents(cancelled) - cents(paid)).toBe(cents(outstanding));
    expect(status).toBe('open');
  }
  return { count: data.length, sum: sumOf(data.map(({ outstanding }) => cents(outstanding))) };
}

const ages = [
  ['days_0_30', { up_to_days: 30 }],
  ['days_31_60', { older_than_days: 30, up_to_days: 60 }],
  ['days_61_90', { older_than_days: 60, up_to_days: 90 }],
  ['days_over_90', { older_than_days: 90 }],
] as const;

async function addsUp(asOf: Arguments): Promise<void> {
  const { totals, data } = await debtor.overdue({ ...asOf, days: 20 });
  expect(await ordersOf(asOf)).toEqual({ count: totals.orders, sum: cents(totals.owed) });
  const late = await ordersOf({ ...asOf, older_than_days: 20 });
  expect(late).toEqual({ count: totals.overdue_orders, sum: cents(totals.overdue) });
  for (const [bucket, age] of ages)
    expect([bucket, (await ordersOf({ ...asOf, ...age })).sum]).toEqual([
      bucket,
      cents(totals.buckets[bucket]),
    ]);
  for (const row of data) {
    const theirs = { ...asOf, customer_id: row.customer_id };
    expect((await ordersOf(theirs)).sum).toBe(cents(row.owed));
    expect(await ordersOf({ ...theirs, older_than_days: 20 })).toEqual({
      count: row.overdue_orders,
      sum: cents(row.overdue),
    });
  }
}

describe('the orders behind what is owed', () => {
  test('add up to each figure now', async () => {
    await addsUp({});
    expect((await debtor.overdue({})).totals).toMatchObject({ orders: 4, owed: '56.00' });
  });

  test.each(moments)('add up to each figure as it was on %s', async (moment) => {
    await addsUp({ as_of: moment });
  });

  test('are overdue then by the days of the business, whatever became of them since', async () => {
    const numbersAt = async (as_of: string) =>
      (await debtor.business.owner.run(listOrders, { status: 'overdue', as_of })).data.map(
        ({ number, overdue, outstanding }) => [number, overdue, outstanding],
      );
    expect(await numbersAt(day(30))).toEqual([]);
    expect(await numbersAt(day(30, 1))).toEqual([[1, true, '60.00']]);
    expect(await numbersAt(day(39))).toEqual([
      [2, true, '16.00'],
      [1, true, '30.00'],
    ]);
    expect(await numbersAt(day(41))).toEqual([[1, true, '30.00']]);
  });

  test('are found by number and paged in the past as they are now', async () => {
    const args = { status: 'open', as_of: day(61), page_size: 2 };
    const first = await debtor.business.owner.run(listOrders, args);
    expect(first.data.map(({ number }) => number)).toEqual([5, 4]);
    const next = await debtor.business.owner.run(listOrders, { ...args, cursor: first.next_cursor });
    expect(next.data.map(({ number }) => number)).toEqual([3, 1]);
    expect(next.has_more).toBe(false);
    const found = await debtor.business.owner.run(listOrders, { ...args, search: '#4' });
    expect(found.data.map(({ number, outstanding }) => [number, outstanding])).toEqual([[4, '4.00']]);
  });
});
