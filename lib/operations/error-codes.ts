import { errorCodes, type ErrorCode } from '@/lib/errors/codes';
import type { Operation } from './define';

/** Whatever the operation is. */
const always: readonly ErrorCode[] = [
  'invalid_request',
  'rate_limited',
  'service_unavailable',
  'internal_error',
];
const withBody: readonly ErrorCode[] = ['invalid_json', 'payload_too_large'];
const withKey: readonly ErrorCode[] = [
  'invalid_idempotency_key',
  'idempotency_key_reused',
  'request_in_progress',
];
const withCaller: readonly ErrorCode[] = ['authentication_required', 'token_invalid', 'token_expired'];
const withApiKey: readonly ErrorCode[] = ['api_key_invalid', 'api_key_revoked', 'api_key_expired'];
const withBusiness: readonly ErrorCode[] = ['permission_denied', 'business_not_found', 'business_required'];

/** Every code that an operation can answer with, in the order of the error list; a test traces them through SQL. */
export function errorCodesOf({ access, method, idempotency, errors, rateLimit }: Operation): ErrorCode[] {
  const codes = new Set<ErrorCode>([...always, ...errors]);
  const add = (more: readonly ErrorCode[]) => more.forEach((code) => codes.add(code));
  if (rateLimit !== 'none') add(['rate_limited']);
  if (method !== 'GET') add(withBody);
  if (idempotency === 'key') add(withKey);
  if (access !== null) add(withCaller);
  if (access === 'user') add(['permission_denied']);
  if (access !== null && access !== 'user') add(withApiKey);
  if (access !== null && access !== 'user' && access !== 'signed_in') add(withBusiness);
  return (Object.keys(errorCodes) as ErrorCode[]).filter((code) => codes.has(code));
}
