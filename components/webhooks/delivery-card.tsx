import { DataTable, type Column } from '@/components/data/data-table';
import { QuietLink } from '@/components/data/quiet-link';
import { Timestamp } from '@/components/data/timestamp';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { DeliveryActions } from './delivery-actions';
import { DeliveryBadge } from './webhook-badges';
import { durationText, outcomeWords, type Attempt, type EventDetail } from './webhook-words';

type Delivery = EventDetail['deliveries'][number];

const columns: readonly Column<Attempt>[] = [
  {
    key: 'when',
    header: 'Attempt',
    phone: 'lead',
    cell: (attempt) => <Timestamp value={attempt.started_at} format="second" />,
  },
  {
    key: 'outcome',
    header: 'Outcome',
    phone: 'figure',
    cell: (attempt) => (
      <span className={attempt.delivered ? 'text-positive' : 'text-danger'}>{outcomeWords(attempt)}</span>
    ),
  },
  {
    key: 'duration',
    header: 'Took',
    align: 'end',
    phone: 'named',
    cell: (attempt) => <span className="tabular">{durationText(attempt.duration_ms)}</span>,
  },
  {
    key: 'answer',
    header: 'Answer',
    phone: 'line',
    cell: (attempt) =>
      attempt.response_body ? (
        <code className="text-ink-soft line-clamp-3 max-w-md font-mono text-xs wrap-anywhere">
          {attempt.response_body}
        </code>
      ) : (
        <span className="text-muted text-[0.8125rem]">
          {attempt.response_status === null || attempt.delivered ? 'Nothing' : (attempt.error ?? 'Nothing')}
        </span>
      ),
  },
];

function Now({ delivery }: { delivery: Delivery }) {
  if (delivery.waits_for) {
    return (
      <>
        Behind an{' '}
        <QuietLink href={`/settings/webhooks/events/${delivery.waits_for}`}>earlier event</QuietLink> of this
        customer, which goes first.
      </>
    );
  }
  if (delivery.status === 'delivered' && delivery.settled_at) {
    return (
      <>
        Arrived <Timestamp value={delivery.settled_at} format="full" />.
      </>
    );
  }
  if (delivery.status === 'abandoned') return 'Given up a day after it was due.';
  if (delivery.next_attempt_at) {
    return delivery.status === 'pending' ? (
      'Not tried yet.'
    ) : (
      <>
        Next attempt <Timestamp value={delivery.next_attempt_at} />.
      </>
    );
  }
  return null;
}

export interface DeliveryCardProps {
  eventId: string;
  delivery: Delivery;
  /** May send again, and the endpoint takes anything at all. */
  maySend: boolean;
}

/** What became of an event at one endpoint: each attempt, what was answered and how long it took. */
export function DeliveryCard({ eventId, delivery, maySend }: DeliveryCardProps) {
  const id = `delivery-${delivery.endpoint_id}`;
  return (
    <Card aria-labelledby={id}>
      <CardHeader className={delivery.attempts.length > 0 ? 'border-line border-b' : undefined}>
        <div className="min-w-0">
          <CardTitle id={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <QuietLink href={`/settings/webhooks/${delivery.endpoint_id}`} className="min-w-0 wrap-anywhere">
              {delivery.endpoint_url}
            </QuietLink>
            <DeliveryBadge status={delivery.status} />
          </CardTitle>
          <CardDescription>
            <Now delivery={delivery} />
          </CardDescription>
        </div>
        {maySend ? (
          <div className="flex flex-wrap gap-2">
            <DeliveryActions
              eventId={eventId}
              endpointId={delivery.endpoint_id}
              name={delivery.endpoint_url}
              delivered={delivery.status === 'delivered'}
              waits={delivery.waits_for !== null}
            />
          </div>
        ) : null}
      </CardHeader>
      {delivery.attempts.length > 0 ? (
        <DataTable
          caption={`Attempts to deliver to ${delivery.endpoint_url}, newest first`}
          columns={columns}
          rows={delivery.attempts}
          rowKey={(attempt) => attempt.id}
        />
      ) : null}
    </Card>
  );
}
