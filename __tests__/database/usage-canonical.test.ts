/** The id of an event that has none: written down with vectors, and the same in SQL, in the client and in this test. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { z } from 'zod';
import { usageRequestId } from '@/packages/client/src';
import { recordBatch, tryRecord, type UsageRecord } from '../helpers/usage';
import { World, type Business } from '../helpers/world';

const vectors = z
  .array(
    z.object({
      note: z.string(),
      payload: z.record(z.string(), z.union([z.string(), z.number()])),
      canonical: z.string(),
      request_id: z.string(),
    }),
  )
  .parse(JSON.parse(readFileSync('docs/guides/usage-request-ids.json', 'utf8')))
  // What is known by its payload has no id of its own; and it is of the business that is asked.
  .map(({ payload, ...vector }) => ({
    ...vector,
    payload: Object.fromEntries(
      Object.entries(payload).filter(([field]) => field !== 'request_id' && field !== 'business_id'),
    ),
  }));

const customerId = '0196c1f0-0000-7000-8000-000000000001';
const productId = '0196c1f0-0000-7000-8000-0000000000a1';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
  await world.admin.query(
    `insert into public.customers (business_id, id, name, created_at, updated_at) values ($1, $2, 'Of the vectors', now(), now())`,
    [business.id, customerId],
  );
  await world.admin.query(
    `insert into public.products (business_id, id, sku, name, price, created_at, updated_at) values ($1, $2, 'V', 'Of the vectors', 1, now(), now())`,
    [business.id, productId],
  );
});
afterAll(() => world.close());

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

test('the vectors are the hashes of their canonical payloads, of services and of products', () => {
  expect(vectors.length).toBeGreaterThan(20);
  for (const { canonical, request_id } of vectors) expect(sha256(canonical)).toBe(request_id);
  expect(vectors.some(({ payload }) => 'product_id' in payload)).toBe(true);
});

test.each(vectors)(
  '$note: is known by the id that is written down, alone and in a batch',
  async ({ payload, request_id }) => {
    const alone = await tryRecord(business, { id: customerId }, asSent(payload));
    const known = alone.ok ? (alone.body as UsageRecord) : (alone.failure.detail['record'] as UsageRecord);
    expect(known.request_id).toBe(request_id);
    const { results } = await recordBatch(business, [payload]);
    expect(results).toEqual([{ outcome: 'duplicate', id: known.id, request_id, error: null }]);
    const other = await world.makeBusiness();
    expect(await recordBatch(other, [payload])).toMatchObject({
      results: [{ error: { code: 'customer_not_found' } }],
    });
  },
);

/** As arguments of the function: what the event does not name is not there. */
function asSent(payload: Record<string, string | number>): Record<string, unknown> {
  const nothing = { service: undefined, price_per_unit: undefined, units_consumed: undefined };
  return { ...nothing, ...payload };
}

/** Decimal text without exponent: as few digits as say the same. */
function plainDecimal(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  const digits = fraction.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '')}${digits === '' ? '' : `.${digits}`}`;
}

test('SQL, the client and the text of the guide agree on whatever is used', async () => {
  const decimal = fc
    .tuple(
      fc.bigInt(0n, 10n ** 12n),
      fc.option(fc.stringMatching(/^\d{1,6}$/)),
      fc.constantFrom('', '0', '00'),
    )
    .map(([whole, fraction, zeros]) =>
      fraction === null ? `${whole}` : `${whole}.${`${fraction}${zeros}`.slice(0, 6)}`,
    );
  const service = fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
    )
    .map((text) =>
      text
        .toWellFormed()
        .replace(/[\u0000-\u001f\u007f]/g, '')
        .replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, ''),
    )
    .filter((text) => text !== '');
  const what = fc.oneof(fc.record({ service, price: decimal }), fc.record({ product: fc.uuid() }));
  await fc.assert(
    fc.asyncProperty(fc.uuid(), what, decimal, fc.boolean(), async (customer, used, units, isUpper) => {
      const id = isUpper ? customer.toUpperCase() : customer;
      const canonical = JSON.stringify(
        'service' in used
          ? {
              customer_id: customer,
              price_per_unit: plainDecimal(used.price),
              service: used.service,
              units: plainDecimal(units),
            }
          : { customer_id: customer, product_id: used.product, units: plainDecimal(units) },
      );
      const { rows } = await world.admin.query<{ id: string }>(
        'select private.usage_request_id($1, $2, $3, $4, $5) as id',
        [
          id,
          'service' in used ? used.service : null,
          'product' in used ? used.product : null,
          units,
          'price' in used ? used.price : null,
        ],
      );
      expect(rows).toEqual([{ id: sha256(canonical) }]);
      const payload =
        'service' in used
          ? { customerId: id, service: used.service, unitsConsumed: units, pricePerUnit: used.price }
          : { customerId: id, productId: used.product, units };
      expect(await usageRequestId(payload)).toBe(sha256(canonical));
    }),
    { numRuns: 400 },
  );
});
