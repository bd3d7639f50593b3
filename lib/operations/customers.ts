import { z } from 'zod';
import { defineOperation } from './define';
import {
  amountText,
  businessId,
  email,
  id,
  lowBalance,
  nonNegativeAmount,
  pageInput,
  pageOf,
  term,
  text,
  time,
  wholeNumber,
} from './schemas';

/** The customers of a business, each with a prepaid wallet that an hourly amount may be taken from. */

export const customerStatus = z.enum(['active', 'inactive', 'archived']);

export const customer = z.object({
  id,
  business_id: id,
  name: z.string(),
  email: z.string().nullable(),
  external_id: z.string().nullable(),
  status: customerStatus,
  currency: z.string(),
  /** Of the prepaid wallet, right at this instant. */
  balance: amountText,
  hourly_debit_amount: amountText,
  /** Whole hours that the balance bears; null where nothing is taken by the hour. */
  runway_hours: z.number().int().nullable(),
  /** What may be owed on orders; zero: no credit. */
  credit_limit: amountText,
  /** What is owed on orders right now. */
  owed: amountText,
  /** Whether the prepaid balance may go below zero without a limit. */
  postpaid: z.boolean(),
  /** How far the prepaid balance may go below zero; null where there is no limit. */
  overdraft_limit: amountText.nullable(),
  /** A balance that falls below it is told as `wallet.low`; null: none is. */
  low_balance: amountText.nullable(),
  /** Whether it was set for this customer, and does not follow the setting of the business. */
  low_balance_is_own: z.boolean(),
  /** Recorded, and not in the ledger yet. */
  /** What holds set aside in the prepaid wallet right now. */
  held: amountText,
  unbilled_usage: amountText,
  /** The prepaid balance and what is left of the limits, less unbilled usage; null where there is no limit. */
  can_spend: amountText.nullable(),
  /** Whether a person signs in as this customer. */
  has_login: z.boolean(),
  /** The last hour that was attempted. */
  debited_through: time.nullable(),
  created_at: time,
  updated_at: time,
});

const overdraftLimit = nonNegativeAmount.meta({
  description: 'How far the prepaid balance may go below zero, for debits and usage; 0 unless it is set',
});
const postpaid = z
  .boolean()
  .meta({ description: 'true: the prepaid balance may go below zero without a limit' });
const externalId = text(200).meta({ description: 'The id of this customer in your own system' });

export const listCustomers = defineOperation({
  name: 'list_customers',
  method: 'GET',
  path: '/customers',
  tag: 'Customers',
  summary: 'List customers',
  access: 'customers:read',
  input: z.strictObject({
    business_id: businessId,
    /** Part of the name, the email or the external id. */
    search: term(200).optional(),
    status: z.enum(['active', 'inactive', 'archived', 'all']).optional(),
    max_runway_hours: wholeNumber(0, 87_600).optional().meta({
      description: 'Those whose balance bears at most so many hours; 0 are those who cannot pay the next',
    }),
    sort: z.enum(['created', 'name', 'balance', 'owed', 'hourly', 'runway']).optional(),
    direction: z.enum(['asc', 'desc']).optional(),
    ...pageInput,
  }),
  output: pageOf(customer),
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const createCustomer = defineOperation({
  name: 'create_customer',
  method: 'POST',
  path: '/customers',
  tag: 'Customers',
  summary: 'Create a customer',
  description: 'An opening balance is posted as the first entry of the prepaid wallet.',
  access: 'customers:write',
  input: z.strictObject({
    business_id: businessId,
    name: text(200),
    balance: nonNegativeAmount.optional(),
    hourly_debit_amount: nonNegativeAmount.optional(),
    credit_limit: nonNegativeAmount.optional(),
    overdraft_limit: overdraftLimit.optional(),
    postpaid: postpaid.optional(),
    email: email.optional(),
    external_id: externalId.optional(),
    status: z.enum(['active', 'inactive']).optional(),
  }),
  output: customer,
  status: 201,
  idempotency: 'key',
  errors: ['external_id_taken'],
  examples: { request: { name: 'Ada Lovelace', balance: '100.00', hourly_debit_amount: '5.00' } },
});

export const getCustomer = defineOperation({
  name: 'get_customer',
  method: 'GET',
  path: '/customers/{customer_id}',
  tag: 'Customers',
  summary: 'Read a customer',
  access: 'customers:read',
  input: z.strictObject({ business_id: businessId, customer_id: id }),
  output: customer,
  status: 200,
  idempotency: 'safe',
  errors: ['customer_not_found'],
});

export const updateCustomer = defineOperation({
  name: 'update_customer',
  method: 'PUT',
  path: '/customers/{customer_id}',
  tag: 'Customers',
  summary: 'Change a customer',
  description:
    'Fields left out stay as they are; an empty `email` or `external_id` is removed. The balance changes only through the ledger: see `POST /api/billing/credit`.',
  access: 'customers:write',
  input: z.strictObject({
    business_id: businessId,
    customer_id: id,
    name: text(200).optional(),
    hourly_debit_amount: nonNegativeAmount.optional(),
    credit_limit: nonNegativeAmount
      .optional()
      .meta({ description: 'One below what is owed stops further orders; nothing else changes' }),
    overdraft_limit: overdraftLimit.optional(),
    postpaid: postpaid.optional(),
    email: z.union([z.literal(''), email], 'must be an email address, or empty').optional(),
    external_id: z
      .union([z.literal(''), externalId], 'must be at most 200 plain characters, or empty')
      .optional(),
    status: customerStatus.optional(),
    low_balance: lowBalance.optional().meta({
      description:
        'A prepaid balance that falls below it is told as `wallet.low`; empty: that of the business counts again',
    }),
  }),
  output: customer,
  status: 200,
  idempotency: 'key',
  errors: ['customer_not_found', 'external_id_taken'],
});

export const deleteCustomer = defineOperation({
  name: 'delete_customer',
  method: 'DELETE',
  path: '/customers/{customer_id}',
  tag: 'Customers',
  summary: 'Delete or archive a customer',
  description:
    'A customer with ledger entries is archived, since the ledger is for ever; one without is deleted.',
  access: 'customers:write',
  input: z.strictObject({ business_id: businessId, customer_id: id }),
  output: z.object({ id, deleted: z.boolean(), archived: z.boolean() }),
  status: 200,
  idempotency: 'key',
  errors: ['customer_not_found'],
});
