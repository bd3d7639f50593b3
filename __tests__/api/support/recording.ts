import type { Recorded } from '@/lib/http/openapi-examples';

/**
 * What a call was, with everything that is another each time put to what stays the same: ids by the order they are
 * met in, moments of today by theirs, secrets to text that looks like one.
 */
export function steady(call: Recorded): Recorded {
  const days = daysFrom(Date.now());
  const moments = new RegExp(`(${days})T\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|\\+00:00)`, 'g');
  let text = JSON.stringify(call);
  for (const [pattern, replacement] of secrets) text = text.replaceAll(pattern, replacement);
  text = inOrder(text, uuids, (index) => `0196c1f0-0000-7000-8000-${String(index + 1).padStart(12, '0')}`);
  text = inOrder(text, moments, (index) => `2026-03-01T10:20:${30 + index}.123456+00:00`);
  text = text.replaceAll(new RegExp(`"(${days})"`, 'g'), '"2026-03-01"');
  return JSON.parse(text, readable) as Recorded;
}

const secrets: readonly (readonly [RegExp, string])[] = [
  [/\b\d{16}(?=\.[0-9a-f]{64})/g, '1772360430123456'],
  [/sample [0-9a-f-]{36}/g, 'text generation'],
  [/\bS-[0-9a-f-]{36}/g, 'DUCK-YELLOW'],
  [/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl'],
  [/\bsk_[\w-]{20,}/g, 'sk_shown_once_and_never_again'],
  [/\b[0-9a-f]{64}\b/g, '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  [/\bwhsec_[\w+/=]+/g, 'whsec_c2hvd24gb25jZSwgdGhlbiBrZXB0IGJ5IHlvdQ=='],
  [/[\w-]+@example\.test/gi, 'ada@example.com'],
  [/\bOwner-\w{8}/g, 'Duck Supply'],
  [/\bowner-\w{8}/g, 'duck-supply'],
];

const uuids = /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/** Yesterday until the end of an invitation; the moments of the samples are of other years. */
function daysFrom(now: number): string {
  const days = Array.from({ length: 10 }, (_, index) => new Date(now + (index - 1) * 86_400_000));
  return days.map((day) => day.toISOString().slice(0, 10)).join('|');
}

/** Each of them by the place of its first appearance. */
function inOrder(text: string, pattern: RegExp, made: (index: number) => string): string {
  const found = [...new Set(text.match(pattern))];
  return text.replaceAll(pattern, (match) => made(found.indexOf(match)));
}

const opaque: Readonly<Record<string, string>> = {
  next_cursor: 'WyJjcmVhdGVkIGRlc2MiLCIyMDI2LTAzLTAxIl0',
  refresh_token: 'a4tk2qn7v3hx',
  token: 'c2hvd24gb25jZSwgdG8gd2hvIGlzIGludml0ZWQ',
  prefix: 'sk_…_k3Yb9w',
  database_time: '2026-03-01T10:20:30.123456+00:00',
};

function readable(key: string, value: unknown): unknown {
  if (typeof value === 'object' && value !== null && 'sku' in value && 'name' in value) {
    return { ...value, name: 'Rubber duck' };
  }
  if (key === 'table' && typeof value === 'string') return value.replaceAll(/\bSample\b/g, 'Ada Lovelace');
  if (key === 'uptime_seconds') return 86_400;
  if (typeof value !== 'string') return value;
  if (/^sample$/i.test(value))
    return /name$|^customer$/.test(key) ? 'Ada Lovelace' : 'As agreed by telephone';
  return opaque[key] ?? value;
}
