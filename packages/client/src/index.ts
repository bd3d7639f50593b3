export { BillingSystemClient } from './client';
export {
  AuthenticationError,
  BillingError,
  ConflictError,
  DuplicateRecordError,
  NetworkError,
  NotFoundError,
  PaymentRequiredError,
  PermissionError,
  RateLimitError,
  ServerError,
  TimeoutError,
  ValidationError,
  type BillingErrorCode,
  type ClientErrorCode,
} from './errors';
export type * from './generated/operations';
export type * from './generated/types';
export type { CallOptions, ClientOptions, Credential, ResponseInfo } from './options';
export type { Pages } from './pages';
export type {
  BufferedUsage,
  ExitOptions,
  FailureInfo,
  RecorderOptions,
  RecorderTimers,
} from './recorder/options';
export type { UsageRecorder } from './recorder/recorder';
export type { RecorderStats } from './recorder/stats';
export { retryDelay, type RetryCase, type RetryPolicy } from './retry';
export type {
  BatchOutcome,
  InvalidReason,
  ProductUsage,
  ServiceUsage,
  UsageInput,
  UsageRecord,
} from './usage';
export { canonicalUsage, usageRequestId } from './usage-request-id';
export { webhooks, WebhookVerificationError, type VerifyOptions, type WebhookHeaders } from './webhooks';
