import type { InvalidReason, UsageInput } from '../usage';
import type { RetryPolicy } from '../retry';
import { atLeast } from '../options';

/** An event as the recorder holds it: with the id and the time that every attempt sends. */
export type BufferedUsage = UsageInput & { readonly requestId: string; readonly occurredAt: string };

/** How the recorder waits. Tests bring a clock of their own. */
export interface RecorderTimers {
  now(): number;
  set(work: () => void, delayMs: number): unknown;
  clear(timer: unknown): void;
  /** So that a timer does not keep a process alive. */
  release?(timer: unknown): void;
}

export interface FailureInfo {
  /** In the batch that failed. All of them are kept. */
  events: number;
  /** Failures in a row. */
  failures: number;
  retryInMs: number;
}

export interface ExitOptions {
  /** What the last flush may take: 5 seconds unless said otherwise. */
  timeoutMs?: number | undefined;
  /** Told what could not be sent in that time, to be kept and recorded later: the ids make that safe. */
  onUnsent?: ((events: BufferedUsage[]) => void | Promise<void>) | undefined;
}

export interface RecorderOptions extends Partial<Omit<RetryPolicy, 'maxRetries'>> {
  /**
   * Told of each event that the server will never take, and why. Nothing else becomes of it, so this must be said:
   * log it, or put it where a person looks.
   */
  onInvalid: (event: BufferedUsage, reason: InvalidReason) => void;
  /** Told of each failed attempt. The events are kept and sent again. */
  onError?: ((error: Error, failure: FailureInfo) => void) | undefined;
  /** Events in one request, 1,000 at most, which is the default. */
  maxBatch?: number | undefined;
  /** How long an event may wait for others to fill its batch: 1 second unless said otherwise. */
  flushIntervalMs?: number | undefined;
  /** Events held at most before `record` makes its callers wait: 10,000 unless said otherwise. */
  maxBuffered?: number | undefined;
  /** Requests at once: 4 unless said otherwise. */
  maxInFlight?: number | undefined;
  /** What `record` does when the buffer is full: make the caller wait, or refuse at once with `buffer_full`. */
  whenFull?: 'wait' | 'throw' | undefined;
  /**
   * Node: flush when the process has nothing else to do, and on SIGTERM and SIGINT. Browsers: send what is there when the
   * page goes away.
   */
  flushOnExit?: boolean | ExitOptions | undefined;
  timers?: RecorderTimers | undefined;
}

export interface RecorderSettings extends RetryPolicy {
  readonly onInvalid: (event: BufferedUsage, reason: InvalidReason) => void;
  readonly onError: (error: Error, failure: FailureInfo) => void;
  readonly maxBatch: number;
  readonly flushIntervalMs: number;
  readonly maxBuffered: number;
  readonly maxInFlight: number;
  readonly whenFull: 'wait' | 'throw';
  readonly exit: ExitOptions | undefined;
  readonly timers: RecorderTimers;
}

const realTimers: RecorderTimers = {
  now: () => Date.now(),
  set: (work, delayMs) => setTimeout(work, delayMs),
  clear: (timer) => clearTimeout(timer as Parameters<typeof clearTimeout>[0]),
  release: (timer) => {
    // Node's timers are objects that can be let go; a browser's are numbers.
    if (
      typeof timer === 'object' &&
      timer !== null &&
      'unref' in timer &&
      typeof timer.unref === 'function'
    ) {
      timer.unref();
    }
  },
};

/** The most that the server takes in one batch. */
const largestBatch = 1000;

/** @throws TypeError for options that cannot be meant */
export function recorderSettingsOf(options: RecorderOptions): RecorderSettings {
  if (typeof options.onInvalid !== 'function') {
    throw new TypeError(
      'onInvalid must be a function: it is all that is left of an event that the server refuses',
    );
  }
  const { flushOnExit } = options;
  return {
    onInvalid: options.onInvalid,
    onError: options.onError ?? (() => undefined),
    maxBatch: Math.min(atLeast(1, 'maxBatch', options.maxBatch) ?? largestBatch, largestBatch),
    flushIntervalMs: atLeast(0, 'flushIntervalMs', options.flushIntervalMs) ?? 1000,
    maxBuffered: atLeast(1, 'maxBuffered', options.maxBuffered) ?? 10_000,
    maxInFlight: atLeast(1, 'maxInFlight', options.maxInFlight) ?? 4,
    whenFull: options.whenFull ?? 'wait',
    exit: flushOnExit === true ? {} : flushOnExit || undefined,
    timers: options.timers ?? realTimers,
    maxRetries: Infinity,
    firstRetryDelayMs: atLeast(0, 'firstRetryDelayMs', options.firstRetryDelayMs) ?? 250,
    maxRetryDelayMs: atLeast(0, 'maxRetryDelayMs', options.maxRetryDelayMs) ?? 30_000,
  };
}
