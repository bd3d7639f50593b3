import { retryDelay, type RetryCase } from '@/packages/client/src';
import { parseRetryAfter } from '@/packages/client/src/retry';

const policy = { maxRetries: 3, firstRetryDelayMs: 100, maxRetryDelayMs: 1000 };
const failed: RetryCase = {
  attempt: 1,
  status: null,
  code: 'network_error',
  retryAfterMs: null,
  isRepeatable: true,
  remainingMs: 60_000,
  jitter: 1,
};

describe('which failures are tried again', () => {
  test.each<[string, Partial<RetryCase>, repeatable: boolean, otherwise: boolean]>([
    ['no whole answer', { status: null, code: 'network_error' }, true, false],
    ['an answer too late', { status: null, code: 'timeout' }, true, false],
    ['408', { status: 408 }, true, false],
    ['429', { status: 429, code: 'rate_limited' }, true, true],
    ['429 with Retry-After', { status: 429, retryAfterMs: 1000 }, true, true],
    ['500', { status: 500, code: 'internal_error' }, true, false],
    ['502', { status: 502, code: 'not_json' }, true, false],
    ['503', { status: 503, code: 'service_unavailable' }, true, false],
    ['503 with Retry-After', { status: 503, retryAfterMs: 1000 }, true, true],
    ['504', { status: 504 }, true, false],
    ['409 request_in_progress', { status: 409, code: 'request_in_progress', retryAfterMs: 1000 }, true, true],
    ['409 of any other code', { status: 409, code: 'idempotency_key_reused' }, false, false],
    ['409 with Retry-After', { status: 409, code: 'sku_taken', retryAfterMs: 1000 }, false, false],
    ['302', { status: 302, code: 'redirected' }, false, false],
    ['400', { status: 400 }, false, false],
    ['401', { status: 401 }, false, false],
    ['402', { status: 402 }, false, false],
    ['403', { status: 403 }, false, false],
    ['404', { status: 404 }, false, false],
    ['413', { status: 413 }, false, false],
    ['422', { status: 422 }, false, false],
  ])('%s: %j; repeatable: %s, otherwise: %s', (_name, failure, repeatable, otherwise) => {
    expect(retryDelay({ ...failed, ...failure, isRepeatable: true }, policy) !== null).toBe(repeatable);
    expect(retryDelay({ ...failed, ...failure, isRepeatable: false }, policy) !== null).toBe(otherwise);
  });
});

describe('how long the pause is', () => {
  test.each<[string, Partial<RetryCase>, number | null]>([
    ['the first, at most', {}, 100],
    ['the first, at least half', { jitter: 0 }, 50],
    ['twice as long each time', { attempt: 3 }, 400],
    ['never longer than the cap', { attempt: 40 }, null],
    [
      'what the server asks for, and a spread after it',
      { status: 429, retryAfterMs: 2000, jitter: 0.5 },
      2050,
    ],
    ['never before the time the server asks for', { status: 503, retryAfterMs: 2000, jitter: 0 }, 2000],
    ['none where it would end too late', { remainingMs: 100 }, null],
    ['none where the server asks for more than is left', { status: 429, retryAfterMs: 61_000 }, null],
    ['none after the last retry', { attempt: 4 }, null],
  ])('%s', (_name, failure, delay) => {
    expect(retryDelay({ ...failed, ...failure }, policy)).toBe(delay);
  });

  test('the cap holds however often it failed', () => {
    const endless = { ...policy, maxRetries: Infinity };
    expect(retryDelay({ ...failed, attempt: 5 }, endless)).toBe(1000);
    expect(retryDelay({ ...failed, attempt: 5000 }, endless)).toBe(1000);
  });

  test('a timer is never asked to wait longer than it can', () => {
    const patient = { ...failed, status: 429, retryAfterMs: 1e12, remainingMs: Infinity };
    expect(retryDelay(patient, policy)).toBe(2 ** 31 - 1);
  });
});

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Sat, 21 Nov 2026 09:00:30 GMT', 30_000],
  ['Sat, 21 Nov 2026 08:59:00 GMT', 0],
  ['soon', null],
  ['', null],
  [null, null],
])('Retry-After %j is %s ms', (value, milliseconds) => {
  expect(parseRetryAfter(value, Date.parse('2026-11-21T09:00:00Z'))).toBe(milliseconds);
});
