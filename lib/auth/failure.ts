import type { AuthError } from '@supabase/supabase-js';
import { failureOf, type ActionFailure } from '@/lib/ui/action-result';

/** What Supabase Auth answered, as one of our own refusals, at the field it is about. */
export function authFailure(error: AuthError): ActionFailure {
  switch (error.code) {
    case 'invalid_credentials':
      return failureOf('invalid_credentials');
    case 'email_not_confirmed':
      return failureOf('email_not_confirmed');
    case 'user_already_exists':
    case 'email_exists':
      return failureOf('email_taken', { email: 'is already registered: sign in, or reset its password' });
    case 'weak_password':
      return failureOf('invalid_request', { password: error.message });
    case 'same_password':
      return failureOf('invalid_request', { password: 'must differ from the password you have' });
    case 'email_address_invalid':
    case 'email_address_not_authorized':
      return failureOf('invalid_request', { email: 'does not take mail: use another address' });
    case 'over_email_send_rate_limit':
    case 'over_request_rate_limit':
      return failureOf('rate_limited');
    case 'session_not_found':
    case 'session_expired':
    case 'refresh_token_not_found':
    case 'refresh_token_already_used':
      return failureOf('token_expired');
    case 'otp_expired':
    case 'flow_state_expired':
    case 'flow_state_not_found':
      return failureOf('token_expired');
    default:
      if (error.name === 'AuthSessionMissingError') return failureOf('authentication_required');
      if (error.status === 429) return failureOf('rate_limited');
      if (error.name === 'AuthRetryableFetchError') return failureOf('service_unavailable');
      // The trigger that makes the business or redeems the invitation refuses by failing the sign-up.
      if (/database error saving new user/i.test(error.message)) return failureOf('invitation_not_found');
      return failureOf('internal_error');
  }
}
