import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { StatusBadge } from '@/components/data/status-badge';
import { Timestamp } from '@/components/data/timestamp';
import type { listDebitRuns } from '@/lib/operations/debits';
import type { OutputOf } from '@/lib/operations/define';

export type DebitRun = OutputOf<typeof listDebitRuns>['data'][number];

const columns: readonly Column<DebitRun>[] = [
  {
    key: 'hour',
    header: 'Hour',
    phone: 'lead',
    cell: (run) => <Timestamp value={run.period_start} format="hour" className="tabular whitespace-nowrap" />,
  },
  { key: 'trigger', header: 'Trigger', phone: 'bare', cell: (run) => <StatusBadge status={run.trigger} /> },
  { key: 'status', header: 'Status', phone: 'bare', cell: (run) => <StatusBadge status={run.status} /> },
  {
    key: 'succeeded',
    header: 'Debited',
    align: 'end',
    cell: (run) => (
      <span className="tabular">
        {run.succeeded.toLocaleString('en-US')}
        <span className="text-muted"> of {run.due.toLocaleString('en-US')}</span>
      </span>
    ),
  },
  {
    key: 'failed',
    header: 'Failed',
    align: 'end',
    cell: (run) => (
      <span className={run.failed > 0 ? 'tabular text-danger font-medium' : 'tabular text-muted'}>
        {run.failed.toLocaleString('en-US')}
      </span>
    ),
  },
  {
    key: 'total',
    header: 'Total',
    align: 'end',
    phone: 'figure',
    cell: (run) => <Amount value={run.total_debited} currency={run.currency} className="font-medium" />,
  },
  {
    key: 'started',
    header: 'Started',
    align: 'end',
    show: 'wide',
    phone: 'hidden',
    cell: (run) => <Timestamp value={run.started_at} className="text-muted" />,
  },
];

export function RunTable({ runs }: { runs: readonly DebitRun[] }) {
  return (
    <DataTable
      caption="Debit runs, newest first"
      columns={columns}
      rows={runs}
      rowKey={(run) => run.id}
      rowHref={(run) => `/debits/runs/${run.id}`}
    />
  );
}
