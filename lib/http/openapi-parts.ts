import type { oas31, ZodOpenApiComponentsObject } from 'zod-openapi';
import { errorCodes } from '@/lib/errors/codes';
import { account, customerProfile, membership, session as authSession } from '@/lib/operations/account';
import { apiKey } from '@/lib/operations/api-keys';
import { business, invitation, member } from '@/lib/operations/business';
import { billingRun, usageCharge } from '@/lib/operations/billing';
import { customer } from '@/lib/operations/customers';
import { debitLog, debitRun } from '@/lib/operations/debits';
import { cancellation, credit, order } from '@/lib/operations/orders';
import { payment } from '@/lib/operations/payments';
import { product, stockMovement } from '@/lib/operations/products';
import { session } from '@/lib/operations/sessions';
import { usageEvent, usageRecord } from '@/lib/operations/usage';
import { webhookMessage } from '@/lib/operations/webhook-messages';
import { webhookEndpoint, webhookEvent } from '@/lib/operations/webhooks';
import { balance, ledgerEntry, wallet } from '@/lib/operations/wallets';
import { problemExamples } from './openapi-examples';

/** What the operations of the API document share: prose, schemas, headers, examples. */

export const description = `Prepaid balances, credit, hourly debits, usage, and a ledger that proves itself.

**Who calls.** A user sends the token of \`POST /auth/login\` as \`Authorization: Bearer …\`; a program sends an API key as
\`x-api-key\` or as \`Authorization: Bearer sk_…\`. A caller who belongs to several businesses names one in \`business_id\` or in
the header \`x-business-id\`.

**Names.** Requests may be in snake_case or camelCase; answers are in snake_case.

**Amounts** are decimal strings in answers. In requests they are decimal strings or JSON numbers. Times are RFC 3339 in UTC.
Spaces around a text or an amount in a request are no part of it.

**Repeating.** \`x-idempotency\` says what a repetition does. \`safe\`: it reads. \`key\`: it writes; send an \`Idempotency-Key\`,
and the same request again returns the first answer, marked \`Idempotent-Replayed: true\`, and happens once. \`natural\`:
doing it twice is the same as doing it once. \`none\`: it opens a session of a person, each time anew.

**Permissions.** \`x-permission\`, which stands in \`security\` as well, is what a member's role or the scopes of a key must hold.

**Limits.** Where a limit counts a request, \`RateLimit-Policy\` and \`RateLimit\` say how many are left. Beyond it the answer is
429 \`rate_limited\` with \`Retry-After\`.

**Errors** are \`application/problem+json\` (RFC 9457). Decide by \`code\`; each has a page under \`/docs/errors/\`.

**Lists** come in pages: pass \`next_cursor\` as \`cursor\` for the next one.

**Tables.** Where an answer is offered as \`text/csv\`, ask for it with \`?format=csv\` or \`Accept: text/csv\`: RFC 4180, all pages
in one. Text that a spreadsheet would run as a formula has an apostrophe before it.`;

export const tags: readonly (readonly [string, string])[] = [
  ['Account', 'Signing up and in, and who is calling.'],
  ['Customers', 'Those whose balance is kept, each with a prepaid wallet.'],
  ['Wallets', 'Balances, and the ledger they are the sum of.'],
  ['Statements', 'What happened on the wallets of a customer in a month.'],
  ['Products', 'What is sold, for how much, and how much of it is in stock.'],
  ['Orders', 'Sales on credit, what is left of them to pay, and who is overdue.'],
  ['Payments', 'Money received for orders.'],
  ['Usage', 'What customers used: each event recorded once.'],
  ['Billing', 'How usage becomes ledger entries: runs and charges.'],
  ['Sandbox', 'The clock of a business that is there for trying things out.'],
  ['Debits', 'The hourly debit: its runs, its logs, its schedule.'],
  ['Sessions', 'Credits burned by the minute: starting, stopping, and what has run.'],
  ['Audit', 'Who changed which setting, key, member, limit or price.'],
  ['Webhooks', 'Endpoints that are told what happens, and what was told to them.'],
  ['Holds', 'Money set aside for what is not known yet: taken later, in part or in whole, or let go.'],
  ['Portal', 'How a person becomes a customer who signs in.'],
  ['Live', 'Changes, told as they happen.'],
  ['Overview', 'The figures of the first page.'],
  ['Business', 'A business and its settings.'],
  ['Members', 'Who belongs to a business, and invitations to it.'],
  ['API keys', 'Keys by which programs call.'],
  ['Health', 'Whether everything is up.'],
];

/** What any answer may tell of the limits that count the request. */
export const limitHeaders = {
  'RateLimit-Policy': reference('headers', 'RateLimitPolicy'),
  RateLimit: reference('headers', 'RateLimit'),
};

type Section = 'schemas' | 'responses' | 'headers' | 'examples' | 'parameters';

export function reference<S extends Section>(
  section: S,
  name: string,
): { $ref: `#/components/${S}/${string}` } {
  return { $ref: `#/components/${section}/${name}` };
}

export function parameter(name: 'RequestId' | 'BusinessId' | 'IdempotencyKey' | 'LastEventId') {
  return reference('parameters', name);
}

const fieldError: oas31.SchemaObject = {
  type: 'object',
  required: ['pointer', 'message'],
  properties: {
    pointer: {
      type: 'string',
      description: 'JSON Pointer (RFC 6901) to the field, as the request spelled it',
    },
    message: { type: 'string', description: 'Reads on from the name of the field' },
  },
};

const problem: oas31.SchemaObject = {
  type: 'object',
  description: 'RFC 9457. Beside these fields it carries the numbers and ids of the case.',
  required: ['type', 'title', 'status', 'detail', 'code', 'error', 'remedy', 'request_id'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'The page about this code' },
    title: { type: 'string', description: 'What the code means' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What happened, for a person' },
    code: { $ref: '#/components/schemas/ErrorCode' },
    error: { type: 'string', description: 'The same short sentence as `title`' },
    remedy: { type: 'string', description: 'What to do next' },
    request_id: {
      type: 'string',
      description: 'The `X-Request-Id` of the answer, to be told to the operator',
    },
    errors: { type: 'array', items: { $ref: '#/components/schemas/FieldError' } },
  },
  additionalProperties: true,
};

export const components: ZodOpenApiComponentsObject = {
  securitySchemes: {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      description: 'The `access_token` of a signed-in user, or an API key.',
    },
    apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'An API key, `sk_…`.' },
  },
  schemas: {
    Account: account,
    Membership: membership,
    AuthSession: authSession,
    CustomerProfile: customerProfile,
    Customer: customer,
    Wallet: wallet,
    UsageRecord: usageRecord,
    UsageEvent: usageEvent,
    BillingRun: billingRun,
    UsageCharge: usageCharge,
    LedgerEntry: ledgerEntry,
    Balance: balance,
    Product: product,
    StockMovement: stockMovement,
    Order: order,
    Cancellation: cancellation,
    Credit: credit,
    Payment: payment,
    DebitRun: debitRun,
    DebitLog: debitLog,
    Session: session,
    Business: business,
    Member: member,
    Invitation: invitation,
    WebhookEndpoint: webhookEndpoint,
    WebhookEvent: webhookEvent,
    WebhookMessage: webhookMessage,
    ApiKey: apiKey,
    ErrorCode: { type: 'string', enum: Object.keys(errorCodes) },
    FieldError: fieldError,
    Problem: problem,
  },
  parameters: {
    RequestId: {
      name: 'X-Request-Id',
      in: 'header',
      description:
        'An id of your own, to find the request in both logs and in the ledger; one is made where there is none.',
      schema: { type: 'string', pattern: '^[A-Za-z0-9_.:-]{1,100}$' },
    },
    BusinessId: {
      name: 'X-Business-Id',
      in: 'header',
      description:
        'The business, for callers who belong to several. `business_id` in the request comes before it.',
      schema: { type: 'string', format: 'uuid' },
    },
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      description: 'Names this request: 1 to 255 printable characters, a UUID say. Kept for ever.',
      schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
      example: '5f0c7a1e-3a7b-4a52-9a3f-0d9f6f3a2b11',
    },
    LastEventId: {
      name: 'Last-Event-ID',
      in: 'header',
      description:
        'The id of the last event that arrived; browsers send it by themselves when they come back.',
      schema: { type: 'string' },
    },
  },
  headers: {
    RequestId: { description: 'The id of this request', required: true, schema: { type: 'string' } },
    IdempotentReplayed: {
      description: '`true` where this is the answer of an earlier request with the same key',
      schema: { type: 'string', enum: ['true'] },
    },
    RateLimitPolicy: {
      description:
        'The limits that count this request: how many (`q`) in how many seconds (`w`). draft-ietf-httpapi-ratelimit-headers',
      schema: { type: 'string' },
      example: '"key";q=600;w=60',
    },
    RateLimit: {
      description: 'What is left of them: so many requests (`r`), until so many seconds (`t`) have passed',
      schema: { type: 'string' },
      example: '"key";r=598;t=42',
    },
    ContentDisposition: {
      description: 'The name of the file',
      schema: { type: 'string' },
    },
    RetryAfter: { description: 'Seconds to wait before the next try', schema: { type: 'integer' } },
    WwwAuthenticate: { description: 'How to authenticate', schema: { type: 'string', enum: ['Bearer'] } },
  },
  examples: problemExamples(),
};
