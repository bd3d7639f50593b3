import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { Timestamp } from '@/components/data/timestamp';
import { entryVersion } from '@/components/usage/usage-words';
import { groupDigits } from '@/lib/money/format';
import { counted } from '@/lib/ui/words';
import type { UsageCharge } from './billing-words';

const columns: readonly Column<UsageCharge>[] = [
  {
    key: 'customer',
    header: 'Customer',
    phone: 'lead',
    cell: (charge) => (
      <span className="grid min-w-32">
        <span className="line-clamp-2 wrap-anywhere">{charge.customer_name}</span>
        <span className="text-muted line-clamp-1 text-[0.8125rem] font-normal wrap-anywhere sm:hidden">
          {charge.name}
        </span>
      </span>
    ),
  },
  {
    key: 'what',
    header: 'What',
    phone: 'hidden',
    cell: (charge) => <span className="line-clamp-2 min-w-28 wrap-anywhere">{charge.name}</span>,
  },
  {
    key: 'units',
    header: 'Units',
    align: 'end',
    phone: 'hidden',
    show: 'wide',
    cell: (charge) => <span className="tabular">{groupDigits(charge.units)}</span>,
  },
  {
    key: 'events',
    header: 'Events',
    align: 'end',
    phone: 'bare',
    cell: (charge) => (
      <span className="tabular">
        <span className="max-sm:hidden">{charge.events.toLocaleString('en-US')}</span>
        <span className="sm:hidden">{counted(charge.events, 'event')}</span>
      </span>
    ),
  },
  {
    key: 'amount',
    header: 'Amount',
    align: 'end',
    phone: 'figure',
    cell: (charge) => <Amount value={charge.amount} currency={charge.currency} className="font-medium" />,
  },
  {
    key: 'entry',
    header: 'Ledger entry',
    phone: 'hidden',
    show: 'wide',
    cell: (charge) =>
      charge.entry_id === null ? (
        <span className="text-muted whitespace-nowrap">Nothing to pay</span>
      ) : (
        <span className="tabular whitespace-nowrap">#{entryVersion(charge.entry_id)}</span>
      ),
  },
  {
    key: 'time',
    header: 'Charged',
    align: 'end',
    phone: 'bare',
    cell: (charge) => <Timestamp value={charge.charged_at} className="text-muted whitespace-nowrap" />,
  },
];

/** Charges, each row a way to its ledger entry and its events. */
export function ChargeTable({ caption, charges }: { caption: string; charges: readonly UsageCharge[] }) {
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={charges}
      rowKey={(charge) => charge.id}
      rowHref={(charge) => `/billing/charges/${charge.id}`}
    />
  );
}
