import type { Outcome } from './sql-callers';

/** What became of a call, in words for a test that tries many. */

const refusals = ['PT401', 'PT403', 'PT404'];

export function isRefusal(outcome: Outcome): boolean {
  return !outcome.ok && refusals.includes(outcome.failure.sqlstate);
}

export function describeOutcome(outcome: Outcome): string {
  return outcome.ok
    ? `answered ${JSON.stringify(outcome.body).slice(0, 200)}`
    : `${outcome.failure.sqlstate} ${outcome.failure.message}`;
}

export function isEmptyPage(body: unknown): boolean {
  return (
    typeof body === 'object' &&
    body !== null &&
    'data' in body &&
    Array.isArray(body.data) &&
    body.data.length === 0
  );
}
