import { updateWebhookEndpoint } from '@/lib/operations/webhooks';
import { addCredit } from '@/lib/operations/wallets';
import { adminStore } from '@/lib/webhooks/admin-store';
import { deliverDue, type DeliveryStore } from '@/lib/webhooks/deliver';
import { addEndpoint, Clock, Receiver } from '../helpers/webhooks';
import { World, type Business } from '../helpers/world';

/**
 * Balances move while several deliverers work, each of which dies now and then, at a receiver that fails as it likes and
 * an endpoint that is switched off and on. At the end everything has arrived, in order for each customer.
 */

let world: World;
let business: Business;
let receiver: Receiver;
let clock: Clock;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
  receiver = await Receiver.open();
  clock = new Clock(world);
}, 60_000);
afterAll(async () => {
  await receiver.close();
  await world.close();
});

/** One that settles nothing more from some moment on, as a process that was killed there. */
function mortal(lives: number): DeliveryStore {
  const store = adminStore(world.admin, () => clock.now());
  let settled = 0;
  return {
    claim: (room) => store.claim(Math.min(room, 5)),
    settle: (claim, attempt) =>
      ++settled > lives ? Promise.reject(new Error('killed')) : store.settle(claim, attempt),
  };
}

async function unsettled(): Promise<number> {
  const { rows } = await world.admin.query<{ count: string }>(
    'select count(*) from public.webhook_deliveries where settled_at is null',
  );
  return Number(rows[0]?.count);
}

test('whoever dies and whatever fails, nothing is lost and nothing overtakes', async () => {
  const endpoint = await addEndpoint(business, receiver.url);
  const customers = await Promise.all(
    Array.from({ length: 8 }, (_, n) => world.addCustomer(business, { name: `Customer ${n}` })),
  );
  await world.admin.query('update public.wallets set low_balance = 50 where business_id = $1', [business.id]);
  /** The ids that were answered with 2xx, in the order in which they were. */
  const taken: { id: string; customer: string | null }[] = [];
  receiver.answer = (response, { event }, index) => {
    // Every third is refused, every seventh breaks off.
    if (index % 7 === 3) return void response.destroy();
    const status = index % 3 === 1 ? 503 : 204;
    if (status === 204) taken.push({ id: event.id, customer: event.customer_id });
    response.writeHead(status).end();
  };

  /** Below the threshold and above it again: two movements, one event; then another movement of its own. */
  async function move({ id: customer_id }: { id: string }): Promise<void> {
    for (let round = 0; round < 5; round++) {
      await world.admin.query(
        `select private.post_movement($1, $2, 'prepaid', -60, 'adjustment', 'equity:adjustment', 'test', null, now())`,
        [business.id, customer_id],
      );
      await business.owner.run(addCredit, { customer_id, amount: '60' });
    }
  }
  const moving = Promise.all(customers.map(move));
  const delivering = Promise.all(
    [3, 5, 8].map((lives) =>
      deliverDue({ store: mortal(lives), allowPrivate: true, timeoutMilliseconds: 5_000 }).catch(
        () => undefined,
      ),
    ),
  );
  const change = (status: string) =>
    business.owner.run(updateWebhookEndpoint, {
      business_id: business.id,
      endpoint_id: endpoint.id,
      status,
    });
  await Promise.all([moving, delivering]);
  for (let round = 0; (await unsettled()) > 0; round++) {
    expect(round).toBeLessThan(200);
    // Past each lease and each pause; well within the day.
    clock.pass(90);
    await Promise.all([
      ...[4, 1_000].map((lives) =>
        deliverDue({ store: mortal(lives), allowPrivate: true, timeoutMilliseconds: 5_000 }).catch(
          () => undefined,
        ),
      ),
      ...(round % 5 === 1 ? [change('disabled').then(() => change('active'))] : []),
    ]);
  }

  const { rows: events } = await world.admin.query<{ id: string; customer_id: string; type: string }>(
    'select id, customer_id, type::text from public.webhook_events where business_id = $1 order by id',
    [business.id],
  );
  expect(events.filter(({ type }) => type === 'wallet.low')).toHaveLength(40);
  const { rows: statuses } = await world.admin.query<{ status: string }>(
    'select distinct status::text from public.webhook_deliveries',
  );
  expect(statuses).toEqual([{ status: 'delivered' }]);
  for (const { id } of customers) {
    // Of what arrived more than once, the first time counts.
    const first = [...new Set(taken.filter(({ customer }) => customer === id).map((each) => each.id))];
    expect(first).toEqual(events.filter((event) => event.customer_id === id).map((event) => event.id));
  }
}, 60_000);

test('events of more than thirty days ago go with what became of them, and so do secrets that sign no more', async () => {
  const count = async (table: string) =>
    (await world.admin.query(`select from ${table} where business_id = $1`, [business.id])).rowCount;
  await world.admin.query('select private.clean_up_webhooks()');
  expect(await count('public.webhook_events')).toBeGreaterThan(40);
  // An id of long ago in place of one of now: events cannot be edited.
  await world.admin.query(
    `
    insert into public.webhook_events (business_id, id, type, data, occurred_at)
    select $1::uuid, private.uuid_v7((extract(epoch from now() - interval '31 days') * 1000000)::bigint), 'webhook.test', '{}', now()`,
    [business.id],
  );
  await world.admin.query(
    `insert into public.webhook_deliveries (business_id, endpoint_id, event_id, next_attempt_at)
     select p.business_id, p.id, (select min(id::text)::uuid from public.webhook_events), now()
     from public.webhook_endpoints as p where p.business_id = $1`,
    [business.id],
  );
  const before = [await count('public.webhook_events'), await count('public.webhook_deliveries')];
  await world.admin.query(
    `update private.webhook_secrets set previous_secret = 'whsec_old' where business_id = $1`,
    [business.id],
  );
  await world.admin.query(
    `update public.webhook_endpoints set previous_secret_expires_at = now() - interval '1 second' where business_id = $1`,
    [business.id],
  );
  await world.admin.query('select private.clean_up_webhooks()');
  expect([await count('public.webhook_events'), await count('public.webhook_deliveries')]).toEqual(
    before.map((rows) => (rows ?? 0) - 1),
  );
  const { rows } = await world.admin.query(
    'select previous_secret from private.webhook_secrets where business_id = $1',
    [business.id],
  );
  expect(rows).toEqual([{ previous_secret: null }]);
});
