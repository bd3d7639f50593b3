import { randomUUID } from 'node:crypto';
import fc from 'fast-check';

/** Events as programs send them: nearly always right, and wrong in every way there is. */

export interface Known {
  customers: readonly string[];
  products: readonly string[];
  /** Request ids that events have already. */
  requestIds: readonly string[];
  /** Events that are there already. */
  repeated: readonly object[];
}

type Field = fc.Arbitrary<unknown>;

/** What is no text, or nothing. */
const wrong: Field = fc.constantFrom(null, true, 5, -0, [], {}, ['tokens'], { a: 1 }, '', ' ', '\t');

const mostly = (right: Field, odd: Field): Field =>
  fc.oneof({ weight: 12, arbitrary: right }, { weight: 2, arbitrary: odd }, { weight: 1, arbitrary: wrong });

/** An id as it is, in capitals, or nobody's. */
const idOf = (known: readonly string[], lenient: readonly string[]): Field => {
  const right = fc.constantFrom(...known);
  return mostly(
    right,
    fc.oneof(
      right.map((id) => id.toUpperCase()),
      right.map((id) => ` ${id}`),
      right.map((id) => `${id}\n`),
      right.map((id) => id.slice(0, -1)),
      fc.constant(randomUUID()),
      ...(lenient.length > 0 ? [fc.constantFrom(...lenient)] : []),
    ),
  );
};

const serviceText: Field = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('tokens', 'storage', 'calls', 'Zo\u{eb}', 'Zoe\u{308}', '🦆', '"a\\b"'),
  },
  fc.constantFrom(
    ' tokens',
    'tokens\t',
    '\n tokens \r',
    'a\u{a0}',
    '\u{2028}a',
    '\u{feff}a',
    'a  b',
    '\u{b}a',
    'a\u{7f}',
    'a\u{85}',
  ),
  fc.constantFrom(
    'x'.repeat(100),
    'x'.repeat(101),
    '🦆'.repeat(100),
    '🦆'.repeat(101),
    ` ${'x'.repeat(100)} `,
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\0', '')),
);

const digits = (most: number) =>
  fc
    .tuple(fc.bigInt(0n, 10n ** BigInt(most) - 1n), fc.option(fc.stringMatching(/^\d{1,6}$/)))
    .map(([whole, fraction]) => (fraction === null ? `${whole}` : `${whole}.${fraction}`));

const decimal = (lenient: readonly string[]): Field =>
  mostly(
    fc.oneof(
      fc.constantFrom('1204', '0.002', '10.50', '100.0', '1', '0.000001', 1, 2.5, 1e2, 0.1, 42),
      digits(3),
      digits(6),
      fc.integer({ min: 0, max: 1000 }),
    ),
    fc.oneof(
      fc.constantFrom(
        '0',
        '0.000000',
        0,
        -1,
        '-1',
        '-0',
        '1.0000001',
        1.1234567,
        1e-7,
        1e21,
        'NaN',
        'Infinity',
        '1e3',
        '0x10',
        '1_000',
        '1,5',
        '.5',
        '1.',
        '٣',
        '1 0',
      ),
      fc.constantFrom(
        '999999999999',
        '1000000000000',
        '99999999999.999999',
        '100000000000',
        '9'.repeat(40),
        999999999999,
        123456789012345680000,
      ),
      fc.constantFrom(' 7 ', '7 ', '\t7', '1.100000', ...lenient),
      digits(13),
    ),
  );

const requestId = (known: readonly string[]): Field =>
  mostly(
    fc.oneof({ weight: 3, arbitrary: fc.stringMatching(/^[!-~]{1,12}$/) }, fc.constantFrom(...known)),
    fc.constantFrom('x'.repeat(255), 'x'.repeat(256), 'a b', 'ü', 'a\n', '🦆'),
  );

const day = fc
  .tuple(
    fc.constantFrom('0000', '0001', '1000', '2024', '2025', '2026', '9999'),
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 0, max: 32 }),
  )
  .map(([year, month, date]) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);

const moment = (lenient: readonly string[]): Field =>
  mostly(
    fc.oneof(
      fc.constantFrom(
        '2026-02-28T23:59:59Z',
        '2024-02-29T12:00:00.5Z',
        '2026-01-01T00:00:00+05:30',
        '2026-03-01T10:25:30Z',
        '2026-03-01T10:20:30.123Z',
      ),
      day.map((text) => `${text}T10:00:00Z`),
    ),
    fc.oneof(
      fc.constantFrom(
        '2023-02-29T12:00:00Z',
        '2026-02-30T12:00:00Z',
        '2026-03-01T10:25:31Z',
        '2026-03-01T24:00:00Z',
        '2026-03-01T23:59:60Z',
        '2999-01-01T00:00:00Z',
      ),
      fc.constantFrom(
        '2026-01-01',
        '2026-01-01 00:00:00Z',
        '2026-01-01T00:00:00',
        'now',
        'infinity',
        '2026-01-01T00:00:00+24:00',
        '1970-01-01T00:00:00.000Z',
        '0001-01-01T00:00:00+01:00',
        '9999-12-31T23:59:59-23:59',
      ),
      ...(lenient.length > 0 ? [fc.constantFrom(...lenient)] : []),
    ),
  );

/** Left out, or there. */
const maybe = (value: Field, weight: number) =>
  fc.oneof({ weight, arbitrary: value }, { weight: 20 - weight, arbitrary: fc.constant(undefined) });

/** `lenient` adds what Postgres reads as what it means, and the schema of a single request refuses. */
export function events(
  { customers, products, requestIds, repeated }: Known,
  lenient: boolean,
): fc.Arbitrary<unknown> {
  const [customer = ''] = customers;
  const ids = lenient ? [`{${customer}}`, customer.replaceAll('-', '')] : [];
  const decimals = lenient ? ['01', '00.5', '007.50', '7.1000000', '+1', '0'.repeat(30)] : [];
  const times = lenient
    ? [
        '2026-01-01t00:00:00z',
        '2026-01-01T00:00:00.123456Z',
        '2026-01-01T00:00:00.1234567Z',
        '2026-01-01T00:00:00-15:59',
        '2026-01-01T00:00:00+15:60',
      ]
    : [];
  const rest = {
    customer_id: maybe(idOf(customers, ids), 19),
    request_id: maybe(requestId(requestIds), 8),
    occurred_at: maybe(moment(times), 8),
    surprise: maybe(fc.constantFrom(1, ''), 1),
  };
  const units = fc.oneof(
    { weight: 10, arbitrary: fc.record({ units_consumed: maybe(decimal(decimals), 19) }) },
    { weight: 6, arbitrary: fc.record({ units: decimal(decimals) }) },
    { weight: 2, arbitrary: fc.record({ units: decimal(decimals), units_consumed: decimal(decimals) }) },
  );
  const what = fc.oneof(
    {
      weight: 10,
      arbitrary: fc.record({
        service: mostly(serviceText, serviceText),
        price_per_unit: maybe(decimal(decimals), 19),
      }),
    },
    { weight: 6, arbitrary: fc.record({ product_id: idOf(products, []) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        product_id: idOf(products, []),
        service: serviceText,
        price_per_unit: decimal(decimals),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ product_id: idOf(products, []), price_per_unit: decimal(decimals) }),
    },
  );
  const whole = fc
    .tuple(fc.record(rest), units, what)
    .map((parts) =>
      Object.fromEntries(
        parts.flatMap((part) => Object.entries(part)).filter(([, value]) => value !== undefined),
      ),
    );
  const again = fc
    .tuple(fc.constantFrom(...repeated), fc.record({ occurred_at: maybe(moment(times), 4) }))
    .map(([event, { occurred_at }]) => ({ ...event, ...(occurred_at !== undefined && { occurred_at }) }));
  return fc.oneof(
    { weight: 40, arbitrary: whole },
    { weight: 6, arbitrary: again },
    { weight: 1, arbitrary: fc.constantFrom(null, 5, 'tokens', [], {}, [{}], true) },
  );
}
