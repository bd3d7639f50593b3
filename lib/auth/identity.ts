/** Who is calling, as both transports of `call()` hand it to Postgres, and what came with the request. */
export interface Identity {
  /** The JWT of a signed-in user, verified. */
  readonly accessToken: string | null;
  readonly claims: Readonly<Record<string, unknown>> | null;
  /** `sk_…`; resolved in SQL. It outranks a token. */
  readonly apiKey: string | null;
  /** The business the caller works in, where the input names none. */
  readonly businessId: string | null;
  readonly idempotencyKey: string | null;
  readonly requestId: string;
}

export const nobody: Omit<Identity, 'requestId'> = {
  accessToken: null,
  claims: null,
  apiKey: null,
  businessId: null,
  idempotencyKey: null,
};

/** The headers that SQL reads from `request.headers`. */
export function identityHeaders(identity: Identity): Record<string, string> {
  return {
    'x-request-id': identity.requestId,
    ...(identity.apiKey !== null && { 'x-api-key': identity.apiKey }),
    ...(identity.businessId !== null && { 'x-business-id': identity.businessId }),
    ...(identity.idempotencyKey !== null && { 'idempotency-key': identity.idempotencyKey }),
  };
}
