import { randomUUID } from 'node:crypto';
import { getUsageEvent, listUsageEvents } from '@/lib/operations/usage-events';
import { getBalance, listLedgerEntries } from '@/lib/operations/wallets';
import { billByHand, chargesOf } from '../helpers/billing';
import { addProduct, type Product } from '../helpers/sales';
import { eventsOf, record, recordBatch, recordProduct, eventOf, type UsageRecord } from '../helpers/usage';
import { amountOf } from '../helpers/usage-sums';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let ada: { id: string; name: string };
let broke: { id: string };
let product: Product;
/** The oldest first: five that two runs billed, two that are held, three that no run has met. */
let billed: UsageRecord[];
let held: UsageRecord[];
let fresh: UsageRecord[];

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
  ada = await world.addCustomer(business, { name: 'Ada' });
  broke = await world.addCustomer(business, { name: 'Broke', balance: '0' });
  product = await addProduct(business, { usage_unit_price: '0.25' });
  const day = (number: number) => `2026-01-0${number}T12:00:00Z`;
  billed = [
    await record(business, ada, { request_id: 'b1', occurred_at: day(1) }),
    await record(business, ada, { request_id: 'b2', occurred_at: day(2) }),
    await record(business, ada, { service: 'storage', occurred_at: day(3) }),
    await recordProduct(business, ada, product, { occurred_at: day(4) }),
  ];
  held = [
    await record(business, broke, { request_id: 'h1', occurred_at: day(1) }),
    await recordProduct(business, broke, product, { occurred_at: day(5) }),
  ];
  await billByHand(business.owner, business.id);
  billed.push(await record(business, ada, { request_id: 'b3', occurred_at: day(4) }));
  await billByHand(business.owner, business.id);
  fresh = [
    await record(business, ada, { request_id: 'f1', occurred_at: day(6) }),
    await record(business, broke, { request_id: 'f2', occurred_at: day(6) }),
    await record(business, ada, { service: 'new', occurred_at: day(7) }),
  ];
});
afterAll(() => world.close());

const idsOf = (events: readonly { id: string }[]) => events.map(({ id }) => id);
/** As lists have them: the newest first. */
const newestFirst = (...groups: UsageRecord[][]) => idsOf(groups.flat()).sort().reverse();

describe('the list of events', () => {
  test('has every event once, the newest first, as it was recorded and with the names of what it points to', async () => {
    const events = await eventsOf(business);
    expect(idsOf(events)).toEqual(newestFirst(billed, held, fresh));
    const known = new Map([...billed, ...held, ...fresh].map((event) => [event.id, event]));
    for (const event of events) {
      expect(event).toMatchObject(known.get(event.id) ?? {});
      expect(event.customer_name).toBe(event.customer_id === ada.id ? 'Ada' : 'Broke');
      expect([event.product_sku, event.product_name]).toEqual(
        event.product_id === null ? [null, null] : [product.sku, product.name],
      );
    }
  });

  test.each<[string, () => object, () => UsageRecord[]]>([
    ['of a customer', () => ({ customer_id: broke.id }), () => [...held, ...fresh.slice(1, 2)]],
    ['of a service', () => ({ service: 'storage' }), () => billed.slice(2, 3)],
    ['of a service with spaces around it', () => ({ service: ' new ' }), () => fresh.slice(2)],
    ['of a product', () => ({ product_id: product.id }), () => [...billed.slice(3, 4), ...held.slice(1)]],
    ['that are billed', () => ({ status: 'billed' }), () => billed],
    ['that are held', () => ({ status: 'held' }), () => held],
    ['that are unbilled', () => ({ status: 'unbilled' }), () => fresh],
    [
      'from a moment on',
      () => ({ occurred_from: '2026-01-05T12:00:00Z' }),
      () => [...held.slice(1), ...fresh],
    ],
    [
      'before a moment',
      () => ({ occurred_before: '2026-01-02T12:00:00Z' }),
      () => [...billed.slice(0, 1), ...held.slice(0, 1)],
    ],
    [
      'of all that together',
      () => ({
        customer_id: ada.id,
        service: 'tokens',
        status: 'billed',
        occurred_from: '2026-01-02T00:00:00Z',
        occurred_before: '2026-01-03T00:00:00Z',
      }),
      () => billed.slice(1, 2),
    ],
    ['of a service that nobody used', () => ({ service: 'nothing' }), () => []],
  ])('has those %s', async (_what, filter, expected) => {
    expect(idsOf(await eventsOf(business, { ...filter() }))).toEqual(newestFirst(expected()));
  });

  test('says of each where it stands, and why it is held', async () => {
    for (const { id, status, held_reason } of await eventsOf(business)) {
      const isHeld = idsOf(held).includes(id);
      expect([id, status, held_reason]).toEqual([
        id,
        isHeld ? 'held' : idsOf(billed).includes(id) ? 'billed' : 'unbilled',
        isHeld ? 'insufficient_funds' : null,
      ]);
    }
  });

  test('has the events of each charge, which add up to it, and no charge shares one with another', async () => {
    const seen: string[] = [];
    for (const charge of await chargesOf(business)) {
      const events = await eventsOf(business, { charge_id: charge.id });
      expect([String(events.length), amountOf(events)]).toEqual([String(charge.events), charge.amount]);
      seen.push(...idsOf(events));
    }
    expect(seen.sort().reverse()).toEqual(newestFirst(billed));
  });

  test.each([1, 2, 4, 200])(
    'comes in pages of %s without a gap or a repetition, filtered too',
    async (page_size) => {
      for (const filter of [{}, { status: 'billed' }, { customer_id: ada.id }, { service: 'tokens' }]) {
        const pages: string[][] = [];
        for (let cursor: string | null | undefined; cursor !== null;) {
          const args: Record<string, unknown> = { business_id: business.id, page_size, cursor, ...filter };
          const page = await business.owner.run(listUsageEvents, args);
          pages.push(idsOf(page.data));
          expect(page.has_more).toBe(page.next_cursor !== null);
          cursor = page.next_cursor;
        }
        expect(pages.slice(0, -1).every((page) => page.length === page_size)).toBe(true);
        expect(pages.flat()).toEqual(idsOf(await eventsOf(business, filter)));
      }
    },
  );

  test.each<[string, object, string, object]>([
    ['an unknown customer', { customer_id: randomUUID() }, 'customer_not_found', {}],
    ['an unknown product', { product_id: randomUUID() }, 'product_not_found', {}],
    ['an unknown charge', { charge_id: randomUUID() }, 'usage_charge_not_found', {}],
    ['an unknown status', { status: 'paid' }, 'invalid_request', { errors: [{ pointer: '/status' }] }],
    ['a cursor of nothing', { cursor: 'x' }, 'invalid_request', { errors: [{ pointer: '/cursor' }] }],
  ])('refuses %s', async (_what, filter, hint, detail) => {
    const failure = await business.owner.refusal(listUsageEvents, { business_id: business.id, ...filter });
    expect(failure).toMatchObject({ hint, detail });
  });
});

describe('an event', () => {
  test('leads to the charge, the run and the ledger entry that billed it', async () => {
    const [charge] = await chargesOf(business).then((charges) =>
      charges.filter(({ service }) => service === 'tokens'),
    );
    for (const { id } of billed.slice(0, 2)) {
      const event = await business.owner.run(getUsageEvent, { business_id: business.id, usage_event_id: id });
      expect(event).toMatchObject({
        status: 'billed',
        charge_id: charge?.id,
        billing_run_id: charge?.billing_run_id,
        entry_id: charge?.entry_id,
      });
    }
    const { data } = await business.owner.run(listLedgerEntries, {
      business_id: business.id,
      customer_id: ada.id,
    });
    const entry = data.find(({ version }) => charge?.entry_id?.endsWith(`.${version}`));
    expect(entry).toMatchObject({ kind: 'usage', amount: `-${charge?.amount}`, reference_id: charge?.id });
  });

  test('that is not billed leads to none of them', async () => {
    for (const { id } of [...held, ...fresh]) {
      const event = await business.owner.run(getUsageEvent, { business_id: business.id, usage_event_id: id });
      expect(event).toMatchObject({ id, charge_id: null, billing_run_id: null, entry_id: null });
    }
  });

  test('that cost nothing was billed without an entry', async () => {
    const other = await world.makeBusiness();
    const customer = await world.addCustomer(other, { balance: '0' });
    const { id } = await record(other, customer, { price_per_unit: '0' });
    await billByHand(other.owner, other.id);
    const [charge] = await chargesOf(other);
    expect(charge).toMatchObject({ amount: '0.00', entry_id: null });
    const event = await other.owner.run(getUsageEvent, { business_id: other.id, usage_event_id: id });
    expect(event).toMatchObject({ status: 'billed', charge_id: charge?.id, entry_id: null });
  });

  test('that is unknown is a 404 that names it', async () => {
    const usage_event_id = randomUUID();
    expect(
      await business.owner.refusal(getUsageEvent, { business_id: business.id, usage_event_id }),
    ).toMatchObject({
      sqlstate: 'PT404',
      hint: 'usage_event_not_found',
      detail: { usage_event_id },
    });
  });
});

test('a balance has the usage events of its customer alone, page by page', async () => {
  const { id } = await world.addCustomer(business);
  expect(await business.owner.run(getBalance, { business_id: business.id, customer_id: id })).toMatchObject({
    usage_events: { data: [], has_more: false, next_cursor: null },
  });
  await recordBatch(
    business,
    Array.from({ length: 5 }, (_, n) => eventOf({ id }, { units_consumed: String(n + 1) })),
  );
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const args: Record<string, unknown> = { business_id: business.id, customer_id: id, page_size: 2, cursor };
    const { usage_events, unbilled_usage } = await business.owner.run(getBalance, args);
    expect(unbilled_usage).toBe('0.03');
    const events = usage_events?.data ?? [];
    expect(events.length).toBeLessThanOrEqual(2);
    seen.push(...idsOf(events));
    cursor = usage_events?.next_cursor ?? null;
  }
  expect(seen).toEqual(idsOf(await eventsOf(business, { customer_id: id })));
  expect(seen).toHaveLength(5);
});
