import type { Operation } from '@/lib/operations/define';
import type { Field, FieldKind } from './fields';

/** Bad values for the fields of an operation, made from its schema. */

const ofAnyKind = ['null', '{}', '[[]]', '{"a":{"b":[1]}}', '1e400', '-1e400'];
const controls = ['"a\\u0000b"', '"\\u0000"', '"a\\u0007b"', '"a\\nb"', '"\\ud800"', '"a\\udfffb"'];

/** Text that is no day of a calendar, or of one that nobody keeps; Postgres alone would take the last of it. */
const badDays = [
  '',
  'nonsense',
  '2026-13-01',
  '2026-02-30',
  '2026-1-1',
  '0000-01-01',
  '0999-12-31',
  '10000-01-01',
  '2026-01-01T00:00:00Z',
  "' or 1=1 --",
  '20260101',
  'today',
  'infinity',
];

const perKind: Record<FieldKind, readonly string[]> = {
  uuid: [
    '"nonsense"',
    '""',
    '5',
    'true',
    '[]',
    '"\' or 1=1 --"',
    '"0196c1f0-0000-7000-8000"',
    '"{0196c1f0-0000-7000-8000-000000000001}"',
    '"0196c1f0-0000-7000-8000-000000000001 "',
    '"0196c1f000007000800000000000000001"',
    '"<b>0196c1f0-0000-7000-8000-000000000001</b>"',
    '"🦆"',
    ...controls,
  ],
  amount: [
    '"nonsense"',
    '""',
    '" "',
    'true',
    '[]',
    '["1"]',
    '-1',
    '-0.01',
    '"-1"',
    '"-0.01"',
    '1.0000001',
    '"1.0000001"',
    '"NaN"',
    '"Infinity"',
    '"-Infinity"',
    '"1e3"',
    '1e21',
    '1e-7',
    '"0x10"',
    '"1,000"',
    '"1."',
    '".5"',
    '"01"',
    '"+1"',
    '"1 000"',
    '"٣"',
    '"１"',
    '1000000000000000',
    '"1000000000000000"',
    '123456789012345678',
    '123456789012345.1234567',
    '1.234567890123456789e5',
    '"1; drop table public.wallets"',
    `"${'9'.repeat(5000)}"`,
    ...controls,
  ],
  text: ['5', 'true', '[]', '["a"]', ...controls],
  email: [
    '"nonsense"',
    '5',
    'true',
    '[]',
    '["a@example.test"]',
    '"a@b"',
    '"@example.test"',
    '"a b@example.test"',
    '"a@example.test "',
    '"a@example.test,b@example.test"',
    '"\\"><script>@example.test"',
    `"${'a'.repeat(250)}@example.test"`,
    ...controls,
  ],
  time: [
    '"nonsense"',
    '""',
    '5',
    'true',
    '[]',
    '"2026-01-01"',
    '"2026-02-30T00:00:00Z"',
    '"2026-01-01T25:00:00Z"',
    '"2999-01-01T00:00:00"',
    '"0000-01-01T00:00:00Z"',
    '"9999-12-31T23:59:59-23:59"',
    '"2000-01-01T00:00:00Z"',
    ...controls,
  ],
  date: [...badDays.map((day) => JSON.stringify(day)), '5', 'true', '[]', ...controls],
  enum: [
    '"nonsense"',
    '""',
    '5',
    'true',
    '[]',
    '"ACTIVE"',
    '"usd"',
    '"__proto__"',
    '"constructor"',
    ...controls,
  ],
  boolean: ['"true"', '""', '0', '1', '[]'],
  integer: [
    '"nonsense"',
    '""',
    '"5"',
    'true',
    '[]',
    '[5]',
    '0',
    '-1',
    '1.5',
    '1e300',
    '9007199254740993',
    '1e15',
  ],
  list: [
    '"nonsense"',
    '""',
    '5',
    'true',
    '[]',
    '["nonsense"]',
    '[null]',
    '[1]',
    '[["customers:read"]]',
    '{"0":"customers:read"}',
  ],
  object: ['"nonsense"', '""', '"{}"', '5', 'true', '[]', '[{}]'],
};

/** JSON values, as they stand in a body, that a field must refuse. */
export function badValues(field: Field): string[] {
  // A password is no line of text: it may have any character but NUL.
  const spared = field.name === 'password' ? ['"a\\u0007b"', '"a\\nb"'] : [];
  const values = [...ofAnyKind, ...perKind[field.kind]].filter((value) => !spared.includes(value));
  if (field.kind === 'text') {
    values.push(
      `"${'x'.repeat(field.maxLength + 1)}"`,
      `"${'🦆'.repeat(field.maxLength + 1)}"`,
      `"${'x'.repeat(500_000)}"`,
    );
    if (!field.mayBeEmpty) values.push('""');
    if (!field.mayBeEmpty && field.name !== 'password') values.push('"   "');
  }
  if (field.kind === 'email' && !field.mayBeEmpty) values.push('""');
  if (field.kind === 'integer') {
    values.push(String(field.maximum + 1));
    if (field.minimum > Number.MIN_SAFE_INTEGER) values.push(String(field.minimum - 1));
  }
  if (field.name === 'occurred_at') values.push('"2999-01-01T00:00:00Z"');
  if (field.constant === false) values.push('true');
  if (field.constant === true) values.push('false');
  return values.filter((value) => !isAllowed(field, value));
}

/** What is bad for most fields of the kind, and right for this one. */
function isAllowed({ name, kind, mayBeEmpty, minimum, maximum }: Field, value: string): boolean {
  // What happened long ago is told late; each event of a list has an outcome of its own.
  if (name === 'occurred_at' && value === '"2000-01-01T00:00:00Z"') return true;
  if (name === 'events' && /^\[.+\]$/.test(value)) return true;
  // No type chosen is every type.
  if (name === 'event_types' && value === '[]') return true;
  if (kind === 'amount') return mayBeEmpty && value === '""';
  // Nothing moves by zero.
  if (kind !== 'integer' || (value === '0' && minimum < 0)) return false;
  return /^-?\d+$/.test(value) && Number(value) >= minimum && Number(value) <= maximum;
}

const moneyFields: ReadonlySet<string> = new Set([
  'amount',
  'balance',
  'hourly_debit_amount',
  'credit_limit',
  'price',
]);

/** A price has the decimals of its currency; only settings in credits, prices of usage and holds have more. */
export function isInCents({ tag }: Operation, name: string): boolean {
  return moneyFields.has(name) && tag !== 'Holds';
}

/** Text, as it stands in a query, that a field must refuse. */
export function badQueryValues(field: Field): string[] {
  if (field.name === 'limit')
    return ['0', '201', 'abc', '-1', '1.5', '1e9', '', 'NaN', 'Infinity', '5 5', '٣', "1' or '1'='1", '\0'];
  if (field.name === 'cursor') {
    const encoded = [
      '[]',
      '{"a":1}',
      '["created desc"]',
      '["created desc","zz","zz"]',
      '["x",null]',
      '[null,null,null]',
      'null',
      '["\\u0000"]',
    ];
    return [
      'nonsense',
      '=',
      'W10=',
      '\0',
      'x'.repeat(501),
      '🦆',
      ...encoded.map((json) => Buffer.from(json).toString('base64url')),
    ];
  }
  const values = ['\0', 'a\nb', '\u0007'];
  if (field.kind === 'integer') {
    values.push('', ' ', 'abc', '1.5', 'NaN', 'Infinity', '5 5', '٣', "1' or '1'='1", '1e9');
    values.push(String(field.minimum - 1), String(field.maximum + 1));
  }
  if (field.kind === 'time') {
    values.push('', 'nonsense', '2026-01-01', '2026-02-30T00:00:00Z', '2999-01-01T00:00:00', '1e9');
    values.push('0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59', "' or 1=1 --");
  }
  if (field.kind === 'date') values.push(...badDays);
  if (field.name === 'month')
    values.push('', 'nonsense', '2026-13', '2026-00', '0026-01', '2026-1', '2026-01-01');
  if (field.kind === 'uuid' || field.kind === 'enum') {
    values.push('nonsense', '', "' or 1=1 --", '<script>', '🦆', 'x'.repeat(5000), '[object Object]', 'null');
  }
  if (field.kind === 'text') values.push('x'.repeat(field.maxLength + 1));
  return values;
}

/** Bodies that are no JSON object of a request at all, with the status they get. */
export const badBodies: readonly (readonly [string, BodyInit, number])[] = [
  ['no JSON', 'nonsense', 400],
  ['cut off', '{"name": "a', 400],
  ['an array', '[]', 400],
  ['a text', '"{}"', 400],
  ['a number', '5', 400],
  ['null', 'null', 400],
  ['NaN, which JSON lacks', '{"amount": NaN}', 400],
  ['two objects', '{}{}', 400],
  ['bytes that are not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400],
  ['nested deeper than any request', `{"a":${'['.repeat(40)}${']'.repeat(40)}}`, 400],
  ['nested so deep that a stack would end', `{"a":${'{"a":'.repeat(4_000)}1${'}'.repeat(4_000)}}`, 400],
  ['nested deeper still', `{"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}`, 400],
  ['too large', `{"a":"${'x'.repeat(1_000_001)}"}`, 413],
];
