/** Minutes and credits by day, against sums by hand, and against the ledger. */
import { getSessionAnalytics } from '@/lib/operations/sessions';
import { addBurner, give, settleBySchedule, start, stop } from '../helpers/sessions';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeSandbox('2026-03-01T23:50:00Z');
});
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));
afterAll(() => world.close());

const analytics = (args: object = {}) => business.owner.run(getSessionAnalytics, { ...args });
const clock = (moment: string) => world.setClock(business.id, moment);
const daysOf = async (args: object = {}) =>
  (await analytics({ from_day: '2026-03-01', to_day: '2026-03-03', ...args })).days.map(
    ({ sessions, minutes, credits }) => `${sessions} sessions, ${minutes} minutes, ${credits} credits`,
  );

/** What the ledger has of sessions on each day. */
async function bookedByDay(): Promise<string[]> {
  const { rows } = await world.admin.query<{ line: string }>(
    `select format('%s %s', (occurred_at at time zone 'UTC')::date, trim_scale(-sum(amount))) as line
     from public.ledger_entries where business_id = $1 and kind = 'session'
     group by (occurred_at at time zone 'UTC')::date order by 1`,
    [business.id],
  );
  return rows.map(({ line }) => line);
}

test('a session that passes midnight counts in each of its days with what belongs to it, before it is settled and after', async () => {
  const [one, other] = [await addBurner(world, business, '1000'), await addBurner(world, business, '25')];
  await clock('2026-03-01T23:50:01Z');
  await start(business, one, { credits_per_minute: '7.5' });
  await clock('2026-03-01T23:58:01Z');
  await start(business, other);
  await clock('2026-03-02T00:04:11Z');
  // 9:59 at 7.5 and 1:59 at 10 are 74 and 19; of 14:10 at 7.5, which are 106, and of the 25 there were, the rest.
  const expected = [
    '2 sessions, 11.97 minutes, 93 credits',
    '2 sessions, 4.70 minutes, 38 credits',
    '0 sessions, 0.00 minutes, 0 credits',
  ];
  expect(await daysOf()).toEqual(expected);
  await settleBySchedule(world, 500, business);
  expect(await daysOf()).toEqual(expected);
  await stop(business, one);
  expect(await daysOf()).toEqual(expected);
  // Each day of the chart is what the ledger has on that day.
  expect(await bookedByDay()).toEqual(['2026-03-01 93', '2026-03-02 38']);
});

test.each(['a stop', 'credits', 'the job'])(
  'no entry stands for credits of two days, where %s is what settles after midnight',
  async (by) => {
    const customer = await addBurner(world, business, '1000');
    await clock('2026-03-01T23:50:01Z');
    await start(business, customer, { credits_per_minute: '7.5' });
    await clock('2026-03-03T00:00:05Z');
    if (by === 'a stop') await stop(business, customer);
    else if (by === 'credits') await give(business, customer, '1');
    else await settleBySchedule(world, 500, business);
    expect(await bookedByDay()).toEqual(['2026-03-01 74', '2026-03-02 926']);
    expect((await daysOf()).map((day) => day.split(', ')[2])).toEqual([
      '74 credits',
      '926 credits',
      '0 credits',
    ]);
  },
);

test('the figures of all days, of those who burned most, and of what runs now', async () => {
  const customers = [];
  for (const rate of ['1', '2', '3', '4', '5', '6']) {
    const customer = await addBurner(world, business, '100', { name: `At ${rate}` });
    await start(business, customer, { credits_per_minute: rate });
    customers.push(customer);
  }
  const [first = { id: '' }] = customers;
  await clock('2026-03-02T00:00:00Z');
  await stop(business, first);
  expect(await analytics()).toMatchObject({
    from_day: '2026-02-01',
    to_day: '2026-03-02',
    as_of: '2026-03-02T00:00:00+00:00',
    sessions: 6,
    customers: 6,
    minutes: '60.00',
    credits: '210',
    running: 5,
    credits_per_minute: '20',
    top_customers: ['6', '5', '4', '3', '2'].map((rate) => ({
      customer_name: `At ${rate}`,
      sessions: 1,
      minutes: '10.00',
      credits: `${rate}0`,
    })),
  });
  expect(await analytics({ customer_id: first.id })).toMatchObject({
    sessions: 1,
    credits: '10',
    running: 0,
    credits_per_minute: '0',
    top_customers: [{ customer_id: first.id }],
  });
  expect((await analytics()).days).toHaveLength(30);
});

test('a session that ended at midnight did not run in the new day; a credit it burned at midnight is of it, as in the ledger', async () => {
  const customer = await addBurner(world, business, '1000');
  await start(business, customer, { credits_per_minute: '0.7' });
  await clock('2026-03-02T00:00:00Z');
  expect((await daysOf())[1]).toMatch(/^0 sessions/);
  await stop(business, customer);
  expect(await daysOf()).toEqual([
    '1 sessions, 10.00 minutes, 6 credits',
    '0 sessions, 0.00 minutes, 1 credits',
    '0 sessions, 0.00 minutes, 0 credits',
  ]);
  expect(await bookedByDay()).toEqual(['2026-03-01 6', '2026-03-02 1']);
  expect(await analytics({ from_day: '2026-03-02', to_day: '2026-03-03' })).toMatchObject({
    sessions: 0,
    minutes: '0.00',
    credits: '1',
  });
});

test('one that runs for days counts in each; what was before and after the range is left out', async () => {
  const customer = await addBurner(world, business, '1000000');
  await start(business, customer, { credits_per_minute: '0.1' });
  await clock('2026-03-03T12:00:00Z');
  expect(await daysOf()).toEqual([
    '1 sessions, 10.00 minutes, 0 credits',
    '1 sessions, 1440.00 minutes, 144 credits',
    '1 sessions, 720.00 minutes, 73 credits',
  ]);
  expect(await analytics({ from_day: '2026-03-02', to_day: '2026-03-02' })).toMatchObject({
    sessions: 1,
    minutes: '1440.00',
    credits: '144',
    running: 1,
  });
});

test('one that ran out long ago, and that nobody has settled, runs no more', async () => {
  const customer = await addBurner(world, business, '50');
  await start(business, customer);
  await clock('2026-03-03T12:00:00Z');
  expect(await analytics()).toMatchObject({
    running: 0,
    credits_per_minute: '0',
    credits: '50',
    minutes: '5.00',
  });
  expect(await daysOf()).toEqual([
    '1 sessions, 5.00 minutes, 50 credits',
    '0 sessions, 0.00 minutes, 0 credits',
    '0 sessions, 0.00 minutes, 0 credits',
  ]);
});

test('a business of nothing has days of nothing', async () => {
  const { days, ...totals } = await analytics({ from_day: '2026-02-27', to_day: '2026-03-01' });
  expect(days).toEqual(
    ['2026-02-27', '2026-02-28', '2026-03-01'].map((day) => ({
      day,
      sessions: 0,
      minutes: '0.00',
      credits: '0',
    })),
  );
  expect(totals).toMatchObject({
    sessions: 0,
    customers: 0,
    minutes: '0.00',
    credits: '0',
    top_customers: [],
  });
});

test.each([
  [{ from_day: '2026-03-02', to_day: '2026-03-01' }, '/from_day'],
  [{ from_day: '2024-03-01', to_day: '2026-03-01' }, '/from_day'],
])('the range %j is refused by its field', async (args, pointer) => {
  expect(await business.owner.refusal(getSessionAnalytics, args)).toMatchObject({
    sqlstate: 'PT422',
    detail: { errors: [{ pointer }] },
  });
});
