import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { StatusBadge } from '@/components/data/status-badge';
import { Timestamp } from '@/components/data/timestamp';
import { isZero } from '@/lib/money/format';
import type { BillingRun } from './billing-words';

const columns: readonly Column<BillingRun>[] = [
  {
    key: 'started',
    header: 'Run',
    phone: 'lead',
    cell: (run) => <Timestamp value={run.started_at} format="full" className="tabular whitespace-nowrap" />,
  },
  {
    key: 'trigger',
    header: 'Trigger',
    phone: 'bare',
    show: 'wide',
    cell: (run) => <StatusBadge status={run.trigger} />,
  },
  { key: 'status', header: 'Status', phone: 'bare', cell: (run) => <StatusBadge status={run.status} /> },
  {
    key: 'events',
    header: 'New events',
    align: 'end',
    phone: 'hidden',
    show: 'wide',
    cell: (run) => <span className="tabular">{run.events.toLocaleString('en-US')}</span>,
  },
  {
    key: 'charges',
    header: 'Charges',
    align: 'end',
    cell: (run) => <span className="tabular">{run.charges.toLocaleString('en-US')}</span>,
  },
  {
    key: 'held',
    header: 'Held',
    align: 'end',
    cell: (run) =>
      isZero(run.total_held) && run.held === 0 ? (
        <span className="text-muted">Nothing</span>
      ) : (
        <Amount value={run.total_held} currency={run.currency} className="text-warning" />
      ),
  },
  {
    key: 'total',
    header: 'Billed',
    align: 'end',
    phone: 'figure',
    cell: (run) => <Amount value={run.total_billed} currency={run.currency} className="font-medium" />,
  },
];

export function BillingRunTable({ runs }: { runs: readonly BillingRun[] }) {
  return (
    <DataTable
      caption="Billing runs, newest first"
      columns={columns}
      rows={runs}
      rowKey={(run) => run.id}
      rowHref={(run) => `/billing/runs/${run.id}`}
    />
  );
}
