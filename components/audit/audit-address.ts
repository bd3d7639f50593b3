import type { Filter } from '@/components/data/filter-bar';
import { auditSubject, type listAuditEvents } from '@/lib/operations/audit';
import type { InputOf } from '@/lib/operations/define';
import { id } from '@/lib/operations/schemas';
import { choice, parameter, type SearchParams } from '@/lib/ui/search-params';
import { dateAfter, isDate } from '@/lib/ui/utc';

/** What of an address is asked of the server; whatever makes no sense is left out. */

export interface AuditQuestion {
  about?: (typeof auditSubject.options)[number];
  /** One customer, product …, of the kind that `about` says. */
  subject?: string;
  who?: string;
  from?: string;
  to?: string;
}

export function auditQuestion(params: SearchParams): AuditQuestion {
  const about = choice(params, 'about', auditSubject.options);
  const subject = parameter(params, 'subject');
  const who = parameter(params, 'who');
  const from = parameter(params, 'from');
  const to = parameter(params, 'to');
  return {
    ...(about !== undefined && { about }),
    ...(about !== undefined && subject !== undefined && id.safeParse(subject).success && { subject }),
    ...(who !== undefined && /^[a-z_]{1,20}:[\w-]{1,100}$/.test(who) && { who }),
    ...(from !== undefined && isDate(from) && { from }),
    ...(to !== undefined && isDate(to) && { to }),
  };
}

/** The input of `list_audit_events`, or the query of `/api/audit-events`. */
export function auditInput({
  about,
  subject,
  who,
  from,
  to,
}: AuditQuestion): Pick<
  InputOf<typeof listAuditEvents>,
  'actor' | 'subject_type' | 'subject_id' | 'recorded_from' | 'recorded_before'
> {
  return {
    ...(about !== undefined && { subject_type: about }),
    ...(subject !== undefined && { subject_id: subject }),
    ...(who !== undefined && { actor: who }),
    ...(from !== undefined && { recorded_from: `${from}T00:00:00Z` }),
    ...(to !== undefined && { recorded_before: `${dateAfter(to, 1)}T00:00:00Z` }),
  };
}

/** This view as a file, every page of it. */
export function auditFile(businessId: string, question: AuditQuestion): string {
  const query = new URLSearchParams({ business_id: businessId, format: 'csv' });
  for (const [name, value] of Object.entries(auditInput(question)))
    if (value !== undefined) query.set(name, value);
  return `/api/audit-events?${query.toString()}`;
}

export const aboutFilter: Filter = {
  name: 'about',
  label: 'What was changed',
  none: 'anything',
  options: [
    { value: 'anything', label: 'Everything' },
    { value: 'business', label: 'Settings' },
    { value: 'member', label: 'Members' },
    { value: 'invitation', label: 'Invitations' },
    { value: 'api_key', label: 'API keys' },
    { value: 'webhook_endpoint', label: 'Webhooks' },
    { value: 'customer', label: 'Customers' },
    { value: 'product', label: 'Products' },
  ],
};

/** The members and keys there are, and who is chosen, though they may be gone. */
export function whoFilter(
  members: readonly { user_id: string; email: string }[],
  keys: readonly { id: string; name: string }[],
  chosen: { actor: string; name: string } | null,
): Filter {
  const options = [
    ...members.map(({ user_id: id, email }) => ({
      value: `user:${id}`,
      label: email,
      description: 'Member',
    })),
    ...keys.map(({ id, name }) => ({ value: `api_key:${id}`, label: name, description: 'API key' })),
  ];
  const isThere = chosen === null || options.some(({ value }) => value === chosen.actor);
  return {
    name: 'who',
    label: 'Who changed it',
    none: 'anybody',
    options: [
      { value: 'anybody', label: 'By anybody' },
      ...(isThere ? [] : [{ value: chosen.actor, label: chosen.name }]),
      ...options,
    ],
  };
}
