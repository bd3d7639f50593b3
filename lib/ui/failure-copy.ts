import { errorCodes, type ErrorCode } from '@/lib/errors/codes';
import type { ActionFailure } from './action-result';

/** What to do next, for a person at a page. The remedies of the error list speak to programs. */
const remedies: Partial<Record<ErrorCode, string>> = {
  authentication_required: 'You are signed out. Sign in again, then repeat this.',
  token_invalid: 'Your session is no longer valid. Sign in again, then repeat this.',
  token_expired: 'Your session has ended. Sign in again, then repeat this.',
  permission_denied: 'Ask an owner or admin of the business, or sign in with another account.',
  business_required: 'Choose a business at the top of the page, then repeat this.',
  business_not_found: 'You may have been removed from it. Choose another business.',
  customer_not_found: 'It may have been deleted. Go back to the list of customers.',
  debit_run_not_found: 'Go back to the list of runs.',
  product_not_found: 'Go back to the list of products.',
  product_not_for_sale: 'Put the product on sale first, or take it off the sale.',
  insufficient_stock: 'Lower the number of pieces, or add stock first.',
  stock_not_tracked: 'Count the stock first; from then on it is kept.',
  sku_taken: 'Choose another sku, or change the product that has it.',
  credit_limit_exceeded:
    'Take a payment first, make the sale smaller, or raise the credit limit of the customer.',
  order_not_found: 'Go back to the list of orders.',
  order_not_open: 'It is paid or cancelled already. Choose another order, or the oldest orders first.',
  cancellation_exceeds_order: 'Some of it was cancelled already. Reload the page.',
  payment_not_found: 'Go back to the list of payments.',
  payment_already_reversed: 'Nothing is left to do. Reload the page.',
  payment_exceeds_owed: 'Take no more than is owed from the balance.',
  duplicate_record: 'It was recorded before. Nothing is left to do.',
  insufficient_funds: 'Top up the wallet first, or choose a smaller amount.',
  insufficient_credits: 'Top up the credits first: not enough of them are free.',
  session_not_found: 'Go back to the list of sessions.',
  session_already_active: 'A session is running already. Stop it first, or go on with it.',
  hold_not_found: 'Go back to the list of holds.',
  hold_not_active: 'Nothing is held any more. Reload the page.',
  capture_exceeds_hold: 'Capture no more than is held.',
  webhook_endpoint_not_found: 'Go back to the list of endpoints.',
  webhook_event_not_found: 'Go back to the list of events: they are kept for 30 days.',
  webhook_endpoint_disabled: 'Activate the endpoint first.',
  webhook_endpoint_limit: 'Delete an endpoint that is not needed first.',
  ledger_entry_not_found: 'Go back to the ledger of the customer.',
  plan_changed: 'Nothing was done. Look again to see what would be done now.',
  not_a_sandbox: 'Make a sandbox to move time in.',
  customer_has_login: 'Somebody signs in as this customer already.',
  already_customer: 'You are a customer of this business already. Accept the link with another account.',
  member_not_found: 'They may have left already. Reload the page.',
  invitation_not_found: 'The link may be used, withdrawn or expired. Ask for a new one.',
  api_key_not_found: 'Reload the page to see the keys that exist.',
  customer_archived: 'Reactivate the customer first.',
  email_taken: 'Sign in with this email, or reset its password.',
  invalid_credentials: 'Check the email and the password, or reset the password.',
  idempotency_key_reused:
    'This form was already sent with other values. Close it, look at what changed, and open it again.',
  request_in_progress: 'Your first click is still being worked on. Wait a moment and reload the page.',
  rate_limited: 'Wait a minute, then try again.',
  not_ready: 'The server is starting or stopping. Wait a moment, then try again.',
  service_unavailable: 'Nothing was changed. Wait a moment, then try again.',
  internal_error: 'Try again. If it happens again, tell the operator when it happened.',
};

const signedOutCodes: readonly ErrorCode[] = ['authentication_required', 'token_invalid', 'token_expired'];

/** The words for a person in place of those for a program; what a page wrote itself stands. */
export function remedyOf({ code, remedy }: ActionFailure): string {
  return remedy === errorCodes[code].remedy ? (remedies[code] ?? remedy) : remedy;
}

export function isSignedOut(failure: ActionFailure): boolean {
  return signedOutCodes.includes(failure.code);
}

/** The short sentences of the error list begin in lower case; on a page they are sentences of their own. */
export function asSentence(text: string): string {
  if (text === '') return text;
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
