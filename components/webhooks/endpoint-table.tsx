import { DataTable, type Column } from '@/components/data/data-table';
import { groupDigits } from '@/lib/money/format';
import { LastAttempt } from './last-attempt';
import { EndpointBadge } from './webhook-badges';
import { sentTypes, stateOf, type Endpoint } from './webhook-words';

const columns: readonly Column<Endpoint>[] = [
  {
    key: 'endpoint',
    header: 'Endpoint',
    phone: 'lead',
    cell: (endpoint) => (
      <span className="grid min-w-40">
        <span className="line-clamp-2 wrap-anywhere">{endpoint.description ?? endpoint.url}</span>
        {endpoint.description ? (
          <span className="text-muted line-clamp-1 text-xs font-normal wrap-anywhere">{endpoint.url}</span>
        ) : null}
      </span>
    ),
  },
  {
    key: 'status',
    header: 'Status',
    phone: 'figure',
    cell: (endpoint) => <EndpointBadge state={stateOf(endpoint)} />,
  },
  {
    key: 'types',
    header: 'Events',
    phone: 'bare',
    cell: (endpoint) => (
      <span className="text-ink-soft whitespace-nowrap">{sentTypes(endpoint.event_types)}</span>
    ),
  },
  {
    key: 'pending',
    header: 'Waiting',
    align: 'end',
    phone: 'named',
    cell: (endpoint) => <span className="tabular">{groupDigits(String(endpoint.pending))}</span>,
  },
  {
    key: 'last',
    header: 'Last delivery',
    align: 'end',
    phone: 'line',
    cell: (endpoint) => <LastAttempt attempt={endpoint.last_attempt} />,
  },
];

/** The endpoints, each row a way to its page. */
export function EndpointTable({ endpoints }: { endpoints: readonly Endpoint[] }) {
  return (
    <DataTable
      caption="Webhook endpoints"
      columns={columns}
      rows={endpoints}
      rowKey={(endpoint) => endpoint.id}
      rowHref={(endpoint) => `/settings/webhooks/${endpoint.id}`}
    />
  );
}
