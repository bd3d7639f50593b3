import { z } from 'zod';
import { defineOperation } from './define';
import { amountText, businessId, id, positiveAmount, text } from './schemas';
import { session } from './sessions';
import { ledgerEntry } from './wallets';

/** Credits: what sessions burn. Their wallet is made with the first of them. */

export const addCredits = defineOperation({
  name: 'add_credits',
  method: 'POST',
  path: '/customers/{customer_id}/credits',
  tag: 'Sessions',
  summary: 'Give or sell credits to a customer',
  description: 'A running session goes on for as long as the credits last then.',
  access: 'wallets:write',
  input: z.strictObject({
    business_id: businessId,
    customer_id: id,
    credits: positiveAmount.meta({ description: 'Decimal string, or a JSON number', example: '100' }),
    source: z
      .enum(['bought', 'given'])
      .optional()
      .meta({ description: 'bought, unless it is given: a top-up. given: a grant' }),
    description: text(500).optional(),
  }),
  output: z.object({
    customer_id: id,
    /** Right at this instant. */
    credits: amountText,
    entry: ledgerEntry,
    /** The running session, with the moment its credits last until now. */
    session: session.nullable(),
  }),
  status: 201,
  idempotency: 'key',
  errors: ['customer_not_found', 'customer_archived'],
  examples: {
    request: {
      customer_id: '0196c1f0-0000-7000-8000-000000000001',
      credits: '100',
      source: 'given',
      description: 'For the trouble of last week',
    },
  },
});
