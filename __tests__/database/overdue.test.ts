import { day, Debtor, type Happening } from '../helpers/overdue';
import { World } from '../helpers/world';

/** Worked out by hand. Days and microseconds are counted from 1 March 2026 10:00 UTC; a piece costs 1.00. */

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

type Buckets = [upTo30: string, upTo60: string, upTo90: string, over90: string];
interface Expected {
  owed: string;
  overdue: string;
  orders: number;
  /** Of the oldest unpaid order; only where something is overdue. */
  days?: number;
  buckets: Buckets;
}

const nothing: Expected = {
  owed: '0.00',
  overdue: '0.00',
  orders: 0,
  buckets: ['0.00', '0.00', '0.00', '0.00'],
};
const owes = (owed: string, overdue: string, orders: number, days: number | undefined, buckets: Buckets) =>
  ({ owed, overdue, orders, ...(days !== undefined && { days }), buckets }) satisfies Expected;
const fresh = (owed: string): Expected => owes(owed, '0.00', 0, undefined, [owed, '0.00', '0.00', '0.00']);
const late = (owed: string, days: number): Expected =>
  owes(owed, owed, 1, days, ['0.00', owed, '0.00', '0.00']);

const unpaid: Happening[] = [{ at: day(0), sells: 100 }];
const threeParts: Happening[] = [
  ...unpaid,
  { at: day(5), pays: '10' },
  { at: day(15), pays: '20.50' },
  { at: day(40), pays: '30' },
];
const paidLate: Happening[] = [...unpaid, { at: day(40), pays: '100' }];
const cancelledWhole: Happening[] = [...unpaid, { at: day(35), cancels: 'all' }];
const cancelledPart: Happening[] = [...unpaid, { at: day(35), cancels: 30 }];
const paidAndCancelled: Happening[] = [...unpaid, { at: day(10), pays: '40' }, { at: day(35), cancels: 80 }];
const reversed: Happening[] = [...unpaid, { at: day(10), pays: '100' }, { at: day(40), reverses: 0 }];
const twoOrders: Happening[] = [...unpaid, { at: day(20), sells: 50 }];
const oldestFirst: Happening[] = [...twoOrders, { at: day(25), pays: '120' }];
const newestPaid: Happening[] = [...twoOrders, { at: day(25), pays: '50', of: 1 }];
const edges: Happening[] = [
  { at: day(0), sells: 32 },
  { at: day(0, 1), sells: 16 },
  { at: day(30), sells: 8 },
  { at: day(30, 1), sells: 4 },
  { at: day(60), sells: 2 },
  { at: day(60, 1), sells: 1 },
];

const cases: [what: string, history: Happening[], asOf: string, expected: Expected, days?: number][] = [
  ['an order without any payment, 45 days old', unpaid, day(45), late('100.00', 45)],
  ['an order without any payment, 29 days old', unpaid, day(29), fresh('100.00')],
  ['the moment of the order itself', unpaid, day(0), fresh('100.00')],
  ['a microsecond before there was an order', unpaid, day(0, -1), nothing],
  ['exactly 30 days', unpaid, day(30), fresh('100.00')],
  ['30 days and a microsecond', unpaid, day(30, 1), late('100.00', 30)],
  ['30 days less a microsecond', unpaid, day(30, -1), fresh('100.00')],
  ['31 days less a microsecond are 30 days', unpaid, day(31, -1), late('100.00', 30)],
  ['one partial payment', [...unpaid, { at: day(10), pays: '40' }], day(45), late('60.00', 45)],
  ['three partial payments count the order once', threeParts, day(45), late('39.50', 45)],
  ['three partial payments, before the third', threeParts, day(39), late('69.50', 39)],
  ['three partial payments, at the moment of the second', threeParts, day(15), fresh('69.50')],
  ['paid in full in time', [...unpaid, { at: day(10), pays: '100' }], day(45), nothing],
  ['paid all but a cent', [...unpaid, { at: day(10), pays: '99.99' }], day(45), late('0.01', 45)],
  ['paid late, the day before', paidLate, day(39), late('100.00', 39)],
  ['paid late, a microsecond before', paidLate, day(40, -1), late('100.00', 39)],
  ['paid late, at that moment', paidLate, day(40), nothing],
  ['paid late, later', paidLate, day(45), nothing],
  ['paid at the sale in cash', [{ at: day(0), sells: 100, paidBy: 'cash' }], day(45), nothing],
  ['paid at the sale from the balance', [{ at: day(0), sells: 100, paidBy: 'balance' }], day(45), nothing],
  ['cancelled, the day before', cancelledWhole, day(34), late('100.00', 34)],
  ['cancelled, later', cancelledWhole, day(45), nothing],
  ['cancelled in part, a microsecond before', cancelledPart, day(35, -1), late('100.00', 34)],
  ['cancelled in part, later', cancelledPart, day(45), late('70.00', 45)],
  ['paid in part and cancelled beyond it, before', paidAndCancelled, day(34), late('60.00', 34)],
  ['paid in part and cancelled beyond it, later', paidAndCancelled, day(45), nothing],
  ['a payment that is reversed later, while it stood', reversed, day(35), nothing],
  ['a reversed payment: as old as the order, not as the reversal', reversed, day(45), late('100.00', 45)],
  [
    'two orders, one of them overdue',
    twoOrders,
    day(45),
    owes('150.00', '100.00', 1, 45, ['50.00', '100.00', '0.00', '0.00']),
  ],
  [
    'two orders, both overdue',
    twoOrders,
    day(61),
    owes('150.00', '150.00', 2, 61, ['0.00', '50.00', '100.00', '0.00']),
  ],
  ['a payment over both, the oldest first', oldestFirst, day(45), fresh('30.00')],
  ['a payment over both, once the second is overdue', oldestFirst, day(51), late('30.00', 31)],
  ['a payment on the newer one', newestPaid, day(45), late('100.00', 45)],
  [
    'exactly 30, 60 and 90 days, and a microsecond either way',
    edges,
    day(90, 1),
    // In order: 90 days and 1 us; exactly 90; 60 and 1 us; exactly 60; 30 and 1 us; exactly 30.
    owes('63.00', '62.00', 5, 90, ['1.00', '6.00', '24.00', '32.00']),
  ],
  [
    '7 days, asked for on the eighth',
    unpaid,
    day(8),
    { ...fresh('100.00'), overdue: '100.00', orders: 1, days: 8 },
    7,
  ],
  ['7 days, asked for at exactly 7', unpaid, day(7), fresh('100.00'), 7],
  [
    '60 days, asked for on the 45th',
    unpaid,
    day(45),
    owes('100.00', '0.00', 0, undefined, ['0.00', '100.00', '0.00', '0.00']),
    60,
  ],
  ['0 days, at the moment of the order', unpaid, day(0), fresh('100.00'), 0],
  [
    '0 days, a microsecond later',
    unpaid,
    day(0, 1),
    { ...fresh('100.00'), overdue: '100.00', orders: 1, days: 0 },
    0,
  ],
  [
    '3650 days',
    unpaid,
    day(3650, 1),
    owes('100.00', '100.00', 1, 3650, ['0.00', '0.00', '0.00', '100.00']),
    3650,
  ],
];

/** An answer of get_overdue in the terms of the table. */
function inShort({ totals, data }: Awaited<ReturnType<Debtor['overdue']>>): Expected {
  const buckets = (of: typeof totals.buckets): Buckets => [
    of.days_0_30,
    of.days_31_60,
    of.days_61_90,
    of.days_over_90,
  ];
  const [row, ...others] = data;
  expect(others).toEqual([]);
  expect(totals.customers).toBe(totals.owed === '0.00' ? 0 : 1);
  expect(totals.overdue_customers).toBe(row ? 1 : 0);
  if (row)
    expect([row.owed, row.overdue, row.overdue_orders, buckets(row.buckets)]).toEqual([
      totals.owed,
      totals.overdue,
      totals.overdue_orders,
      buckets(totals.buckets),
    ]);
  return {
    owed: totals.owed,
    overdue: totals.overdue,
    orders: totals.overdue_orders,
    ...(row && { days: row.oldest_days }),
    buckets: buckets(totals.buckets),
  };
}

test.each(cases.map(([what, history, asOf, expected, days]) => ({ what, history, asOf, expected, days })))(
  'overdue at that moment, and as of it later, wherever one looks from: $what',
  async ({ history, asOf, expected, days }) => {
    const debtor = await Debtor.open(world);
    await debtor.lives(history.filter(({ at }) => at <= asOf));
    await debtor.isAt(asOf);
    expect(inShort(await debtor.overdue({ days }))).toEqual(expected);
    if (days === undefined) {
      const { owed, overdue, orders: overdue_orders } = expected;
      for (const zone of ['UTC', 'Europe/Berlin', 'America/New_York'])
        expect(await debtor.views(zone)).toEqual({
          owed: `${owed}0000`,
          overdue: `${overdue}0000`,
          overdue_orders,
        });
      expect(await debtor.overdueInList()).toBe(overdue_orders);
    }

    await debtor.lives(history.filter(({ at }) => at > asOf));
    await debtor.isAt(day(4000));
    // Both time zones change to summer time in these 30 days; Apia is a day ahead of New York.
    for (const zone of ['UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia'])
      expect(inShort(await debtor.overdue({ days, as_of: asOf }, zone))).toEqual(expected);
  },
);
