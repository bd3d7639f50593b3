import 'server-only';
import { isErrorCode, type ErrorCode } from '@/lib/errors/codes';
import { Problem, type FieldError } from '@/lib/errors/problem';
import type { Identity } from '@/lib/auth/identity';

/** What Postgres or PostgREST says of a failure, whichever way it came. */
export interface DatabaseFailure {
  /** SQLSTATE, or a PostgREST code. */
  readonly code?: string | undefined;
  readonly message: string;
  readonly detail?: string | null | undefined;
  readonly hint?: string | null | undefined;
}

/** The server is away, starting, stopping, or has no connection left: https://www.postgresql.org/docs/17/errcodes-appendix.html */
const unreachable = /^(08...|53300|57P0[1-5]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|PGRST00\d)$/;
/** Another transaction was in the way for too long: nothing was done, and it may be tried again. */
const contended = /^(55P03|57014|40001|40P01|25P03)$/;

/**
 * A failure of the database as a problem for the caller. Expected ones were raised with SQLSTATE `PTnnn`, a
 * code of the list as hint and a JSON object as detail; the message of any other never leaves the server.
 */
export function problemFrom(failure: DatabaseFailure, identity: Identity, cause: unknown): Problem {
  const code = failure.code ?? '';
  if (/^PT\d{3}$/.test(code) && isErrorCode(failure.hint)) {
    const { errors, ...context } = parseDetail(failure.detail);
    return new Problem(failure.hint, {
      detail: failure.message,
      context,
      cause,
      ...(Array.isArray(errors) && { errors: errors as FieldError[] }),
    });
  }
  const refused = refusalFor(code, failure.message, identity);
  if (refused === 'request_in_progress' || refused === 'service_unavailable') {
    return new Problem(refused, { retryAfterSeconds: 1, cause });
  }
  return new Problem(refused, { cause });
}

function refusalFor(code: string, message: string, identity: Identity): ErrorCode {
  if (contended.test(code))
    return identity.idempotencyKey === null ? 'service_unavailable' : 'request_in_progress';
  if (
    unreachable.test(code) ||
    /connection terminated|connection error|timeout exceeded|fetch failed/i.test(message)
  ) {
    return 'service_unavailable';
  }
  if (code === 'PGRST303' || (code === 'PGRST301' && /expired/i.test(message))) return 'token_expired';
  if (code === 'PGRST301') return 'token_invalid';
  if (code === '42501') {
    return identity.accessToken === null && identity.apiKey === null
      ? 'authentication_required'
      : 'permission_denied';
  }
  // A value that the schema of the operation let through and a type of Postgres did not.
  if (code.startsWith('22')) return 'invalid_request';
  return 'internal_error';
}

function parseDetail(detail: string | null | undefined): Record<string, unknown> {
  if (!detail) return {};
  try {
    const value: unknown = JSON.parse(detail);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
