import { updateBusiness } from '@/lib/operations/business';
import { day, Debtor, readOverdue, type Overdue } from '../helpers/overdue';
import { addBuyer, addProduct, line, pay, sell } from '../helpers/sales';
import { World, type Business } from '../helpers/world';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const totalsOf = ({ totals }: Overdue) => [totals.owed, totals.overdue, totals.overdue_orders];

test('a moment to come shows what is owed now, at the age it will have', async () => {
  const debtor = await Debtor.open(world);
  await debtor.lives([
    { at: day(0), sells: 100 },
    { at: day(5), pays: '40' },
  ]);
  await debtor.isAt(day(10));
  const answer = await debtor.overdue({ as_of: day(91) });
  expect(totalsOf(answer)).toEqual(['60.00', '60.00', 1]);
  expect(answer.data).toMatchObject([{ oldest_days: 91, buckets: { days_over_90: '60.00' } }]);
  expect(totalsOf(await debtor.overdue({ as_of: day(30) }))).toEqual(['60.00', '0.00', 0]);
});

test('without a moment it is now, and says which moment that is and since when', async () => {
  const debtor = await Debtor.open(world);
  await debtor.lives([{ at: day(0), sells: 100 }]);
  await debtor.isAt(day(45, 123_456));
  const answer = await debtor.overdue();
  expect(answer).toEqual(await debtor.overdue({ as_of: day(45, 123_456) }));
  expect(answer).toMatchObject({ days: 30, currency: 'USD' });
  expect([answer.as_of, answer.overdue_since].map((moment) => Date.parse(moment))).toEqual(
    [day(45, 123_456), day(15, 123_456)].map((moment) => Date.parse(moment)),
  );
});

test('as of a moment given with an offset is as of that instant', async () => {
  const debtor = await Debtor.open(world);
  await debtor.lives([{ at: day(0), sells: 100 }]);
  await debtor.isAt(day(45));
  // 31 March 2026 10:00 UTC, exactly 30 days, by a clock in Berlin and one in New York.
  for (const exact of ['2026-03-31T12:00:00+02:00', '2026-03-31T06:00:00-04:00']) {
    expect(totalsOf(await debtor.overdue({ as_of: exact }, 'Europe/Berlin'))).toEqual(['100.00', '0.00', 0]);
    const after = exact.replace(':00:00', ':00:00.000001');
    expect(totalsOf(await debtor.overdue({ as_of: after }, 'Europe/Berlin'))).toEqual([
      '100.00',
      '100.00',
      1,
    ]);
  }
});

test('the setting of the business decides where no days are given, in the function, the views and the list', async () => {
  const debtor = await Debtor.open(world);
  await debtor.lives([
    { at: day(0), sells: 100 },
    { at: day(5), sells: 7 },
  ]);
  await debtor.isAt(day(12));
  for (const [days, overdue, count] of [
    [30, '0.00', 0],
    [12, '0.00', 0],
    [11, '100.00', 1],
    [7, '100.00', 1],
    [6, '107.00', 2],
  ] as const) {
    await debtor.business.owner.run(updateBusiness, { overdue_days: days });
    expect(await debtor.overdue()).toMatchObject({ days, totals: { owed: '107.00', overdue } });
    expect(await debtor.views()).toEqual({
      owed: '107.000000',
      overdue: `${overdue}0000`,
      overdue_orders: count,
    });
    expect(await debtor.overdueInList()).toBe(count);
    expect(totalsOf(await debtor.overdue({ days: 30 }))).toEqual(['107.00', '0.00', 0]);
  }
});

test('an order that costs nothing is never owed', async () => {
  const business = await world.makeSandbox(day(0));
  const customer = await addBuyer(world, business);
  const gift = await addProduct(business, { price: '0' });
  await sell(business, customer, [line(gift, 2)]);
  await world.setClock(business.id, day(45));
  expect(totalsOf(await readOverdue(business))).toEqual(['0.00', '0.00', 0]);
});

describe('many customers', () => {
  let business: Business;
  /** Overdue amounts by hand: 3 customers at 30.00, one each at 20.00, 10.00 and 5.50; two who owe, not overdue. */
  const overdue = ['30.00', '30.00', '30.00', '20.00', '10.00', '5.50'];

  beforeAll(async () => {
    business = await world.makeSandbox(day(0));
    const piece = await addProduct(business, { price: '0.50', stock: undefined });
    for (const amount of [20, 60, 11, 60, 40, 60]) {
      const customer = await addBuyer(world, business, { name: `Owes ${amount}` });
      await sell(business, customer, [line(piece, amount)]);
    }
    const paidUp = await addBuyer(world, business, { name: 'Paid up' });
    await sell(business, paidUp, [line(piece, 10)], { payment: { amount: '5' } });
    await world.setClock(business.id, day(20));
    for (const name of ['Late bird', 'Early bird']) {
      const customer = await addBuyer(world, business, { name });
      await sell(business, customer, [line(piece, 2)]);
      await pay(business, customer, '0.25');
    }
    await world.setClock(business.id, day(45));
  });

  const totals = {
    customers: 8,
    orders: 8,
    owed: '127.00',
    overdue: '125.50',
    overdue_customers: 6,
    overdue_orders: 6,
    buckets: { days_0_30: '1.50', days_31_60: '125.50', days_61_90: '0.00', days_over_90: '0.00' },
  };

  test('come the most overdue first, and the totals are over everyone who owes', async () => {
    const answer = await readOverdue(business);
    expect(answer.data.map((row) => row.overdue)).toEqual(overdue);
    expect(answer.totals).toEqual(totals);
    expect(answer.next_cursor).toBeNull();
  });

  test.each([1, 2, 3, 4, 5, 6])(
    'come page by page, %i at a time: each once, in order, with the totals of all on every page',
    async (page_size) => {
      const seen: Overdue['data'] = [];
      let cursor: string | null | undefined;
      do {
        const page: Overdue = await readOverdue(business, { page_size, cursor });
        expect(page.data.length).toBeLessThanOrEqual(page_size);
        expect(page.totals).toEqual(totals);
        seen.push(...page.data);
        cursor = page.next_cursor;
      } while (cursor !== null);
      expect(seen).toEqual((await readOverdue(business)).data);
    },
  );

  test('are the same in the views, customer by customer', async () => {
    const { data } = await readOverdue(business);
    const rows = await business.owner.rows<{ customer_id: string; overdue: string; placed: string }>(
      `select o.customer_id, to_char(sum(o.outstanding), 'FM999990.00') as overdue, min(a.oldest_placed_at)::text as placed
       from public.overdue_orders as o
       join public.amounts_owed as a on a.customer_id = o.customer_id and a.open_orders = 1
       group by o.customer_id`,
    );
    const byId = (list: { customer_id: string; overdue: string }[]) =>
      list.map(({ customer_id, overdue: amount }) => `${customer_id} ${amount}`).sort();
    expect(byId(rows)).toEqual(byId(data));
    expect(rows.map(({ placed }) => Date.parse(placed))).toEqual(rows.map(() => Date.parse(day(0))));
  });

  test('of another business are no part of it', async () => {
    const other = await world.makeSandbox(day(45));
    expect(totalsOf(await readOverdue(other))).toEqual(['0.00', '0.00', 0]);
  });
});
