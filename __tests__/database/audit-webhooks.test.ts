import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  rotateWebhookSecret,
  updateWebhookEndpoint,
} from '@/lib/operations/webhooks';
import { audit } from '../helpers/audit';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeBusiness();
});
afterAll(() => world.close());

const url = 'https://example.com/webhooks';
const added = (work: () => Promise<unknown>) => audit(business, work);
const make = () => business.owner.run(createWebhookEndpoint, { business_id: business.id, url });

test('each change of a webhook endpoint is one row, and none has the secret', async () => {
  let made = { id: '', secret: '' };
  expect(
    await added(async () => {
      const { id, secret } = await make();
      made = { id, secret: secret ?? '-' };
    }),
  ).toMatchObject([
    {
      actor: `user:${business.ownerId}`,
      action: 'webhook_endpoint.created',
      subject_id: made.id,
      subject_name: url,
      changes: [
        { field: 'url', before: null, after: url },
        { field: 'event_types', before: null, after: [] },
      ],
    },
  ]);
  const change = (args: object) =>
    added(() => business.owner.run(updateWebhookEndpoint, { endpoint_id: made.id, ...args }));
  expect(await change({ event_types: ['wallet.low'] })).toMatchObject([
    {
      action: 'webhook_endpoint.updated',
      changes: [{ field: 'event_types', before: [], after: ['wallet.low'] }],
    },
  ]);
  expect(await change({ status: 'disabled' })).toMatchObject([
    { changes: [{ field: 'disabled_reason', before: null, after: 'by_member' }] },
  ]);
  expect(await change({ status: 'active' })).toMatchObject([
    { changes: [{ field: 'disabled_reason', before: 'by_member', after: null }] },
  ]);
  expect(await change({ url: 'https://example.com/other' })).toMatchObject([
    { changes: [{ field: 'url', before: url, after: 'https://example.com/other' }] },
  ]);
  expect(await change({ status: 'active' })).toEqual([]);

  let rotated = '-';
  expect(
    await added(async () => {
      const answer = await business.owner.run(rotateWebhookSecret, { endpoint_id: made.id });
      rotated = answer.secret ?? '-';
    }),
  ).toMatchObject([{ changes: [{ field: 'secret_rotated_at', before: null, after: null }] }]);
  expect(
    await added(() => business.owner.run(deleteWebhookEndpoint, { endpoint_id: made.id })),
  ).toMatchObject([{ action: 'webhook_endpoint.deleted', subject_id: made.id }]);

  const { rows } = await world.admin.query<{ text: string }>(
    `select string_agg(e::text, ' ') as text from public.audit_events as e where e.business_id = $1`,
    [business.id],
  );
  for (const secret of [made.secret, rotated, 'whsec_']) expect(rows[0]?.text).not.toContain(secret);
});

test('an endpoint that the deliverer gives up is there too, by the deliverer', async () => {
  const { id } = await make();
  const rows = await added(async () => {
    await world.admin.query('update public.webhook_endpoints set failing_since = now() where id = $1', [id]);
    await world.admin.query(
      `update public.webhook_endpoints set disabled_at = now(), disabled_reason = 'gone' where id = $1`,
      [id],
    );
  });
  expect(rows).toMatchObject([
    {
      actor: 'job:deliver_webhooks',
      actor_name: null,
      changes: [{ field: 'disabled_reason', before: null, after: 'gone' }],
    },
  ]);
});

test('a threshold of the business is one row, and one of a customer alone is one', async () => {
  const customer = await world.addCustomer(business, { name: 'Cleo' });
  await world.addCustomer(business);
  const set = (sql: string, values: unknown[]) => added(() => world.admin.query(sql, values));
  expect(
    await set('update public.business_settings set low_balance = 20 where business_id = $1', [business.id]),
  ).toMatchObject([
    { action: 'business.updated', changes: [{ field: 'low_balance', before: null, after: '20.00' }] },
  ]);
  expect(
    await set('update public.wallets set low_balance = 20 where business_id = $1', [business.id]),
  ).toEqual([]);
  expect(
    await set(
      `update public.wallets set low_balance = 5, low_balance_is_own = true where customer_id = $1 and kind = 'prepaid'`,
      [customer.id],
    ),
  ).toMatchObject([
    { subject_name: 'Cleo', changes: [{ field: 'low_balance', before: '20.00', after: '5.00' }] },
  ]);
});
