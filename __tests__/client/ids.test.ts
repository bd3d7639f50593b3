import { stamper } from '@/packages/client/src/ids';

const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('ids are UUIDs of version 7, in the order of their making, also many in a millisecond', () => {
  let now = Date.parse('2026-11-21T09:00:00Z');
  const stamp = stamper(() => now);
  const ids: string[] = [];
  for (let number = 0; number < 12_000; number += 1) {
    if (number % 4000 === 0) now += 1;
    ids.push(stamp().id);
  }
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  expect(ids.filter((id) => !version7.test(id))).toEqual([]);
  expect(parseInt((ids[0] ?? '').replaceAll('-', '').slice(0, 12), 16)).toBe(now - 2);
});

test('no id comes twice: more than fit into a millisecond, a clock set back, two makers at once', () => {
  let now = 1000;
  const stamps = [stamper(() => now), stamper(() => now)];
  const ids = new Set<string>();
  for (const at of [1000, 1001, 1000]) {
    now = at;
    for (let number = 0; number < 9000; number += 1) for (const stamp of stamps) ids.add(stamp().id);
  }
  expect(ids.size).toBe(3 * 9000 * 2);
  expect([...ids].filter((id) => !version7.test(id))).toEqual([]);
});

test('the time is that of the moment, also after the clock was set back', () => {
  let now = Date.parse('2026-11-21T09:00:00.123Z');
  const stamp = stamper(() => now);
  expect(stamp().time).toBe('2026-11-21T09:00:00.123Z');
  now -= 3_600_000;
  expect(stamp().time).toBe('2026-11-21T08:00:00.123Z');
});
