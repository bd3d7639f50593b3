/** Sessions as lists: in order, by page, by what is asked of them; and one with its ledger entries. */
import { randomUUID } from 'node:crypto';
import { getSession, listSessions } from '@/lib/operations/sessions';
import { giveLogin } from '../helpers/portal-people';
import {
  addBurner,
  at,
  clockStart,
  give,
  readSession,
  sessionsOf,
  settleBySchedule,
  start,
  stop,
} from '../helpers/sessions';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let customers: { id: string }[];
/** Sessions in the order of their starts. */
let ids: string[];

/** A: stopped, ran out (settled), active. B: ran out (not settled), on the second day. C: stopped, over midnight. */
beforeAll(async () => {
  world = await World.open();
  business = await world.makeSandbox(clockStart);
  customers = [];
  for (const credits of ['10', '5', '100000']) customers.push(await addBurner(world, business, credits));
  const [a = { id: '' }, b = { id: '' }, c = { id: '' }] = customers;
  const started: string[] = [];
  const begin = async (customer: { id: string }, rate?: string) =>
    void started.push((await start(business, customer, { credits_per_minute: rate })).session.id);
  await begin(a);
  await begin(c, '1');
  await world.setClock(business.id, at(30));
  await stop(business, a);
  await begin(a);
  await world.setClock(business.id, at(90));
  await settleBySchedule(world, 500, business);
  await world.setClock(business.id, '2026-03-02T10:00:00Z');
  await stop(business, c);
  await begin(b);
  await give(business, a, '10');
  await begin(a, '0.5');
  await world.setClock(business.id, '2026-03-02T10:05:00Z');
  ids = started;
});
afterAll(() => world.close());

const namesOf = (sessions: readonly { id: string }[]) => sessions.map(({ id }) => ids.indexOf(id));
const asked = async (filters: object) => namesOf(await sessionsOf(business, { ...filters }));
const customer = (index: number) => ({ customer_id: customers[index]?.id });

test('without a filter all of them, in the order of their starts', async () => {
  const sessions = await sessionsOf(business);
  expect(namesOf(sessions)).toEqual([0, 1, 2, 3, 4]);
  expect(sessions.map(({ end_reason: reason }) => reason)).toEqual([
    'stopped',
    'stopped',
    'ran_out',
    'ran_out',
    null,
  ]);
});

test.each<[string, object, number[]]>([
  ['one customer', { of: 0 }, [0, 2, 4]],
  ['active', { status: 'active' }, [4]],
  ['ended, one that nobody has settled among them', { status: 'ended' }, [0, 1, 2, 3]],
  ['ran out', { end_reason: 'ran_out' }, [2, 3]],
  ['stopped', { end_reason: 'stopped' }, [0, 1]],
  ['ended by the business', { end_reason: 'ended_by_business' }, []],
  ['ended and ran out', { status: 'ended', end_reason: 'ran_out' }, [2, 3]],
  ['active and ran out, which nothing is', { status: 'active', end_reason: 'ran_out' }, []],
  ['active and stopped, which nothing is', { status: 'active', end_reason: 'stopped' }, []],
  ['ran out, of one customer', { of: 1, end_reason: 'ran_out' }, [3]],
  ['the first day', { from_day: '2026-03-01', to_day: '2026-03-01' }, [0, 1, 2]],
  ['the second day, one that began the day before among them', { from_day: '2026-03-02' }, [1, 3, 4]],
  ['up to the first day', { to_day: '2026-03-01' }, [0, 1, 2]],
  ['a day before all of them', { to_day: '2026-02-28' }, []],
  ['a day after now', { from_day: '2026-03-03' }, []],
  ['the second day, those that ended', { from_day: '2026-03-02', status: 'ended' }, [1, 3]],
])('by a filter: %s', async (_what, filters, expected) => {
  const { of, ...others } = filters as { of?: number };
  expect(await asked({ ...others, ...(of !== undefined && customer(of)) })).toEqual(expected);
});

test.each([1, 2, 3, 5, 6])('pages of %d bring each once, and say when there is no more', async (size) => {
  for (const filters of [
    {},
    { status: 'ended' },
    customer(0),
    { end_reason: 'ran_out' },
    { from_day: '2026-03-02' },
  ]) {
    const all = (await sessionsOf(business, filters)).map(({ id }) => id).reverse();
    const found: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await business.owner.run(listSessions, { ...filters, page_size: size, cursor });
      found.push(...page.data.map(({ id }) => id));
      expect(page.data.length).toBeLessThanOrEqual(size);
      expect(page.has_more).toBe(found.length < all.length);
      cursor = page.next_cursor;
    }
    expect(found).toEqual(all);
  }
});

test('a session that starts between two pages moves none of the next', async () => {
  const first = await business.owner.run(listSessions, { page_size: 2 });
  const late = await addBurner(world, business, '1');
  const { session } = await start(business, late);
  const second = await business.owner.run(listSessions, { page_size: 2, cursor: first.next_cursor });
  expect(namesOf(second.data)).toEqual([2, 1]);
  // It is gone from what the other tests look at.
  await world.admin.query('alter table public.sessions disable trigger sessions_before_delete_refuse');
  await world.admin.query('delete from public.sessions where id = $1', [session.id]);
  await world.admin.query('alter table public.sessions enable trigger sessions_before_delete_refuse');
});

test.each([
  [{ status: 'running' }, '/status'],
  [{ end_reason: 'died' }, '/end_reason'],
  [{ page_size: 0 }, '/limit'],
  [{ page_size: 201 }, '/limit'],
  [{ cursor: 'x' }, '/cursor'],
  [{ cursor: 'WyJhIl0' }, '/cursor'],
])('a list with %j is refused by its field', async (args, pointer) => {
  expect(await business.owner.refusal(listSessions, args)).toMatchObject({
    sqlstate: 'PT422',
    detail: { errors: [{ pointer }] },
  });
});

test('the list of a customer that is not there is a 404, also for one of another business', async () => {
  const other = await world.makeBusiness();
  for (const [owner, id] of [
    [business.owner, randomUUID()],
    [other.owner, customers[0]?.id],
  ] as const)
    expect(await owner.refusal(listSessions, { customer_id: id })).toMatchObject({
      hint: 'customer_not_found',
    });
});

test('a session comes with its ledger entries, the newest first, by page', async () => {
  const runner = await addBurner(world, business, '1000');
  const { session } = await start(business, runner, { credits_per_minute: '60' });
  for (let seconds = 1; seconds <= 5; seconds += 1) {
    await world.setClock(business.id, at(seconds, '2026-03-02T10:05:00Z'));
    // Credits between the entries of the session are not among them.
    await give(business, runner, '1');
  }
  const whole = await readSession(business, session.id);
  const { entries, ...fields } = whole;
  expect(entries.data.map(({ amount, kind, version }) => [amount, kind, version])).toEqual(
    [10, 8, 6, 4, 2].map((version) => ['-1', 'session', version]),
  );
  expect(fields).toMatchObject({ credits_used: '5', credits_left: '1000', clock_stands_still: true });
  const versions: number[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = (await readSession(business, session.id, { page_size: 2, cursor })).entries;
    versions.push(...page.data.map(({ version }) => version));
    cursor = page.next_cursor;
  }
  expect(versions).toEqual([10, 8, 6, 4, 2]);
  for (const cursor of ['x', 'WyItMSJd'])
    expect(await business.owner.refusal(getSession, { session_id: session.id, cursor })).toMatchObject({
      sqlstate: 'PT422',
    });
  // The customer sees the same.
  const { caller } = await giveLogin(world, business, runner);
  expect(await caller.run(getSession, { session_id: session.id })).toEqual(whole);
  await stop(business, runner);
});
