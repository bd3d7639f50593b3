import { Building2, KeyRound, Mail, Package, UserRound, UsersRound, Webhook } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { ShortId } from '@/components/data/fact';
import { QuietLink } from '@/components/data/quiet-link';
import { Timestamp } from '@/components/data/timestamp';
import { fieldLabel, isSecret, valueText } from './audit-values';
import { sentenceOf, subjectHref, whoDid, type AuditEvent } from './audit-words';

const icons: Readonly<Record<AuditEvent['subject_type'], LucideIcon>> = {
  business: Building2,
  member: UsersRound,
  invitation: Mail,
  api_key: KeyRound,
  customer: UserRound,
  product: Package,
  webhook_endpoint: Webhook,
};

/** Each field that changed, what it was and what it is. */
function Changes({ event, currency }: { event: AuditEvent; currency: string }) {
  if (event.changes.length === 0) return null;
  return (
    <table className="w-full max-w-2xl table-fixed border-collapse text-left text-[0.8125rem]">
      <caption className="sr-only">What changed</caption>
      <thead>
        <tr className="text-muted">
          {['Field', 'Before', 'After'].map((header) => (
            <th key={header} scope="col" className="pr-3 pb-1 font-normal">
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {event.changes.map(({ field, before, after }) => (
          <tr key={field} className="border-line border-t align-top">
            <th scope="row" className="py-1.5 pr-3 font-normal break-words">
              {fieldLabel(field)}
            </th>
            {[before, after].map((value, index) => (
              <td
                key={index}
                className={`tabular py-1.5 pr-3 wrap-anywhere ${index === 0 ? 'text-muted' : 'font-medium'}`}
              >
                {isSecret(field) ? 'Not shown' : valueText(field, value, currency)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function AuditRow({ event, currency }: { event: AuditEvent; currency: string }) {
  const Icon = icons[event.subject_type];
  const { before, subject, after } = sentenceOf(event, currency);
  const href = subjectHref(event);
  return (
    <li className="not-last:border-line flex gap-3 px-4 py-2.5 not-last:border-b sm:px-5">
      <Icon className="text-muted mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
          <p className="min-w-0 flex-1 basis-60 text-sm wrap-anywhere">
            <span className="font-medium">{whoDid(event)}</span> {before}
            {subject === '' ? null : (
              <> {href ? <QuietLink href={href}>{subject}</QuietLink> : <span>{subject}</span>}</>
            )}
            {after === '' ? null : ` ${after}`}
          </p>
          <Timestamp value={event.recorded_at} className="text-muted text-[0.8125rem] whitespace-nowrap" />
        </div>
        <details className="group">
          <summary className="text-muted hover:text-ink w-fit rounded py-0.5 text-xs">
            Details
            <span className="sr-only">
              {' '}
              of: {before} {subject} {after}
            </span>
          </summary>
          <div className="mt-2 mb-1 grid gap-3">
            <Changes event={event} currency={currency} />
            <dl className="text-muted flex flex-wrap gap-x-6 gap-y-1 text-[0.8125rem]">
              <div className="flex min-w-0 flex-wrap gap-x-1.5">
                <dt>When</dt>
                <dd className="text-ink">
                  <Timestamp value={event.recorded_at} format="second" />
                </dd>
              </div>
              <div className="flex min-w-0 gap-x-1.5">
                <dt>Who</dt>
                <dd className="text-ink min-w-0">
                  <code className="font-mono text-xs break-all">{event.actor}</code>
                </dd>
              </div>
              {event.request_id ? (
                <div className="flex min-w-0 items-center gap-x-1.5">
                  <dt>Request</dt>
                  <dd className="text-ink min-w-0">
                    <ShortId id={event.request_id} what="request id" />
                  </dd>
                </div>
              ) : (
                <div>
                  <dt className="sr-only">Request</dt>
                  <dd>No request: the row was edited in the database</dd>
                </div>
              )}
            </dl>
          </div>
        </details>
      </div>
    </li>
  );
}

/** The audit as sentences, newest first; each opens to every field, who exactly, and the request. */
export function AuditList({ events, currency }: { events: readonly AuditEvent[]; currency: string }) {
  return (
    <ul aria-label="Changes, newest first">
      {events.map((event) => (
        <AuditRow key={event.id} event={event} currency={currency} />
      ))}
    </ul>
  );
}
