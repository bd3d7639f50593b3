import { z } from 'zod';
import { role } from './account';
import { defineOperation } from './define';
import {
  amountText,
  businessId,
  currency,
  email,
  id,
  lowBalance,
  nonNegativeAmount,
  text,
  time,
} from './schemas';

/** A business, its settings and its members. */

export const business = z.object({
  id,
  name: z.string(),
  slug: z.string(),
  currency: z.string(),
  currency_decimals: z.number().int(),
  is_sandbox: z.boolean(),
  /** Where the clock of a sandbox stands; null: the business goes by real time. */
  test_clock_at: time.nullable(),
  /** Credits a new customer of the portal starts with. */
  welcome_grant: amountText,
  session_credits_per_minute: amountText,
  /** Whether people may become customers by themselves, on the join page. */
  join_enabled: z.boolean(),
  /** Days after which an unpaid order is overdue. */
  overdue_days: z.number().int(),
  /** Below it a prepaid balance is told as `wallet.low`, unless the customer has one of their own; null: none is. */
  low_balance: amountText.nullable(),
  /** Below it the credits of a customer are told as `wallet.low`; null: none are. */
  low_credits: amountText.nullable(),
  created_at: time,
});

export const createBusiness = defineOperation({
  name: 'create_business',
  method: 'POST',
  path: '/businesses',
  tag: 'Business',
  summary: 'Create a business',
  description: 'A sandbox has a test clock: it stands still until `POST /business/clock/advance` moves it.',
  access: 'user',
  input: z.strictObject({
    name: text(120),
    currency: currency.optional(),
    is_sandbox: z.boolean().optional(),
  }),
  output: business,
  status: 201,
  idempotency: 'key',
  errors: [],
});

export const getBusiness = defineOperation({
  name: 'get_business',
  method: 'GET',
  path: '/business',
  tag: 'Business',
  summary: 'Read the business and its settings',
  access: 'business:read',
  input: z.strictObject({ business_id: businessId }),
  output: business,
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const updateBusiness = defineOperation({
  name: 'update_business',
  method: 'PUT',
  path: '/business',
  tag: 'Business',
  summary: 'Change the business and its settings',
  description: 'Fields left out stay as they are. The currency is fixed once the business exists.',
  access: 'business:write',
  input: z.strictObject({
    business_id: businessId,
    name: text(120).optional(),
    welcome_grant: nonNegativeAmount.optional(),
    session_credits_per_minute: nonNegativeAmount.optional(),
    join_enabled: z.boolean().optional(),
    overdue_days: z.number().int().min(1).max(365).optional(),
    low_balance: lowBalance.optional().meta({
      description: 'A prepaid balance that falls below it is told as `wallet.low`; empty: none is',
    }),
    low_credits: lowBalance.optional().meta({
      description: 'Credits that fall below it are told as `wallet.low`; empty: none are',
    }),
  }),
  output: business,
  status: 200,
  idempotency: 'key',
  errors: [],
});

export const member = z.object({ user_id: id, email: z.string(), role, created_at: time });

export const listMembers = defineOperation({
  name: 'list_members',
  method: 'GET',
  path: '/members',
  tag: 'Members',
  summary: 'List the members',
  access: 'business:read',
  input: z.strictObject({ business_id: businessId }),
  output: z.object({ data: z.array(member) }),
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const updateMember = defineOperation({
  name: 'update_member',
  method: 'PUT',
  path: '/members/{user_id}',
  tag: 'Members',
  summary: 'Change the role of a member',
  access: 'members:write',
  input: z.strictObject({ business_id: businessId, user_id: id, role }),
  output: member,
  status: 200,
  idempotency: 'key',
  errors: ['member_not_found', 'last_owner'],
});

export const removeMember = defineOperation({
  name: 'remove_member',
  method: 'DELETE',
  path: '/members/{user_id}',
  tag: 'Members',
  summary: 'Remove a member',
  access: 'members:write',
  input: z.strictObject({ business_id: businessId, user_id: id }),
  output: z.object({ user_id: id, removed: z.literal(true) }),
  status: 200,
  idempotency: 'key',
  errors: ['member_not_found', 'last_owner'],
});

export const invitation = z.object({
  id,
  email: z.string().nullable(),
  role,
  created_at: time,
  expires_at: time,
});

export const createInvitation = defineOperation({
  name: 'create_invitation',
  method: 'POST',
  path: '/invitations',
  tag: 'Members',
  summary: 'Make an invitation link',
  description: 'The link is shown once, is good for one person and for seven days.',
  access: 'members:write',
  input: z.strictObject({ business_id: businessId, role, email: email.optional() }),
  output: invitation.extend({
    /** Null when a keyed request is answered again: a link is shown once. */
    token: z.string().nullable(),
  }),
  status: 201,
  idempotency: 'key',
  errors: [],
});

export const listInvitations = defineOperation({
  name: 'list_invitations',
  method: 'GET',
  path: '/invitations',
  tag: 'Members',
  summary: 'List the open invitations',
  access: 'business:read',
  input: z.strictObject({ business_id: businessId }),
  output: z.object({ data: z.array(invitation) }),
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const revokeInvitation = defineOperation({
  name: 'revoke_invitation',
  method: 'DELETE',
  path: '/invitations/{invitation_id}',
  tag: 'Members',
  summary: 'Withdraw an invitation',
  access: 'members:write',
  input: z.strictObject({ business_id: businessId, invitation_id: id }),
  output: z.object({ id, revoked: z.literal(true) }),
  status: 200,
  idempotency: 'key',
  errors: ['invitation_not_found'],
});

export const getInvitation = defineOperation({
  name: 'get_invitation',
  method: 'GET',
  path: '/invitations/preview',
  tag: 'Members',
  summary: 'What an invitation link leads to',
  access: null,
  input: z.strictObject({ token: text(200) }),
  output: z.object({
    business_name: z.string(),
    /** `customer`: the link gives a customer their login. */
    role: z.enum([...role.options, 'customer']),
    customer_name: z.string().nullable(),
    email: z.string().nullable(),
    expires_at: time,
  }),
  status: 200,
  idempotency: 'safe',
  errors: ['invitation_not_found'],
});

export const acceptInvitation = defineOperation({
  name: 'accept_invitation',
  method: 'POST',
  path: '/invitations/accept',
  tag: 'Members',
  summary: 'Accept an invitation',
  access: 'user',
  input: z.strictObject({ token: text(200) }),
  output: z.object({
    business_id: id,
    role: z.enum([...role.options, 'customer']),
    customer_id: id.nullable(),
  }),
  status: 200,
  rateLimit: 'address',
  idempotency: 'natural',
  errors: ['invitation_not_found', 'permission_denied', 'customer_has_login', 'already_customer'],
});
