import { z } from 'zod';
import { defineOperation } from './define';
import { amountText, businessId, id, instant, time } from './schemas';
import { ledgerEntry, walletKind } from './wallets';

/** What happened on the wallets of one customer in a month. */

export const getStatement = defineOperation({
  name: 'get_statement',
  method: 'GET',
  path: '/customers/{customer_id}/statement',
  tag: 'Statements',
  summary: 'Read the statement of a customer',
  description:
    'Of a `month` in UTC (the current one, where nothing is given), or of any span from `since` up to but without `until`. Each wallet has its opening balance, every movement with the balance after it, and its closing balance; `due` is what was owed on orders at the end.',
  access: 'wallets:read',
  input: z
    .strictObject({
      business_id: businessId,
      customer_id: id,
      month: z
        .string()
        .regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11')
        .optional(),
      since: instant.optional(),
      until: instant.optional(),
    })
    .refine(
      ({ month, since, until }) => (since === undefined) === (until === undefined) && !(month && since),
      {
        path: ['month'],
        message: 'give a month, or both since and until',
      },
    ),
  output: z.object({
    customer: z.object({
      id,
      name: z.string(),
      email: z.string().nullable(),
      external_id: z.string().nullable(),
    }),
    business: z.object({ id, name: z.string() }),
    currency: z.string(),
    from: time,
    to: time,
    issued_at: time,
    due: amountText,
    wallets: z.array(
      z.object({
        wallet_id: id,
        kind: walletKind,
        unit: z.string(),
        opening_balance: amountText,
        money_in: amountText,
        money_out: amountText,
        closing_balance: amountText,
        /** In the order of time; `balance` runs on from the opening balance. */
        entries: z.array(ledgerEntry.extend({ balance: amountText })),
      }),
    ),
    /** Open orders at the end, the oldest first. */
    open_orders: z.array(
      z.object({
        id,
        number: z.number().int(),
        placed_at: time,
        total: amountText,
        outstanding: amountText,
      }),
    ),
  }),
  status: 200,
  idempotency: 'safe',
  errors: ['customer_not_found'],
  csv: {
    fileName: ({ customer, from }) => `statement-${customer.id}-${from.slice(0, 7)}.csv`,
    header: [
      'wallet',
      'unit',
      'occurred_at',
      'kind',
      'description',
      'reference_type',
      'reference_id',
      'amount',
      'balance',
      'entry_id',
    ],
    rows: ({ wallets, from, to }) =>
      wallets.flatMap(({ kind, unit, opening_balance, closing_balance, entries }) => [
        [kind, unit, from, 'opening_balance', null, null, null, null, opening_balance, null],
        ...entries.map((entry) => [
          kind,
          unit,
          entry.occurred_at,
          entry.kind,
          entry.description,
          entry.reference_type,
          entry.reference_id,
          entry.amount,
          entry.balance,
          entry.id,
        ]),
        [kind, unit, to, 'closing_balance', null, null, null, null, closing_balance, null],
      ]),
  },
});
