import { DataTable, type Column } from '@/components/data/data-table';
import { Timestamp } from '@/components/data/timestamp';
import { DeliveryBadge } from './webhook-badges';
import { eventWords, worstStatus, type EventRow } from './webhook-words';

/** What became of an event: where it had several receivers, of how many the worst is true. */
function Outcome({ event, endpointId }: { event: EventRow; endpointId: string | undefined }) {
  const asked = event.deliveries.filter(
    ({ endpoint_id: id }) => endpointId === undefined || id === endpointId,
  );
  const status = worstStatus(asked);
  if (status === null) return <span className="text-muted">For no endpoint</span>;
  const such = asked.filter((delivery) => delivery.status === status).length;
  return (
    <DeliveryBadge
      status={status}
      more={
        asked.length > 1 ? (such === asked.length ? ` to ${such}` : ` ${such} of ${asked.length}`) : undefined
      }
    />
  );
}

const columnsOf = (endpointId: string | undefined): readonly Column<EventRow>[] => [
  {
    key: 'type',
    header: 'Event',
    phone: 'lead',
    cell: (event) => (
      <span className="grid min-w-40">
        <code className="font-mono text-[0.8125rem]">{event.type}</code>
        <span className="text-muted line-clamp-1 text-xs font-normal">{eventWords[event.type]}</span>
      </span>
    ),
  },
  {
    key: 'customer',
    header: 'Customer',
    phone: 'bare',
    cell: (event) =>
      event.customer_name ? (
        <span className="line-clamp-2 min-w-28 wrap-anywhere">{event.customer_name}</span>
      ) : (
        <span className="text-muted">None</span>
      ),
  },
  {
    key: 'outcome',
    header: 'Delivery',
    phone: 'figure',
    cell: (event) => <Outcome event={event} endpointId={endpointId} />,
  },
  {
    key: 'time',
    header: 'When',
    align: 'end',
    phone: 'bare',
    cell: (event) => <Timestamp value={event.recorded_at} className="text-muted whitespace-nowrap" />,
  },
];

export interface EventTableProps {
  caption: string;
  events: readonly EventRow[];
  /** Tells of the deliveries to this endpoint alone. */
  endpointId?: string | undefined;
}

/** Events, each row a way to its deliveries. */
export function WebhookEventTable({ caption, events, endpointId }: EventTableProps) {
  return (
    <DataTable
      caption={caption}
      columns={columnsOf(endpointId)}
      rows={events}
      rowKey={(event) => event.id}
      rowHref={(event) => `/settings/webhooks/events/${event.id}`}
    />
  );
}
