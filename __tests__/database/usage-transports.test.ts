/** Usage by both transports, and by supabase-js as a program without our API sends it: the same events, the same answers. */
import { randomUUID } from 'node:crypto';
import { createClient } from '@supabase/supabase-js';
import { recordUsage, recordUsageBatch } from '@/lib/operations/usage';
import { holderOf } from '../helpers/callers';
import {
  outcomeOf,
  startTransports,
  transportKinds,
  untimed,
  type TransportStage,
} from '../helpers/transports';

let stage: TransportStage;

beforeAll(async () => {
  stage = await startTransports();
});
afterAll(() => stage.close());

const tokens = (more: object = {}) => ({
  customer_id: stage.customerId,
  service: 'Zo\u{eb} "\\" 🦆',
  units_consumed: '1204.5',
  price_per_unit: '0.000002',
  ...more,
});

test.each([
  ['direct', 'supabase'],
  ['supabase', 'direct'],
] as const)('what one transport recorded is known to the other: %s, then %s', async (first, second) => {
  const units_consumed = first === 'direct' ? '0.000001' : '999999999999.999999';
  const args = tokens({ units_consumed });
  const { identity } = stage.owner;
  const recorded = await outcomeOf(stage.transports[first], recordUsage.name, args, identity);
  if (!('body' in recorded)) throw new Error(recorded.message);
  expect(recorded.replayed).toBe(false);
  expect(recordUsage.output.parse(recorded.body)).toMatchObject({ units: units_consumed });
  expect(await outcomeOf(stage.transports[second], recordUsage.name, args, identity)).toMatchObject({
    code: 'duplicate_record',
    status: 409,
    context: { record: recorded.body },
  });
});

test.each(transportKinds)('%s: a keyed event is answered again, and says so', async (kind) => {
  const keyed = { ...stage.owner.identity, idempotencyKey: randomUUID() };
  for (const by of ['field', 'header']) {
    const [args, as] =
      by === 'field' ? [tokens({ request_id: randomUUID() }), stage.owner.identity] : [tokens(), keyed];
    const first = await outcomeOf(stage.transports[kind], recordUsage.name, args, as);
    expect([by, first]).toEqual([by, { body: expect.anything(), replayed: false }]);
    expect(await outcomeOf(stage.transports[kind], recordUsage.name, args, as)).toEqual({
      ...first,
      replayed: true,
    });
  }
});

test('a batch has the same outcomes by both, bad events and all', async () => {
  const events = [
    tokens({ units_consumed: '1' }),
    tokens({ units_consumed: 2 }),
    tokens({ units_consumed: '1.0' }),
    { customer_id: 'nobody' },
    tokens({ request_id: 'batched', occurred_at: '2026-03-01T10:20:30.123456Z' }),
    tokens({ occurred_at: '2026-02-30T00:00:00Z' }),
    null,
  ];
  const direct = await stage.answer('direct', recordUsageBatch.name, { events });
  expect(direct).toMatchObject({ recorded: 3, duplicates: 1, invalid: 3 });
  const again = recordUsageBatch.output.parse(
    await stage.answer('supabase', recordUsageBatch.name, { events }),
  );
  const { results } = recordUsageBatch.output.parse(direct);
  expect(again).toMatchObject({ recorded: 0, duplicates: 4, invalid: 3 });
  expect(again.results.map(({ id, request_id, error }) => [id, request_id, error])).toEqual(
    results.map(({ id, request_id, error }) => [id, request_id, error]),
  );
});

test('lists, sums and previews are the same by both', async () => {
  for (const [name, args] of [
    ['list_usage_events', { page_size: 2 }],
    ['list_usage_events', { status: 'unbilled', occurred_from: '2026-01-01T00:00:00Z' }],
    ['get_usage_summary', { from_day: '2026-02-01', to_day: '2026-03-01' }],
    ['list_unbilled_usage', { held: false }],
    ['preview_billing', {}],
    ['get_billing_status', {}],
    ['get_balance', { customer_id: stage.customerId, page_size: 1 }],
  ] as const) {
    const [direct, supabase] = await Promise.all(
      transportKinds.map((kind) => outcomeOf(stage.transports[kind], name, args, stage.owner.identity)),
    );
    expect([name, direct]).toEqual([name, { body: expect.anything(), replayed: false }]);
    expect([name, untimed(supabase)]).toEqual([name, untimed(direct)]);
  }
});

test('supabase-js records with an API key, and is told of a duplicate as the API tells it', async () => {
  const { lite, apiKey } = stage;
  const client = createClient(lite.url, lite.publishableKey, {
    auth: { persistSession: false },
    global: { headers: { 'x-api-key': apiKey } },
  });
  const args = tokens({ service: 'rpc' });
  const first = await client.rpc('record_usage', args);
  expect([first.error, first.status]).toEqual([null, 200]);
  const event = recordUsage.output.parse(first.data);
  const second = await client.rpc('record_usage', args);
  expect(second.status).toBe(409);
  expect(second.error).toMatchObject({ code: 'PT409', hint: 'duplicate_record' });
  expect(JSON.parse(second.error?.details ?? '')).toMatchObject({ record: { id: event.id } });
  const batch = await client.rpc('record_usage_batch', {
    events: [args, tokens({ service: 'rpc', units_consumed: 7 })],
  });
  expect(batch.data).toMatchObject({
    recorded: 1,
    duplicates: 1,
    results: [{ outcome: 'duplicate', id: event.id }, {}],
  });
  const direct = await outcomeOf(
    stage.transports.direct,
    'get_usage_event',
    { usage_event_id: event.id },
    holderOf(apiKey),
  );
  expect(direct).toMatchObject({ body: { id: event.id, service: 'rpc', status: 'unbilled' } });
});
