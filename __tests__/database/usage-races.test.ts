/** The same usage many times at once, alone and in batches. */
import { randomUUID } from 'node:crypto';
import { deleteCustomer } from '@/lib/operations/customers';
import { recordUsage, recordUsageBatch } from '@/lib/operations/usage';
import { secondWaits, secondWaitsForNobody } from '../helpers/races';
import {
  batchOf,
  countEvents,
  eventOf,
  eventsOf,
  record,
  recordBatch,
  tryRecord,
  usageOf,
  type BatchResult,
  type UsageRecord,
} from '../helpers/usage';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let customer: { id: string };

beforeAll(async () => {
  world = await World.open();
  // A deadlock is one at once, rather than after a second.
  await world.admin.query(`alter database "${world.database.name}" set deadlock_timeout = '10ms'`);
});
afterAll(() => world.close());
beforeEach(async () => {
  business = await world.makeBusiness();
  customer = await world.addCustomer(business);
});

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

test('50 requests at once with one payload record it once, and 49 are told of the one', async () => {
  const outcomes = await Promise.all(times(50, () => tryRecord(business, customer)));
  const answers = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.body as UsageRecord] : []));
  expect(answers).toHaveLength(1);
  const refusals = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure]));
  expect(refusals).toHaveLength(49);
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ hint: 'duplicate_record', detail: { record: answers[0] } });
  }
  expect(await countEvents(world, business)).toBe(1);
});

test.each(['request_id', 'Idempotency-Key'])(
  '50 requests at once with one %s record it once, with one answer',
  async (by) => {
    const key = randomUUID();
    const outcomes = await Promise.all(
      times(50, () =>
        by === 'request_id'
          ? tryRecord(business, customer, { request_id: key })
          : tryRecord(business, customer, {}, business.owner.keyed(key)),
      ),
    );
    const answers = outcomes.map((outcome) => (outcome.ok ? outcome : null));
    expect(answers.filter((answer) => answer?.replayed === false)).toHaveLength(1);
    expect(answers.filter((answer) => answer?.replayed === true)).toHaveLength(49);
    expect(new Set(answers.map((answer) => JSON.stringify(answer?.body))).size).toBe(1);
    expect(await countEvents(world, business)).toBe(1);
  },
);

test('50 requests at once with one id and different usage record one of them, and refuse the others', async () => {
  const outcomes = await Promise.all(
    times(50, (n) => tryRecord(business, customer, { request_id: 'event-1', units_consumed: String(n + 1) })),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  const hints = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure.hint]));
  expect(hints).toEqual(times(49, () => 'idempotency_key_reused'));
  expect(await countEvents(world, business)).toBe(1);
});

test('one that waits for the same usage, and sees it undone, records it', async () => {
  let waiting: ReturnType<typeof tryRecord> | undefined;
  await business.owner
    .transaction(async (client) => {
      await client.query('select public.record_usage($1, $2, $3, null, 1, null, 1)', [
        business.id,
        customer.id,
        'tokens',
      ]);
      waiting = tryRecord(business, customer, { units_consumed: '1', price_per_unit: '1' });
      throw new Error('the server died');
    })
    .catch(() => undefined);
  expect(await waiting).toMatchObject({ ok: true, replayed: false });
  expect(await countEvents(world, business)).toBe(1);
});

test('usage waits for nobody else who records, but for the same usage', async () => {
  const first = [recordUsage.name, usageOf(business, customer)] as const;
  const other = [recordUsage.name, usageOf(business, customer, { service: 'calls' })] as const;
  await secondWaitsForNobody(business.owner, first, other);
  const { second } = await secondWaits(
    world.admin,
    business.owner,
    [recordUsage.name, usageOf(business, customer, { service: 'more' })],
    [recordUsage.name, usageOf(business, customer, { service: 'more' })],
  );
  expect(second).toMatchObject({ failure: { hint: 'duplicate_record' } });
});

test('usage that is being recorded keeps its customer from being deleted', async () => {
  const { id } = await world.addCustomer(business, { balance: '0' });
  const { second } = await secondWaits(
    world.admin,
    business.owner,
    [recordUsage.name, usageOf(business, { id })],
    [deleteCustomer.name, { business_id: business.id, customer_id: id }],
  );
  expect(second).toMatchObject({ ok: true, body: { archived: true, deleted: false } });
  expect(await eventsOf(business)).toMatchObject([{ customer_id: id }]);
});

test('usage of a customer who is being deleted finds no customer', async () => {
  const { id } = await world.addCustomer(business, { balance: '0' });
  const { second } = await secondWaits(
    world.admin,
    business.owner,
    [deleteCustomer.name, { business_id: business.id, customer_id: id }],
    [recordUsage.name, usageOf(business, { id })],
  );
  expect(second).toMatchObject({ failure: { hint: 'customer_not_found' } });
  expect(await countEvents(world, business)).toBe(0);
});

/** So that no two batches come in one order. */
function shuffled<T>(items: readonly T[], by: number): T[] {
  return items
    .map((item, index) => ({ item, at: (index * (by * 2 + 1) * 7919 + by * 104_729) % items.length }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** A batch that got in the way of another is refused whole, and sent again, as every client does with a 503. */
async function sendUntilDone(batch: readonly unknown[]): Promise<BatchResult> {
  for (;;) {
    const outcome = await business.owner.attempt(recordUsageBatch.name, batchOf(business, batch));
    if (outcome.ok) return recordUsageBatch.output.parse(outcome.body);
    expect(outcome.failure.sqlstate).toBe('40P01');
  }
}

async function sendAtOnce(
  { batches, size }: { batches: number; size: number },
  spell: (n: number) => object,
  send: (batch: readonly unknown[]) => Promise<BatchResult> = (batch) => recordBatch(business, batch),
): Promise<void> {
  const events = times(size, (n) => eventOf(customer, { units_consumed: String(n + 1) }));
  const results = await Promise.all(
    times(batches, (by) =>
      send(shuffled(events, by).map((event, index) => ({ ...event, ...spell(index + by) }))),
    ),
  );
  expect(results.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(size);
  expect(results.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe((batches - 1) * size);
  const idsOf = (result: BatchResult) => result.results.map(({ id }) => id).sort();
  for (const result of results) expect(idsOf(result)).toEqual(idsOf(results[0] ?? result));
  expect(await countEvents(world, business)).toBe(size);
}

const inCapitals = () => ({ customer_id: customer.id.toUpperCase() });

test.each([
  ['plainly', () => ({})],
  ['oddly', inCapitals],
])(
  '8 batches at once of the same 500 events in different orders, spelled %s, record 500, without a deadlock',
  async (_how, spell) => {
    await sendAtOnce({ batches: 8, size: 500 }, spell);
  },
);

test('batches at once of the same events, spelled now this way and now that, record each once', async () => {
  await sendAtOnce({ batches: 3, size: 40 }, (n) => (n % 2 === 0 ? {} : inCapitals()), sendUntilDone);
});

test('single requests and batches at once of the same events record each once', async () => {
  const events = times(60, (n) => eventOf(customer, { units_consumed: String(n + 1) }));
  await Promise.all([
    ...times(4, (by) => recordBatch(business, shuffled(events, by))),
    ...shuffled(events, 5).map((event) => tryRecord(business, customer, event)),
  ]);
  expect(await countEvents(world, business)).toBe(60);
  await record(business, customer, { service: 'after' });
});
