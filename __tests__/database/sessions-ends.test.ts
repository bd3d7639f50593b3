/** Who ends a session, why it says it ended, and what a stop that comes late does. */
import { randomUUID } from 'node:crypto';
import { deleteCustomer, updateCustomer } from '@/lib/operations/customers';
import { stopSession } from '@/lib/operations/sessions';
import { giveLogin } from '../helpers/portal-people';
import {
  addBurner,
  at,
  clockStart,
  give,
  readSession,
  sessionsOf,
  start,
  statusOf,
  stop,
  tryStart,
} from '../helpers/sessions';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeSandbox(clockStart);
});
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));
afterAll(() => world.close());

describe('the end of a session', () => {
  test.each([
    ['the customer', 'the customer', 'stopped'],
    ['the customer', 'the owner', 'ended_by_business'],
    ['the owner', 'the customer', 'stopped'],
    ['the owner', 'the owner', 'stopped'],
    ['the owner', 'a member', 'ended_by_business'],
    ['a key', 'a key', 'stopped'],
    ['a key', 'another key', 'ended_by_business'],
  ])('that was started by %s and stopped by %s is "%s"', async (starter, stopper, reason) => {
    const customer = await addBurner(world, business, '100');
    const login = await giveLogin(world, business, customer);
    const key = await world.addKey(business);
    const actors: Record<string, [string, typeof login.caller]> = {
      'the customer': [`customer:${customer.id}`, login.caller],
      'the owner': [`user:${business.ownerId}`, business.owner],
      'a key': [`api_key:${key.id}`, key.caller],
    };
    const member = await world.addMember(business, 'member');
    actors['a member'] = [`user:${member.id}`, member.caller];
    const other = await world.addKey(business);
    actors['another key'] = [`api_key:${other.id}`, other.caller];
    const [startedBy = '', starts = business.owner] = actors[starter] ?? [];
    const [endedBy = '', stops = business.owner] = actors[stopper] ?? [];
    const { session } = await start(business, customer, {}, starts);
    await world.setClock(business.id, at(60));
    expect((await stop(business, customer, {}, stops)).session).toMatchObject({
      id: session.id,
      started_by: startedBy,
      ended_by: endedBy,
      end_reason: reason,
      ended_at: '2026-03-01T09:31:00+00:00',
    });
    // What it burned is of whoever started it.
    const { entries } = await readSession(business, session.id);
    expect(entries.data).toMatchObject([{ actor: startedBy, reference_id: session.id, amount: '-10' }]);
  });

  test.each([updateCustomer.name, deleteCustomer.name])('by archiving (%s) says so', async (name) => {
    const customer = await addBurner(world, business, '100');
    await start(business, customer);
    await world.setClock(business.id, at(60));
    const status = name === updateCustomer.name ? { status: 'archived' } : {};
    await business.owner.call(name, { customer_id: customer.id, ...status });
    const [session] = await sessionsOf(business);
    expect(session).toMatchObject({
      end_reason: 'customer_archived',
      ended_at: '2026-03-01T09:31:00+00:00',
      credits_used: '10',
      ended_by: `user:${business.ownerId}`,
    });
    expect(await tryStart(business, customer)).toMatchObject({ failure: { hint: 'customer_archived' } });
  });
});

describe('stopping', () => {
  test('again says what has ended and changes nothing', async () => {
    const customer = await addBurner(world, business, '100');
    const { session } = await start(business, customer);
    await world.setClock(business.id, at(60));
    const first = await stop(business, customer);
    await world.setClock(business.id, at(120));
    for (const args of [{}, { session_id: session.id }, { customer_id: null, session_id: session.id }]) {
      expect(await stop(business, customer, args)).toMatchObject({ stopped: false, session: first.session });
    }
  });

  test('a session that is named late stays as it ended, and leaves the one that was started after it', async () => {
    const customer = await addBurner(world, business, '10');
    const { session: first } = await start(business, customer);
    await world.setClock(business.id, at(60));
    await give(business, customer, '10');
    const { session: second } = await start(business, customer);
    const late = await stop(business, customer, { session_id: first.id });
    expect(late).toMatchObject({
      stopped: false,
      session: { id: first.id, end_reason: 'ran_out', ended_by: null, ended_at: '2026-03-01T09:31:00+00:00' },
    });
    expect((await statusOf(business, customer)).session).toMatchObject({ id: second.id });
  });

  test('what is not there is a 404: no session, another customer, another business', async () => {
    const [one, other] = [await addBurner(world, business, '10'), await addBurner(world, business, '10')];
    const { session } = await start(business, one);
    const elsewhere = await world.makeBusiness();
    for (const [owner, args, hint] of [
      [business.owner, { customer_id: other.id }, 'session_not_found'],
      [business.owner, { customer_id: other.id, session_id: session.id }, 'session_not_found'],
      [business.owner, { session_id: randomUUID() }, 'session_not_found'],
      [business.owner, { customer_id: randomUUID() }, 'customer_not_found'],
      [elsewhere.owner, { session_id: session.id }, 'session_not_found'],
      [elsewhere.owner, { customer_id: one.id }, 'customer_not_found'],
      [elsewhere.owner, { business_id: business.id, session_id: session.id }, 'business_not_found'],
    ] as const)
      expect(await owner.refusal(stopSession, args)).toMatchObject({ sqlstate: 'PT404', hint });
    expect((await statusOf(business, one)).session).toMatchObject({ id: session.id });
  });
});
