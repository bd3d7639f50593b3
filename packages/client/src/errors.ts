import type { ErrorCode, FieldError, Problem } from './generated/types';
import type { UsageRecord } from './usage';

/** What can go wrong on this side, or on the way. */
export type ClientErrorCode =
  | 'network_error'
  | 'timeout'
  /** Something between the client and the app answered, or `baseUrl` is not the API's. */
  | 'not_json'
  | 'redirected'
  | 'unknown_error'
  | 'buffer_full'
  | 'recorder_closed'
  | 'not_serializable';

/** The codes of this version of the API, of this client, and those that a newer server may add. */
export type BillingErrorCode = ErrorCode | ClientErrorCode | (string & Record<never, never>);

export interface BillingErrorDetails {
  code: BillingErrorCode;
  message: string;
  status?: number | null;
  requestId?: string | null;
  problem?: Problem | null;
  retryAfterMs?: number | null;
  cause?: unknown;
}

/** Every failure that this client tells of, except an abort of your own `signal`: that is thrown as its reason. */
export class BillingError extends Error {
  override readonly name: string = 'BillingError';
  readonly code: BillingErrorCode;
  /** The HTTP status; null where no whole answer came. */
  readonly status: number | null;
  /** The `X-Request-Id` of the call, to be found in the log of the server. */
  readonly requestId: string | null;
  /** The answer as RFC 9457 has it, with the numbers of the case; null where there was none. */
  readonly problem: Problem | null;
  /** What `Retry-After` asked for. */
  readonly retryAfterMs: number | null;

  constructor({ code, message, status, requestId, problem, retryAfterMs, cause }: BillingErrorDetails) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status ?? null;
    this.requestId = requestId ?? null;
    this.problem = problem ?? null;
    this.retryAfterMs = retryAfterMs ?? null;
  }
}

/** 401: no credential, or one that is not valid any more. */
export class AuthenticationError extends BillingError {
  override readonly name = 'AuthenticationError';
}

/** 402: the wallet or the credit limit does not bear it. `problem` has the numbers. */
export class PaymentRequiredError extends BillingError {
  override readonly name = 'PaymentRequiredError';
}

/** 403: the credential is good, and may not do this. */
export class PermissionError extends BillingError {
  override readonly name = 'PermissionError';
}

/** 404: there is no such thing in your business. */
export class NotFoundError extends BillingError {
  override readonly name = 'NotFoundError';
}

/** 409: it does not fit what is there. */
export class ConflictError extends BillingError {
  override readonly name: string = 'ConflictError';
}

/** 409 `duplicate_record`: this usage is recorded already, and `record` is what was recorded first. */
export class DuplicateRecordError extends ConflictError {
  override readonly name = 'DuplicateRecordError';
  readonly record: UsageRecord;

  constructor(details: BillingErrorDetails, record: UsageRecord) {
    super(details);
    this.record = record;
  }
}

/** 400 and 422: the request does not parse; `errors` points to each field. */
export class ValidationError extends BillingError {
  override readonly name = 'ValidationError';

  get errors(): readonly FieldError[] {
    return this.problem?.errors ?? [];
  }
}

/** 429: slower. */
export class RateLimitError extends BillingError {
  override readonly name = 'RateLimitError';
}

/** 5xx: the server, or something in front of it, failed. */
export class ServerError extends BillingError {
  override readonly name = 'ServerError';
}

/** No whole answer came: refused, dropped, cut off, or not from the API at all. It may have been carried out. */
export class NetworkError extends BillingError {
  override readonly name: string = 'NetworkError';
}

/** The answer took longer than `timeoutMs` or `totalTimeoutMs`. It may have been carried out. */
export class TimeoutError extends NetworkError {
  override readonly name = 'TimeoutError';
}

const byStatus: Readonly<Record<number, typeof BillingError>> = {
  400: ValidationError,
  401: AuthenticationError,
  402: PaymentRequiredError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  422: ValidationError,
  429: RateLimitError,
};

/** The error of an answer that is no success. */
export function errorOf(status: number, details: BillingErrorDetails): BillingError {
  const record = details.problem?.['record'];
  if (details.code === 'duplicate_record' && isRecord(record))
    return new DuplicateRecordError(details, record);
  const Kind = byStatus[status] ?? (status >= 500 ? ServerError : BillingError);
  return new Kind(details);
}

function isRecord(value: unknown): value is UsageRecord {
  return typeof value === 'object' && value !== null && 'id' in value && 'source_request_id' in value;
}
