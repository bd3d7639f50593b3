import { BillingError } from '../errors';
import type { RecordUsageBatchOutput } from '../generated/types';
import { stamper } from '../ids';
import { retryDelay } from '../retry';
import type { InvalidReason, UsageInput } from '../usage';
import { Backlog, type Batch } from './backlog';
import { flushOnExit } from './exit';
import {
  recorderSettingsOf,
  type BufferedUsage,
  type RecorderOptions,
  type RecorderSettings,
} from './options';
import { bodyOf, isAboutContent, isSuspect, reasonOf } from './refusals';
import type { RecorderStats } from './stats';
import { Waiters } from './waiters';

/** Sends the body of a batch once. */
export type PostBatch = (
  body: string,
  options: { signal: AbortSignal; keepalive: boolean },
) => Promise<RecordUsageBatchOutput>;

/** What a server may ask for with `Retry-After`, at most. */
const longestPauseMs = 300_000;
/** What browsers let a page leave behind. */
const lastBodyBytes = 60_000;
const done = Promise.resolve();

/** Queues usage and sends it in batches: each event is sent until it is settled, and recorded once. */
export class UsageRecorder {
  readonly #post: PostBatch;
  readonly #settings: RecorderSettings;
  readonly #backlog = new Backlog();
  readonly #stamp: ReturnType<typeof stamper>;
  readonly #abort = new AbortController();
  readonly #callers = new Waiters();
  readonly #flushes = new Waiters();
  readonly #stopListening: () => void;
  #sendUpTo = 0;
  #flushTimer: unknown;
  #pauseTimer: unknown;
  #closed: Promise<{ unsent: BufferedUsage[] }> | undefined;
  #recorded = 0;
  #duplicates = 0;
  #invalid = 0;
  #failures = 0;
  #lastError: Error | null = null;

  constructor(post: PostBatch, options: RecorderOptions) {
    this.#post = post;
    this.#settings = recorderSettingsOf(options);
    this.#stamp = stamper(() => this.#settings.timers.now());
    const { exit } = this.#settings;
    this.#stopListening =
      exit === undefined
        ? () => undefined
        : flushOnExit({
            flush: () => this.flush(),
            close: (last) => this.close(last),
            sendLast: () => this.#sendLast(),
            rest: () => this.#backlog.rest(),
            options: exit,
          });
  }

  /**
   * Takes an event over. It has its id and its time from here on, whatever happens to the requests.
   *
   * Await it: where the buffer is full, it is answered when there is room. The event is taken over at once all the same.
   * Callers who do not await are refused with `buffer_full` at twice `maxBuffered`, so that memory stays bounded.
   */
  record(event: UsageInput): Promise<void> {
    const backlog = this.#backlog;
    const { maxBuffered, maxBatch, whenFull, timers, flushIntervalMs } = this.#settings;
    if (this.#closed !== undefined) return refused('recorder_closed', 'The recorder is closed.');
    if (backlog.pending >= (whenFull === 'wait' ? maxBuffered * 2 : maxBuffered)) {
      return refused(
        'buffer_full',
        `${backlog.pending} events wait to be sent: the server is away or too slow.`,
      );
    }
    const { id, time } = this.#stamp();
    const { requestId = id, occurredAt = time } = event;
    const at = occurredAt instanceof Date ? occurredAt.toISOString() : occurredAt;
    backlog.push({ ...event, requestId, occurredAt: at });
    if (backlog.queued >= maxBatch) this.#pump();
    else if (this.#flushTimer === undefined) {
      this.#flushTimer = timers.set(() => this.#onInterval(), flushIntervalMs);
      // The flush at the exit sends them: no need to stay for it.
      if (this.#settings.exit !== undefined) timers.release?.(this.#flushTimer);
    }
    if (backlog.pending <= maxBuffered) return done;
    return this.#callers.wait(backlog.accepted - maxBuffered);
  }

  /** Sends what is there, full batch or not. Answered when all that was handed over before is settled. */
  flush(): Promise<void> {
    const until = this.#backlog.accepted;
    if (this.#backlog.oldest >= until) return done;
    this.#sendUpTo = until;
    const settled = this.#flushes.wait(until);
    this.#pump();
    return settled;
  }

  /**
   * Takes no more events, flushes for at most `timeoutMs` (10 seconds unless said otherwise), and stops. What could not be
   * sent is answered, each event with its id and its time: keep it, and record it later; what did arrive is not recorded again.
   */
  close({ timeoutMs = 10_000 }: { timeoutMs?: number } = {}): Promise<{ unsent: BufferedUsage[] }> {
    return (this.#closed ??= this.#close(timeoutMs));
  }

  stats(): RecorderStats {
    const { accepted, pending, inFlight } = this.#backlog;
    return {
      accepted,
      recorded: this.#recorded,
      duplicates: this.#duplicates,
      invalid: this.#invalid,
      pending,
      waiting: this.#callers.length,
      requestsInFlight: inFlight.size,
      failures: this.#failures,
      lastError: this.#lastError,
    };
  }

  async #close(timeoutMs: number): Promise<{ unsent: BufferedUsage[] }> {
    const { timers } = this.#settings;
    const flushed = this.flush();
    // The last chance is now, not after the pause.
    if (this.#pauseTimer !== undefined) this.#resume();
    await new Promise<void>((resolve) => {
      const timer = timers.set(resolve, timeoutMs);
      void flushed.then(() => {
        timers.clear(timer);
        resolve();
      });
    });
    const unsent = this.#backlog.rest();
    timers.clear(this.#flushTimer);
    timers.clear(this.#pauseTimer);
    this.#abort.abort();
    this.#stopListening();
    this.#callers.releaseAll();
    this.#flushes.releaseAll();
    return { unsent };
  }

  #onInterval(): void {
    this.#flushTimer = undefined;
    this.#sendUpTo = this.#backlog.accepted;
    this.#pump();
  }

  /** Sends as many batches as may be on the way: one while the server is away, to see whether it is back. */
  #pump(): void {
    const { inFlight } = this.#backlog;
    while (this.#pauseTimer === undefined && !this.#abort.signal.aborted) {
      if (inFlight.size >= (this.#failures > 0 ? 1 : this.#settings.maxInFlight)) return;
      const batch = this.#next();
      if (batch === undefined) return;
      void this.#deliver(batch, false);
    }
  }

  /** After a failure it is another batch's turn, so that one that fails for ever does not stand in the way. */
  #next(): Batch | undefined {
    const backlog = this.#backlog;
    const { maxBatch } = this.#settings;
    const fresh = () =>
      backlog.queued >= maxBatch || backlog.head < this.#sendUpTo ? backlog.cut(maxBatch) : undefined;
    return this.#failures % 2 === 0 ? (backlog.takeBack() ?? fresh()) : (fresh() ?? backlog.takeBack());
  }

  async #deliver(batch: Batch, keepalive: boolean): Promise<void> {
    const { inFlight } = this.#backlog;
    inFlight.add(batch);
    try {
      const { signal } = this.#abort;
      const { results } = await this.#post(bodyOf(batch.events), { signal, keepalive });
      if (signal.aborted) return;
      if (results?.length !== batch.events.length)
        throw new Error('The server did not say what became of each event.');
      inFlight.delete(batch);
      this.#failures = 0;
      this.#lastError = null;
      this.#settle(batch, results);
    } catch (failure) {
      if (this.#abort.signal.aborted) return;
      inFlight.delete(batch);
      this.#onFailure(batch, failure);
    }
    this.#pump();
  }

  #settle({ events }: Batch, results: RecordUsageBatchOutput['results']): void {
    for (const [index, { outcome, error }] of results.entries()) {
      const event = events[index];
      if (outcome === 'recorded') this.#recorded += 1;
      else if (outcome === 'duplicate') this.#duplicates += 1;
      else if (event !== undefined)
        this.#tellInvalid(event, error ?? { code: 'invalid', detail: outcome, errors: [] });
    }
    this.#release(events.length);
  }

  #onFailure(batch: Batch, failure: unknown): void {
    const [event] = batch.events;
    if (isAboutContent(failure)) {
      if (batch.events.length > 1 || event === undefined) return this.#backlog.split(batch);
      this.#tellInvalid(event, reasonOf(failure));
      return this.#release(1);
    }
    batch.failures += 1;
    if (isSuspect(batch)) this.#backlog.split(batch);
    else this.#backlog.giveBack(batch);
    const error = failure instanceof Error ? failure : new Error(String(failure));
    this.#lastError = error;
    const retryInMs = this.#pause(error);
    unharmed(() =>
      this.#settings.onError(error, { events: batch.events.length, failures: this.#failures, retryInMs }),
    );
  }

  /** Nothing is sent for a while: longer with each failure in a row, and never before the server asked for. */
  #pause(error: Error): number {
    // Of several on the way that fail together, one makes the pause.
    if (this.#pauseTimer === undefined) this.#failures += 1;
    const asked = error instanceof BillingError ? error.retryAfterMs : null;
    const failed = {
      attempt: this.#failures,
      status: null,
      code: '',
      isRepeatable: true,
      remainingMs: Infinity,
    };
    const retryAfterMs = asked === null ? null : Math.min(asked, longestPauseMs);
    const delay =
      retryDelay({ ...failed, retryAfterMs, jitter: Math.random() }, this.#settings) ?? longestPauseMs;
    this.#pauseTimer ??= this.#settings.timers.set(() => this.#resume(), delay);
    return delay;
  }

  #resume(): void {
    this.#settings.timers.clear(this.#pauseTimer);
    this.#pauseTimer = undefined;
    this.#pump();
  }

  #tellInvalid(event: BufferedUsage, reason: InvalidReason): void {
    this.#invalid += 1;
    unharmed(() => this.#settings.onInvalid(event, reason));
  }

  /** Events are settled: whoever waited for room, or for the flush, goes on. */
  #release(events: number): void {
    this.#backlog.settled += events;
    this.#callers.release(this.#backlog.settled);
    this.#flushes.release(this.#backlog.oldest);
  }

  #sendLast(): void {
    let batch = this.#backlog.cut(this.#settings.maxBatch);
    while (
      batch !== undefined &&
      batch.events.length > 1 &&
      JSON.stringify(batch.events).length > lastBodyBytes
    ) {
      this.#backlog.split(batch);
      batch = this.#backlog.takeBack();
    }
    if (batch !== undefined) void this.#deliver(batch, true);
  }
}

function refused(code: 'buffer_full' | 'recorder_closed', message: string): Promise<never> {
  return Promise.reject(new BillingError({ code, message }));
}

/** A callback that throws must not lose events. */
function unharmed(callback: () => void): void {
  try {
    callback();
  } catch (failure) {
    console.error('A callback of the usage recorder threw.', failure);
  }
}
