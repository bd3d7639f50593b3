import { z } from 'zod';
import { createCustomer } from './customers';
import { defineOperation } from './define';
import { createProduct } from './products';
import { businessId, count, id } from './schemas';
import { storableEvent } from './storable';

/** Many customers or products in one request: all of them, or none, or only those that are good. */

export const mostRows = 1000;

export const importOutcome = z.object({
  /** 1 for the first row. */
  row: z.number().int(),
  outcome: z.enum(['created', 'would_create', 'duplicate', 'invalid']),
  /** What was created; null for every other outcome. */
  id: id.nullable(),
  /** Why a row is not good; null for one that is. */
  error: z
    .object({
      code: z.string(),
      detail: z.string(),
      /** JSON Pointers into the row. */
      errors: z.array(z.object({ pointer: z.string(), message: z.string() })),
    })
    .nullable(),
});

export const importAnswer = z.object({
  dry_run: z.boolean(),
  /** What is there now that was not: 0 in a dry run. */
  created: count,
  /** Rows that were created, or would be. */
  good: count,
  duplicates: count,
  invalid: count,
  results: z.array(importOutcome),
});

/** Each row is looked at by itself, in Postgres, so that an answer can say of every one what is wrong with it. */
function rowsOf(row: z.ZodObject) {
  return z
    .array(z.unknown().transform(storableEvent))
    .min(1, 'must have at least one row')
    .max(mostRows, `must have at most ${mostRows} rows`)
    .meta({
      items: z.toJSONSchema(row.omit({ business_id: true }), { io: 'input', unrepresentable: 'any' }),
    });
}

const choices = {
  dry_run: z
    .boolean()
    .optional()
    .meta({ description: 'true: say what would become of each row, and write nothing' }),
  skip_invalid: z
    .boolean()
    .optional()
    .meta({ description: 'true: create the good rows and leave the others out' }),
};

const description =
  'Each row has the fields of creating one, and goes by its rules. Where a row is not good, or its name is taken, nothing is written and a 422 has a pointer to each field, unless `skip_invalid` is true. A dry run answers 200 with what would become of each row, and takes no `Idempotency-Key`.';

export const importCustomers = defineOperation({
  name: 'import_customers',
  method: 'POST',
  path: '/customers/import',
  tag: 'Customers',
  summary: 'Import up to 1,000 customers',
  description: `${description} An opening balance is the first entry of its wallet.`,
  access: 'customers:write',
  input: z.strictObject({ business_id: businessId, customers: rowsOf(createCustomer.input), ...choices }),
  output: importAnswer,
  status: 200,
  idempotency: 'key',
  errors: [],
  examples: {
    request: {
      customers: [
        { name: 'Ada Lovelace', external_id: 'A-1', balance: '100.00', hourly_debit_amount: '5.00' },
        { name: 'Grace Hopper', external_id: 'A-2', email: 'grace@example.com', credit_limit: '500.00' },
      ],
      dry_run: true,
    },
  },
});

export const importProducts = defineOperation({
  name: 'import_products',
  method: 'POST',
  path: '/products/import',
  tag: 'Products',
  summary: 'Import up to 1,000 products',
  description: `${description} A stock that is given is counted from then on.`,
  access: 'products:write',
  input: z.strictObject({ business_id: businessId, products: rowsOf(createProduct.input), ...choices }),
  output: importAnswer,
  status: 200,
  idempotency: 'key',
  errors: [],
  examples: {
    request: {
      products: [
        { sku: 'DESK-OAK', name: 'Oak desk', price: '349.00', stock: 12 },
        { sku: 'SUPPORT', name: 'Support by the hour', price: '80.00' },
      ],
      skip_invalid: true,
    },
  },
});
