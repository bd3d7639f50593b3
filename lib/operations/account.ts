import { z } from 'zod';
import { defineOperation } from './define';
import { amountText, currency, email, id, password, secret, text, time } from './schemas';
import { session as liveSession } from './sessions';

/** Signing up, signing in, and who is calling. */

export const role = z.enum(['owner', 'admin', 'member', 'viewer']);

export const membership = z.object({
  id,
  name: z.string(),
  slug: z.string(),
  currency: z.string(),
  currency_decimals: z.number().int(),
  is_sandbox: z.boolean(),
  /** Where the clock of a sandbox stands; null: the business goes by real time. */
  test_clock_at: time.nullable(),
  role,
});

export const customerAccount = z.object({
  customer_id: id,
  name: z.string(),
  business: membership.omit({ role: true }),
});

export const account = z.object({
  /** `user` with a bearer token, `api_key` with a key. */
  kind: z.enum(['user', 'api_key']),
  user: z.object({ id, email: z.string() }).nullable(),
  api_key: z.object({ id, name: z.string(), prefix: z.string(), scopes: z.array(z.string()) }).nullable(),
  businesses: z.array(membership),
  /** Where the user is a customer. */
  customers: z.array(customerAccount),
});

/** What a customer sees of themselves first. */
export const customerProfile = customerAccount.extend({
  status: z.enum(['active', 'inactive', 'archived']),
  /** Right at this instant. */
  credits: amountText,
  credits_per_minute: amountText,
  /** The prepaid balance, in the currency of the business. */
  balance: amountText,
  /** On orders. */
  owed: amountText,
  /** The running session. */
  session: liveSession.nullable(),
  /** The newest ten, the running one among them. */
  sessions: z.array(liveSession),
});

export const session = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal('bearer'),
  expires_in: z.number().int(),
  expires_at: time,
  user: z.object({ id, email: z.string() }),
});

export const signUp = defineOperation({
  name: 'sign_up',
  method: 'POST',
  path: '/auth/signup',
  tag: 'Account',
  summary: 'Sign up',
  description:
    'Makes a user and a business that the user owns; with `invitation` they join the one that invited them, with `join` they become a customer of that business.',
  access: null,
  input: z.strictObject({
    email,
    password,
    business_name: text(120).optional(),
    currency: currency.optional(),
    /** The secret of an invitation link: join that business instead of making one. */
    invitation: text(200).optional(),
    /** The name of a business in its links: become a customer of it, with its welcome grant, instead of making one. */
    join: text(60).optional(),
    /** The name of the customer that joins; from the email unless it is given. */
    name: text(200).optional(),
  }),
  output: session,
  status: 201,
  idempotency: 'none',
  rateLimit: 'sign_up',
  errors: ['email_taken', 'invitation_not_found', 'business_not_found', 'email_not_confirmed'],
});

export const logIn = defineOperation({
  name: 'log_in',
  method: 'POST',
  path: '/auth/login',
  tag: 'Account',
  summary: 'Sign in',
  description:
    'Slows down under guessing: after a few wrong passwords each further one doubles the wait, which the answer 429 tells in `Retry-After`.',
  access: null,
  input: z.strictObject({ email, password: secret }),
  output: session,
  status: 200,
  idempotency: 'none',
  errors: ['invalid_credentials', 'email_not_confirmed'],
});

export const getMe = defineOperation({
  name: 'get_me',
  method: 'GET',
  path: '/auth/me',
  tag: 'Account',
  summary: 'Who is calling, and for which businesses',
  access: 'signed_in',
  input: z.strictObject({}),
  output: account,
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const getProfile = defineOperation({
  name: 'get_profile',
  method: 'GET',
  path: '/user/profile',
  tag: 'Account',
  summary: 'The account of the caller, and for a customer their credits and sessions',
  access: 'signed_in',
  input: z.strictObject({}),
  output: account.extend({ created_at: time.nullable(), customers: z.array(customerProfile) }),
  status: 200,
  idempotency: 'safe',
  errors: [],
});
