import type { z } from 'zod';
import type { auditEvent } from '@/lib/operations/audit';
import { actorName } from '@/lib/ui/ledger-words';
import { fieldName, isAmount, isMore, isSecret, valueText, type Change } from './audit-values';

export type AuditEvent = z.output<typeof auditEvent>;

/** A sentence of the audit: the words around what it is about, whose name is a link. */
export interface Sentence {
  before: string;
  subject: string;
  after: string;
}

/** Who did it: by name, where they had one. */
export function whoDid({ actor, actor_name: name }: AuditEvent): string {
  const kind = actor.split(':', 1)[0];
  if (name === null) return actorName(actor);
  return kind === 'api_key' ? `API key ${name}` : name;
}

/** Where what was changed is now; null where it is gone, or has no page. */
export function subjectHref(event: AuditEvent): string | null {
  if (event.action.endsWith('.deleted')) return null;
  switch (event.subject_type) {
    case 'customer':
      return `/customers/${event.subject_id}`;
    case 'product':
      return `/products/${event.subject_id}`;
    case 'member':
      return '/settings/members';
    case 'invitation':
      return changeOf(event, 'customer_id')
        ? `/customers/${String(changeOf(event, 'customer_id')?.after)}`
        : '/settings/members';
    case 'api_key':
      return '/settings/api-keys';
    case 'webhook_endpoint':
      return `/settings/webhooks/${event.subject_id}`;
    default:
      return event.action === 'business.clock_moved' ? null : '/settings';
  }
}

function changeOf(event: AuditEvent, field: string): Change | undefined {
  return event.changes.find((change) => change.field === field);
}

const isOneself = ({ actor, subject_id: id }: AuditEvent): boolean => actor === `user:${id}`;

/** How a status was changed. */
function statusChanged({ before, after }: Change, subject: string, isProduct: boolean): Sentence {
  if (after === 'archived') return { before: 'archived', subject, after: '' };
  if (after === 'inactive')
    return isProduct
      ? { before: 'took', subject, after: 'off sale' }
      : { before: 'paused the debits of', subject, after: '' };
  if (before === 'archived') return { before: 'reactivated', subject, after: '' };
  return isProduct
    ? { before: 'put', subject, after: 'on sale' }
    : { before: 'resumed the debits of', subject, after: '' };
}

/** One change of something that has a name. */
function changed(event: AuditEvent, change: Change, currency: string): Sentence {
  const subject = event.subject_name ?? 'it';
  const { field, before, after } = change;
  if (isSecret(field)) return { before: `replaced the ${fieldName(field)} of`, subject, after: '' };
  if (field === 'status') return statusChanged(change, subject, event.subject_type === 'product');
  if (field === 'disabled_reason') {
    if (after === null) return { before: 'enabled the webhook endpoint', subject, after: '' };
    const why = { failing: 'since nothing arrived for three days', gone: 'since it answered 410 Gone' }[
      String(after)
    ];
    return { before: 'disabled the webhook endpoint', subject, after: why ?? '' };
  }
  if (field === 'user_id')
    return after === null
      ? { before: 'took away the login of', subject, after: '' }
      : { before: 'gave a login to', subject, after: '' };
  if (field === 'postpaid')
    return after === true
      ? { before: 'made', subject, after: 'postpaid' }
      : { before: 'made', subject, after: 'prepaid again' };
  if (field === 'join_enabled')
    return { before: `${after === true ? 'opened' : 'closed'} the join page of`, subject, after: '' };
  if (field === 'name') return { before: 'renamed', subject: String(before), after: `to ${String(after)}` };
  const from = valueText(field, before, currency);
  const to = valueText(field, after, currency);
  const how =
    isAmount(field) && typeof before === 'string' && typeof after === 'string'
      ? isMore(after, before)
        ? 'raised'
        : 'lowered'
      : 'changed';
  if (Array.isArray(after)) return { before: `changed the ${fieldName(field)} of`, subject, after: '' };
  return { before: `${how} the ${fieldName(field)} of`, subject, after: `from ${from} to ${to}` };
}

/** The change a sentence tells of, where the others only follow from it. */
function onlyChange({ changes }: AuditEvent): Change | undefined {
  const [first, second] = changes;
  if (changes.length === 1) return first;
  // Postpaid is without a limit, so that the limit goes with it.
  if (changes.length === 2 && first?.field === 'postpaid' && second?.field === 'overdraft_limit')
    return first.after === true || second.after === '0.00' ? first : undefined;
  return undefined;
}

const nouns: Readonly<Record<AuditEvent['subject_type'], string>> = {
  business: 'business',
  member: 'member',
  invitation: 'invitation',
  api_key: 'API key',
  customer: 'customer',
  product: 'product',
  webhook_endpoint: 'webhook endpoint',
};

function invitation(event: AuditEvent): Sentence {
  const role = changeOf(event, 'role')?.after;
  const isCustomer = role === 'customer' || changeOf(event, 'customer_id') !== undefined;
  const subject = event.subject_name ?? (role ? `a new ${String(role)}` : 'a new member');
  switch (event.action) {
    case 'invitation.created':
      return { before: 'invited', subject, after: isCustomer ? 'to the portal' : `as ${String(role)}` };
    case 'invitation.accepted':
      return { before: 'accepted the invitation for', subject, after: '' };
    case 'invitation.revoked':
      return { before: 'withdrew the invitation for', subject, after: '' };
    case 'invitation.deleted':
      return { before: 'deleted the invitation for', subject, after: '' };
    default:
      return { before: 'changed the invitation for', subject, after: '' };
  }
}

function member(event: AuditEvent, currency: string): Sentence {
  const subject = event.subject_name ?? 'a member';
  const role = changeOf(event, 'role');
  if (event.action === 'member.created') {
    const after = `as ${String(role?.after)}`;
    return isOneself(event) ? { before: 'joined', subject: '', after } : { before: 'added', subject, after };
  }
  if (event.action === 'member.deleted')
    return isOneself(event)
      ? { before: 'left the business', subject: '', after: '' }
      : { before: 'removed', subject, after: '' };
  return role ? changed(event, role, currency) : { before: 'changed', subject, after: '' };
}

/** What was done, as a sentence that goes on from who did it. */
export function sentenceOf(event: AuditEvent, currency: string): Sentence {
  const noun = nouns[event.subject_type];
  const subject = event.subject_name ?? `…${event.subject_id.slice(-6)}`;
  if (event.subject_type === 'invitation') return invitation(event);
  if (event.subject_type === 'member') return member(event, currency);
  if (event.action === 'business.clock_moved') {
    const change = changeOf(event, 'test_clock_at');
    const [from, to] = [change?.before ?? null, change?.after ?? null].map((value) =>
      valueText('test_clock_at', value, currency),
    );
    return { before: `moved the test clock from ${from} to ${to}`, subject: '', after: '' };
  }
  if (event.action.endsWith('.created')) return { before: `added the ${noun}`, subject, after: '' };
  if (event.action.endsWith('.deleted')) return { before: `deleted the ${noun}`, subject, after: '' };
  if (event.action.endsWith('.revoked')) return { before: `revoked the ${noun}`, subject, after: '' };
  const only = onlyChange(event);
  if (only) return changed(event, only, currency);
  return { before: `changed ${event.changes.length} terms of`, subject, after: '' };
}
