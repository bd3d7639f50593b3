/** Sums of usage, held to sums that the test makes of the events itself, in whole numbers. */
import fc from 'fast-check';
import { getUsageSummary, listUnbilledUsage } from '@/lib/operations/usage-summary';
import { previewBilling } from '@/lib/operations/billing';
import { getCustomer } from '@/lib/operations/customers';
import { billByHand } from '../helpers/billing';
import { addProduct, type Product } from '../helpers/sales';
import { eventOf, eventsOf, recordBatch } from '../helpers/usage';
import { amountOf, charged, line, nameOf, sum, summaryOf, total, unitsOf } from '../helpers/usage-sums';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let customers: { id: string; name: string }[];
let product: Product;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

async function begin(usage_unit_price = '0.333333'): Promise<void> {
  business = await world.makeSandbox('2026-03-10T12:00:00Z');
  // Who has all, who can bear a little, and who can bear nothing.
  customers = [
    await world.addCustomer(business, { name: 'Rich', balance: '1000000' }),
    await world.addCustomer(business, { name: 'Thrifty', balance: '3' }),
    await world.addCustomer(business, { name: 'Broke', balance: '0' }),
  ];
  product = await addProduct(business, { usage_unit_price });
}

interface Used {
  customer: number;
  what: string;
  units: string;
  price: string;
  day: number;
}

const used: fc.Arbitrary<Used> = fc.record({
  customer: fc.nat(2),
  what: fc.constantFrom('tokens', 'storage', 'product'),
  units: fc.constantFrom('1', '1204', '0.000001', '3.5', '17.125'),
  price: fc.constantFrom('0', '0.002', '0.000001', '1.5'),
  day: fc.integer({ min: 1, max: 10 }),
});
/** Of amounts with no more decimals than a charge has, so that none leaves a rest to the next. */
const usedEvenly = used.map((event) => ({
  ...event,
  units: event.units === '0.000001' ? '7' : event.units,
  price: '0.002',
}));

let sent = 0;

async function recordAll(events: readonly Used[]): Promise<void> {
  const batch = events.map(({ customer, what, units, price, day }) =>
    eventOf(customers[customer] ?? { id: '' }, {
      units,
      ...(what === 'product' ? { product_id: product.id } : { service: what, price_per_unit: price }),
      occurred_at: `2026-03-${String(day).padStart(2, '0')}T0${day % 10}:30:00Z`,
      request_id: `event-${(sent += 1)}`,
    }),
  );
  expect(await recordBatch(business, batch)).toMatchObject({ recorded: batch.length });
}

async function toldSummary(args: object) {
  const summary = await business.owner.run(getUsageSummary, { business_id: business.id, ...args });
  return {
    all: `${summary.events} events ${summary.amount}`,
    days: summary.days.map((day) => line(`${day.day} ${day.name}`, day)).sort(),
    totals: summary.totals.map((day) => `${day.day}: ${day.events} events ${day.amount}`).sort(),
    meters: summary.meters.map((meter) => line(meter.name, meter)).sort(),
    customers: summary.customers
      .map((each) => `${each.customer_name}: ${each.events} events ${each.amount}`)
      .sort(),
  };
}

test('the summary of any days and customer is the sum of its events, billed, held or just recorded', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(used, { minLength: 1, maxLength: 15 }), { minLength: 1, maxLength: 3 }),
      async (rounds) => {
        await begin();
        for (const [index, round] of rounds.entries()) {
          if (index > 0) await billByHand(business.owner, business.id);
          await recordAll(round);
        }
        const events = await eventsOf(business);
        expect(await toldSummary({})).toEqual(summaryOf(events));
        const within = events.filter(
          ({ occurred_at }) => occurred_at >= '2026-03-03' && occurred_at < '2026-03-08',
        );
        expect(await toldSummary({ from_day: '2026-03-03', to_day: '2026-03-07' })).toEqual(
          summaryOf(within),
        );
        for (const { id } of customers) {
          expect(await toldSummary({ customer_id: id })).toEqual(
            summaryOf(events.filter(({ customer_id }) => customer_id === id)),
          );
        }
      },
    ),
    { numRuns: 12 },
  );
}, 60_000);

test('what is not billed is listed by customer and by what was used, and adds up wherever it is told', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(usedEvenly, { minLength: 1, maxLength: 15 }),
      fc.array(usedEvenly, { minLength: 1, maxLength: 15 }),
      async (before, after) => {
        await begin('0.25');
        await recordAll(before);
        await billByHand(business.owner, business.id);
        await recordAll(after);
        const waiting = (await eventsOf(business)).filter(({ status }) => status !== 'billed');
        const page = await business.owner.run(listUnbilledUsage, {
          business_id: business.id,
          page_size: 200,
        });
        for (const row of page.data) {
          const own = waiting.filter(
            (event) => event.customer_id === row.customer_id && nameOf(event) === row.name,
          );
          expect(line(row.name, row)).toBe(`${row.name}: ${sum(own)}, ${unitsOf(own)} units`);
          expect(row.held_reason).toBe(
            own.some(({ status }) => status === 'held') ? 'insufficient_funds' : null,
          );
        }
        expect(page.data.map(({ events }) => events).reduce((all, count) => all + count, 0)).toBe(
          waiting.length,
        );
        for (const held of ['true', 'false']) {
          const part = await business.owner.run(listUnbilledUsage, {
            business_id: business.id,
            page_size: 200,
            held,
          });
          expect(part.data).toEqual(
            page.data.filter((row) => (row.held_reason !== null) === (held === 'true')),
          );
        }
        const preview = await business.owner.run(previewBilling, { business_id: business.id });
        expect(total(preview.lines.map(({ amount }) => amount))).toBe(
          total(page.data.map(({ amount }) => amount)),
        );
        const summary = await business.owner.run(getUsageSummary, { business_id: business.id });
        const heldRows = page.data.filter(({ held_reason }) => held_reason !== null);
        expect(summary.held_customers).toBe(new Set(heldRows.map(({ customer_id }) => customer_id)).size);
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

test('of who was never billed, unbilled usage is the exact amount cut off at 6 decimals, in every answer', async () => {
  await begin();
  const [rich = { id: '' }] = customers;
  await recordBatch(business, [
    eventOf(rich, { units: '0.4', price_per_unit: '0.000001' }),
    eventOf(rich, { units: '0.7', price_per_unit: '0.000001' }),
    eventOf(rich, { service: 'calls', units: '2', price_per_unit: '0.25' }),
  ]);
  const exact = amountOf(await eventsOf(business));
  expect([exact, charged(exact)]).toEqual(['0.5000011', '0.500001']);
  const args = { business_id: business.id, customer_id: rich.id };
  expect(await business.owner.run(getCustomer, args)).toMatchObject({ unbilled_usage: '0.500001' });
  expect(await business.owner.run(getUsageSummary, args)).toMatchObject({
    unbilled: '0.500001',
    held: '0.00',
  });
  expect(await business.owner.run(getUsageSummary, { business_id: business.id })).toMatchObject({
    unbilled: '0.500001',
    customers: [{ customer_name: 'Rich', amount: '0.5000011', unbilled: '0.500001' }],
  });
});

test('days are of UTC, both ends belong to them, and 366 are the most', async () => {
  await begin();
  const [rich = { id: '' }] = customers;
  const moments = [
    '2026-03-04T23:59:59.999999Z',
    '2026-03-05T00:00:00Z',
    '2026-03-05T23:59:59.999999Z',
    '2026-03-06T00:00:00Z',
  ];
  await recordBatch(
    business,
    moments.map((occurred_at, n) => eventOf(rich, { occurred_at, request_id: `edge-${n}` })),
  );
  const told = async (args: object) =>
    (await business.owner.run(getUsageSummary, { business_id: business.id, ...args })).events;
  for (const isBilled of [false, true]) {
    expect([isBilled, await told({ from_day: '2026-03-05', to_day: '2026-03-05' })]).toEqual([isBilled, 2]);
    expect(await told({ from_day: '2025-03-06', to_day: '2026-03-06' })).toBe(4);
    await billByHand(business.owner, business.id);
  }
  // 30 days, today among them, on the clock of the business.
  const { from_day, to_day } = await business.owner.run(getUsageSummary, { business_id: business.id });
  expect([from_day, to_day]).toEqual(['2026-02-09', '2026-03-10']);
  for (const days of [
    { from_day: '2026-03-06', to_day: '2026-03-05' },
    { from_day: '2025-03-05', to_day: '2026-03-06' },
  ]) {
    expect(
      await business.owner.refusal(getUsageSummary, { business_id: business.id, ...days }),
    ).toMatchObject({
      detail: { errors: [{ pointer: '/from_day' }] },
    });
  }
});

test('what is not billed comes in pages without a gap or a repetition', async () => {
  await begin();
  for (const customer of customers) {
    await recordBatch(
      business,
      ['a', 'b', 'c'].map((service) => eventOf(customer, { service })),
    );
  }
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const args: Record<string, unknown> = { business_id: business.id, page_size: 2, cursor };
    const page = await business.owner.run(listUnbilledUsage, args);
    expect(page.data.length).toBeLessThanOrEqual(2);
    seen.push(...page.data.map(({ customer_name, name }) => `${customer_name} ${name}`));
    cursor = page.next_cursor;
  }
  expect([...seen].sort()).toEqual(
    customers.flatMap(({ name }) => ['a', 'b', 'c'].map((service) => `${name} ${service}`)).sort(),
  );
});
