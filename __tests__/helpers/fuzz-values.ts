import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Schema } from './contract-document';

/** Values from the schemas of the API document: those it allows, and those it does not. */

/** Ids that exist, by the field that names them: of the caller's business and of another. */
export interface KnownIds {
  own: Readonly<Record<string, readonly string[]>>;
  foreign: Readonly<Record<string, readonly string[]>>;
}

/** What the document allows. Ids are mostly those of something, now and then of another tenant, or of nothing. */
export function allowed(schema: Schema, name: string, ids: KnownIds): fc.Arbitrary<unknown> {
  const of = schema as {
    enum?: unknown[];
    const?: unknown;
    anyOf?: Schema[];
    type?: string | string[];
    format?: string;
    pattern?: string;
    minLength?: number;
    maxLength?: number;
    minimum?: number;
    maximum?: number;
    minItems?: number;
    items?: Schema;
    properties?: Record<string, Schema>;
    required?: string[];
  };
  if (of.const !== undefined) return fc.constant(of.const);
  if (of.enum !== undefined) return fc.constantFrom(...of.enum);
  if (of.anyOf !== undefined) return fc.oneof(...of.anyOf.map((option) => allowed(option, name, ids)));
  const known = [...(ids.own[name] ?? [])];
  const foreign = ids.foreign[name] ?? [];
  const existing = [
    ...(known.length > 0 ? [{ weight: 12, arbitrary: fc.constantFrom(...known) }] : []),
    ...(foreign.length > 0 ? [{ weight: 2, arbitrary: fc.constantFrom(...foreign) }] : []),
  ];
  const [type] = [of.type ?? 'string'].flat();
  if (Array.isArray(of.type) && of.type.includes('number')) return amounts;
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'number':
      return fc.integer({ min: of.minimum ?? 0, max: of.maximum ?? 1_000 });
    case 'integer':
      return fc.integer({ min: of.minimum ?? 0, max: Math.min(of.maximum ?? 100, 100_000) });
    case 'array':
      return fc.array(allowed(of.items ?? {}, name.replace(/s$/, ''), ids), {
        minLength: of.minItems ?? 0,
        maxLength: Math.max(of.minItems ?? 0, 4),
      });
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(of.properties ?? {}).map(([field, inner]) => [field, allowed(inner, field, ids)]),
        ),
        { requiredKeys: of.required ?? [] },
      );
    default:
      break;
  }
  const made = text(of.format, of.pattern, of.minLength ?? 0, of.maxLength ?? 40);
  return existing.length === 0 ? made : fc.oneof(...existing, { weight: 1, arbitrary: made });
}

const amounts = fc.oneof(
  fc.constantFrom('0', '1', '12.50', '0.01', '0.000001', '999999999999999.99', '7', 3, 0, 0.1, 100),
  fc.integer({ min: 0, max: 1_000_000 }).map((cents) => (cents / 100).toFixed(2)),
);

function text(format: string | undefined, pattern: string | undefined, least: number, most: number) {
  if (format === 'uuid') return fc.uuid();
  if (format === 'email') return fc.uuid().map((id) => `${id}@example.test`);
  const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
  if (format === 'date-time') return moment.map((date) => date.toISOString());
  if (format === 'date') return moment.map((date) => date.toISOString().slice(0, 10));
  if (format === 'uri')
    return fc.constantFrom('https://hooks.example.com/a', 'https://10.0.0.1/', 'http://x');
  if (pattern?.includes('[0-9]') === true) return fc.constantFrom('0', '1.5', '2026-03', '20');
  return fc.string({
    unit: 'grapheme',
    minLength: Math.min(Math.max(least, 1), 64),
    maxLength: Math.min(most, 64),
  });
}

/** What nearly no field takes. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, -1, 0, 1e21, 1.5, '', ' ', '0', 'null', 'NaN', '\0', '\ud800'),
  fc.constantFrom<unknown>(
    [],
    {},
    [[]],
    { a: { b: [1] } },
    "' or 1=1 --",
    '<script>alert(1)</script>',
    '../..',
  ),
  fc.constant('x'.repeat(20_000)),
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constant(null).map(() => randomUUID()),
);

/** What is sent as a body and is none of ours. */
export const oddBodies = fc.constantFrom(
  '',
  '{',
  '[]',
  '"{}"',
  '5',
  'null',
  '{"a":1}{',
  '\u{feff}{}',
  `{"a":${'['.repeat(60)}`,
);

export const oddHeaders: fc.Arbitrary<Record<string, string>> = fc.oneof(
  fc
    .constantFrom('', ' ', 'a b', 'x'.repeat(300), '"', '5f0c7a1e')
    .map((key) => ({ 'idempotency-key': key })),
  fc.constantFrom('nonsense', randomUUID(), '').map((id) => ({ 'x-business-id': id })),
  fc
    .constantFrom('Basic YTpi', 'Bearer', 'Bearer a.b.c', 'Bearer sk_nonsense')
    .map((value) => ({ authorization: value })),
  fc.constantFrom('', 'a b', 'x'.repeat(200), '../../etc', '<b>').map((id) => ({ 'x-request-id': id })),
  fc.constantFrom('text/csv', 'image/png', '*/*;q=0', ';;;,').map((accept) => ({ accept })),
  fc
    .constantFrom('text/plain', 'application/xml', 'multipart/form-data')
    .map((type) => ({ 'content-type': type })),
  fc
    .constantFrom('gzip, br', '')
    .map((encoding) => ({ 'accept-encoding': encoding, cookie: 'drawdown_session=nonsense' })),
);
