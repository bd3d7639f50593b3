import fc from 'fast-check';
import { storableEvent } from '@/lib/operations/storable';

test('what Postgres can hold stays as it was sent', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' })),
      (event) => {
        const text = JSON.stringify(event);
        fc.pre(!text.includes('\\u0000'));
        expect(JSON.stringify(storableEvent(event))).toBe(text);
      },
    ),
  );
});

test.each([
  ['text with a NUL', { service: 'a\0b' }, { service: false }],
  ['half a character', { request_id: '\ud800' }, { request_id: false }],
  [
    'a number beyond all bounds',
    { units: Infinity, price_per_unit: -Infinity },
    { units: false, price_per_unit: false },
  ],
  ['any of them deep inside', { a: [{ b: ['\0', 1] }] }, { a: [{ b: [false, 1] }] }],
  ['the name of a field', { 'a\0': 1 }, { '\ufffd': 1 }],
])('%s becomes what no field takes', (_what, event, storable) => {
  expect(storableEvent(event)).toEqual(storable);
});

test.each([5, 'tokens', true, null, undefined])('%j is no event, and stays none', (event) => {
  expect(storableEvent(event)).toBeNull();
});

test('whatever is sent, Postgres is given well-formed JSON without a NUL', () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: false }), (event) => {
      const text = JSON.stringify(storableEvent(event)) ?? 'null';
      expect([text.isWellFormed(), /(?<!\\)(\\\\)*\\u(0000|d[89a-f])/i.test(text)]).toEqual([true, false]);
    }),
  );
});
