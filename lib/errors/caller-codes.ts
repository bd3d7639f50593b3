/** The codes about who is calling, and for which business. */
export const callerCodes = {
  authentication_required: {
    status: 401,
    title: 'authentication required',
    remedy: 'Send a bearer token in `Authorization`, or an API key in `x-api-key`.',
  },
  token_invalid: {
    status: 401,
    title: 'token invalid',
    remedy: 'Sign in again and send the new token.',
  },
  token_expired: {
    status: 401,
    title: 'token expired',
    remedy: 'Sign in again, or refresh the session, and send the new token.',
  },
  invalid_credentials: {
    status: 401,
    title: 'email or password is wrong',
    remedy: 'Check the email and the password, or reset the password.',
  },
  email_not_confirmed: {
    status: 403,
    title: 'email not confirmed',
    remedy: 'Open the confirmation link that was sent to the address, then sign in.',
  },
  api_key_invalid: {
    status: 401,
    title: 'api key invalid',
    remedy: 'Check that the whole key was sent. A key is shown once; make a new one if it is lost.',
  },
  api_key_revoked: {
    status: 401,
    title: 'api key revoked',
    remedy: 'Make a new key in Settings and replace the old one where it is used.',
  },
  api_key_expired: {
    status: 401,
    title: 'api key expired',
    remedy: 'Make a new key in Settings and replace the old one where it is used.',
  },
  permission_denied: {
    status: 403,
    title: 'permission denied',
    remedy: 'Ask an owner or admin of the business for the permission named in `permission`.',
  },
  business_required: {
    status: 422,
    title: 'business required',
    remedy: 'You belong to several businesses: name one in `business_id` or in the header `x-business-id`.',
  },
  business_not_found: {
    status: 404,
    title: 'business not found',
    remedy: 'Check the id; `GET /api/auth/me` lists the businesses you belong to.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

export interface ErrorCodeEntry {
  readonly status: number;
  readonly title: string;
  readonly remedy: string;
}
