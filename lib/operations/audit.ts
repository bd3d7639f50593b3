import { z } from 'zod';
import { defineOperation } from './define';
import { businessId, id, instant, pageInput, pageOf, term, time } from './schemas';

/** The audit: who changed a setting, a member, an invitation, a key, the terms of a customer, or a price. */

export const auditSubject = z.enum([
  'business',
  'member',
  'invitation',
  'api_key',
  'customer',
  'product',
  'webhook_endpoint',
]);

export const auditAction = z.enum([
  'business.created',
  'business.updated',
  'business.deleted',
  'business.clock_moved',
  'member.created',
  'member.updated',
  'member.deleted',
  'invitation.created',
  'invitation.updated',
  'invitation.accepted',
  'invitation.revoked',
  'invitation.deleted',
  'api_key.created',
  'api_key.updated',
  'api_key.revoked',
  'api_key.deleted',
  'customer.created',
  'customer.updated',
  'customer.deleted',
  'product.created',
  'product.updated',
  'webhook_endpoint.created',
  'webhook_endpoint.updated',
  'webhook_endpoint.deleted',
]);

const auditValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable();

export const auditChange = z.object({
  /** The name of the field as the operation that changes it calls it. */
  field: z.string(),
  /** Null where there was nothing, and of a secret, which is never kept. Amounts are decimal strings. */
  before: auditValue,
  after: auditValue,
});

export const auditEvent = z.object({
  id,
  /** `user:<id>`, `api_key:<id>`, `customer:<id>`, or `database:<role>` for an edit of the row itself. */
  actor: z.string(),
  /** The email address of the user, or the name of the key or customer, at that time. */
  actor_name: z.string().nullable(),
  action: auditAction,
  subject_type: auditSubject,
  subject_id: id,
  /** What it was called at that time. */
  subject_name: z.string().nullable(),
  changes: z.array(auditChange),
  request_id: z.string().nullable(),
  recorded_at: time,
});

type Change = z.output<typeof auditChange>;

function valueText(value: Change['before']): string {
  if (value === null) return '';
  return Array.isArray(value) ? value.join(' ') : String(value);
}

export const listAuditEvents = defineOperation({
  name: 'list_audit_events',
  method: 'GET',
  path: '/audit-events',
  tag: 'Audit',
  summary: 'List who changed what',
  description:
    'Newest first: settings, members, invitations, API keys, webhook endpoints, prices, the terms of customers and moves of the test clock. Each was written in the transaction of its change; none ever changes. Movements of money are in the ledger.',
  access: 'audit:read',
  input: z.strictObject({
    business_id: businessId,
    actor: term(200).optional().meta({ description: 'As an answer names it, such as `user:<id>`' }),
    subject_type: auditSubject.optional(),
    subject_id: id.optional(),
    action: auditAction.optional(),
    recorded_from: instant.optional().meta({ description: 'Changed at this moment or later' }),
    recorded_before: instant.optional().meta({ description: 'Changed before this moment' }),
    ...pageInput,
  }),
  output: pageOf(auditEvent),
  status: 200,
  idempotency: 'safe',
  errors: [],
  csv: {
    fileName: () => 'audit.csv',
    header: [
      'id',
      'recorded_at',
      'actor',
      'actor_name',
      'action',
      'subject_type',
      'subject_id',
      'subject_name',
      'field',
      'before',
      'after',
      'request_id',
    ],
    // One line for each field that changed, so that a table can be filtered by it.
    rows: ({ data }) =>
      data.flatMap((event) =>
        (event.changes.length > 0 ? event.changes : [{ field: '', before: null, after: null }]).map(
          (change) => [
            event.id,
            event.recorded_at,
            event.actor,
            event.actor_name,
            event.action,
            event.subject_type,
            event.subject_id,
            event.subject_name,
            change.field,
            valueText(change.before),
            valueText(change.after),
            event.request_id,
          ],
        ),
      ),
  },
});
