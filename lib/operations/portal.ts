import { z } from 'zod';
import { defineOperation } from './define';
import { amountText, businessId, email, id, text, time } from './schemas';

/** How a person becomes a customer who signs in: by the join page of a business, or by a link from it. */

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be the name of a business as in its link')
  .max(60)
  .meta({ description: 'The name of the business in links', example: 'northwind-cloud' });

export const getJoinPage = defineOperation({
  name: 'get_join_page',
  method: 'GET',
  path: '/join/{slug}',
  tag: 'Portal',
  summary: 'What a join page says',
  description: 'A business that takes no sign-ups has none.',
  access: null,
  input: z.strictObject({ slug }),
  output: z.object({
    business_id: id,
    business_name: z.string(),
    slug: z.string(),
    /** Credits that a new customer starts with. */
    welcome_grant: amountText,
    credits_per_minute: amountText,
  }),
  status: 200,
  idempotency: 'safe',
  errors: ['business_not_found'],
});

export const joinBusiness = defineOperation({
  name: 'join_business',
  method: 'POST',
  path: '/join/{slug}',
  tag: 'Portal',
  summary: 'Become a customer of a business',
  description:
    'For a user who is signed in; who has no account yet signs up with `join`. The welcome grant is given once to a person: joining again answers with the customer they are.',
  access: 'user',
  input: z.strictObject({ slug, name: text(200).optional() }),
  output: z.object({
    business_id: id,
    customer_id: id,
    credits: amountText,
    /** False where they were a customer before. */
    joined: z.boolean(),
  }),
  status: 200,
  rateLimit: 'address',
  idempotency: 'natural',
  errors: ['business_not_found'],
});

export const inviteCustomer = defineOperation({
  name: 'invite_customer',
  method: 'POST',
  path: '/customers/{customer_id}/invitation',
  tag: 'Portal',
  summary: 'Make a link by which a customer gets their login',
  description:
    'The link is shown once, is good for one person and for seven days. A new link withdraws the ones before it. Whoever accepts it sees the portal of this customer. An API key needs `wallets:read`, `orders:read`, `sessions:read` and `sessions:write` too: what the login will have.',
  access: 'customers:write',
  input: z.strictObject({
    business_id: businessId,
    customer_id: id,
    email: email.optional().meta({ description: 'When given, only the user with this address may accept' }),
  }),
  output: z.object({
    id,
    customer_id: id,
    email: z.string().nullable(),
    created_at: time,
    expires_at: time,
    /** Null when a keyed request is answered again: a link is shown once. */
    token: z.string().nullable(),
  }),
  status: 201,
  idempotency: 'key',
  errors: ['customer_not_found', 'customer_archived', 'customer_has_login'],
});
