/** How a hold ends: captured in parts or whole, released, expired at its exact moment, and by archiving. */
import { deleteCustomer, updateCustomer } from '@/lib/operations/customers';
import { listLedgerEntries } from '@/lib/operations/wallets';
import {
  capture,
  figuresOf,
  hold,
  holdsOf,
  readHold,
  release,
  tryCapture,
  tryHold,
  tryRelease,
  writeDownExpired,
  writtenOf,
} from '../helpers/holds';
import { hintOf } from '../helpers/portal-people';
import { addBurner, at, clockStart, statusOf, start } from '../helpers/sessions';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  business = await world.makeSandbox(clockStart);
});
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));

const entriesOf = async (customer: { id: string }, wallet = 'prepaid') =>
  (
    await business.owner.run(listLedgerEntries, {
      business_id: business.id,
      customer_id: customer.id,
      wallet,
    })
  ).data.map(({ kind, amount, balance_after }) => `${kind} ${amount} ${balance_after}`);

describe('capturing', () => {
  test('takes a part as one entry that names the hold, and gives back the rest', async () => {
    const customer = await world.addCustomer(business);
    const held = await hold(business, customer, '25', { description: 'render' });
    const { hold: after, entry } = await capture(business, held, { amount: '18.40' });
    expect(after).toMatchObject({ status: 'captured', amount: '25.00', captured: '18.40', held: '0.00' });
    expect(entry).toMatchObject({
      kind: 'capture',
      amount: '-18.40',
      balance_after: '81.60',
      counter_account: 'revenue:holds',
      description: 'render',
      reference_type: 'hold',
      reference_id: held.id,
    });
    expect(await figuresOf(business, customer)).toMatchObject({ held: '0.00', available: '81.60' });
    expect((await readHold(business, held)).captures).toEqual([entry]);
    expect(hintOf(await tryCapture(business, held))).toBe('hold_not_active');
  });

  test('goes on part by part where the rest is kept, and ends with the last', async () => {
    const customer = await world.addCustomer(business);
    const held = await hold(business, customer, '25');
    await capture(business, held, { amount: '5', keep_rest: true });
    expect(await figuresOf(business, customer)).toMatchObject({
      balance: '95.00',
      held: '20.00',
      available: '75.00',
    });
    await hold(business, customer, '75');
    expect(await tryCapture(business, held, { amount: '20.000001' })).toMatchObject({
      ok: false,
      failure: {
        sqlstate: 'PT409',
        hint: 'capture_exceeds_hold',
        detail: { held: '20.00', asked: '20.000001' },
      },
    });
    const { hold: after } = await capture(business, held, { keep_rest: true });
    expect(after).toMatchObject({ status: 'captured', captured: '25.00', held: '0.00' });
    const { captures } = await readHold(business, held);
    expect(captures.map(({ amount }) => amount)).toEqual(['-20.00', '-5.00']);
    expect(await figuresOf(business, customer)).toMatchObject({
      balance: '75.00',
      held: '75.00',
      available: '0.00',
    });
  });

  test('of credits settles the session that runs, which goes on with what is left', async () => {
    const customer = await addBurner(world, business, '100');
    await start(business, customer);
    const held = await hold(business, customer, '40', { wallet: 'credits' });
    expect(await tryCapture(business, held, { amount: '41' })).toMatchObject({
      failure: { message: '40 credits are held, and 41 was asked.' },
    });
    await world.setClock(business.id, at(60));
    const { entry } = await capture(business, held, { amount: '30' });
    expect(entry).toMatchObject({ amount: '-30', balance_after: '60', unit: 'credit' });
    expect(await statusOf(business, customer)).toMatchObject({
      credits: '60',
      credits_held: '0',
      session: { credits_used: '10', runs_out_at: '2026-03-01T09:37:00+00:00' },
    });
    expect(await entriesOf(customer, 'credits')).toEqual([
      'capture -30 60',
      'session -10 90',
      'top_up 100 100',
    ]);
  });

  test.each([[{ amount: '0' }], [{ amount: '-1' }], [{ amount: '0.0000001' }]])(
    'of %j is refused by name',
    async (args) => {
      const held = await hold(business, await world.addCustomer(business), '25');
      expect(await tryCapture(business, held, args)).toMatchObject({
        ok: false,
        failure: { hint: 'invalid_request', detail: { errors: [{ pointer: '/amount' }] } },
      });
    },
  );
});

describe('the end of a hold', () => {
  test('comes at the microsecond it says, whoever looks, and before anybody has written it down', async () => {
    const customer = await world.addCustomer(business);
    const held = await hold(business, customer, '100', { expires_in: 60 });
    await world.setClock(business.id, '2026-03-01T09:30:59.999999Z');
    expect(await figuresOf(business, customer)).toMatchObject({ held: '100.00', available: '0.00' });
    expect(hintOf(await tryHold(business, customer, '1'))).toBe('insufficient_funds');
    await world.setClock(business.id, '2026-03-01T09:31:00Z');
    expect(await figuresOf(business, customer)).toMatchObject({ held: '0.00', available: '100.00' });
    expect(await readHold(business, held)).toMatchObject({
      status: 'expired',
      held: '0.00',
      ended_at: '2026-03-01T09:31:00+00:00',
      captures: [],
    });
    expect(await tryCapture(business, held)).toMatchObject({
      ok: false,
      failure: { hint: 'hold_not_active', detail: { hold: { status: 'expired' } } },
    });
    expect(await holdsOf(business, { status: 'active' })).toEqual([]);
    expect((await holdsOf(business, { status: 'expired' })).map(({ id }) => id)).toEqual([held.id]);
    expect(await writtenOf(world, business)).toEqual(['active 100']);
    // And it can be held, and spent, again.
    await capture(business, await hold(business, customer, '100'));
    expect(await figuresOf(business, customer)).toMatchObject({
      balance: '0.00',
      held: '0.00',
      available: '0.00',
    });
  });

  test('is dated to its moment by a clock that is advanced past it', async () => {
    const customer = await world.addCustomer(business);
    const held = await hold(business, customer, '100', { expires_in: 60 });
    await world.admin.query('select private.advance_clock($1, $2)', [business.id, at(7200)]);
    expect(await writtenOf(world, business)).toEqual(['expired 100']);
    expect(await readHold(business, held)).toMatchObject({ ended_at: '2026-03-01T09:31:00+00:00' });
    expect(await figuresOf(business, customer)).toMatchObject({ held: '0.00', available: '100.00' });
  });

  test('is written down by the job in steps, once, also where two run at once', async () => {
    const real = await world.makeBusiness();
    const customers = [await world.addCustomer(real), await world.addCustomer(real)];
    for (const customer of customers)
      for (let count = 0; count < 5; count += 1) await hold(real, customer, '10');
    await hold(real, customers[0] ?? { id: '' }, '1');
    await world.admin.query(
      `update public.holds set created_at = created_at - interval '1 hour', expires_at = created_at - interval '1 minute'
       where business_id = $1 and amount = 10`,
      [real.id],
    );
    await Promise.all([writeDownExpired(world, 3), writeDownExpired(world, 2), writeDownExpired(world)]);
    await writeDownExpired(world, 1);
    expect((await writtenOf(world, real)).sort()).toEqual([
      'active 1',
      ...Array<string>(10).fill('expired 10'),
    ]);
    expect(await world.discrepancies(real.id)).toEqual([]);
  });

  test('by a release gives all back; once more, and after it expired, that changes nothing', async () => {
    const customer = await world.addCustomer(business);
    const held = await hold(business, customer, '100', { expires_in: 60 });
    const released = await release(business, held);
    expect(released).toMatchObject({
      status: 'released',
      held: '0.00',
      ended_at: '2026-03-01T09:30:00+00:00',
    });
    await world.setClock(business.id, at(30));
    expect(await release(business, held)).toEqual(released);
    expect(hintOf(await tryCapture(business, held))).toBe('hold_not_active');
    const other = await hold(business, customer, '100', { expires_in: 1 });
    await world.setClock(business.id, at(90));
    expect(await release(business, other)).toMatchObject({ status: 'expired' });
    const last = await hold(business, customer, '100');
    await capture(business, last, { amount: '1' });
    expect(hintOf(await tryRelease(business, last))).toBe('hold_not_active');
    expect(await figuresOf(business, customer)).toMatchObject({ balance: '99.00', held: '0.00' });
  });

  test('by archiving gives all back, of both wallets; one whose time was up before stays expired', async () => {
    const customer = await addBurner(world, business, '10');
    await hold(business, customer, '5', { expires_in: 30 });
    const held = await hold(business, customer, '50');
    await hold(business, customer, '10', { wallet: 'credits' });
    await world.setClock(business.id, at(60));
    await business.owner.run(updateCustomer, { customer_id: customer.id, status: 'archived' });
    expect((await holdsOf(business)).map(({ status, ended_at }) => `${status} ${ended_at}`)).toEqual([
      'expired 2026-03-01T09:30:30+00:00',
      'released 2026-03-01T09:31:00+00:00',
      'released 2026-03-01T09:31:00+00:00',
    ]);
    expect(hintOf(await tryCapture(business, held))).toBe('hold_not_active');
  });

  test('leaves its history: whoever had a hold is archived and not deleted', async () => {
    const customer = await world.addCustomer(business, { balance: '0', postpaid: true });
    await release(business, await hold(business, customer, '5'));
    const answer = await business.owner.run(deleteCustomer, { customer_id: customer.id });
    expect(answer).toMatchObject({ deleted: false, archived: true });
  });
});

test('lists are narrowed by customer, wallet and state, the newest first', async () => {
  const [ada, bob] = [await addBurner(world, business, '10'), await world.addCustomer(business)];
  const made = [
    await hold(business, ada, '1'),
    await hold(business, ada, '2', { wallet: 'credits' }),
    await hold(business, bob, '3'),
  ];
  await release(business, made[2] ?? { id: '' });
  const amounts = async (filters: object) =>
    (await holdsOf(business, { ...filters })).map(({ amount }) => amount);
  expect(await amounts({})).toEqual(['1.00', '2', '3.00']);
  expect(await amounts({ customer_id: ada.id })).toEqual(['1.00', '2']);
  expect(await amounts({ wallet: 'credits' })).toEqual(['2']);
  expect(await amounts({ status: 'released' })).toEqual(['3.00']);
  expect(await amounts({ customer_id: bob.id, status: 'active' })).toEqual([]);
});

test('the proof finds what somebody changed behind the back of the rules', async () => {
  const customer = await world.addCustomer(business);
  const held = await hold(business, customer, '25');
  await capture(business, held, { amount: '5', keep_rest: true });
  const find = async (change: string, back: string, checks: string[]) => {
    await world.admin.query(change, [held.id]);
    const found = (await world.discrepancies(business.id)).map(({ check_name }) => check_name);
    expect([...new Set(found)].sort()).toEqual(checks);
    await world.admin.query(back, [held.id]);
  };
  const wallet = 'where id = (select wallet_id from public.holds where id = $1)';
  await find(
    `update public.wallets set held = held - 1 ${wallet}`,
    `update public.wallets set held = held + 1 ${wallet}`,
    ['held'],
  );
  await find(
    'update public.holds set captured = captured + 1 where id = $1',
    'update public.holds set captured = captured - 1 where id = $1',
    ['held', 'hold_captured'],
  );
});
