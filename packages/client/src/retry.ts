/** Everything that the decision to send a call again rests on. */
export interface RetryCase {
  /** The attempt that failed, counted from 1. */
  readonly attempt: number;
  /** Of the answer; null where no whole answer came: refused, dropped, cut off, too late. */
  readonly status: number | null;
  readonly code: string;
  /** What the answer's `Retry-After` asked for. */
  readonly retryAfterMs: number | null;
  /** Whether doing it twice is the same as doing it once: it reads, it has a key, or its content makes it one. */
  readonly isRepeatable: boolean;
  /** Until the call as a whole is over time. */
  readonly remainingMs: number;
  /** From 0 to 1, so that clients that failed together do not come back together. */
  readonly jitter: number;
}

export interface RetryPolicy {
  readonly maxRetries: number;
  readonly firstRetryDelayMs: number;
  readonly maxRetryDelayMs: number;
}

/** The most that a timer can wait. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * How long to wait before the call is sent again; null where it must not be, or not in the time that is left.
 *
 * An answer that says "not carried out, come back" is followed for any call. Where nobody can tell whether the call
 * was carried out, only one that may be repeated is.
 */
export function retryDelay(failed: RetryCase, policy: RetryPolicy): number | null {
  if (failed.attempt > policy.maxRetries || !mayRepeat(failed)) return null;
  const steps = Math.min(policy.firstRetryDelayMs * 2 ** (failed.attempt - 1), policy.maxRetryDelayMs);
  // Never before the time that the server named, and spread after it.
  const delay =
    failed.retryAfterMs === null
      ? steps * (0.5 + failed.jitter / 2)
      : failed.retryAfterMs + Math.min(policy.firstRetryDelayMs, policy.maxRetryDelayMs) * failed.jitter;
  return delay < failed.remainingMs ? Math.min(delay, longestTimerMs) : null;
}

function mayRepeat({ status, code, retryAfterMs, isRepeatable }: RetryCase): boolean {
  if (status === 429) return true;
  if (status === 503 && retryAfterMs !== null) return true;
  if (status === 409) return code === 'request_in_progress';
  return isRepeatable && (status === null || status === 408 || status >= 500);
}

/** `Retry-After` as RFC 9110 has it: seconds, or a date. */
export function parseRetryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
