import type { RetryPolicy } from './retry';

/** A credential, or a function that is asked for one before each attempt. */
export type Credential = string | (() => string | Promise<string>);

export interface ClientOptions extends Partial<RetryPolicy> {
  /** The address of the API, `https://billing.example.com/api` say; in a page of the app itself `/api` will do. */
  baseUrl: string;
  /** For programs. Never in a page: whoever opens the page has it. */
  apiKey?: Credential | undefined;
  /** The token of a signed-in user. */
  accessToken?: Credential | undefined;
  /** For users who belong to several businesses. */
  businessId?: string | undefined;
  /** In place of the global `fetch`. */
  fetch?: typeof fetch | undefined;
  /** For each attempt, the reading of the answer included: 30 seconds unless said otherwise. */
  timeoutMs?: number | undefined;
  /** For a call with all its attempts and the pauses between them: 2 minutes unless said otherwise. */
  totalTimeoutMs?: number | undefined;
}

/** What of the client's options a single call may have otherwise. */
export interface CallOptions {
  /** Names this request; the client makes one where it is left out, and keeps it over the attempts of the call. */
  idempotencyKey?: string | undefined;
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
  totalTimeoutMs?: number | undefined;
  maxRetries?: number | undefined;
  /** Told about the answer when it has come. */
  onResponse?: ((response: ResponseInfo) => void) | undefined;
}

export interface ResponseInfo {
  status: number;
  /** The `X-Request-Id` that was sent with each attempt. */
  requestId: string;
  /** The answer is that of an earlier call with the same key. */
  isReplay: boolean;
  attempts: number;
}

export interface Settings extends RetryPolicy {
  readonly baseUrl: string;
  readonly apiKey: Credential | undefined;
  readonly accessToken: Credential | undefined;
  readonly businessId: string | undefined;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
}

/** @throws TypeError for options that cannot be meant */
export function settingsOf(options: ClientOptions): Settings {
  const { baseUrl, apiKey, accessToken, businessId } = options;
  if (typeof baseUrl !== 'string' || baseUrl === '')
    throw new TypeError('baseUrl must be the address of the API');
  if (apiKey !== undefined && accessToken !== undefined) {
    throw new TypeError('give an apiKey or an accessToken, not both');
  }
  return {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    apiKey,
    accessToken,
    businessId,
    // Taken now it would lose its `this` in browsers, and a later replacement would go unseen.
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    timeoutMs: atLeast(0, 'timeoutMs', options.timeoutMs) ?? 30_000,
    totalTimeoutMs: atLeast(0, 'totalTimeoutMs', options.totalTimeoutMs) ?? 120_000,
    maxRetries: atLeast(0, 'maxRetries', options.maxRetries) ?? 3,
    firstRetryDelayMs: atLeast(0, 'firstRetryDelayMs', options.firstRetryDelayMs) ?? 250,
    maxRetryDelayMs: atLeast(0, 'maxRetryDelayMs', options.maxRetryDelayMs) ?? 30_000,
  };
}

/** @throws TypeError for what is no number, or less than it can be */
export function atLeast(minimum: number, name: string, value: number | undefined): number | undefined {
  if (value === undefined || value >= minimum) return value;
  throw new TypeError(`${name} must be a number of at least ${minimum}`);
}
