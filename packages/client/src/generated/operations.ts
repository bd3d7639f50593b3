// Generated from public/openapi.json by `npm run client:types`. Not to be edited.

import type { Caller } from '../caller';
import type { CallOptions } from '../options';
import type { Pages } from '../pages';
import type {
  AcceptInvitationInput,
  AcceptInvitationOutput,
  Account,
  AddCreditInput,
  AddCreditOutput,
  AddCreditsInput,
  AddCreditsOutput,
  AdjustStockInput,
  AdjustStockOutput,
  AdvanceClockInput,
  AdvanceClockOutput,
  ApiKey,
  ArchiveProductInput,
  AuthSession,
  Balance,
  BillingRun,
  Business,
  CancelOrderInput,
  CancelOrderOutput,
  CaptureHoldInput,
  CaptureHoldOutput,
  CreateApiKeyInput,
  CreateApiKeyOutput,
  CreateBusinessInput,
  CreateCustomerInput,
  CreateHoldInput,
  CreateHoldOutput,
  CreateInvitationInput,
  CreateInvitationOutput,
  CreateProductInput,
  CreateWebhookEndpointInput,
  CreateWebhookEndpointOutput,
  Customer,
  DebitLog,
  DebitRun,
  DeleteCustomerInput,
  DeleteCustomerOutput,
  DeleteWebhookEndpointInput,
  DeleteWebhookEndpointOutput,
  GetBalanceInput,
  GetBillingRunInput,
  GetBillingStatusInput,
  GetBillingStatusOutput,
  GetBusinessInput,
  GetCustomerInput,
  GetDebitRunInput,
  GetDebitStatusInput,
  GetDebitStatusOutput,
  GetHealthInput,
  GetHealthOutput,
  GetHoldInput,
  GetHoldOutput,
  GetInvitationInput,
  GetInvitationOutput,
  GetJoinPageInput,
  GetJoinPageOutput,
  GetLedgerEntryInput,
  GetLedgerEntryOutput,
  GetLedgerProofInput,
  GetLedgerProofOutput,
  GetLiveInput,
  GetLiveOutput,
  GetMeInput,
  GetOrderInput,
  GetOrderOutput,
  GetOverdueInput,
  GetOverdueOutput,
  GetOverdueRow,
  GetOverviewInput,
  GetOverviewOutput,
  GetPaymentInput,
  GetPaymentOutput,
  GetProductInput,
  GetProfileInput,
  GetProfileOutput,
  GetReadyInput,
  GetReadyOutput,
  GetSessionAnalyticsInput,
  GetSessionAnalyticsOutput,
  GetSessionInput,
  GetSessionOutput,
  GetSessionStatusInput,
  GetSessionStatusOutput,
  GetStatementInput,
  GetStatementOutput,
  GetStatusInput,
  GetStatusOutput,
  GetUsageChargeInput,
  GetUsageChargeOutput,
  GetUsageEventInput,
  GetUsageEventOutput,
  GetUsageSummaryInput,
  GetUsageSummaryOutput,
  GetWebhookEndpointInput,
  GetWebhookEventInput,
  GetWebhookEventOutput,
  ImportCustomersInput,
  ImportCustomersOutput,
  ImportProductsInput,
  ImportProductsOutput,
  InviteCustomerInput,
  InviteCustomerOutput,
  JoinBusinessInput,
  JoinBusinessOutput,
  LedgerEntry,
  ListApiKeysInput,
  ListApiKeysOutput,
  ListAuditEventsInput,
  ListAuditEventsRow,
  ListBillingRunsInput,
  ListCustomersInput,
  ListDebitLogsInput,
  ListDebitRunsInput,
  ListHoldsInput,
  ListHoldsOutput,
  ListHoldsRow,
  ListInvitationsInput,
  ListInvitationsOutput,
  ListLedgerEntriesInput,
  ListMembersInput,
  ListMembersOutput,
  ListOrdersInput,
  ListOrdersRow,
  ListPaymentsInput,
  ListProductsInput,
  ListSessionsInput,
  ListSessionsOutput,
  ListStockMovementsInput,
  ListUnbilledUsageInput,
  ListUnbilledUsageRow,
  ListUsageChargesInput,
  ListUsageEventsInput,
  ListWebhookEndpointsInput,
  ListWebhookEndpointsOutput,
  ListWebhookEventsInput,
  LogInInput,
  Member,
  Page,
  Payment,
  PreviewBillingInput,
  PreviewBillingOutput,
  PreviewDebitsInput,
  PreviewDebitsOutput,
  PreviewPurchaseInput,
  PreviewPurchaseOutput,
  ProcessPurchaseInput,
  ProcessPurchaseOutput,
  Product,
  RecordPaymentInput,
  RecordProductUsageInput,
  RecordUsageBatchInput,
  RecordUsageBatchOutput,
  RecordUsageInput,
  ReleaseHoldInput,
  ReleaseHoldOutput,
  RemoveMemberInput,
  RemoveMemberOutput,
  ReplayWebhookEventsInput,
  ReplayWebhookEventsOutput,
  RetryWebhookDeliveryInput,
  ReversePaymentInput,
  RevokeApiKeyInput,
  RevokeInvitationInput,
  RevokeInvitationOutput,
  RotateWebhookSecretInput,
  RotateWebhookSecretOutput,
  SendTestWebhookInput,
  Session,
  SignUpInput,
  StartSessionInput,
  StartSessionOutput,
  StockMovement,
  StopSessionInput,
  StopSessionOutput,
  TriggerBillingInput,
  TriggerDebitsInput,
  TriggerDebitsOutput,
  UpdateBusinessInput,
  UpdateCustomerInput,
  UpdateMemberInput,
  UpdateProductInput,
  UpdateWebhookEndpointInput,
  UsageCharge,
  UsageEvent,
  UsageRecord,
  WebhookEndpoint,
  WebhookEvent,
} from './types';

/** Signing up and in, and who is calling. */
export interface AccountApi {
  /**
   * Sign up.
   *
   * Makes a user and a business that the user owns; with `invitation` they join the one that invited them, with `join` they become a customer of that business.
   *
   * Anyone may call it.
   */
  signUp(input: SignUpInput, options?: CallOptions): Promise<AuthSession>;
  /**
   * Sign in.
   *
   * Slows down under guessing: after a few wrong passwords each further one doubles the wait, which the answer 429 tells in `Retry-After`.
   *
   * Anyone may call it.
   */
  logIn(input: LogInInput, options?: CallOptions): Promise<AuthSession>;
  /**
   * Who is calling, and for which businesses.
   *
   * Any user or API key may call it.
   */
  getMe(input?: GetMeInput, options?: CallOptions): Promise<Account>;
  /**
   * The account of the caller, and for a customer their credits and sessions.
   *
   * Any user or API key may call it.
   */
  getProfile(input?: GetProfileInput, options?: CallOptions): Promise<GetProfileOutput>;
}

/** Those whose balance is kept, each with a prepaid wallet. */
export interface CustomersApi {
  /**
   * List customers.
   *
   * Needs the permission `customers:read`.
   */
  list(input?: ListCustomersInput, options?: CallOptions): Pages<Customer>;
  /**
   * Create a customer.
   *
   * An opening balance is posted as the first entry of the prepaid wallet.
   *
   * Needs the permission `customers:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  create(input: CreateCustomerInput, options?: CallOptions): Promise<Customer>;
  /**
   * Import up to 1,000 customers.
   *
   * Each row has the fields of creating one, and goes by its rules. Where a row is not good, or its name is taken, nothing is written and a 422 has a pointer to each field, unless `skip_invalid` is true. A dry run answers 200 with what would become of each row, and takes no `Idempotency-Key`. An opening balance is the first entry of its wallet.
   *
   * Needs the permission `customers:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  import(input: ImportCustomersInput, options?: CallOptions): Promise<ImportCustomersOutput>;
  /**
   * Read a customer.
   *
   * Needs the permission `customers:read`.
   */
  get(input: GetCustomerInput, options?: CallOptions): Promise<Customer>;
  /**
   * Change a customer.
   *
   * Fields left out stay as they are; an empty `email` or `external_id` is removed. The balance changes only through the ledger: see `POST /api/billing/credit`.
   *
   * Needs the permission `customers:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  update(input: UpdateCustomerInput, options?: CallOptions): Promise<Customer>;
  /**
   * Delete or archive a customer.
   *
   * A customer with ledger entries is archived, since the ledger is for ever; one without is deleted.
   *
   * Needs the permission `customers:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  delete(input: DeleteCustomerInput, options?: CallOptions): Promise<DeleteCustomerOutput>;
}

/** Balances, and the ledger they are the sum of. */
export interface WalletsApi {
  /**
   * Top up a prepaid wallet.
   *
   * Give `amount`, or `amount_cents` in the smallest unit of the currency.
   *
   * Needs the permission `wallets:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  addCredit(input: AddCreditInput, options?: CallOptions): Promise<AddCreditOutput>;
  /**
   * Read the balance of a customer.
   *
   * Right at this instant, with what is recorded and not billed yet, and the usage events, paged by `limit` and `cursor`. With `as_of` every figure is as it stood then: the ledger entries, payments, holds and usage that had happened, what a session that ran had burned, and the limits of the time. What happened by then and came later, such as usage sent with an earlier `occurred_at`, counts. The forecast when credits run out and the usage events are left out.
   *
   * Needs the permission `wallets:read`. A signed-in customer may call it on themselves.
   */
  getBalance(input: GetBalanceInput, options?: CallOptions): Promise<Balance>;
  /**
   * List the ledger entries of a customer.
   *
   * Needs the permission `wallets:read`. A signed-in customer may call it on themselves.
   */
  listLedgerEntries(input: ListLedgerEntriesInput, options?: CallOptions): Pages<LedgerEntry>;
  /**
   * Read a ledger entry and what else its request did.
   *
   * What the request did to the same customer: entries of any wallet within a minute, orders, payments, sessions and holds. Empty where a job made the entry.
   *
   * Needs the permission `wallets:read`.
   */
  getLedgerEntry(input: GetLedgerEntryInput, options?: CallOptions): Promise<GetLedgerEntryOutput>;
  /**
   * Prove every wallet of the business.
   *
   * Recomputes each wallet from its entries: the sum, the running balances, the versions without gaps, the hash chain; debits, orders, payments, stock, usage, sessions and holds against the ledger; and the trial balance. What does not agree is listed row by row, up to 1,000 rows.
   *
   * Needs the permission `wallets:read`.
   */
  getLedgerProof(input?: GetLedgerProofInput, options?: CallOptions): Promise<GetLedgerProofOutput>;
}

/** What happened on the wallets of a customer in a month. */
export interface StatementsApi {
  /**
   * Read the statement of a customer.
   *
   * Of a `month` in UTC (the current one, where nothing is given), or of any span from `since` up to but without `until`. Each wallet has its opening balance, every movement with the balance after it, and its closing balance; `due` is what was owed on orders at the end.
   *
   * Needs the permission `wallets:read`.
   */
  get(input: GetStatementInput, options?: CallOptions): Promise<GetStatementOutput>;
}

/** What is sold, for how much, and how much of it is in stock. */
export interface ProductsApi {
  /**
   * List products.
   *
   * Needs the permission `products:read`.
   */
  list(input?: ListProductsInput, options?: CallOptions): Pages<Product>;
  /**
   * Create a product.
   *
   * Without `stock` the stock is not counted, and a sale never runs out of it. Without `usage_unit_price` its usage is billed at `price`.
   *
   * Needs the permission `products:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  create(input: CreateProductInput, options?: CallOptions): Promise<Product>;
  /**
   * Import up to 1,000 products.
   *
   * Each row has the fields of creating one, and goes by its rules. Where a row is not good, or its name is taken, nothing is written and a 422 has a pointer to each field, unless `skip_invalid` is true. A dry run answers 200 with what would become of each row, and takes no `Idempotency-Key`. A stock that is given is counted from then on.
   *
   * Needs the permission `products:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  import(input: ImportProductsInput, options?: CallOptions): Promise<ImportProductsOutput>;
  /**
   * Read a product.
   *
   * Needs the permission `products:read`.
   */
  get(input: GetProductInput, options?: CallOptions): Promise<Product>;
  /**
   * Change a product.
   *
   * Fields left out stay as they are; an empty `description` is removed, and an empty `usage_unit_price` has its usage billed at `price`. Orders keep the price they were made at. The stock changes only through `POST /api/products/{product_id}/stock`.
   *
   * Needs the permission `products:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  update(input: UpdateProductInput, options?: CallOptions): Promise<Product>;
  /**
   * Archive a product.
   *
   * It is sold no more and leaves the lists. Orders and stock movements name it for ever, so no product is deleted; `PUT` with another `status` brings it back.
   *
   * Needs the permission `products:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  archive(input: ArchiveProductInput, options?: CallOptions): Promise<Product>;
  /**
   * Adjust the stock of a product.
   *
   * Give `change` (a delivery, or a loss as a negative number), or `counted` (what is on the shelf), or `tracked: false` to stop counting. Each adjustment is a movement that stays.
   *
   * Needs the permission `products:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  adjustStock(input: AdjustStockInput, options?: CallOptions): Promise<AdjustStockOutput>;
  /**
   * List the stock movements of a product.
   *
   * Needs the permission `products:read`.
   */
  listStockMovements(input: ListStockMovementsInput, options?: CallOptions): Pages<StockMovement>;
}

/** Sales on credit, what is left of them to pay, and who is overdue. */
export interface OrdersApi {
  /**
   * Make a purchase on credit.
   *
   * One transaction: locks the customer’s wallet and the products, checks stock and credit, writes the order at the prices of this moment, lowers the stock and moves the balance. A refusal changes nothing.
   *
   * Needs the permission `orders:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  processPurchase(input: ProcessPurchaseInput, options?: CallOptions): Promise<ProcessPurchaseOutput>;
  /**
   * What a purchase would do.
   *
   * The same sums as `POST /api/purchase`, without doing it: each line with what is in stock, the total, and what it does to the credit. Nothing is reserved.
   *
   * Needs the permission `orders:read`.
   *
   * Doing it twice is the same as doing it once.
   */
  previewPurchase(input: PreviewPurchaseInput, options?: CallOptions): Promise<PreviewPurchaseOutput>;
  /**
   * List orders.
   *
   * The newest first. With `status=open` and an age these are the orders behind a figure of `GET /api/overdue`: `older_than_days` 30 and `up_to_days` 60 are its bucket of 31 to 60 days.
   *
   * Needs the permission `orders:read`. A signed-in customer may call it on themselves.
   */
  list(input?: ListOrdersInput, options?: CallOptions): Pages<ListOrdersRow>;
  /**
   * Read an order.
   *
   * With its lines, what was paid on it, what was cancelled, and every ledger entry it caused: whoever may read an order may read these.
   *
   * Needs the permission `orders:read`. A signed-in customer may call it on themselves.
   */
  get(input: GetOrderInput, options?: CallOptions): Promise<GetOrderOutput>;
  /**
   * Cancel an order, whole or some lines.
   *
   * Without `items` all that is left of it. The stock returns; the balance is put back by new ledger entries; what was paid for the cancelled part becomes balance on the prepaid wallet.
   *
   * Needs the permission `orders:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  cancel(input: CancelOrderInput, options?: CallOptions): Promise<CancelOrderOutput>;
  /**
   * Who owes what, since when.
   *
   * Customers with orders unpaid for more than `days` times 24 hours (the setting of the business, 30 unless changed), at `as_of`. An order counts once, by what is left of it. The totals and buckets are over all open orders of all customers; the rows are the overdue customers, the most overdue first.
   *
   * Needs the permission `orders:read`.
   */
  getOverdue(input?: GetOverdueInput, options?: CallOptions): Pages<GetOverdueRow, GetOverdueOutput>;
}

/** Money received for orders. */
export interface PaymentsApi {
  /**
   * Record a payment.
   *
   * Against `order_id`, or without it over the oldest orders first. What is more than is owed becomes balance on the prepaid wallet. With `method` `balance` the money comes from that wallet, and no more than is owed is taken.
   *
   * Needs the permission `payments:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  record(input: RecordPaymentInput, options?: CallOptions): Promise<Payment>;
  /**
   * List payments.
   *
   * The newest first.
   *
   * Needs the permission `payments:read`.
   */
  list(input?: ListPaymentsInput, options?: CallOptions): Pages<Payment>;
  /**
   * Read a payment.
   *
   * With every ledger entry it caused.
   *
   * Needs the permission `payments:read`.
   */
  get(input: GetPaymentInput, options?: CallOptions): Promise<GetPaymentOutput>;
  /**
   * Reverse a payment.
   *
   * For money that did not arrive after all. The orders it was on are owed again, beyond the credit limit if need be, and what went to the balance is taken back, below zero if it was spent.
   *
   * Needs the permission `payments:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  reverse(input: ReversePaymentInput, options?: CallOptions): Promise<Payment>;
}

/** What customers used: each event recorded once. */
export interface UsageApi {
  /**
   * Record usage.
   *
   * One event: a `service` with its `price_per_unit`, or a `product_id` whose unit price of this moment is taken. The same usage sent twice is recorded once: without a key the second is a 409 with the first record, with a `request_id` or an `Idempotency-Key` it is answered as the first was.
   *
   * Needs the permission `usage:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  record(input: RecordUsageInput, options?: CallOptions): Promise<UsageRecord>;
  /**
   * List usage events, newest first.
   *
   * Newest by the moment of recording. `charge_id` lists what one charge of the ledger is made of.
   *
   * Needs the permission `usage:read`.
   */
  listEvents(input?: ListUsageEventsInput, options?: CallOptions): Pages<UsageEvent>;
  /**
   * Record up to 1,000 events.
   *
   * Each event has the fields of `POST /usage` and an outcome of its own, in the order in which they were sent: `recorded`, `duplicate` (with the id of the first record), or `invalid` and why. A bad event never loses the good ones.
   *
   * Needs the permission `usage:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  recordBatch(input: RecordUsageBatchInput, options?: CallOptions): Promise<RecordUsageBatchOutput>;
  /**
   * Record usage of a product.
   *
   * Always recorded, with the unit price of the product at this moment; the billing job bills it within a minute. That is its `usage_unit_price`, or its `price` where it has none.
   *
   * Needs the permission `usage:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  recordProduct(input: RecordProductUsageInput, options?: CallOptions): Promise<UsageRecord>;
  /**
   * Usage by day, by what was used, and by customer.
   *
   * Right at this instant: what was recorded a moment ago is in it. Days are of UTC, both ends included.
   *
   * Needs the permission `usage:read`.
   */
  getSummary(input?: GetUsageSummaryInput, options?: CallOptions): Promise<GetUsageSummaryOutput>;
  /**
   * List what is recorded and not billed yet.
   *
   * By customer and what was used, with the reason where it is held.
   *
   * Needs the permission `usage:read`.
   */
  listUnbilled(input?: ListUnbilledUsageInput, options?: CallOptions): Pages<ListUnbilledUsageRow>;
  /**
   * Read a usage event.
   *
   * With the charge and the ledger entry that billed it.
   *
   * Needs the permission `usage:read`.
   */
  getEvent(input: GetUsageEventInput, options?: CallOptions): Promise<GetUsageEventOutput>;
}

/** How usage becomes ledger entries: runs and charges. */
export interface BillingApi {
  /**
   * Bill usage now.
   *
   * Bills everything recorded so far, as the job does each minute. Where a run is under way already, this is that run. An event is never billed twice. With the `plan` of a preview it does just what was looked at, whole, or answers `plan_changed` and does nothing.
   *
   * Needs the permission `billing:run`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  trigger(input?: TriggerBillingInput, options?: CallOptions): Promise<BillingRun>;
  /**
   * List billing runs, newest first.
   *
   * Needs the permission `usage:read`.
   */
  listRuns(input?: ListBillingRunsInput, options?: CallOptions): Pages<BillingRun>;
  /**
   * What a billing run would do now.
   *
   * Customer by customer, without doing it. The 200 dearest lines are listed; the sums are of all. `plan` names it: sent with the trigger, just this is done.
   *
   * Needs the permission `usage:read`.
   */
  preview(input?: PreviewBillingInput, options?: CallOptions): Promise<PreviewBillingOutput>;
  /**
   * Statistics of the billing of usage.
   *
   * Needs the permission `usage:read`.
   */
  getStatus(input?: GetBillingStatusInput, options?: CallOptions): Promise<GetBillingStatusOutput>;
  /**
   * Read a billing run.
   *
   * Needs the permission `usage:read`.
   */
  getRun(input: GetBillingRunInput, options?: CallOptions): Promise<BillingRun>;
  /**
   * List charges for usage, newest first.
   *
   * Needs the permission `usage:read`.
   */
  listUsageCharges(input?: ListUsageChargesInput, options?: CallOptions): Pages<UsageCharge>;
  /**
   * Read a charge for usage.
   *
   * Needs the permission `usage:read`.
   */
  getUsageCharge(input: GetUsageChargeInput, options?: CallOptions): Promise<GetUsageChargeOutput>;
}

/** The clock of a business that is there for trying things out. */
export interface SandboxApi {
  /**
   * Move the test clock of a sandbox forward.
   *
   * To a moment, or on by seconds, hours or days: just one of the four, at most 366 days. Hourly debits, billing, ends of sessions and holds, and due dates happen on the way, each at its own moment. An answer waits for some 6 seconds at the most; where it says `reached: false`, ask for its `until` again.
   *
   * Needs the permission `business:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  advanceClock(input?: AdvanceClockInput, options?: CallOptions): Promise<AdvanceClockOutput>;
}

/** The hourly debit: its runs, its logs, its schedule. */
export interface DebitsApi {
  /**
   * Run the hourly debit now.
   *
   * Makes up for missed hours in order, then debits every active customer who has not paid for the current hour. An hour is never debited twice. With the `plan` of a preview it does just what was looked at, whole, or answers `plan_changed` and does nothing.
   *
   * Needs the permission `debits:run`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  trigger(input?: TriggerDebitsInput, options?: CallOptions): Promise<TriggerDebitsOutput>;
  /**
   * What a run would take now.
   *
   * Customer by customer, without doing it: the first 200, those who cannot pay before the others; the sums are of all. `plan` names it: sent with the trigger, just this is done.
   *
   * Needs the permission `debits:read`.
   */
  preview(input?: PreviewDebitsInput, options?: CallOptions): Promise<PreviewDebitsOutput>;
  /**
   * Statistics of the hourly debit.
   *
   * Needs the permission `debits:read`.
   */
  getStatus(input?: GetDebitStatusInput, options?: CallOptions): Promise<GetDebitStatusOutput>;
  /**
   * List debit runs, newest first.
   *
   * Needs the permission `debits:read`.
   */
  listRuns(input?: ListDebitRunsInput, options?: CallOptions): Pages<DebitRun>;
  /**
   * Read a debit run.
   *
   * Needs the permission `debits:read`.
   */
  getRun(input: GetDebitRunInput, options?: CallOptions): Promise<DebitRun>;
  /**
   * List debit logs, newest first.
   *
   * Needs the permission `debits:read`.
   */
  listLogs(input?: ListDebitLogsInput, options?: CallOptions): Pages<DebitLog>;
}

/** Credits burned by the minute: starting, stopping, and what has run. */
export interface SessionsApi {
  /**
   * Start a session.
   *
   * Needs at least one credit. A customer has one running session at a time. It ends by itself at the moment the credits run out.
   *
   * Needs the permission `sessions:write`. A signed-in customer may call it on themselves.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  start(input?: StartSessionInput, options?: CallOptions): Promise<StartSessionOutput>;
  /**
   * Stop a session.
   *
   * The running session of the customer, or the one named by `session_id`. Stopping one that has ended changes nothing and answers with it.
   *
   * Needs the permission `sessions:write`. A signed-in customer may call it on themselves.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  stop(input?: StopSessionInput, options?: CallOptions): Promise<StopSessionOutput>;
  /**
   * Credits and running session of a customer, right now.
   *
   * Needs the permission `sessions:read`. A signed-in customer may call it on themselves.
   */
  getStatus(input?: GetSessionStatusInput, options?: CallOptions): Promise<GetSessionStatusOutput>;
  /**
   * Give or sell credits to a customer.
   *
   * A running session goes on for as long as the credits last then.
   *
   * Needs the permission `wallets:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  addCredits(input: AddCreditsInput, options?: CallOptions): Promise<AddCreditsOutput>;
  /**
   * List sessions.
   *
   * The newest first.
   *
   * Needs the permission `sessions:read`. A signed-in customer may call it on themselves.
   */
  list(input?: ListSessionsInput, options?: CallOptions): Pages<Session, ListSessionsOutput>;
  /**
   * Minutes and credits by day.
   *
   * Days are of UTC. A session that passes midnight counts in each of its days with what belongs to it.
   *
   * Needs the permission `sessions:read`. A signed-in customer may call it on themselves.
   */
  getAnalytics(input?: GetSessionAnalyticsInput, options?: CallOptions): Promise<GetSessionAnalyticsOutput>;
  /**
   * Read a session, with what it put into the ledger.
   *
   * The entries are paged by `limit` and `cursor`, the newest first. What a running session has burned since its last entry is in `credits_used` already.
   *
   * Needs the permission `sessions:read`. A signed-in customer may call it on themselves.
   */
  get(input: GetSessionInput, options?: CallOptions): Promise<GetSessionOutput>;
}

/** Who changed which setting, key, member, limit or price. */
export interface AuditApi {
  /**
   * List who changed what.
   *
   * Newest first: settings, members, invitations, API keys, webhook endpoints, prices, the terms of customers and moves of the test clock. Each was written in the transaction of its change; none ever changes. Movements of money are in the ledger.
   *
   * Needs the permission `audit:read`.
   */
  listEvents(input?: ListAuditEventsInput, options?: CallOptions): Pages<ListAuditEventsRow>;
}

/** Endpoints that are told what happens, and what was told to them. */
export interface WebhooksApi {
  /**
   * List the webhook endpoints.
   *
   * Needs the permission `webhooks:read`.
   */
  listEndpoints(input?: ListWebhookEndpointsInput, options?: CallOptions): Promise<ListWebhookEndpointsOutput>;
  /**
   * Make a webhook endpoint.
   *
   * The signing secret is in this answer and never shown again. A business has at most 20.
   *
   * Needs the permission `webhooks:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  createEndpoint(input: CreateWebhookEndpointInput, options?: CallOptions): Promise<CreateWebhookEndpointOutput>;
  /**
   * Read a webhook endpoint.
   *
   * Needs the permission `webhooks:read`.
   */
  getEndpoint(input: GetWebhookEndpointInput, options?: CallOptions): Promise<WebhookEndpoint>;
  /**
   * Change a webhook endpoint.
   *
   * Fields left out stay as they are; an empty `description` is removed. While it is disabled nothing is sent: what waits goes on when it is active again, what happened meanwhile can be replayed.
   *
   * Needs the permission `webhooks:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  updateEndpoint(input: UpdateWebhookEndpointInput, options?: CallOptions): Promise<WebhookEndpoint>;
  /**
   * Delete a webhook endpoint.
   *
   * Nothing more is sent to it, not even what waits.
   *
   * Needs the permission `webhooks:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  deleteEndpoint(input: DeleteWebhookEndpointInput, options?: CallOptions): Promise<DeleteWebhookEndpointOutput>;
  /**
   * Make a new signing secret.
   *
   * For 24 hours the secret before signs too, so that a receiver can change over at any moment of them. The new one is in this answer and never shown again.
   *
   * Needs the permission `webhooks:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  rotateSecret(input: RotateWebhookSecretInput, options?: CallOptions): Promise<RotateWebhookSecretOutput>;
  /**
   * Send a test event.
   *
   * An event `webhook.test` to this endpoint alone, whatever types it takes.
   *
   * Needs the permission `webhooks:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  sendTest(input: SendTestWebhookInput, options?: CallOptions): Promise<WebhookEvent>;
  /**
   * Send events again, from a point on.
   *
   * Every event of the last 30 days since `since`, or from the event `from_event_id` on, of the types the endpoint takes, in order, whether it was delivered before or not. A receiver tells by `webhook-id` what it has had.
   *
   * Needs the permission `webhooks:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  replayEvents(input: ReplayWebhookEventsInput, options?: CallOptions): Promise<ReplayWebhookEventsOutput>;
  /**
   * List webhook events.
   *
   * The newest first. Events are kept for 30 days, from the first endpoint of the business on.
   *
   * Needs the permission `webhooks:read`.
   */
  listEvents(input?: ListWebhookEventsInput, options?: CallOptions): Pages<WebhookEvent>;
  /**
   * Read a webhook event, with each attempt to deliver it.
   *
   * Needs the permission `webhooks:read`.
   */
  getEvent(input: GetWebhookEventInput, options?: CallOptions): Promise<GetWebhookEventOutput>;
  /**
   * Deliver an event now.
   *
   * To one endpoint, whatever became of it before: delivered, abandoned, or never meant for it. An earlier event of the same customer that is not settled still goes first.
   *
   * Needs the permission `webhooks:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  retryDelivery(input: RetryWebhookDeliveryInput, options?: CallOptions): Promise<WebhookEvent>;
}

/** Money set aside for what is not known yet: taken later, in part or in whole, or let go. */
export interface HoldsApi {
  /**
   * Set an amount aside.
   *
   * What is held cannot be spent, debited, billed or burned by anything else until it is captured, released or expires. Refused where the wallet cannot bear it: its balance, less its minimum, other holds and unbilled usage.
   *
   * Needs the permission `holds:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  create(input: CreateHoldInput, options?: CallOptions): Promise<CreateHoldOutput>;
  /**
   * List holds, the newest first.
   *
   * Needs the permission `holds:read`.
   */
  list(input?: ListHoldsInput, options?: CallOptions): Pages<ListHoldsRow, ListHoldsOutput>;
  /**
   * Read a hold and what was captured of it.
   *
   * Needs the permission `holds:read`.
   */
  get(input: GetHoldInput, options?: CallOptions): Promise<GetHoldOutput>;
  /**
   * Take what was set aside, or a part of it.
   *
   * One ledger entry for what is taken. What is left of the hold is given back, unless `keep_rest` keeps it for another capture.
   *
   * Needs the permission `holds:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  capture(input: CaptureHoldInput, options?: CallOptions): Promise<CaptureHoldOutput>;
  /**
   * Give back what was set aside.
   *
   * Releasing one that was released or has expired changes nothing and answers with it.
   *
   * Needs the permission `holds:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  release(input: ReleaseHoldInput, options?: CallOptions): Promise<ReleaseHoldOutput>;
}

/** How a person becomes a customer who signs in. */
export interface PortalApi {
  /**
   * What a join page says.
   *
   * A business that takes no sign-ups has none.
   *
   * Anyone may call it.
   */
  getJoinPage(input: GetJoinPageInput, options?: CallOptions): Promise<GetJoinPageOutput>;
  /**
   * Become a customer of a business.
   *
   * For a user who is signed in; who has no account yet signs up with `join`. The welcome grant is given once to a person: joining again answers with the customer they are.
   *
   * For a user; an API key may not.
   *
   * Doing it twice is the same as doing it once.
   */
  joinBusiness(input: JoinBusinessInput, options?: CallOptions): Promise<JoinBusinessOutput>;
  /**
   * Make a link by which a customer gets their login.
   *
   * The link is shown once, is good for one person and for seven days. A new link withdraws the ones before it. Whoever accepts it sees the portal of this customer. An API key needs `wallets:read`, `orders:read`, `sessions:read` and `sessions:write` too: what the login will have.
   *
   * Needs the permission `customers:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  inviteCustomer(input: InviteCustomerInput, options?: CallOptions): Promise<InviteCustomerOutput>;
}

/** The figures of the first page. */
export interface OverviewApi {
  /**
   * The figures of the first page.
   *
   * Needs `debits:read` beside `customers:read`: the debits of the day are part of it.
   *
   * Needs the permission `customers:read`.
   */
  get(input?: GetOverviewInput, options?: CallOptions): Promise<GetOverviewOutput>;
}

/** A business and its settings. */
export interface BusinessApi {
  /**
   * Create a business.
   *
   * A sandbox has a test clock: it stands still until `POST /business/clock/advance` moves it.
   *
   * For a user; an API key may not.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  create(input: CreateBusinessInput, options?: CallOptions): Promise<Business>;
  /**
   * Read the business and its settings.
   *
   * Needs the permission `business:read`.
   */
  get(input?: GetBusinessInput, options?: CallOptions): Promise<Business>;
  /**
   * Change the business and its settings.
   *
   * Fields left out stay as they are. The currency is fixed once the business exists.
   *
   * Needs the permission `business:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  update(input?: UpdateBusinessInput, options?: CallOptions): Promise<Business>;
}

/** Who belongs to a business, and invitations to it. */
export interface MembersApi {
  /**
   * List the members.
   *
   * Needs the permission `business:read`.
   */
  list(input?: ListMembersInput, options?: CallOptions): Promise<ListMembersOutput>;
  /**
   * Change the role of a member.
   *
   * Needs the permission `members:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  update(input: UpdateMemberInput, options?: CallOptions): Promise<Member>;
  /**
   * Remove a member.
   *
   * Needs the permission `members:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  remove(input: RemoveMemberInput, options?: CallOptions): Promise<RemoveMemberOutput>;
  /**
   * Make an invitation link.
   *
   * The link is shown once, is good for one person and for seven days.
   *
   * Needs the permission `members:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  createInvitation(input: CreateInvitationInput, options?: CallOptions): Promise<CreateInvitationOutput>;
  /**
   * List the open invitations.
   *
   * Needs the permission `business:read`.
   */
  listInvitations(input?: ListInvitationsInput, options?: CallOptions): Promise<ListInvitationsOutput>;
  /**
   * What an invitation link leads to.
   *
   * Anyone may call it.
   */
  getInvitation(input: GetInvitationInput, options?: CallOptions): Promise<GetInvitationOutput>;
  /**
   * Withdraw an invitation.
   *
   * Needs the permission `members:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  revokeInvitation(input: RevokeInvitationInput, options?: CallOptions): Promise<RevokeInvitationOutput>;
  /**
   * Accept an invitation.
   *
   * For a user; an API key may not.
   *
   * Doing it twice is the same as doing it once.
   */
  acceptInvitation(input: AcceptInvitationInput, options?: CallOptions): Promise<AcceptInvitationOutput>;
}

/** Keys by which programs call. */
export interface ApiKeysApi {
  /**
   * Make an API key.
   *
   * The key itself is in this answer and never shown again. A caller cannot give a scope it does not have.
   *
   * Needs the permission `keys:write`.
   *
   * With an `Idempotency-Key`, the same request again returns the first answer.
   */
  create(input: CreateApiKeyInput, options?: CallOptions): Promise<CreateApiKeyOutput>;
  /**
   * List the API keys.
   *
   * Needs the permission `business:read`.
   */
  list(input?: ListApiKeysInput, options?: CallOptions): Promise<ListApiKeysOutput>;
  /**
   * Revoke an API key.
   *
   * Needs the permission `keys:write`.
   *
   * Doing it twice is the same as doing it once.
   */
  revoke(input: RevokeApiKeyInput, options?: CallOptions): Promise<ApiKey>;
}

/** Whether everything is up. */
export interface HealthApi {
  /**
   * Whether what runs by itself does run, and what waits for it.
   *
   * The scheduler and its jobs are those of the installation; what waits is of this business alone. The books are proved by `GET /ledger/proof`.
   *
   * Needs the permission `business:read`.
   */
  getStatus(input?: GetStatusInput, options?: CallOptions): Promise<GetStatusOutput>;
  /**
   * Whether the app, its database and its scheduler are up.
   *
   * Anyone may call it.
   */
  get(input?: GetHealthInput, options?: CallOptions): Promise<GetHealthOutput>;
  /**
   * Whether this process answers.
   *
   * It asks nothing of anybody: a process that does not answer is to be started again.
   *
   * Anyone may call it.
   */
  getLive(input?: GetLiveInput, options?: CallOptions): Promise<GetLiveOutput>;
  /**
   * Whether this process can do its work.
   *
   * The database answers, the migrations of this build are applied, and a scheduler was seen lately. Otherwise 503 `not_ready`, with the checks that failed in `failed`.
   *
   * Anyone may call it.
   */
  getReady(input?: GetReadyInput, options?: CallOptions): Promise<GetReadyOutput>;
}

/** Every operation of the API, in the groups of its document. */
export class Operations {
  readonly account: AccountApi;
  readonly customers: CustomersApi;
  readonly wallets: WalletsApi;
  readonly statements: StatementsApi;
  readonly products: ProductsApi;
  readonly orders: OrdersApi;
  readonly payments: PaymentsApi;
  readonly usage: UsageApi;
  readonly billing: BillingApi;
  readonly sandbox: SandboxApi;
  readonly debits: DebitsApi;
  readonly sessions: SessionsApi;
  readonly audit: AuditApi;
  readonly webhooks: WebhooksApi;
  readonly holds: HoldsApi;
  readonly portal: PortalApi;
  readonly overview: OverviewApi;
  readonly business: BusinessApi;
  readonly members: MembersApi;
  readonly apiKeys: ApiKeysApi;
  readonly health: HealthApi;

  constructor({ call, list }: Caller) {
    this.account = {
      signUp: (input, options) => call(['POST', '/auth/signup', 'none'], input, options),
      logIn: (input, options) => call(['POST', '/auth/login', 'none'], input, options),
      getMe: (input, options) => call(['GET', '/auth/me', 'safe'], input, options),
      getProfile: (input, options) => call(['GET', '/user/profile', 'safe'], input, options),
    };
    this.customers = {
      list: (input, options) => list(['GET', '/customers', 'safe'], input, options),
      create: (input, options) => call(['POST', '/customers', 'key'], input, options),
      import: (input, options) => call(['POST', '/customers/import', 'key'], input, options),
      get: (input, options) => call(['GET', '/customers/{customerId}', 'safe'], input, options),
      update: (input, options) => call(['PUT', '/customers/{customerId}', 'key'], input, options),
      delete: (input, options) => call(['DELETE', '/customers/{customerId}', 'key'], input, options),
    };
    this.wallets = {
      addCredit: (input, options) => call(['POST', '/billing/credit', 'key'], input, options),
      getBalance: (input, options) => call(['GET', '/billing/balance/{customerId}', 'safe'], input, options),
      listLedgerEntries: (input, options) => list(['GET', '/customers/{customerId}/ledger', 'safe'], input, options),
      getLedgerEntry: (input, options) => call(['GET', '/ledger/entries/{entryId}', 'safe'], input, options),
      getLedgerProof: (input, options) => call(['GET', '/ledger/proof', 'safe'], input, options),
    };
    this.statements = {
      get: (input, options) => call(['GET', '/customers/{customerId}/statement', 'safe'], input, options),
    };
    this.products = {
      list: (input, options) => list(['GET', '/products', 'safe'], input, options),
      create: (input, options) => call(['POST', '/products', 'key'], input, options),
      import: (input, options) => call(['POST', '/products/import', 'key'], input, options),
      get: (input, options) => call(['GET', '/products/{productId}', 'safe'], input, options),
      update: (input, options) => call(['PUT', '/products/{productId}', 'key'], input, options),
      archive: (input, options) => call(['DELETE', '/products/{productId}', 'key'], input, options),
      adjustStock: (input, options) => call(['POST', '/products/{productId}/stock', 'key'], input, options),
      listStockMovements: (input, options) => list(['GET', '/products/{productId}/stock', 'safe'], input, options),
    };
    this.orders = {
      processPurchase: (input, options) => call(['POST', '/purchase', 'key'], input, options),
      previewPurchase: (input, options) => call(['POST', '/purchase/preview', 'natural'], input, options),
      list: (input, options) => list(['GET', '/orders', 'safe'], input, options, true),
      get: (input, options) => call(['GET', '/orders/{orderId}', 'safe'], input, options),
      cancel: (input, options) => call(['POST', '/orders/{orderId}/cancel', 'key'], input, options),
      getOverdue: (input, options) => list(['GET', '/overdue', 'safe'], input, options, true),
    };
    this.payments = {
      record: (input, options) => call(['POST', '/payments', 'key'], input, options),
      list: (input, options) => list(['GET', '/payments', 'safe'], input, options),
      get: (input, options) => call(['GET', '/payments/{paymentId}', 'safe'], input, options),
      reverse: (input, options) => call(['POST', '/payments/{paymentId}/reverse', 'key'], input, options),
    };
    this.usage = {
      record: (input, options) => call(['POST', '/usage', 'payload'], input, options),
      listEvents: (input, options) => list(['GET', '/usage', 'safe'], input, options),
      recordBatch: (input, options) => call(['POST', '/usage/batch', 'payload'], input, options),
      recordProduct: (input, options) => call(['POST', '/billing/usage', 'payload'], input, options),
      getSummary: (input, options) => call(['GET', '/usage/summary', 'safe'], input, options),
      listUnbilled: (input, options) => list(['GET', '/usage/unbilled', 'safe'], input, options),
      getEvent: (input, options) => call(['GET', '/usage/{usageEventId}', 'safe'], input, options),
    };
    this.billing = {
      trigger: (input, options) => call(['POST', '/billing/runs', 'key'], input, options),
      listRuns: (input, options) => list(['GET', '/billing/runs', 'safe'], input, options),
      preview: (input, options) => call(['GET', '/billing/preview', 'safe'], input, options),
      getStatus: (input, options) => call(['GET', '/billing/status', 'safe'], input, options),
      getRun: (input, options) => call(['GET', '/billing/runs/{billingRunId}', 'safe'], input, options),
      listUsageCharges: (input, options) => list(['GET', '/billing/charges', 'safe'], input, options),
      getUsageCharge: (input, options) => call(['GET', '/billing/charges/{usageChargeId}', 'safe'], input, options),
    };
    this.sandbox = {
      advanceClock: (input, options) => call(['POST', '/business/clock/advance', 'key'], input, options),
    };
    this.debits = {
      trigger: (input, options) => call(['POST', '/debit-processor/trigger', 'key'], input, options),
      preview: (input, options) => call(['GET', '/debit-processor/preview', 'safe'], input, options),
      getStatus: (input, options) => call(['GET', '/debit-processor/status', 'safe'], input, options),
      listRuns: (input, options) => list(['GET', '/debit-processor/runs', 'safe'], input, options),
      getRun: (input, options) => call(['GET', '/debit-processor/runs/{runId}', 'safe'], input, options),
      listLogs: (input, options) => list(['GET', '/customers/logs', 'safe'], input, options),
    };
    this.sessions = {
      start: (input, options) => call(['POST', '/session/start', 'key'], input, options),
      stop: (input, options) => call(['POST', '/session/stop', 'key'], input, options),
      getStatus: (input, options) => call(['GET', '/session/status', 'safe'], input, options),
      addCredits: (input, options) => call(['POST', '/customers/{customerId}/credits', 'key'], input, options),
      list: (input, options) => list(['GET', '/sessions', 'safe'], input, options),
      getAnalytics: (input, options) => call(['GET', '/sessions/analytics', 'safe'], input, options),
      get: (input, options) => call(['GET', '/sessions/{sessionId}', 'safe'], input, options),
    };
    this.audit = {
      listEvents: (input, options) => list(['GET', '/audit-events', 'safe'], input, options),
    };
    this.webhooks = {
      listEndpoints: (input, options) => call(['GET', '/webhook-endpoints', 'safe'], input, options),
      createEndpoint: (input, options) => call(['POST', '/webhook-endpoints', 'key'], input, options),
      getEndpoint: (input, options) => call(['GET', '/webhook-endpoints/{endpointId}', 'safe'], input, options),
      updateEndpoint: (input, options) => call(['PUT', '/webhook-endpoints/{endpointId}', 'key'], input, options),
      deleteEndpoint: (input, options) => call(['DELETE', '/webhook-endpoints/{endpointId}', 'key'], input, options),
      rotateSecret: (input, options) => call(['POST', '/webhook-endpoints/{endpointId}/rotate', 'key'], input, options),
      sendTest: (input, options) => call(['POST', '/webhook-endpoints/{endpointId}/test', 'key'], input, options),
      replayEvents: (input, options) => call(['POST', '/webhook-endpoints/{endpointId}/replay', 'key'], input, options),
      listEvents: (input, options) => list(['GET', '/webhook-events', 'safe'], input, options),
      getEvent: (input, options) => call(['GET', '/webhook-events/{eventId}', 'safe'], input, options),
      retryDelivery: (input, options) => call(['POST', '/webhook-events/{eventId}/retry', 'key'], input, options),
    };
    this.holds = {
      create: (input, options) => call(['POST', '/holds', 'key'], input, options),
      list: (input, options) => list(['GET', '/holds', 'safe'], input, options),
      get: (input, options) => call(['GET', '/holds/{holdId}', 'safe'], input, options),
      capture: (input, options) => call(['POST', '/holds/{holdId}/capture', 'key'], input, options),
      release: (input, options) => call(['POST', '/holds/{holdId}/release', 'key'], input, options),
    };
    this.portal = {
      getJoinPage: (input, options) => call(['GET', '/join/{slug}', 'safe'], input, options),
      joinBusiness: (input, options) => call(['POST', '/join/{slug}', 'natural'], input, options),
      inviteCustomer: (input, options) => call(['POST', '/customers/{customerId}/invitation', 'key'], input, options),
    };
    this.overview = {
      get: (input, options) => call(['GET', '/overview', 'safe'], input, options),
    };
    this.business = {
      create: (input, options) => call(['POST', '/businesses', 'key'], input, options),
      get: (input, options) => call(['GET', '/business', 'safe'], input, options),
      update: (input, options) => call(['PUT', '/business', 'key'], input, options),
    };
    this.members = {
      list: (input, options) => call(['GET', '/members', 'safe'], input, options),
      update: (input, options) => call(['PUT', '/members/{userId}', 'key'], input, options),
      remove: (input, options) => call(['DELETE', '/members/{userId}', 'key'], input, options),
      createInvitation: (input, options) => call(['POST', '/invitations', 'key'], input, options),
      listInvitations: (input, options) => call(['GET', '/invitations', 'safe'], input, options),
      getInvitation: (input, options) => call(['GET', '/invitations/preview', 'safe'], input, options),
      revokeInvitation: (input, options) => call(['DELETE', '/invitations/{invitationId}', 'key'], input, options),
      acceptInvitation: (input, options) => call(['POST', '/invitations/accept', 'natural'], input, options),
    };
    this.apiKeys = {
      create: (input, options) => call(['POST', '/api-keys', 'key'], input, options),
      list: (input, options) => call(['GET', '/api-keys', 'safe'], input, options),
      revoke: (input, options) => call(['DELETE', '/api-keys/{apiKeyId}', 'natural'], input, options),
    };
    this.health = {
      getStatus: (input, options) => call(['GET', '/status', 'safe'], input, options),
      get: (input, options) => call(['GET', '/health', 'safe'], input, options),
      getLive: (input, options) => call(['GET', '/health/live', 'safe'], input, options),
      getReady: (input, options) => call(['GET', '/health/ready', 'safe'], input, options),
    };
  }
}

/** What the buffered recorder sends, serialized by itself. */
export const usageBatchPath = '/usage/batch';
