import { BillingError, errorOf, NetworkError, TimeoutError } from './errors';
import type { Problem } from './generated/types';
import { parseRetryAfter } from './retry';

/** One HTTP request, ready to go. */
export interface Sending {
  readonly fetch: typeof fetch;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | undefined;
  readonly requestId: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** For a page that is going away. */
  readonly keepalive: boolean;
}

export interface Answered {
  readonly status: number;
  readonly value: unknown;
  readonly isReplay: boolean;
}

/**
 * Sends a request once and reads the whole answer.
 *
 * @throws BillingError for every failure; the reason of `signal` where that was aborted
 */
export async function attempt(sending: Sending): Promise<Answered> {
  const { signal, requestId, timeoutMs } = sending;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const onAbort = () => controller.abort();
  signal?.addEventListener('abort', onAbort, { once: true });
  const timer = timeoutMs < 2 ** 31 ? setTimeout(onAbort, timeoutMs) : undefined;
  try {
    const { fetch, url, method, headers, body, keepalive } = sending;
    const response = await fetch(url, {
      method,
      headers,
      signal: controller.signal,
      // Followed, a POST would arrive as a GET.
      redirect: 'manual',
      ...(body !== undefined && { body }),
      ...(keepalive && { keepalive }),
    });
    return answerOf(response, await response.text(), requestId);
  } catch (cause) {
    if (cause instanceof BillingError) throw cause;
    signal?.throwIfAborted();
    if (controller.signal.aborted) {
      throw new TimeoutError({
        code: 'timeout',
        message: `No answer within ${timeoutMs} ms.`,
        requestId,
        cause,
      });
    }
    throw new NetworkError({
      code: 'network_error',
      message: `No whole answer came: ${reasonOf(cause)}.`,
      requestId,
      cause,
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

function answerOf(response: Response, text: string, sentId: string): Answered {
  const { status, headers } = response;
  const requestId = headers.get('x-request-id') ?? sentId;
  const about = { status, requestId, retryAfterMs: parseRetryAfter(headers.get('retry-after'), Date.now()) };
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    const target = headers.get('location') ?? 'another address';
    throw new BillingError({
      ...about,
      code: 'redirected',
      message: `The server redirects to ${target}: check \`baseUrl\`.`,
    });
  }
  const contentType = headers.get('content-type') ?? 'no content type';
  if (!/json/i.test(contentType)) throw notJson(response.ok, about, contentType);
  const value = parse(text);
  if (value === undefined) {
    throw new NetworkError({ code: 'network_error', message: 'The answer was cut off.', requestId });
  }
  if (response.ok) return { status, value, isReplay: headers.get('idempotent-replayed') === 'true' };
  if (isProblem(value))
    throw errorOf(status, { ...about, code: value.code, message: value.detail, problem: value });
  throw errorOf(status, { ...about, code: 'unknown_error', message: `The server answered ${status}.` });
}

/** A proxy's page, a portal's, another server's: whatever its status says, the API did not say it. */
function notJson(
  isSuccess: boolean,
  about: { status: number; requestId: string; retryAfterMs: number | null },
  contentType: string,
): BillingError {
  const message = `Not the API answered, but something with ${about.status} and ${contentType}: check \`baseUrl\` and what is in front of the server.`;
  if (isSuccess) return new NetworkError({ code: 'not_json', message, requestId: about.requestId });
  return errorOf(about.status, { ...about, code: 'not_json', message });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    'detail' in value &&
    typeof value.detail === 'string'
  );
}

/** `fetch` says "fetch failed", and why in the cause. */
function reasonOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null || !('message' in cause)) return String(cause);
  const { message } = cause;
  return 'cause' in cause && cause.cause !== undefined ? reasonOf(cause.cause) : String(message);
}
