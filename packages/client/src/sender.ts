import { attempt, type Answered } from './attempt';
import type { Caller, OperationSpec } from './caller';
import { BillingError, DuplicateRecordError } from './errors';
import type { Page } from './generated/types';
import { uuid } from './ids';
import type { CallOptions, Settings } from './options';
import { Pages } from './pages';
import { headersOf, targetOf, type Target } from './request';
import { retryDelay } from './retry';

/** Sends calls, and sends them again where that is safe. */
export function senderOf(settings: Settings): Caller {
  const call = async <Output>(operation: OperationSpec, input?: object, options: CallOptions = {}) => {
    // The types of both sides are made from the API document, which the server holds its answers to.
    return (await send(settings, operation, input, options)) as Output;
  };
  return {
    call,
    list: <Row, P extends Page<Row>>(
      operation: OperationSpec,
      input?: object,
      options?: CallOptions,
      keepsMoment?: boolean,
    ) => new Pages<Row, P>((start) => call<P>(operation, { ...input, ...start }, options), keepsMoment),
  };
}

async function send(
  settings: Settings,
  operation: OperationSpec,
  input: object | undefined,
  options: CallOptions,
): Promise<unknown> {
  const [, , idempotency] = operation;
  const target = targetOf(settings, operation, input);
  const requestId = uuid();
  // Made once, so that every attempt of this call is the same request to the server.
  const key = options.idempotencyKey ?? (idempotency === 'key' ? uuid() : undefined);
  const policy = { ...settings, maxRetries: options.maxRetries ?? settings.maxRetries };
  const end = performance.now() + (options.totalTimeoutMs ?? settings.totalTimeoutMs);
  for (let number = 1; ; number += 1) {
    try {
      const left = Math.max(1, Math.round(end - performance.now()));
      const timeoutMs = Math.min(options.timeoutMs ?? settings.timeoutMs, left);
      const headers = await headersOf(settings, requestId, key);
      const answer = await attemptOnce(settings, target, headers, requestId, { ...options, timeoutMs });
      options.onResponse?.({ status: answer.status, requestId, isReplay: answer.isReplay, attempts: number });
      return answer.value;
    } catch (failure) {
      if (!(failure instanceof BillingError)) throw failure;
      const own = key === undefined ? ownRecord(failure, requestId) : undefined;
      if (own !== undefined) {
        options.onResponse?.({ status: 201, requestId, isReplay: true, attempts: number });
        return own;
      }
      const delay = retryDelay(
        {
          attempt: number,
          status: failure.status,
          code: failure.code,
          retryAfterMs: failure.retryAfterMs,
          isRepeatable: idempotency !== 'none',
          remainingMs: end - performance.now(),
          jitter: Math.random(),
        },
        policy,
      );
      if (delay === null) throw failure;
      await pause(delay, options.signal);
    }
  }
}

/** One attempt, for callers who repeat in their own way. */
export function attemptOnce(
  settings: Settings,
  target: Target,
  headers: Headers,
  requestId: string,
  options: { timeoutMs: number; signal?: AbortSignal | undefined; keepalive?: boolean },
): Promise<Answered> {
  const { timeoutMs, signal, keepalive = false } = options;
  return attempt({ ...target, fetch: settings.fetch, headers, requestId, timeoutMs, signal, keepalive });
}

/**
 * Usage without a key is known by its payload: where the answer to the first attempt was lost, the second is refused as
 * a duplicate of the first. The id of this call in the record tells that from somebody else's usage.
 */
function ownRecord(failure: BillingError, requestId: string): unknown {
  return failure instanceof DuplicateRecordError && failure.record.source_request_id === requestId
    ? failure.record
    : undefined;
}

/** @throws the reason of `signal` where that is aborted meanwhile */
function pause(delay: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, delay);
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}
