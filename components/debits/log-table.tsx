import Link from 'next/link';
import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { QuietLink } from '@/components/data/quiet-link';
import { StatusBadge } from '@/components/data/status-badge';
import { Timestamp } from '@/components/data/timestamp';
import type { listDebitLogs } from '@/lib/operations/debits';
import type { OutputOf } from '@/lib/operations/define';
import { asSentence } from '@/lib/ui/failure-copy';

export type DebitLog = OutputOf<typeof listDebitLogs>['data'][number];

const columns: readonly Column<DebitLog>[] = [
  {
    key: 'customer',
    header: 'Customer',
    phone: 'lead',
    cell: (log) => <span className="line-clamp-2 min-w-32 wrap-anywhere">{log.customer_name}</span>,
  },
  {
    key: 'status',
    header: 'Status',
    phone: 'line',
    cell: (log) => (
      <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
        <StatusBadge status={log.status} />
        {log.error_message ? (
          <span className="text-muted text-xs">{asSentence(log.error_message)}</span>
        ) : null}
      </span>
    ),
  },
  {
    key: 'amount',
    header: 'Amount',
    align: 'end',
    phone: 'figure',
    cell: (log) =>
      log.entry_id === null ? (
        <Amount value={log.amount} currency={log.currency} />
      ) : (
        <QuietLink href={`/ledger/entries/${log.entry_id}`} className="relative inline-block">
          <span className="sr-only">Ledger entry of </span>
          <Amount value={log.amount} currency={log.currency} />
        </QuietLink>
      ),
  },
  {
    key: 'before',
    header: 'Before',
    align: 'end',
    phone: 'hidden',
    show: 'wide',
    cell: (log) => <Amount value={log.balance_before} currency={log.currency} className="text-muted" />,
  },
  {
    key: 'after',
    header: 'Balance after',
    align: 'end',
    cell: (log) => <Amount value={log.balance_after} currency={log.currency} />,
  },
  {
    key: 'hour',
    header: 'For the hour',
    phone: 'hidden',
    show: 'wide',
    cell: (log) => (
      <Link
        href={`/debits/runs/${log.run_id}`}
        prefetch={false}
        className="text-ink-soft relative rounded hover:underline"
      >
        <Timestamp value={log.period_start} format="hour" className="whitespace-nowrap" />
      </Link>
    ),
  },
  {
    key: 'time',
    header: 'Time',
    align: 'end',
    phone: 'bare',
    cell: (log) => <Timestamp value={log.created_at} className="text-muted" />,
  },
];

export interface LogTableProps {
  caption: string;
  logs: readonly DebitLog[];
  /** Leaves out the column that would be the same in every row. */
  without?: 'customer' | 'hour';
}

export function LogTable({ caption, logs, without }: LogTableProps) {
  const shown = columns
    .filter((column) => column.key !== without)
    .map((column) =>
      without === 'customer' && column.key === 'status' ? { ...column, phone: 'lead' as const } : column,
    );
  return (
    <DataTable
      caption={caption}
      columns={shown}
      rows={logs}
      rowKey={(log) => `${log.run_id}.${log.customer_id}.${log.attempt}`}
      {...(without === 'customer'
        ? { rowHref: (log: DebitLog) => `/debits/runs/${log.run_id}` }
        : { rowHref: (log: DebitLog) => `/customers/${log.customer_id}` })}
    />
  );
}
