/** What a customer who signs in can see and do: their own, and nothing else. */
import { getMe } from '@/lib/operations/account';
import { getOrder, listOrders } from '@/lib/operations/orders';
import {
  getSession,
  getSessionAnalytics,
  listSessions,
  startSession,
  stopSession,
} from '@/lib/operations/sessions';
import { getBalance, listLedgerEntries } from '@/lib/operations/wallets';
import type { Operation } from '@/lib/operations/define';
import { everyOperation } from '../helpers/operations';
import { describeOutcome, isRefusal } from '../helpers/outcomes';
import { giveLogin, join, slugOf, type Login } from '../helpers/portal-people';
import { addProduct, line, sell } from '../helpers/sales';
import { addBurner, start, statusOf, stop } from '../helpers/sessions';
import type { Arguments, Caller } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let other: Business;
/** Two customers of one business, and one of another; each with credits, a session that ended, and an order. */
let ada: Login;
let bob: Login;
let carl: Login;
/** What is Ada's. */
let ids: Record<string, string>;
let operations: Operation[];

async function addPerson(of: Business, name: string) {
  const customer = await addBurner(world, of, '1000', { name, credit_limit: '1000' });
  const { session } = await start(of, customer);
  await stop(of, customer);
  const { order } = await sell(of, customer, [line(await addProduct(of))]);
  return { login: await giveLogin(world, of, customer), session_id: session.id, order_id: order.id };
}

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness({ name: 'Northwind' });
  other = await world.makeBusiness({ name: 'Contoso' });
  const first = await addPerson(business, 'Ada');
  ada = first.login;
  bob = (await addPerson(business, 'Bob')).login;
  carl = (await addPerson(other, 'Carl')).login;
  ids = { customer_id: ada.customerId, session_id: first.session_id, order_id: first.order_id };
  operations = (await everyOperation()).filter(({ forCustomers }) => forCustomers);
}, 60_000);
afterAll(() => world.close());

/** What an operation is asked about Ada: everything of hers that it can name. */
const aboutAda = (operation: Operation, more: Arguments = {}): Arguments => ({
  ...Object.fromEntries(Object.entries(ids).filter(([name]) => name in operation.input.shape)),
  ...more,
});
const tellsOfAda = (told: unknown) =>
  Object.values(ids).some((id) => JSON.stringify(told).includes(id)) ||
  JSON.stringify(told).includes('"Ada"');

test('there is something to see for each of these operations', () => {
  expect(operations.map(({ name }) => name).sort()).toEqual([
    'get_balance',
    'get_order',
    'get_session',
    'get_session_analytics',
    'get_session_status',
    'list_ledger_entries',
    'list_orders',
    'list_sessions',
    'start_session',
    'stop_session',
  ]);
});

test('a customer does each of them on themselves, whether or not they name themselves and the business', async () => {
  const problems: string[] = [];
  for (const operation of operations) {
    const named = aboutAda(operation);
    const unnamed = { ...named, customer_id: undefined };
    for (const args of [named, unnamed, { ...unnamed, business_id: business.id }]) {
      const outcome = await ada.caller.trial(operation.name, args);
      if (!outcome.ok) problems.push(`${operation.name}: ${describeOutcome(outcome)}`);
      else if (!operation.output.safeParse(outcome.body).success)
        problems.push(`${operation.name}: not its schema`);
    }
  }
  expect(problems).toEqual([]);
});

test('another customer of the business, one of another business, and nobody reach nothing of hers by any of them', async () => {
  const callers: Record<string, Caller> = {
    bob: bob.caller,
    carl: carl.caller,
    'the owner of another business': other.owner,
    nobody: world.asNobody(),
  };
  const problems: string[] = [];
  for (const operation of operations) {
    for (const [who, caller] of Object.entries(callers)) {
      for (const more of [{}, { business_id: business.id }, { customer_id: undefined }]) {
        const outcome = await caller.trial(operation.name, aboutAda(operation, more));
        const namesHer = Object.entries(aboutAda(operation, more)).some(
          ([name, id]) => name in ids && id !== undefined,
        );
        if (tellsOfAda(outcome.ok ? outcome.body : '') || (namesHer && !isRefusal(outcome)))
          problems.push(
            `${operation.name} by ${who} with ${Object.keys(more).join()}: ${describeOutcome(outcome)}`,
          );
      }
    }
  }
  expect(problems).toEqual([]);
});

test('what a customer lists is theirs alone, of every kind', async () => {
  const { caller } = ada;
  const sessions = await caller.run(listSessions);
  expect(sessions.data.map(({ id }) => id)).toEqual([ids['session_id']]);
  const orders = await caller.run(listOrders);
  expect(orders.data.map(({ id }) => id)).toEqual([ids['order_id']]);
  for (const wallet of ['prepaid', 'receivable', 'credits']) {
    const { data } = await caller.run(listLedgerEntries, { wallet });
    expect(data.length).toBeGreaterThan(0);
    expect(new Set(data.map(({ customer_id: id }) => id))).toEqual(new Set([ada.customerId]));
  }
  expect(await caller.run(getSessionAnalytics)).toMatchObject({
    sessions: 1,
    customers: 1,
    top_customers: [{ customer_id: ada.customerId }],
  });
  expect(await caller.run(getBalance)).toMatchObject({ customer_id: ada.customerId, owed: '10.00' });
  expect(tellsOfAda(await bob.caller.call('get_profile'))).toBe(false);
});

test('no operation that is not for customers does anything for one, on themselves either', async () => {
  const problems: string[] = [];
  for (const operation of await everyOperation()) {
    const isPermission = operation.access?.includes(':') ?? false;
    if (operation.forCustomers || !isPermission) continue;
    const named = 'customer_id' in operation.input.shape ? { customer_id: ada.customerId } : {};
    for (const args of [named, { ...named, business_id: business.id }]) {
      const outcome = await ada.caller.trial(operation.name, args);
      if (outcome.ok) problems.push(`${operation.name}: ${describeOutcome(outcome)}`);
    }
  }
  expect(problems).toEqual([]);
});

test('a customer reads no table and no view, not even their own rows', async () => {
  const { rows } = await world.admin.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class as c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'p')
       and has_any_column_privilege('authenticated', c.oid, 'SELECT')`,
  );
  expect(rows.length).toBeGreaterThan(20);
  for (const { name } of rows) {
    const seen = await ada.caller.rows(`select business_id from public.${name}`).catch((error: unknown) =>
      // The one table whose key is the business itself.
      String(error).includes('column "business_id" does not exist')
        ? ada.caller.rows(`select id from public.${name}`)
        : Promise.reject(error as Error),
    );
    expect([name, seen]).toEqual([name, []]);
  }
});

test('a customer cannot give their own rate, nor start for another', async () => {
  for (const rate of ['0', '10', '0.000001'])
    expect(await ada.caller.refusal(startSession, { credits_per_minute: rate })).toMatchObject({
      sqlstate: 'PT422',
      detail: { errors: [{ pointer: '/credits_per_minute' }] },
    });
  expect(await ada.caller.refusal(startSession, { customer_id: bob.customerId })).toMatchObject({
    sqlstate: 'PT404',
  });
  expect((await statusOf(business, { id: ada.customerId })).session).toBeNull();
});

test('a member who is a customer too is the customer where they name that record, and a member everywhere else', async () => {
  const admin = await world.addMember(business, 'admin');
  const { customer_id: own } = await join(admin.caller, await slugOf(world, business));
  // Named: as themselves, with the rate of the business.
  expect(
    await admin.caller.refusal(startSession, { customer_id: own, credits_per_minute: '1' }),
  ).toMatchObject({
    sqlstate: 'PT422',
  });
  const { session } = await admin.caller.run(startSession, { customer_id: own });
  expect(session.started_by).toBe(`customer:${own}`);
  // Not named: the whole business, as a member; and others with any rate.
  expect((await admin.caller.run(listSessions)).data.map(({ customer_id: id }) => id)).toContain(
    bob.customerId,
  );
  const forBob = { customer_id: bob.customerId };
  await admin.caller.run(startSession, { ...forBob, credits_per_minute: '1' });
  expect((await admin.caller.run(stopSession, forBob)).session.end_reason).toBe('stopped');
  expect((await admin.caller.run(stopSession, { customer_id: own })).session.end_reason).toBe('stopped');
});

test('a viewer who is a customer too starts their own session, and no other', async () => {
  const viewer = await world.addMember(business, 'viewer');
  const { customer_id: own } = await join(viewer.caller, await slugOf(world, business));
  await viewer.caller.run(startSession, { customer_id: own });
  expect((await viewer.caller.run(stopSession, { customer_id: own })).session.end_reason).toBe('stopped');
  expect(await viewer.caller.refusal(startSession, { customer_id: ada.customerId })).toMatchObject({
    sqlstate: 'PT403',
    hint: 'permission_denied',
  });
  expect(await viewer.caller.refusal(startSession)).toMatchObject({ sqlstate: 'PT403' });
});

test('a customer of two businesses names one: by its id, by the header, or by the customer they are there', async () => {
  const user = await world.signUp({ join: await slugOf(world, business) });
  await join(user.caller, await slugOf(world, other));
  const { customers } = await user.caller.run(getMe);
  expect(customers).toHaveLength(2);
  expect(await user.caller.refusal(getBalance)).toMatchObject({
    sqlstate: 'PT422',
    hint: 'business_required',
  });
  for (const { customer_id: id, business: of } of customers) {
    const upper = user.caller.sending({ 'x-business-id': of.id.toUpperCase() });
    for (const [caller, args] of [
      [user.caller, { business_id: of.id }],
      [user.caller, { customer_id: id }],
      [upper, {}],
    ] as const)
      expect(await caller.run(getBalance, args)).toMatchObject({ customer_id: id });
  }
  const [one, two] = customers;
  expect(
    await user.caller.refusal(getBalance, { business_id: one?.business.id, customer_id: two?.customer_id }),
  ).toMatchObject({ sqlstate: 'PT404' });
});

test('a key that is sent with the token of a customer is what counts', async () => {
  const { key } = await world.addKey(other);
  const both = ada.caller.sending({ 'x-api-key': key });
  expect(await both.refusal(getSession, { session_id: ids['session_id'] })).toMatchObject({
    sqlstate: 'PT404',
  });
  expect(await both.refusal(getOrder, { order_id: ids['order_id'] })).toMatchObject({ sqlstate: 'PT404' });
  expect(await both.call('get_profile')).toMatchObject({ customers: [] });
});

test('who watches as a customer is told of themselves and of nothing else', async () => {
  const watcher = { watcher_id: '00000000-0000-4000-8000-000000000001', business_id: business.id };
  expect(await ada.caller.call('watch', watcher)).toMatchObject({ customer_id: ada.customerId });
  expect(await ada.caller.refusal('watch', { ...watcher, customer_id: bob.customerId })).toMatchObject({
    sqlstate: 'PT404',
  });
});
