import { callerCodes, type ErrorCodeEntry } from './caller-codes';
import { runCodes } from './run-codes';

/**
 * Every error code a caller can meet, once. SQL raises the same codes as `hint`, `docs/errors/` has a page
 * for each, and a test holds the three together.
 *
 * `title` is the short sentence that answers carry in `error`; `remedy` says what to do next.
 */
export const errorCodes = {
  ...callerCodes,
  ...runCodes,
  customer_not_found: {
    status: 404,
    title: 'customer not found',
    remedy: 'Check the id; `GET /api/customers` lists the customers of the business.',
  },
  product_not_found: {
    status: 404,
    title: 'product not found',
    remedy: 'Check the ids in `product_ids`; `GET /api/products` lists the products of the business.',
  },
  product_not_for_sale: {
    status: 409,
    title: 'product not for sale',
    remedy: 'Take the products in `products` off the order, or set their status to active.',
  },
  insufficient_stock: {
    status: 409,
    title: 'insufficient stock',
    remedy: 'Lower the quantities to `available` in `products`, or add stock first.',
  },
  stock_not_tracked: {
    status: 409,
    title: 'stock not tracked',
    remedy: 'Send `counted` with what is on the shelf: from then on the stock is counted.',
  },
  sku_taken: {
    status: 409,
    title: 'sku taken',
    remedy: 'Choose another sku, or change the product that has it.',
  },
  credit_limit_exceeded: {
    status: 402,
    title: 'credit limit exceeded',
    remedy: 'Take a payment first, make the order smaller, or raise the credit limit of the customer.',
  },
  order_not_found: {
    status: 404,
    title: 'order not found',
    remedy: 'Check the id; `GET /api/orders` lists the orders of the business.',
  },
  order_not_open: {
    status: 409,
    title: 'order not open',
    remedy:
      'Read the order: it is paid or cancelled already. Record the payment without `order_id` to spread it.',
  },
  cancellation_exceeds_order: {
    status: 409,
    title: 'cancellation exceeds order',
    remedy:
      'Cancel at most what `products` says is left of each line, or leave `items` out to cancel all of it.',
  },
  payment_not_found: {
    status: 404,
    title: 'payment not found',
    remedy: 'Check the id; `GET /api/payments` lists the payments of the business.',
  },
  payment_already_reversed: {
    status: 409,
    title: 'payment already reversed',
    remedy: 'Nothing is left to do; `GET /api/payments/{payment_id}` shows when it was reversed.',
  },
  payment_exceeds_owed: {
    status: 409,
    title: 'payment exceeds what is owed',
    remedy: 'Take at most `owed` from the balance.',
  },
  duplicate_record: {
    status: 409,
    title: 'duplicate record',
    remedy:
      'Nothing is left to do: `record` is what was recorded first. Usage that is truly the same twice needs a `request_id` or an `Idempotency-Key` of its own.',
  },
  usage_event_not_found: {
    status: 404,
    title: 'usage event not found',
    remedy: 'Check the id; `GET /api/usage` lists the usage events of the business.',
  },
  member_not_found: {
    status: 404,
    title: 'member not found',
    remedy: 'Check the id; `GET /api/members` lists the members of the business.',
  },
  invitation_not_found: {
    status: 404,
    title: 'invitation not found',
    remedy: 'The link may be used, withdrawn or expired. Ask for a new one.',
  },
  session_not_found: {
    status: 404,
    title: 'session not found',
    remedy: 'Check the id, or list the sessions of the customer: one that never started cannot be stopped.',
  },
  session_already_active: {
    status: 409,
    title: 'session already active',
    remedy: 'Go on with `session`, or stop it first: a customer has one running session at a time.',
  },
  hold_not_found: {
    status: 404,
    title: 'hold not found',
    remedy: 'Check the id; `GET /api/holds` lists the holds of the business.',
  },
  hold_not_active: {
    status: 409,
    title: 'hold not active',
    remedy:
      'Nothing is held any more, as `hold` says. Make a new hold, or take the amount as a charge of its own.',
  },
  capture_exceeds_hold: {
    status: 409,
    title: 'capture exceeds hold',
    remedy: 'Capture at most what `held` says, and take the rest as a charge of its own.',
  },
  webhook_endpoint_not_found: {
    status: 404,
    title: 'webhook endpoint not found',
    remedy: 'Check the id; `GET /api/webhook-endpoints` lists the endpoints of the business.',
  },
  webhook_event_not_found: {
    status: 404,
    title: 'webhook event not found',
    remedy: 'Check the id; `GET /api/webhook-events` lists the events of the last 30 days.',
  },
  webhook_endpoint_disabled: {
    status: 409,
    title: 'webhook endpoint disabled',
    remedy: 'Set the status of the endpoint to `active` first.',
  },
  webhook_endpoint_limit: {
    status: 409,
    title: 'too many webhook endpoints',
    remedy: 'Delete an endpoint that is not needed, or let one endpoint take more event types.',
  },
  customer_has_login: {
    status: 409,
    title: 'customer has a login',
    remedy: 'Somebody signs in as this customer already. Make another customer for another person.',
  },
  already_customer: {
    status: 409,
    title: 'already a customer',
    remedy: 'This account is another customer of the business. Accept the invitation with another account.',
  },
  api_key_not_found: {
    status: 404,
    title: 'api key not found',
    remedy: 'Check the id; `GET /api/api-keys` lists the keys of the business.',
  },
  route_not_found: {
    status: 404,
    title: 'no such route',
    remedy: 'Check the path and the method against `/api/openapi.json`.',
  },
  method_not_allowed: {
    status: 405,
    title: 'method not allowed',
    remedy: 'Send one of the methods in `Allow`; `/api/openapi.json` says what each does.',
  },
  email_taken: {
    status: 409,
    title: 'email already registered',
    remedy: 'Sign in with this email, or reset its password.',
  },
  external_id_taken: {
    status: 409,
    title: 'external id already used',
    remedy: 'Another customer of this business has this external id. Use that one, or another id.',
  },
  customer_archived: {
    status: 409,
    title: 'customer archived',
    remedy: 'Set the status of the customer to `active` first.',
  },
  last_owner: {
    status: 409,
    title: 'last owner',
    remedy: 'Make another member an owner first.',
  },
  idempotency_key_reused: {
    status: 409,
    title: 'idempotency key used for another request',
    remedy: 'Send a new key for a new request, or the very same request with this key.',
  },
  request_in_progress: {
    status: 409,
    title: 'the same request is still running',
    remedy: 'Wait for the seconds in `Retry-After` and send it again with the same key.',
  },
  insufficient_funds: {
    status: 402,
    title: 'insufficient funds',
    remedy: 'Top up the wallet, or ask for no more than `available`.',
  },
  insufficient_credits: {
    status: 402,
    title: 'insufficient credits',
    remedy: 'Top up the credits of the customer: `required` of them must be free.',
  },
  invalid_json: {
    status: 400,
    title: 'the body is not JSON',
    remedy: 'Send a JSON object with `Content-Type: application/json`.',
  },
  payload_too_large: {
    status: 413,
    title: 'body too large',
    remedy: 'Send fewer items in one request.',
  },
  invalid_request: {
    status: 422,
    title: 'invalid request',
    remedy: 'Correct the fields that `errors` points to.',
  },
  invalid_idempotency_key: {
    status: 422,
    title: 'invalid idempotency key',
    remedy: 'Send 1 to 255 printable characters; a UUID is a good key.',
  },
  rate_limited: {
    status: 429,
    title: 'too many requests',
    remedy: 'Wait for the seconds in `Retry-After` and try again.',
  },
  not_ready: {
    status: 503,
    title: 'not ready',
    remedy:
      'Send requests to another process; `failed` names the checks, and docs/operations/monitoring.md what to do.',
  },
  service_unavailable: {
    status: 503,
    title: 'service unavailable',
    remedy:
      'Wait for the seconds in `Retry-After` and send it again with the same `Idempotency-Key`: it is carried out once at most.',
  },
  internal_error: {
    status: 500,
    title: 'internal error',
    remedy: 'Tell the operator the `request_id`; the log has the rest.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

export type ErrorCode = keyof typeof errorCodes;

/** Whether a string that came from SQL is a code of the list. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorCodes, value);
}
