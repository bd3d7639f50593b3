// Generated from public/openapi.json by `npm run client:types`. Not to be edited.

/** A page of a list. */
export interface Page<Row> {
  data: Row[];
  has_more: boolean;
  next_cursor: string | null;
}

export type ErrorCode =
  | "authentication_required"
  | "token_invalid"
  | "token_expired"
  | "invalid_credentials"
  | "email_not_confirmed"
  | "api_key_invalid"
  | "api_key_revoked"
  | "api_key_expired"
  | "permission_denied"
  | "business_required"
  | "business_not_found"
  | "debit_run_not_found"
  | "billing_run_not_found"
  | "usage_charge_not_found"
  | "ledger_entry_not_found"
  | "plan_changed"
  | "not_a_sandbox"
  | "customer_not_found"
  | "product_not_found"
  | "product_not_for_sale"
  | "insufficient_stock"
  | "stock_not_tracked"
  | "sku_taken"
  | "credit_limit_exceeded"
  | "order_not_found"
  | "order_not_open"
  | "cancellation_exceeds_order"
  | "payment_not_found"
  | "payment_already_reversed"
  | "payment_exceeds_owed"
  | "duplicate_record"
  | "usage_event_not_found"
  | "member_not_found"
  | "invitation_not_found"
  | "session_not_found"
  | "session_already_active"
  | "hold_not_found"
  | "hold_not_active"
  | "capture_exceeds_hold"
  | "webhook_endpoint_not_found"
  | "webhook_event_not_found"
  | "webhook_endpoint_disabled"
  | "webhook_endpoint_limit"
  | "customer_has_login"
  | "already_customer"
  | "api_key_not_found"
  | "route_not_found"
  | "method_not_allowed"
  | "email_taken"
  | "external_id_taken"
  | "customer_archived"
  | "last_owner"
  | "idempotency_key_reused"
  | "request_in_progress"
  | "insufficient_funds"
  | "insufficient_credits"
  | "invalid_json"
  | "payload_too_large"
  | "invalid_request"
  | "invalid_idempotency_key"
  | "rate_limited"
  | "not_ready"
  | "service_unavailable"
  | "internal_error";

export interface FieldError {
  /** JSON Pointer (RFC 6901) to the field, as the request spelled it */
  pointer: string;
  /** Reads on from the name of the field */
  message: string;
}

/** RFC 9457. Beside these fields it carries the numbers and ids of the case. */
export interface Problem {
  /** The page about this code */
  type: string;
  /** What the code means */
  title: string;
  status: number;
  /** What happened, for a person */
  detail: string;
  code: ErrorCode;
  /** The same short sentence as `title` */
  error: string;
  /** What to do next */
  remedy: string;
  /** The `X-Request-Id` of the answer, to be told to the operator */
  request_id: string;
  errors?: FieldError[];
  [detail: string]: unknown;
}

export interface Membership {
  id: string;
  name: string;
  slug: string;
  currency: string;
  currency_decimals: number;
  is_sandbox: boolean;
  test_clock_at: string | null;
  role: "owner" | "admin" | "member" | "viewer";
}

export interface Wallet {
  id: string;
  kind: "prepaid" | "receivable" | "credits";
  unit: string;
  /** Decimal string */
  balance: string;
  minimum_balance: string | null;
  /** Decimal string */
  held: string;
  version: number;
}

export interface UsageEvent {
  id: string;
  customer_id: string;
  service: string | null;
  product_id: string | null;
  /** Decimal string */
  units: string;
  /** Decimal string */
  price_per_unit: string;
  /** Decimal string */
  amount: string;
  currency: string;
  request_id: string;
  /** RFC 3339, UTC */
  occurred_at: string;
  /** RFC 3339, UTC */
  recorded_at: string;
  actor: string;
  source_request_id: string | null;
  customer_name: string;
  product_sku: string | null;
  product_name: string | null;
  status: "unbilled" | "held" | "billed";
  held_reason: "insufficient_funds" | "customer_archived" | "internal_error" | null;
}

export interface Session {
  id: string;
  customer_id: string;
  customer_name: string;
  status: "active" | "ended";
  /** Decimal string */
  credits_per_minute: string;
  description: string | null;
  /** RFC 3339, UTC */
  started_at: string;
  ended_at: string | null;
  end_reason: "stopped" | "ran_out" | "ended_by_business" | "customer_archived" | null;
  seconds: number;
  /** Decimal string */
  credits_used: string;
  credits_left: string | null;
  runs_out_at: string | null;
  started_by: string;
  ended_by: string | null;
}

export interface Account {
  kind: "user" | "api_key";
  user: {
    id: string;
    email: string;
  } | null;
  api_key: {
    id: string;
    name: string;
    prefix: string;
    scopes: string[];
  } | null;
  businesses: Membership[];
  customers: ({
    customer_id: string;
    name: string;
    business: {
      id: string;
      name: string;
      slug: string;
      currency: string;
      currency_decimals: number;
      is_sandbox: boolean;
      test_clock_at: string | null;
    };
  })[];
}

export interface AuthSession {
  access_token: string;
  refresh_token: string;
  token_type: "bearer";
  expires_in: number;
  /** RFC 3339, UTC */
  expires_at: string;
  user: {
    id: string;
    email: string;
  };
}

export interface CustomerProfile {
  customer_id: string;
  name: string;
  business: {
    id: string;
    name: string;
    slug: string;
    currency: string;
    currency_decimals: number;
    is_sandbox: boolean;
    test_clock_at: string | null;
  };
  status: "active" | "inactive" | "archived";
  /** Decimal string */
  credits: string;
  /** Decimal string */
  credits_per_minute: string;
  /** Decimal string */
  balance: string;
  /** Decimal string */
  owed: string;
  session: Session | null;
  sessions: Session[];
}

export interface Customer {
  id: string;
  business_id: string;
  name: string;
  email: string | null;
  external_id: string | null;
  status: "active" | "inactive" | "archived";
  currency: string;
  /** Decimal string */
  balance: string;
  /** Decimal string */
  hourly_debit_amount: string;
  runway_hours: number | null;
  /** Decimal string */
  credit_limit: string;
  /** Decimal string */
  owed: string;
  postpaid: boolean;
  overdraft_limit: string | null;
  low_balance: string | null;
  low_balance_is_own: boolean;
  /** Decimal string */
  held: string;
  /** Decimal string */
  unbilled_usage: string;
  can_spend: string | null;
  has_login: boolean;
  debited_through: string | null;
  /** RFC 3339, UTC */
  created_at: string;
  /** RFC 3339, UTC */
  updated_at: string;
}

export interface UsageRecord {
  id: string;
  customer_id: string;
  service: string | null;
  product_id: string | null;
  /** Decimal string */
  units: string;
  /** Decimal string */
  price_per_unit: string;
  /** Decimal string */
  amount: string;
  currency: string;
  request_id: string;
  /** RFC 3339, UTC */
  occurred_at: string;
  /** RFC 3339, UTC */
  recorded_at: string;
  actor: string;
  source_request_id: string | null;
}

export interface BillingRun {
  id: string;
  trigger: "schedule" | "manual";
  status: "running" | "completed";
  events: number;
  charges: number;
  /** Decimal string */
  total_billed: string;
  held: number;
  /** Decimal string */
  total_held: string;
  currency: string;
  started_by: string;
  /** RFC 3339, UTC */
  started_at: string;
  finished_at: string | null;
}

export interface UsageCharge {
  id: string;
  billing_run_id: string;
  customer_id: string;
  customer_name: string;
  service: string | null;
  product_id: string | null;
  name: string;
  events: number;
  /** Decimal string */
  units: string;
  /** Decimal string */
  amount: string;
  currency: string;
  entry_id: string | null;
  /** RFC 3339, UTC */
  charged_at: string;
}

export interface LedgerEntry {
  id: string;
  wallet_id: string;
  wallet_kind: "prepaid" | "receivable" | "credits";
  customer_id: string;
  version: number;
  /** Decimal string */
  amount: string;
  /** Decimal string */
  balance_after: string;
  unit: string;
  kind: string;
  counter_account: string;
  description: string | null;
  reference_type: string | null;
  reference_id: string | null;
  actor: string;
  request_id: string | null;
  /** RFC 3339, UTC */
  occurred_at: string;
  /** RFC 3339, UTC */
  recorded_at: string;
  hash: string;
}

export interface Balance {
  customer_id: string;
  currency: string;
  /** Decimal string */
  balance: string;
  available: string | null;
  /** Decimal string */
  held: string;
  /** Decimal string */
  unbilled_usage: string;
  /** Decimal string */
  owed: string;
  /** Decimal string */
  credit_limit: string;
  /** Decimal string */
  credit_left: string;
  can_spend: string | null;
  /** Decimal string */
  credits: string;
  /** Decimal string */
  credits_held: string;
  session: {
    id: string;
    /** RFC 3339, UTC */
    started_at: string;
    /** Decimal string */
    credits_per_minute: string;
    /** Decimal string */
    credits_used: string;
    runs_out_at?: string | null;
  } | null;
  /** RFC 3339, UTC */
  as_of: string;
  wallets: Wallet[];
  usage_events?: {
    data: UsageEvent[];
    has_more: boolean;
    next_cursor: string | null;
  };
}

export interface Product {
  id: string;
  business_id: string;
  sku: string;
  name: string;
  description: string | null;
  status: "active" | "inactive" | "archived";
  currency: string;
  /** Decimal string */
  price: string;
  usage_unit_price: string | null;
  stock: number | null;
  /** RFC 3339, UTC */
  created_at: string;
  /** RFC 3339, UTC */
  updated_at: string;
}

export interface StockMovement {
  id: string;
  product_id: string;
  version: number;
  kind: "opening" | "delivery" | "adjustment" | "count" | "sale" | "cancellation" | "untracked";
  quantity: number;
  stock_after: number;
  reason: string | null;
  order_id: string | null;
  order_number: number | null;
  actor: string;
  request_id: string | null;
  /** RFC 3339, UTC */
  occurred_at: string;
}

export interface Order {
  id: string;
  business_id: string;
  number: number;
  customer_id: string;
  customer_name: string;
  status: "open" | "paid" | "cancelled";
  currency: string;
  /** Decimal string */
  total: string;
  /** Decimal string */
  cancelled: string;
  /** Decimal string */
  paid: string;
  /** Decimal string */
  outstanding: string;
  item_count: number;
  overdue: boolean;
  /** RFC 3339, UTC */
  due_at: string;
  note: string | null;
  /** RFC 3339, UTC */
  placed_at: string;
  items: ({
    product_id: string;
    sku: string;
    name: string;
    /** Decimal string */
    unit_price: string;
    quantity: number;
    cancelled_quantity: number;
    /** Decimal string */
    amount: string;
  })[];
  actor: string;
  request_id: string | null;
}

export interface Cancellation {
  id: string;
  /** Decimal string */
  amount: string;
  reason: string | null;
  items: ({
    product_id: string;
    name: string;
    quantity: number;
  })[];
  actor: string;
  request_id: string | null;
  /** RFC 3339, UTC */
  occurred_at: string;
}

export interface Credit {
  currency: string;
  /** Decimal string */
  balance: string;
  /** Decimal string */
  owed: string;
  /** Decimal string */
  credit_limit: string;
  /** Decimal string */
  credit_left: string;
  /** Decimal string */
  held: string;
  /** Decimal string */
  unbilled_usage: string;
  can_spend: string | null;
}

export interface Payment {
  id: string;
  customer_id: string;
  customer_name: string;
  currency: string;
  /** Decimal string */
  amount: string;
  method: "cash" | "card" | "bank_transfer" | "other" | "balance";
  reference: string | null;
  note: string | null;
  status: "received" | "reversed";
  /** Decimal string */
  allocated: string;
  /** Decimal string */
  to_balance: string;
  actor: string;
  request_id: string | null;
  /** RFC 3339, UTC */
  received_at: string;
  reversed_at: string | null;
  reversal_reason: string | null;
  allocations: ({
    order_id: string;
    order_number: number;
    /** Decimal string */
    amount: string;
    kind: "payment" | "release" | "reversal";
    /** RFC 3339, UTC */
    occurred_at: string;
  })[];
}

export interface DebitRun {
  id: string;
  trigger: "schedule" | "catch_up" | "manual";
  status: "running" | "completed";
  /** RFC 3339, UTC */
  period_start: string;
  due: number;
  processed: number;
  succeeded: number;
  failed: number;
  /** Decimal string */
  total_debited: string;
  currency: string;
  started_by: string;
  /** RFC 3339, UTC */
  started_at: string;
  finished_at: string | null;
}

export interface DebitLog {
  run_id: string;
  customer_id: string;
  customer_name: string;
  status: "success" | "failed";
  /** Decimal string */
  amount: string;
  /** Decimal string */
  balance_before: string;
  /** Decimal string */
  balance_after: string;
  currency: string;
  error_code: string | null;
  error_message: string | null;
  /** RFC 3339, UTC */
  period_start: string;
  attempt: number;
  /** RFC 3339, UTC */
  created_at: string;
  entry_id: string | null;
}

export interface Business {
  id: string;
  name: string;
  slug: string;
  currency: string;
  currency_decimals: number;
  is_sandbox: boolean;
  test_clock_at: string | null;
  /** Decimal string */
  welcome_grant: string;
  /** Decimal string */
  session_credits_per_minute: string;
  join_enabled: boolean;
  overdue_days: number;
  low_balance: string | null;
  low_credits: string | null;
  /** RFC 3339, UTC */
  created_at: string;
}

export interface Member {
  user_id: string;
  email: string;
  role: "owner" | "admin" | "member" | "viewer";
  /** RFC 3339, UTC */
  created_at: string;
}

export interface Invitation {
  id: string;
  email: string | null;
  role: "owner" | "admin" | "member" | "viewer";
  /** RFC 3339, UTC */
  created_at: string;
  /** RFC 3339, UTC */
  expires_at: string;
}

export interface WebhookEndpoint {
  id: string;
  url: string;
  description: string | null;
  event_types: ("wallet.low" | "wallet.exhausted" | "customer.created" | "customer.archived" | "order.created" | "order.cancelled" | "order.overdue" | "payment.received" | "payment.reversed" | "debit.failed" | "usage.held" | "session.started" | "session.ended" | "hold.created" | "hold.captured" | "hold.released" | "hold.expired" | "webhook.test")[];
  status: "active" | "disabled";
  disabled_at: string | null;
  disabled_reason: "by_member" | "failing" | "gone" | null;
  failing_since: string | null;
  pending: number;
  oldest_pending_at: string | null;
  last_attempt: {
    id: string;
    /** RFC 3339, UTC */
    started_at: string;
    duration_ms: number;
    delivered: boolean;
    response_status: number | null;
    response_body: string | null;
    error: string | null;
  } | null;
  /** RFC 3339, UTC */
  secret_rotated_at: string;
  previous_secret_expires_at: string | null;
  /** RFC 3339, UTC */
  created_at: string;
  created_by: string;
}

export interface WebhookEvent {
  id: string;
  type: "wallet.low" | "wallet.exhausted" | "customer.created" | "customer.archived" | "order.created" | "order.cancelled" | "order.overdue" | "payment.received" | "payment.reversed" | "debit.failed" | "usage.held" | "session.started" | "session.ended" | "hold.created" | "hold.captured" | "hold.released" | "hold.expired" | "webhook.test";
  customer_id: string | null;
  customer_name: string | null;
  /** RFC 3339, UTC */
  occurred_at: string;
  /** RFC 3339, UTC */
  recorded_at: string;
  deliveries: ({
    endpoint_id: string;
    status: "pending" | "retrying" | "delivered" | "abandoned";
    attempt_count: number;
    next_attempt_at: string | null;
    settled_at: string | null;
  })[];
}

export type WebhookMessage = {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "wallet.low";
  customer_id: string;
  data: {
    wallet_id: string;
    wallet: "prepaid" | "credits";
    unit: string;
    /** Decimal string */
    balance: string;
    minimum_balance: string | null;
    low_balance: string | null;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "wallet.exhausted";
  customer_id: string;
  data: {
    wallet_id: string;
    wallet: "prepaid" | "credits";
    unit: string;
    /** Decimal string */
    balance: string;
    minimum_balance: string | null;
    low_balance: string | null;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "customer.created";
  customer_id: string;
  data: {
    customer_id: string;
    name: string;
    email: string | null;
    external_id: string | null;
    status: "active" | "inactive" | "archived";
    /** RFC 3339, UTC */
    created_at: string;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "customer.archived";
  customer_id: string;
  data: {
    customer_id: string;
    name: string;
    email: string | null;
    external_id: string | null;
    status: "active" | "inactive" | "archived";
    /** RFC 3339, UTC */
    created_at: string;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "order.created";
  customer_id: string;
  data: {
    order_id: string;
    number: number;
    status: "open" | "paid" | "cancelled";
    currency: string;
    /** Decimal string */
    total: string;
    /** Decimal string */
    cancelled: string;
    /** Decimal string */
    paid: string;
    /** Decimal string */
    outstanding: string;
    item_count: number;
    /** RFC 3339, UTC */
    placed_at: string;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "order.cancelled";
  customer_id: string;
  data: {
    order_id: string;
    number: number;
    status: "open" | "paid" | "cancelled";
    currency: string;
    /** Decimal string */
    total: string;
    /** Decimal string */
    cancelled: string;
    /** Decimal string */
    paid: string;
    /** Decimal string */
    outstanding: string;
    item_count: number;
    /** RFC 3339, UTC */
    placed_at: string;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "order.overdue";
  customer_id: string;
  data: {
    order_id: string;
    number: number;
    status: "open" | "paid" | "cancelled";
    currency: string;
    /** Decimal string */
    total: string;
    /** Decimal string */
    cancelled: string;
    /** Decimal string */
    paid: string;
    /** Decimal string */
    outstanding: string;
    item_count: number;
    /** RFC 3339, UTC */
    placed_at: string;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "payment.received";
  customer_id: string;
  data: {
    payment_id: string;
    /** Decimal string */
    amount: string;
    currency: string;
    method: "cash" | "card" | "bank_transfer" | "other" | "balance";
    reference: string | null;
    /** RFC 3339, UTC */
    received_at: string;
    reversed_at: string | null;
    reversal_reason: string | null;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "payment.reversed";
  customer_id: string;
  data: {
    payment_id: string;
    /** Decimal string */
    amount: string;
    currency: string;
    method: "cash" | "card" | "bank_transfer" | "other" | "balance";
    reference: string | null;
    /** RFC 3339, UTC */
    received_at: string;
    reversed_at: string | null;
    reversal_reason: string | null;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "debit.failed";
  customer_id: string;
  data: {
    run_id: string;
    /** Decimal string */
    amount: string;
    currency: string;
    /** Decimal string */
    balance: string;
    /** RFC 3339, UTC */
    period_start: string;
    attempt: number;
    error_code: string | null;
    error_message: string | null;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "usage.held";
  customer_id: string;
  data: {
    service: string | null;
    product_id: string | null;
    reason: "insufficient_funds" | "customer_archived" | "internal_error";
    /** Decimal string */
    held: string;
    currency: string;
    /** RFC 3339, UTC */
    held_since: string;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "session.started";
  customer_id: string;
  data: {
    session_id: string;
    /** Decimal string */
    credits_per_minute: string;
    description: string | null;
    /** RFC 3339, UTC */
    started_at: string;
    started_by: string;
    ended_at: string | null;
    end_reason: "stopped" | "ran_out" | "ended_by_business" | "customer_archived" | null;
    ended_by: string | null;
    seconds: number;
    /** Decimal string */
    credits_used: string;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "session.ended";
  customer_id: string;
  data: {
    session_id: string;
    /** Decimal string */
    credits_per_minute: string;
    description: string | null;
    /** RFC 3339, UTC */
    started_at: string;
    started_by: string;
    ended_at: string | null;
    end_reason: "stopped" | "ran_out" | "ended_by_business" | "customer_archived" | null;
    ended_by: string | null;
    seconds: number;
    /** Decimal string */
    credits_used: string;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "hold.created";
  customer_id: string;
  data: {
    id: string;
    customer_id: string;
    customer_name: string;
    wallet: "prepaid" | "credits";
    unit: string;
    /** Decimal string */
    amount: string;
    /** Decimal string */
    captured: string;
    /** Decimal string */
    held: string;
    status: "active" | "captured" | "released" | "expired";
    description: string | null;
    /** RFC 3339, UTC */
    created_at: string;
    /** RFC 3339, UTC */
    expires_at: string;
    ended_at: string | null;
    actor: string;
    request_id: string | null;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "hold.captured";
  customer_id: string;
  data: {
    id: string;
    customer_id: string;
    customer_name: string;
    wallet: "prepaid" | "credits";
    unit: string;
    /** Decimal string */
    amount: string;
    /** Decimal string */
    captured: string;
    /** Decimal string */
    held: string;
    status: "active" | "captured" | "released" | "expired";
    description: string | null;
    /** RFC 3339, UTC */
    created_at: string;
    /** RFC 3339, UTC */
    expires_at: string;
    ended_at: string | null;
    actor: string;
    request_id: string | null;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "hold.released";
  customer_id: string;
  data: {
    id: string;
    customer_id: string;
    customer_name: string;
    wallet: "prepaid" | "credits";
    unit: string;
    /** Decimal string */
    amount: string;
    /** Decimal string */
    captured: string;
    /** Decimal string */
    held: string;
    status: "active" | "captured" | "released" | "expired";
    description: string | null;
    /** RFC 3339, UTC */
    created_at: string;
    /** RFC 3339, UTC */
    expires_at: string;
    ended_at: string | null;
    actor: string;
    request_id: string | null;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "hold.expired";
  customer_id: string;
  data: {
    id: string;
    customer_id: string;
    customer_name: string;
    wallet: "prepaid" | "credits";
    unit: string;
    /** Decimal string */
    amount: string;
    /** Decimal string */
    captured: string;
    /** Decimal string */
    held: string;
    status: "active" | "captured" | "released" | "expired";
    description: string | null;
    /** RFC 3339, UTC */
    created_at: string;
    /** RFC 3339, UTC */
    expires_at: string;
    ended_at: string | null;
    actor: string;
    request_id: string | null;
  };
} | {
  id: string;
  /** RFC 3339, UTC */
  timestamp: string;
  business_id: string;
  type: "webhook.test";
  customer_id: string | null;
  data: {
    endpoint_id: string;
    message: string;
  };
};

export interface ApiKey {
  id: string;
  name: string;
  prefix: string;
  scopes: ("customers:read" | "customers:write" | "wallets:read" | "wallets:write" | "debits:read" | "debits:run" | "products:read" | "products:write" | "orders:read" | "orders:write" | "payments:read" | "payments:write" | "usage:read" | "usage:write" | "billing:run" | "sessions:read" | "sessions:write" | "holds:read" | "holds:write" | "webhooks:read" | "webhooks:write" | "audit:read" | "business:read" | "business:write" | "members:write" | "keys:write")[];
  /** RFC 3339, UTC */
  created_at: string;
  last_used_at: string | null;
  expires_at: string | null;
  revoked_at: string | null;
}

export interface SignUpInput {
  email: string;
  password: string;
  businessName?: string | undefined;
  currency?: "AED" | "ARS" | "AUD" | "BDT" | "BGN" | "BHD" | "BRL" | "CAD" | "CHF" | "CLP" | "CNY" | "COP" | "CZK" | "DKK" | "EGP" | "EUR" | "GBP" | "GHS" | "HKD" | "HUF" | "IDR" | "ILS" | "INR" | "ISK" | "JOD" | "JPY" | "KES" | "KRW" | "KWD" | "LKR" | "MAD" | "MXN" | "MYR" | "NGN" | "NOK" | "NZD" | "OMR" | "PEN" | "PHP" | "PKR" | "PLN" | "QAR" | "RON" | "RSD" | "SAR" | "SEK" | "SGD" | "THB" | "TND" | "TRY" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "VND" | "XAF" | "XOF" | "ZAR" | undefined;
  invitation?: string | undefined;
  join?: string | undefined;
  name?: string | undefined;
}

export interface LogInInput {
  email: string;
  password: string;
}

export interface GetMeInput {
}

export interface GetProfileInput {
}

export interface GetProfileOutput {
  kind: "user" | "api_key";
  user: {
    id: string;
    email: string;
  } | null;
  api_key: {
    id: string;
    name: string;
    prefix: string;
    scopes: string[];
  } | null;
  businesses: Membership[];
  customers: CustomerProfile[];
  created_at: string | null;
}

export interface ListCustomersInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  search?: string | undefined;
  status?: "active" | "inactive" | "archived" | "all" | undefined;
  /** Those whose balance bears at most so many hours; 0 are those who cannot pay the next */
  maxRunwayHours?: number | undefined;
  sort?: "created" | "name" | "balance" | "owed" | "hourly" | "runway" | undefined;
  direction?: "asc" | "desc" | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface CreateCustomerInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  name: string;
  /** Decimal string, or a JSON number */
  balance?: string | number | undefined;
  /** Decimal string, or a JSON number */
  hourlyDebitAmount?: string | number | undefined;
  /** Decimal string, or a JSON number */
  creditLimit?: string | number | undefined;
  /** How far the prepaid balance may go below zero, for debits and usage; 0 unless it is set */
  overdraftLimit?: string | number | undefined;
  /** true: the prepaid balance may go below zero without a limit */
  postpaid?: boolean | undefined;
  email?: string | undefined;
  /** The id of this customer in your own system */
  externalId?: string | undefined;
  status?: "active" | "inactive" | undefined;
}

export interface ImportCustomersInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customers: ({
    name: string;
    /** Decimal string, or a JSON number */
    balance?: string | number | undefined;
    /** Decimal string, or a JSON number */
    hourlyDebitAmount?: string | number | undefined;
    /** Decimal string, or a JSON number */
    creditLimit?: string | number | undefined;
    /** How far the prepaid balance may go below zero, for debits and usage; 0 unless it is set */
    overdraftLimit?: string | number | undefined;
    /** true: the prepaid balance may go below zero without a limit */
    postpaid?: boolean | undefined;
    email?: string | undefined;
    /** The id of this customer in your own system */
    externalId?: string | undefined;
    status?: "active" | "inactive" | undefined;
  })[];
  /** true: say what would become of each row, and write nothing */
  dryRun?: boolean | undefined;
  /** true: create the good rows and leave the others out */
  skipInvalid?: boolean | undefined;
}

export interface ImportCustomersOutput {
  dry_run: boolean;
  created: number;
  good: number;
  duplicates: number;
  invalid: number;
  results: ({
    row: number;
    outcome: "created" | "would_create" | "duplicate" | "invalid";
    id: string | null;
    error: {
      code: string;
      detail: string;
      errors: ({
        pointer: string;
        message: string;
      })[];
    } | null;
  })[];
}

export interface GetCustomerInput {
  customerId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface UpdateCustomerInput {
  customerId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  name?: string | undefined;
  /** Decimal string, or a JSON number */
  hourlyDebitAmount?: string | number | undefined;
  /** One below what is owed stops further orders; nothing else changes */
  creditLimit?: string | number | undefined;
  /** How far the prepaid balance may go below zero, for debits and usage; 0 unless it is set */
  overdraftLimit?: string | number | undefined;
  /** true: the prepaid balance may go below zero without a limit */
  postpaid?: boolean | undefined;
  email?: "" | string | undefined;
  externalId?: "" | string | undefined;
  status?: "active" | "inactive" | "archived" | undefined;
  /** A prepaid balance that falls below it is told as `wallet.low`; empty: that of the business counts again */
  lowBalance?: "" | string | number | undefined;
}

export interface DeleteCustomerInput {
  customerId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface DeleteCustomerOutput {
  id: string;
  deleted: boolean;
  archived: boolean;
}

export interface AddCreditInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId: string;
  /** Decimal string, or a JSON number */
  amount?: string | number | undefined;
  amountCents?: number | undefined;
  description?: string | undefined;
}

export interface AddCreditOutput {
  customer_id: string;
  currency: string;
  /** Decimal string */
  balance: string;
  entry: LedgerEntry;
}

export interface GetBalanceInput {
  customerId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** A moment that is past, RFC 3339, and then no `cursor`; now, where it is left out */
  asOf?: string | Date | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface ListLedgerEntriesInput {
  customerId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  wallet?: "prepaid" | "receivable" | "credits" | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface GetLedgerEntryInput {
  entryId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface GetLedgerEntryOutput {
  entry: LedgerEntry;
  customer_name: string;
  request_entries: LedgerEntry[];
  request_rows: ({
    type: "order" | "payment" | "session" | "hold";
    id: string;
  })[];
}

export interface GetLedgerProofInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface GetLedgerProofOutput {
  ok: boolean;
  /** RFC 3339, UTC */
  checked_at: string;
  wallets: number;
  entries: number;
  trial_balance: ({
    unit: string;
    account: string;
    amount: string;
  })[];
  discrepancies: ({
    wallet_id: string | null;
    version: number | null;
    check: string;
    expected: string | null;
    actual: string | null;
  })[];
}

export interface GetStatementInput {
  customerId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  month?: string | undefined;
  /** RFC 3339, UTC */
  since?: string | Date | undefined;
  /** RFC 3339, UTC */
  until?: string | Date | undefined;
}

export interface GetStatementOutput {
  customer: {
    id: string;
    name: string;
    email: string | null;
    external_id: string | null;
  };
  business: {
    id: string;
    name: string;
  };
  currency: string;
  /** RFC 3339, UTC */
  from: string;
  /** RFC 3339, UTC */
  to: string;
  /** RFC 3339, UTC */
  issued_at: string;
  /** Decimal string */
  due: string;
  wallets: ({
    wallet_id: string;
    kind: "prepaid" | "receivable" | "credits";
    unit: string;
    /** Decimal string */
    opening_balance: string;
    /** Decimal string */
    money_in: string;
    /** Decimal string */
    money_out: string;
    /** Decimal string */
    closing_balance: string;
    entries: ({
      id: string;
      wallet_id: string;
      wallet_kind: "prepaid" | "receivable" | "credits";
      customer_id: string;
      version: number;
      /** Decimal string */
      amount: string;
      /** Decimal string */
      balance_after: string;
      unit: string;
      kind: string;
      counter_account: string;
      description: string | null;
      reference_type: string | null;
      reference_id: string | null;
      actor: string;
      request_id: string | null;
      /** RFC 3339, UTC */
      occurred_at: string;
      /** RFC 3339, UTC */
      recorded_at: string;
      hash: string;
      /** Decimal string */
      balance: string;
    })[];
  })[];
  open_orders: ({
    id: string;
    number: number;
    /** RFC 3339, UTC */
    placed_at: string;
    /** Decimal string */
    total: string;
    /** Decimal string */
    outstanding: string;
  })[];
}

export interface ListProductsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  search?: string | undefined;
  status?: "active" | "inactive" | "archived" | "all" | undefined;
  sort?: "created" | "name" | "sku" | "price" | "stock" | undefined;
  direction?: "asc" | "desc" | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface CreateProductInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** Unique in the business */
  sku: string;
  name: string;
  /** Decimal string, or a JSON number */
  price: string | number;
  stock?: number | undefined;
  /** Up to 6 decimals */
  usageUnitPrice?: string | number | undefined;
  description?: string | undefined;
  status?: "active" | "inactive" | undefined;
}

export interface ImportProductsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  products: ({
    /** Unique in the business */
    sku: string;
    name: string;
    /** Decimal string, or a JSON number */
    price: string | number;
    stock?: number | undefined;
    /** Up to 6 decimals */
    usageUnitPrice?: string | number | undefined;
    description?: string | undefined;
    status?: "active" | "inactive" | undefined;
  })[];
  /** true: say what would become of each row, and write nothing */
  dryRun?: boolean | undefined;
  /** true: create the good rows and leave the others out */
  skipInvalid?: boolean | undefined;
}

export interface ImportProductsOutput {
  dry_run: boolean;
  created: number;
  good: number;
  duplicates: number;
  invalid: number;
  results: ({
    row: number;
    outcome: "created" | "would_create" | "duplicate" | "invalid";
    id: string | null;
    error: {
      code: string;
      detail: string;
      errors: ({
        pointer: string;
        message: string;
      })[];
    } | null;
  })[];
}

export interface GetProductInput {
  productId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface UpdateProductInput {
  productId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** Unique in the business */
  sku?: string | undefined;
  name?: string | undefined;
  /** Decimal string, or a JSON number */
  price?: string | number | undefined;
  usageUnitPrice?: "" | string | number | undefined;
  description?: "" | string | undefined;
  status?: "active" | "inactive" | "archived" | undefined;
}

export interface ArchiveProductInput {
  productId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface AdjustStockInput {
  productId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  change?: number | undefined;
  counted?: number | undefined;
  tracked?: false | undefined;
  reason?: string | undefined;
}

export interface AdjustStockOutput {
  product: Product;
  movement: StockMovement;
}

export interface ListStockMovementsInput {
  productId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface ProcessPurchaseInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId: string;
  /** Several lines of one product add up */
  items: ({
    productId: string;
    /** Whole pieces */
    quantity: number;
  })[];
  /** Money taken at once; more than the total becomes balance */
  payment?: {
    /** Decimal string, or a JSON number */
    amount: string | number;
    method?: "cash" | "card" | "bank_transfer" | "other" | undefined;
    reference?: string | undefined;
  } | undefined;
  /** Pay from the prepaid balance as far as it goes; the rest is on credit. Like `payment` it needs the permission payments:write */
  useBalance?: boolean | undefined;
  note?: string | undefined;
}

export interface ProcessPurchaseOutput {
  success: true;
  order: Order;
  payments: Payment[];
  credit: Credit;
}

export interface PreviewPurchaseInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId: string;
  /** Several lines of one product add up */
  items: ({
    productId: string;
    /** Whole pieces */
    quantity: number;
  })[];
  /** Money taken at once; more than the total becomes balance */
  payment?: {
    /** Decimal string, or a JSON number */
    amount: string | number;
    method?: "cash" | "card" | "bank_transfer" | "other" | undefined;
    reference?: string | undefined;
  } | undefined;
  /** Pay from the prepaid balance as far as it goes; the rest is on credit. Like `payment` it needs the permission payments:write */
  useBalance?: boolean | undefined;
}

export interface PreviewPurchaseOutput {
  currency: string;
  outcome: "ok" | "customer_archived" | "product_not_for_sale" | "insufficient_stock" | "credit_limit_exceeded";
  /** Decimal string */
  total: string;
  /** Decimal string */
  from_balance: string;
  /** Decimal string */
  from_payment: string;
  /** Decimal string */
  on_credit: string;
  /** Decimal string */
  overpaid: string;
  /** Decimal string */
  credit_missing: string;
  items: ({
    product_id: string;
    sku: string;
    name: string;
    /** Decimal string */
    unit_price: string;
    quantity: number;
    /** Decimal string */
    amount: string;
    available: number | null;
    problem: "product_not_for_sale" | "insufficient_stock" | null;
  })[];
  before: Credit;
  after: Credit;
}

export interface ListOrdersInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId?: string | undefined;
  status?: "open" | "overdue" | "paid" | "cancelled" | undefined;
  search?: string | undefined;
  /** Placed more than so many times 24 hours ago */
  olderThanDays?: number | undefined;
  /** Placed so many times 24 hours ago or less */
  upToDays?: number | undefined;
  /** What was owed at that moment, with each order as it then was; needs the status `open` or `overdue`. Ages count from it. Now, where it is left out */
  asOf?: string | Date | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface ListOrdersRow {
  id: string;
  business_id: string;
  number: number;
  customer_id: string;
  customer_name: string;
  status: "open" | "paid" | "cancelled";
  currency: string;
  /** Decimal string */
  total: string;
  /** Decimal string */
  cancelled: string;
  /** Decimal string */
  paid: string;
  /** Decimal string */
  outstanding: string;
  item_count: number;
  overdue: boolean;
  /** RFC 3339, UTC */
  due_at: string;
  note: string | null;
  /** RFC 3339, UTC */
  placed_at: string;
}

export interface GetOrderInput {
  orderId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface GetOrderOutput {
  id: string;
  business_id: string;
  number: number;
  customer_id: string;
  customer_name: string;
  status: "open" | "paid" | "cancelled";
  currency: string;
  /** Decimal string */
  total: string;
  /** Decimal string */
  cancelled: string;
  /** Decimal string */
  paid: string;
  /** Decimal string */
  outstanding: string;
  item_count: number;
  overdue: boolean;
  /** RFC 3339, UTC */
  due_at: string;
  note: string | null;
  /** RFC 3339, UTC */
  placed_at: string;
  items: ({
    product_id: string;
    sku: string;
    name: string;
    /** Decimal string */
    unit_price: string;
    quantity: number;
    cancelled_quantity: number;
    /** Decimal string */
    amount: string;
  })[];
  actor: string;
  request_id: string | null;
  allocations: ({
    payment_id: string;
    sequence: number;
    /** Decimal string */
    amount: string;
    kind: "payment" | "release" | "reversal";
    method: "cash" | "card" | "bank_transfer" | "other" | "balance";
    actor: string;
    /** RFC 3339, UTC */
    occurred_at: string;
  })[];
  cancellations: Cancellation[];
  entries: LedgerEntry[];
}

export interface CancelOrderInput {
  orderId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** Several lines of one product add up */
  items?: ({
    productId: string;
    /** Whole pieces */
    quantity: number;
  })[] | undefined;
  reason?: string | undefined;
}

export interface CancelOrderOutput {
  order: Order;
  cancellation: Cancellation;
  credit: Credit;
}

export interface GetOverdueInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  days?: number | undefined;
  /** Now, where it is left out */
  asOf?: string | Date | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface GetOverdueRow {
  customer_id: string;
  customer_name: string;
  customer_email: string | null;
  /** Decimal string */
  owed: string;
  /** Decimal string */
  overdue: string;
  overdue_orders: number;
  oldest_order_id: string;
  oldest_order_number: number;
  /** RFC 3339, UTC */
  oldest_placed_at: string;
  oldest_days: number;
  buckets: {
    /** Decimal string */
    days_0_30: string;
    /** Decimal string */
    days_31_60: string;
    /** Decimal string */
    days_61_90: string;
    /** Decimal string */
    days_over_90: string;
  };
}

export interface GetOverdueOutput extends Page<GetOverdueRow> {
  currency: string;
  days: number;
  /** RFC 3339, UTC */
  as_of: string;
  /** RFC 3339, UTC */
  overdue_since: string;
  totals: {
    customers: number;
    orders: number;
    /** Decimal string */
    owed: string;
    /** Decimal string */
    overdue: string;
    overdue_customers: number;
    overdue_orders: number;
    buckets: {
      /** Decimal string */
      days_0_30: string;
      /** Decimal string */
      days_31_60: string;
      /** Decimal string */
      days_61_90: string;
      /** Decimal string */
      days_over_90: string;
    };
  };
}

export interface RecordPaymentInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId: string;
  /** Decimal string, or a JSON number */
  amount: string | number;
  orderId?: string | undefined;
  method?: "cash" | "card" | "bank_transfer" | "other" | "balance" | undefined;
  reference?: string | undefined;
  note?: string | undefined;
}

export interface ListPaymentsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId?: string | undefined;
  status?: "received" | "reversed" | undefined;
  method?: "cash" | "card" | "bank_transfer" | "other" | "balance" | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface GetPaymentInput {
  paymentId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface GetPaymentOutput {
  id: string;
  customer_id: string;
  customer_name: string;
  currency: string;
  /** Decimal string */
  amount: string;
  method: "cash" | "card" | "bank_transfer" | "other" | "balance";
  reference: string | null;
  note: string | null;
  status: "received" | "reversed";
  /** Decimal string */
  allocated: string;
  /** Decimal string */
  to_balance: string;
  actor: string;
  request_id: string | null;
  /** RFC 3339, UTC */
  received_at: string;
  reversed_at: string | null;
  reversal_reason: string | null;
  allocations: ({
    order_id: string;
    order_number: number;
    /** Decimal string */
    amount: string;
    kind: "payment" | "release" | "reversal";
    /** RFC 3339, UTC */
    occurred_at: string;
  })[];
  entries: LedgerEntry[];
}

export interface ReversePaymentInput {
  paymentId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  reason?: string | undefined;
}

export interface RecordUsageInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId: string;
  /** What was used, with `price_per_unit` */
  service?: string | undefined;
  /** In place of `service`: its unit price of this moment is taken */
  productId?: string | undefined;
  /** Decimal string, or a JSON number: up to 6 decimals */
  unitsConsumed?: string | number | undefined;
  /** Another name of `units_consumed` */
  units?: string | number | undefined;
  /** Up to 6 decimals; with `service` only */
  pricePerUnit?: string | number | undefined;
  /** Your own id of the event: recorded once, whatever is sent how often. Without one, and without an `Idempotency-Key`, the event is known by the SHA-256 of its payload. */
  requestId?: string | undefined;
  /** When it was used, RFC 3339; the moment of recording where it is left out */
  occurredAt?: string | Date | undefined;
}

export interface ListUsageEventsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId?: string | undefined;
  service?: string | undefined;
  productId?: string | undefined;
  status?: "unbilled" | "held" | "billed" | undefined;
  chargeId?: string | undefined;
  /** RFC 3339, UTC */
  occurredFrom?: string | Date | undefined;
  /** RFC 3339, UTC */
  occurredBefore?: string | Date | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface RecordUsageBatchInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  events: ({
    customerId: string;
    /** What was used, with `price_per_unit` */
    service?: string | undefined;
    /** In place of `service`: its unit price of this moment is taken */
    productId?: string | undefined;
    /** Decimal string, or a JSON number: up to 6 decimals */
    unitsConsumed?: string | number | undefined;
    /** Another name of `units_consumed` */
    units?: string | number | undefined;
    /** Up to 6 decimals; with `service` only */
    pricePerUnit?: string | number | undefined;
    /** Your own id of the event: recorded once, whatever is sent how often. Without one, and without an `Idempotency-Key`, the event is known by the SHA-256 of its payload. */
    requestId?: string | undefined;
    /** When it was used, RFC 3339; the moment of recording where it is left out */
    occurredAt?: string | Date | undefined;
  })[];
}

export interface RecordUsageBatchOutput {
  recorded: number;
  duplicates: number;
  invalid: number;
  results: ({
    outcome: "recorded" | "duplicate" | "invalid";
    id: string | null;
    request_id: string | null;
    error: {
      code: string;
      detail: string;
      errors: ({
        pointer: string;
        message: string;
      })[];
    } | null;
  })[];
}

export interface RecordProductUsageInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId: string;
  productId: string;
  /** Decimal string, or a JSON number: up to 6 decimals */
  units: string | number;
  /** Your own id of the event: recorded once, whatever is sent how often. Without one, and without an `Idempotency-Key`, the event is known by the SHA-256 of its payload. */
  requestId?: string | undefined;
  /** When it was used, RFC 3339; the moment of recording where it is left out */
  occurredAt?: string | Date | undefined;
}

export interface GetUsageSummaryInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId?: string | undefined;
  fromDay?: string | undefined;
  toDay?: string | undefined;
}

export interface GetUsageSummaryOutput {
  from_day: string;
  to_day: string;
  currency: string;
  /** RFC 3339, UTC */
  as_of: string;
  events: number;
  /** Decimal string */
  amount: string;
  /** Decimal string */
  unbilled: string;
  /** Decimal string */
  held: string;
  held_customers: number;
  days: ({
    day: string;
    service: string | null;
    product_id: string | null;
    name: string;
    events: number;
    /** Decimal string */
    units: string;
    /** Decimal string */
    amount: string;
  })[];
  totals: ({
    day: string;
    events: number;
    /** Decimal string */
    amount: string;
  })[];
  meters: ({
    service: string | null;
    product_id: string | null;
    name: string;
    events: number;
    /** Decimal string */
    units: string;
    /** Decimal string */
    amount: string;
  })[];
  customers: ({
    customer_id: string;
    customer_name: string;
    events: number;
    /** Decimal string */
    amount: string;
    /** Decimal string */
    unbilled: string;
  })[];
}

export interface ListUnbilledUsageInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId?: string | undefined;
  held?: "true" | "false" | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface ListUnbilledUsageRow {
  customer_id: string;
  customer_name: string;
  service: string | null;
  product_id: string | null;
  name: string;
  events: number;
  /** Decimal string */
  units: string;
  /** Decimal string */
  amount: string;
  currency: string;
  held_reason: "insufficient_funds" | "customer_archived" | "internal_error" | null;
  held_since: string | null;
}

export interface GetUsageEventInput {
  usageEventId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface GetUsageEventOutput {
  id: string;
  customer_id: string;
  service: string | null;
  product_id: string | null;
  /** Decimal string */
  units: string;
  /** Decimal string */
  price_per_unit: string;
  /** Decimal string */
  amount: string;
  currency: string;
  request_id: string;
  /** RFC 3339, UTC */
  occurred_at: string;
  /** RFC 3339, UTC */
  recorded_at: string;
  actor: string;
  source_request_id: string | null;
  customer_name: string;
  product_sku: string | null;
  product_name: string | null;
  status: "unbilled" | "held" | "billed";
  held_reason: "insufficient_funds" | "customer_archived" | "internal_error" | null;
  charge_id: string | null;
  billing_run_id: string | null;
  entry_id: string | null;
}

export interface TriggerBillingInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  plan?: string | undefined;
}

export interface ListBillingRunsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface PreviewBillingInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface PreviewBillingOutput {
  /** RFC 3339, UTC */
  as_of: string;
  currency: string;
  new_events: number;
  would_bill: number;
  /** Decimal string */
  total: string;
  would_hold: number;
  /** Decimal string */
  total_held: string;
  lines: ({
    customer_id: string;
    customer_name: string;
    service: string | null;
    product_id: string | null;
    name: string;
    events: number;
    /** Decimal string */
    units: string;
    /** Decimal string */
    amount: string;
    outcome: "bill" | "hold";
    held_reason: "insufficient_funds" | "customer_archived" | "internal_error" | null;
  })[];
  more_lines: number;
  plan: string | null;
}

export interface GetBillingStatusInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface GetBillingStatusOutput {
  scheduler: "pg_cron" | "runner" | "none";
  scheduler_seen_at: string | null;
  last_run: BillingRun | null;
  runs: number;
  charges: number;
  /** Decimal string */
  total_billed: string;
  /** Decimal string */
  unbilled: string;
  /** Decimal string */
  held: string;
  held_customers: number;
  currency: string;
}

export interface GetBillingRunInput {
  billingRunId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface ListUsageChargesInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  billingRunId?: string | undefined;
  customerId?: string | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface GetUsageChargeInput {
  usageChargeId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface GetUsageChargeOutput {
  id: string;
  billing_run_id: string;
  customer_id: string;
  customer_name: string;
  service: string | null;
  product_id: string | null;
  name: string;
  events: number;
  /** Decimal string */
  units: string;
  /** Decimal string */
  amount: string;
  currency: string;
  entry_id: string | null;
  /** RFC 3339, UTC */
  charged_at: string;
  entry: LedgerEntry | null;
}

export interface AdvanceClockInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** RFC 3339, UTC */
  until?: string | Date | undefined;
  seconds?: number | undefined;
  hours?: number | undefined;
  days?: number | undefined;
}

export interface AdvanceClockOutput {
  /** RFC 3339, UTC */
  test_clock_at: string;
  /** RFC 3339, UTC */
  from: string;
  /** RFC 3339, UTC */
  until: string;
  reached: boolean;
  hours: number;
  debits_succeeded: number;
  debits_failed: number;
  /** Decimal string */
  total_debited: string;
  charges: number;
  /** Decimal string */
  total_billed: string;
  sessions_ended: number;
  holds_expired: number;
  orders_overdue: number;
  currency: string;
}

export interface TriggerDebitsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  plan?: string | undefined;
}

export interface TriggerDebitsOutput {
  run_id: string;
  status: "running" | "completed";
  processed: number;
  succeeded: number;
  failed: number;
  /** Decimal string */
  total_debited: string;
  currency: string;
  runs: DebitRun[];
}

export interface PreviewDebitsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface PreviewDebitsOutput {
  /** RFC 3339, UTC */
  period_start: string;
  missed_hours: number;
  due: number;
  would_succeed: number;
  would_fail: number;
  /** Decimal string */
  total: string;
  currency: string;
  lines: ({
    customer_id: string;
    customer_name: string;
    hours: number;
    /** Decimal string */
    hourly_debit_amount: string;
    would_succeed: number;
    would_fail: number;
    /** Decimal string */
    total: string;
    /** Decimal string */
    balance_before: string;
    /** Decimal string */
    balance_after: string;
  })[];
  more_lines: number;
  plan: string | null;
}

export interface GetDebitStatusInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface GetDebitStatusOutput {
  scheduler: "pg_cron" | "runner" | "none";
  scheduler_seen_at: string | null;
  last_run: DebitRun | null;
  /** RFC 3339, UTC */
  next_run_at: string;
  missed_hours: number;
  runs: number;
  succeeded: number;
  failed: number;
  /** Decimal string */
  total_debited: string;
  currency: string;
}

export interface ListDebitRunsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface GetDebitRunInput {
  runId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface ListDebitLogsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId?: string | undefined;
  status?: "success" | "failed" | undefined;
  runId?: string | undefined;
  /** RFC 3339, UTC */
  periodStart?: string | Date | undefined;
  /** Of this hour and those after it */
  periodFrom?: string | Date | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface StartSessionInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** Left out by a signed-in customer, who means themselves */
  customerId?: string | undefined;
  /** For this session, in place of the rate of the business. Not for customers themselves */
  creditsPerMinute?: string | number | undefined;
  description?: string | undefined;
}

export interface StartSessionOutput {
  /** RFC 3339, UTC */
  as_of: string;
  clock_stands_still: boolean;
  customer_id: string;
  /** Decimal string */
  credits: string;
  /** Decimal string */
  credits_held: string;
  /** Decimal string */
  credits_per_minute: string;
  session: Session;
}

export interface StopSessionInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** Left out by a signed-in customer, who means themselves */
  customerId?: string | undefined;
  /** So that a request that comes late cannot stop a session that was started after it */
  sessionId?: string | undefined;
}

export interface StopSessionOutput {
  /** RFC 3339, UTC */
  as_of: string;
  clock_stands_still: boolean;
  customer_id: string;
  /** Decimal string */
  credits: string;
  /** Decimal string */
  credits_held: string;
  /** Decimal string */
  credits_per_minute: string;
  session: Session;
  stopped: boolean;
}

export interface GetSessionStatusInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** Left out by a signed-in customer, who means themselves */
  customerId?: string | undefined;
}

export interface GetSessionStatusOutput {
  /** RFC 3339, UTC */
  as_of: string;
  clock_stands_still: boolean;
  customer_id: string;
  /** Decimal string */
  credits: string;
  /** Decimal string */
  credits_held: string;
  /** Decimal string */
  credits_per_minute: string;
  can_start: boolean;
  session: Session | null;
  last_session: Session | null;
}

export interface AddCreditsInput {
  customerId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** Decimal string, or a JSON number */
  credits: string | number;
  /** bought, unless it is given: a top-up. given: a grant */
  source?: "bought" | "given" | undefined;
  description?: string | undefined;
}

export interface AddCreditsOutput {
  customer_id: string;
  /** Decimal string */
  credits: string;
  entry: LedgerEntry;
  session: Session | null;
}

export interface ListSessionsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId?: string | undefined;
  status?: "active" | "ended" | undefined;
  endReason?: "stopped" | "ran_out" | "ended_by_business" | "customer_archived" | undefined;
  /** Only what ran on this day of UTC or later */
  fromDay?: string | undefined;
  /** Only what ran on this day of UTC or earlier */
  toDay?: string | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface ListSessionsOutput extends Page<Session> {
  /** RFC 3339, UTC */
  as_of: string;
  clock_stands_still: boolean;
}

export interface GetSessionAnalyticsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId?: string | undefined;
  /** The first day; 29 days before the last unless it is given */
  fromDay?: string | undefined;
  /** The last day; today unless it is given */
  toDay?: string | undefined;
}

export interface GetSessionAnalyticsOutput {
  from_day: string;
  to_day: string;
  /** RFC 3339, UTC */
  as_of: string;
  sessions: number;
  customers: number;
  /** Decimal string */
  minutes: string;
  /** Decimal string */
  credits: string;
  days: ({
    day: string;
    sessions: number;
    /** Decimal string */
    minutes: string;
    /** Decimal string */
    credits: string;
  })[];
  top_customers: ({
    customer_id: string;
    customer_name: string;
    sessions: number;
    /** Decimal string */
    minutes: string;
    /** Decimal string */
    credits: string;
  })[];
  running: number;
  /** Decimal string */
  credits_per_minute: string;
}

export interface GetSessionInput {
  sessionId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface GetSessionOutput {
  id: string;
  customer_id: string;
  customer_name: string;
  status: "active" | "ended";
  /** Decimal string */
  credits_per_minute: string;
  description: string | null;
  /** RFC 3339, UTC */
  started_at: string;
  ended_at: string | null;
  end_reason: "stopped" | "ran_out" | "ended_by_business" | "customer_archived" | null;
  seconds: number;
  /** Decimal string */
  credits_used: string;
  credits_left: string | null;
  runs_out_at: string | null;
  started_by: string;
  ended_by: string | null;
  /** RFC 3339, UTC */
  as_of: string;
  clock_stands_still: boolean;
  entries: {
    data: LedgerEntry[];
    has_more: boolean;
    next_cursor: string | null;
  };
}

export interface ListAuditEventsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** As an answer names it, such as `user:<id>` */
  actor?: string | undefined;
  subjectType?: "business" | "member" | "invitation" | "api_key" | "customer" | "product" | "webhook_endpoint" | undefined;
  subjectId?: string | undefined;
  action?: "business.created" | "business.updated" | "business.deleted" | "business.clock_moved" | "member.created" | "member.updated" | "member.deleted" | "invitation.created" | "invitation.updated" | "invitation.accepted" | "invitation.revoked" | "invitation.deleted" | "api_key.created" | "api_key.updated" | "api_key.revoked" | "api_key.deleted" | "customer.created" | "customer.updated" | "customer.deleted" | "product.created" | "product.updated" | "webhook_endpoint.created" | "webhook_endpoint.updated" | "webhook_endpoint.deleted" | undefined;
  /** Changed at this moment or later */
  recordedFrom?: string | Date | undefined;
  /** Changed before this moment */
  recordedBefore?: string | Date | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface ListAuditEventsRow {
  id: string;
  actor: string;
  actor_name: string | null;
  action: "business.created" | "business.updated" | "business.deleted" | "business.clock_moved" | "member.created" | "member.updated" | "member.deleted" | "invitation.created" | "invitation.updated" | "invitation.accepted" | "invitation.revoked" | "invitation.deleted" | "api_key.created" | "api_key.updated" | "api_key.revoked" | "api_key.deleted" | "customer.created" | "customer.updated" | "customer.deleted" | "product.created" | "product.updated" | "webhook_endpoint.created" | "webhook_endpoint.updated" | "webhook_endpoint.deleted";
  subject_type: "business" | "member" | "invitation" | "api_key" | "customer" | "product" | "webhook_endpoint";
  subject_id: string;
  subject_name: string | null;
  changes: ({
    field: string;
    before: string | number | boolean | string[] | null;
    after: string | number | boolean | string[] | null;
  })[];
  request_id: string | null;
  /** RFC 3339, UTC */
  recorded_at: string;
}

export interface ListWebhookEndpointsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface ListWebhookEndpointsOutput {
  data: WebhookEndpoint[];
}

export interface CreateWebhookEndpointInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** https, a public address; what it answers with a redirect is a failure */
  url: string;
  description?: string | undefined;
  /** What is sent to it; an empty list is everything */
  eventTypes?: ("wallet.low" | "wallet.exhausted" | "customer.created" | "customer.archived" | "order.created" | "order.cancelled" | "order.overdue" | "payment.received" | "payment.reversed" | "debit.failed" | "usage.held" | "session.started" | "session.ended" | "hold.created" | "hold.captured" | "hold.released" | "hold.expired" | "webhook.test")[] | undefined;
}

export interface CreateWebhookEndpointOutput {
  id: string;
  url: string;
  description: string | null;
  event_types: ("wallet.low" | "wallet.exhausted" | "customer.created" | "customer.archived" | "order.created" | "order.cancelled" | "order.overdue" | "payment.received" | "payment.reversed" | "debit.failed" | "usage.held" | "session.started" | "session.ended" | "hold.created" | "hold.captured" | "hold.released" | "hold.expired" | "webhook.test")[];
  status: "active" | "disabled";
  disabled_at: string | null;
  disabled_reason: "by_member" | "failing" | "gone" | null;
  failing_since: string | null;
  pending: number;
  oldest_pending_at: string | null;
  last_attempt: {
    id: string;
    /** RFC 3339, UTC */
    started_at: string;
    duration_ms: number;
    delivered: boolean;
    response_status: number | null;
    response_body: string | null;
    error: string | null;
  } | null;
  /** RFC 3339, UTC */
  secret_rotated_at: string;
  previous_secret_expires_at: string | null;
  /** RFC 3339, UTC */
  created_at: string;
  created_by: string;
  secret: string | null;
}

export interface GetWebhookEndpointInput {
  endpointId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface UpdateWebhookEndpointInput {
  endpointId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** https, a public address; what it answers with a redirect is a failure */
  url?: string | undefined;
  description?: "" | string | undefined;
  /** What is sent to it; an empty list is everything */
  eventTypes?: ("wallet.low" | "wallet.exhausted" | "customer.created" | "customer.archived" | "order.created" | "order.cancelled" | "order.overdue" | "payment.received" | "payment.reversed" | "debit.failed" | "usage.held" | "session.started" | "session.ended" | "hold.created" | "hold.captured" | "hold.released" | "hold.expired" | "webhook.test")[] | undefined;
  status?: "active" | "disabled" | undefined;
}

export interface DeleteWebhookEndpointInput {
  endpointId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface DeleteWebhookEndpointOutput {
  id: string;
  deleted: true;
}

export interface RotateWebhookSecretInput {
  endpointId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface RotateWebhookSecretOutput {
  id: string;
  url: string;
  description: string | null;
  event_types: ("wallet.low" | "wallet.exhausted" | "customer.created" | "customer.archived" | "order.created" | "order.cancelled" | "order.overdue" | "payment.received" | "payment.reversed" | "debit.failed" | "usage.held" | "session.started" | "session.ended" | "hold.created" | "hold.captured" | "hold.released" | "hold.expired" | "webhook.test")[];
  status: "active" | "disabled";
  disabled_at: string | null;
  disabled_reason: "by_member" | "failing" | "gone" | null;
  failing_since: string | null;
  pending: number;
  oldest_pending_at: string | null;
  last_attempt: {
    id: string;
    /** RFC 3339, UTC */
    started_at: string;
    duration_ms: number;
    delivered: boolean;
    response_status: number | null;
    response_body: string | null;
    error: string | null;
  } | null;
  /** RFC 3339, UTC */
  secret_rotated_at: string;
  previous_secret_expires_at: string | null;
  /** RFC 3339, UTC */
  created_at: string;
  created_by: string;
  secret: string | null;
}

export interface SendTestWebhookInput {
  endpointId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface ReplayWebhookEventsInput {
  endpointId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** RFC 3339, UTC */
  since?: string | Date | undefined;
  fromEventId?: string | undefined;
}

export interface ReplayWebhookEventsOutput {
  endpoint_id: string;
  replayed: number;
}

export interface ListWebhookEventsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  type?: "wallet.low" | "wallet.exhausted" | "customer.created" | "customer.archived" | "order.created" | "order.cancelled" | "order.overdue" | "payment.received" | "payment.reversed" | "debit.failed" | "usage.held" | "session.started" | "session.ended" | "hold.created" | "hold.captured" | "hold.released" | "hold.expired" | "webhook.test" | undefined;
  customerId?: string | undefined;
  /** Only what is or was for this endpoint */
  endpointId?: string | undefined;
  /** Only what has a delivery of this status, to `endpoint_id` where it is given */
  status?: "pending" | "retrying" | "delivered" | "abandoned" | undefined;
  /** RFC 3339, UTC */
  since?: string | Date | undefined;
  /** RFC 3339, UTC */
  until?: string | Date | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface GetWebhookEventInput {
  eventId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface GetWebhookEventOutput {
  id: string;
  type: "wallet.low" | "wallet.exhausted" | "customer.created" | "customer.archived" | "order.created" | "order.cancelled" | "order.overdue" | "payment.received" | "payment.reversed" | "debit.failed" | "usage.held" | "session.started" | "session.ended" | "hold.created" | "hold.captured" | "hold.released" | "hold.expired" | "webhook.test";
  customer_id: string | null;
  customer_name: string | null;
  /** RFC 3339, UTC */
  occurred_at: string;
  /** RFC 3339, UTC */
  recorded_at: string;
  payload: WebhookMessage;
  deliveries: ({
    endpoint_id: string;
    status: "pending" | "retrying" | "delivered" | "abandoned";
    attempt_count: number;
    next_attempt_at: string | null;
    settled_at: string | null;
    endpoint_url: string;
    waits_for: string | null;
    attempts: ({
      id: string;
      /** RFC 3339, UTC */
      started_at: string;
      duration_ms: number;
      delivered: boolean;
      response_status: number | null;
      response_body: string | null;
      error: string | null;
    })[];
  })[];
}

export interface RetryWebhookDeliveryInput {
  eventId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  endpointId: string;
}

export interface CreateHoldInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId: string;
  /** `prepaid` unless `credits` are held */
  wallet?: "prepaid" | "credits" | undefined;
  /** Decimal string, or a JSON number */
  amount: string | number;
  /** Seconds from now; seven days where neither this nor `expires_at` is given */
  expiresIn?: number | undefined;
  /** RFC 3339, UTC */
  expiresAt?: string | Date | undefined;
  description?: string | undefined;
}

export interface CreateHoldOutput {
  id: string;
  customer_id: string;
  customer_name: string;
  wallet: "prepaid" | "credits";
  unit: string;
  /** Decimal string */
  amount: string;
  /** Decimal string */
  captured: string;
  /** Decimal string */
  held: string;
  status: "active" | "captured" | "released" | "expired";
  description: string | null;
  /** RFC 3339, UTC */
  created_at: string;
  /** RFC 3339, UTC */
  expires_at: string;
  ended_at: string | null;
  actor: string;
  request_id: string | null;
}

export interface ListHoldsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  customerId?: string | undefined;
  wallet?: "prepaid" | "credits" | undefined;
  status?: "active" | "captured" | "released" | "expired" | undefined;
  /** Rows a page, 50 by default */
  limit?: number | undefined;
  /** `next_cursor` of the page before */
  cursor?: string | undefined;
}

export interface ListHoldsRow {
  id: string;
  customer_id: string;
  customer_name: string;
  wallet: "prepaid" | "credits";
  unit: string;
  /** Decimal string */
  amount: string;
  /** Decimal string */
  captured: string;
  /** Decimal string */
  held: string;
  status: "active" | "captured" | "released" | "expired";
  description: string | null;
  /** RFC 3339, UTC */
  created_at: string;
  /** RFC 3339, UTC */
  expires_at: string;
  ended_at: string | null;
  actor: string;
  request_id: string | null;
}

export interface ListHoldsOutput extends Page<ListHoldsRow> {
  /** RFC 3339, UTC */
  as_of: string;
  clock_stands_still: boolean;
}

export interface GetHoldInput {
  holdId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface GetHoldOutput {
  id: string;
  customer_id: string;
  customer_name: string;
  wallet: "prepaid" | "credits";
  unit: string;
  /** Decimal string */
  amount: string;
  /** Decimal string */
  captured: string;
  /** Decimal string */
  held: string;
  status: "active" | "captured" | "released" | "expired";
  description: string | null;
  /** RFC 3339, UTC */
  created_at: string;
  /** RFC 3339, UTC */
  expires_at: string;
  ended_at: string | null;
  actor: string;
  request_id: string | null;
  captures: LedgerEntry[];
  /** RFC 3339, UTC */
  as_of: string;
  clock_stands_still: boolean;
}

export interface CaptureHoldInput {
  holdId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** All that is still held where it is left out */
  amount?: string | number | undefined;
  keepRest?: boolean | undefined;
  description?: string | undefined;
}

export interface CaptureHoldOutput {
  hold: {
    id: string;
    customer_id: string;
    customer_name: string;
    wallet: "prepaid" | "credits";
    unit: string;
    /** Decimal string */
    amount: string;
    /** Decimal string */
    captured: string;
    /** Decimal string */
    held: string;
    status: "active" | "captured" | "released" | "expired";
    description: string | null;
    /** RFC 3339, UTC */
    created_at: string;
    /** RFC 3339, UTC */
    expires_at: string;
    ended_at: string | null;
    actor: string;
    request_id: string | null;
  };
  entry: LedgerEntry;
}

export interface ReleaseHoldInput {
  holdId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface ReleaseHoldOutput {
  id: string;
  customer_id: string;
  customer_name: string;
  wallet: "prepaid" | "credits";
  unit: string;
  /** Decimal string */
  amount: string;
  /** Decimal string */
  captured: string;
  /** Decimal string */
  held: string;
  status: "active" | "captured" | "released" | "expired";
  description: string | null;
  /** RFC 3339, UTC */
  created_at: string;
  /** RFC 3339, UTC */
  expires_at: string;
  ended_at: string | null;
  actor: string;
  request_id: string | null;
}

export interface GetJoinPageInput {
  /** The name of the business in links */
  slug: string;
}

export interface GetJoinPageOutput {
  business_id: string;
  business_name: string;
  slug: string;
  /** Decimal string */
  welcome_grant: string;
  /** Decimal string */
  credits_per_minute: string;
}

export interface JoinBusinessInput {
  /** The name of the business in links */
  slug: string;
  name?: string | undefined;
}

export interface JoinBusinessOutput {
  business_id: string;
  customer_id: string;
  /** Decimal string */
  credits: string;
  joined: boolean;
}

export interface InviteCustomerInput {
  customerId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  /** When given, only the user with this address may accept */
  email?: string | undefined;
}

export interface InviteCustomerOutput {
  id: string;
  customer_id: string;
  email: string | null;
  /** RFC 3339, UTC */
  created_at: string;
  /** RFC 3339, UTC */
  expires_at: string;
  token: string | null;
}

export interface GetOverviewInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface GetOverviewOutput {
  currency: string;
  /** RFC 3339, UTC */
  as_of: string;
  customers: number;
  active_customers: number;
  /** Decimal string */
  total_balance: string;
  /** Decimal string */
  hourly_burn: string;
  runway_hours: number | null;
  dry_customers: number;
  debits_by_hour: ({
    /** RFC 3339, UTC */
    period_start: string;
    /** Decimal string */
    debited: string;
    succeeded: number;
    failed: number;
  })[];
  dry_next: Customer[];
  recent_logs: DebitLog[];
  running_sessions: number;
  /** Decimal string */
  session_credits_per_minute: string;
}

export interface CreateBusinessInput {
  name: string;
  currency?: "AED" | "ARS" | "AUD" | "BDT" | "BGN" | "BHD" | "BRL" | "CAD" | "CHF" | "CLP" | "CNY" | "COP" | "CZK" | "DKK" | "EGP" | "EUR" | "GBP" | "GHS" | "HKD" | "HUF" | "IDR" | "ILS" | "INR" | "ISK" | "JOD" | "JPY" | "KES" | "KRW" | "KWD" | "LKR" | "MAD" | "MXN" | "MYR" | "NGN" | "NOK" | "NZD" | "OMR" | "PEN" | "PHP" | "PKR" | "PLN" | "QAR" | "RON" | "RSD" | "SAR" | "SEK" | "SGD" | "THB" | "TND" | "TRY" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "VND" | "XAF" | "XOF" | "ZAR" | undefined;
  isSandbox?: boolean | undefined;
}

export interface GetBusinessInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface UpdateBusinessInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  name?: string | undefined;
  /** Decimal string, or a JSON number */
  welcomeGrant?: string | number | undefined;
  /** Decimal string, or a JSON number */
  sessionCreditsPerMinute?: string | number | undefined;
  joinEnabled?: boolean | undefined;
  overdueDays?: number | undefined;
  /** A prepaid balance that falls below it is told as `wallet.low`; empty: none is */
  lowBalance?: "" | string | number | undefined;
  /** Credits that fall below it are told as `wallet.low`; empty: none are */
  lowCredits?: "" | string | number | undefined;
}

export interface ListMembersInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface ListMembersOutput {
  data: Member[];
}

export interface UpdateMemberInput {
  userId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  role: "owner" | "admin" | "member" | "viewer";
}

export interface RemoveMemberInput {
  userId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface RemoveMemberOutput {
  user_id: string;
  removed: true;
}

export interface CreateInvitationInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  role: "owner" | "admin" | "member" | "viewer";
  email?: string | undefined;
}

export interface CreateInvitationOutput {
  id: string;
  email: string | null;
  role: "owner" | "admin" | "member" | "viewer";
  /** RFC 3339, UTC */
  created_at: string;
  /** RFC 3339, UTC */
  expires_at: string;
  token: string | null;
}

export interface ListInvitationsInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface ListInvitationsOutput {
  data: Invitation[];
}

export interface GetInvitationInput {
  token: string;
}

export interface GetInvitationOutput {
  business_name: string;
  role: "owner" | "admin" | "member" | "viewer" | "customer";
  customer_name: string | null;
  email: string | null;
  /** RFC 3339, UTC */
  expires_at: string;
}

export interface RevokeInvitationInput {
  invitationId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface RevokeInvitationOutput {
  id: string;
  revoked: true;
}

export interface AcceptInvitationInput {
  token: string;
}

export interface AcceptInvitationOutput {
  business_id: string;
  role: "owner" | "admin" | "member" | "viewer" | "customer";
  customer_id: string | null;
}

export interface CreateApiKeyInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
  name: string;
  scopes?: ("customers:read" | "customers:write" | "wallets:read" | "wallets:write" | "debits:read" | "debits:run" | "products:read" | "products:write" | "orders:read" | "orders:write" | "payments:read" | "payments:write" | "usage:read" | "usage:write" | "billing:run" | "sessions:read" | "sessions:write" | "holds:read" | "holds:write" | "webhooks:read" | "webhooks:write" | "audit:read" | "business:read" | "business:write" | "members:write" | "keys:write")[] | undefined;
  /** RFC 3339, UTC */
  expiresAt?: string | Date | undefined;
}

export interface CreateApiKeyOutput {
  id: string;
  name: string;
  prefix: string;
  scopes: ("customers:read" | "customers:write" | "wallets:read" | "wallets:write" | "debits:read" | "debits:run" | "products:read" | "products:write" | "orders:read" | "orders:write" | "payments:read" | "payments:write" | "usage:read" | "usage:write" | "billing:run" | "sessions:read" | "sessions:write" | "holds:read" | "holds:write" | "webhooks:read" | "webhooks:write" | "audit:read" | "business:read" | "business:write" | "members:write" | "keys:write")[];
  /** RFC 3339, UTC */
  created_at: string;
  last_used_at: string | null;
  expires_at: string | null;
  revoked_at: string | null;
  key: string | null;
}

export interface ListApiKeysInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface ListApiKeysOutput {
  data: ApiKey[];
}

export interface RevokeApiKeyInput {
  apiKeyId: string;
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface GetStatusInput {
  /** Needed only by callers who belong to several businesses */
  businessId?: string | undefined;
}

export interface GetStatusOutput {
  /** RFC 3339, UTC */
  database_time: string;
  /** RFC 3339, UTC */
  business_time: string;
  schema_version: string | null;
  scheduler: "pg_cron" | "runner" | "none";
  scheduler_seen_at: string | null;
  jobs: ({
    name: string;
    description: string;
    schedule: string;
    is_enabled: boolean;
    last_seen_at: string | null;
    last_done_at: string | null;
    last_duration_ms: number | null;
    runs: number;
    failures: number;
    last_failed_at: string | null;
  })[];
  last_proof: {
    /** RFC 3339, UTC */
    checked_at: string;
    discrepancies: number;
  } | null;
  backlog: {
    hours_due: number;
    hours_set_aside_until: string | null;
    customers_unbilled: number;
    customers_held: number;
    usage_billed_at: string | null;
    sessions_unsettled: number;
    deliveries_pending: number;
  };
}

export interface GetHealthInput {
}

export interface GetHealthOutput {
  status: "ok";
  /** RFC 3339, UTC */
  database_time: string;
  scheduler: "pg_cron" | "runner" | "none";
}

export interface GetLiveInput {
}

export interface GetLiveOutput {
  status: "ok";
  version: string;
  uptime_seconds: number;
}

export interface GetReadyInput {
}

export interface GetReadyOutput {
  status: "ok";
  checks: {
    database: "ok" | "failed" | "unknown";
    migrations: "ok" | "failed" | "unknown";
    scheduler: "ok" | "failed" | "unknown";
  };
  /** RFC 3339, UTC */
  database_time: string;
  scheduler: "pg_cron" | "runner" | "none";
  scheduler_age_seconds: number | null;
}
