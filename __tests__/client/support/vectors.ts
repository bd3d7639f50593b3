import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const value = z.union([z.string(), z.number()]);

/** The payloads of docs/guides/usage-request-ids.json, with what is hashed of each, and the id. */
export const vectors = z
  .array(
    z.object({
      note: z.string(),
      payload: z.strictObject({
        customer_id: z.string(),
        service: z.string().optional(),
        product_id: z.string().optional(),
        units_consumed: value.optional(),
        units: value.optional(),
        price_per_unit: value.optional(),
        request_id: z.string().optional(),
        occurred_at: z.string().optional(),
        business_id: z.string().optional(),
      }),
      canonical: z.string(),
      request_id: z.string(),
    }),
  )
  .parse(JSON.parse(readFileSync(join('docs', 'guides', 'usage-request-ids.json'), 'utf8')));
