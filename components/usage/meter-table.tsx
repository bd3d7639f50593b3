import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { groupDigits } from '@/lib/money/format';
import { eventsOf, meterValue } from './usage-address';
import type { UsageSummary } from './usage-words';

type Meter = UsageSummary['meters'][number];

const columnsOf = (currency: string): readonly Column<Meter>[] => [
  {
    key: 'name',
    header: 'What',
    phone: 'lead',
    cell: (meter) => (
      <span className="grid min-w-32">
        <span className="line-clamp-2 wrap-anywhere">{meter.name}</span>
        <span className="text-muted text-xs font-normal">
          {meter.product_id === null ? 'Service' : 'Product'}
        </span>
      </span>
    ),
  },
  {
    key: 'units',
    header: 'Units',
    align: 'end',
    cell: (meter) => <span className="tabular">{groupDigits(meter.units)}</span>,
  },
  {
    key: 'events',
    header: 'Events',
    align: 'end',
    cell: (meter) => <span className="tabular">{meter.events.toLocaleString('en-US')}</span>,
  },
  {
    key: 'amount',
    header: 'Cost',
    align: 'end',
    phone: 'figure',
    cell: (meter) => <Amount value={meter.amount} currency={currency} className="font-medium" />,
  },
];

/** Each product and service of the period; a row leads to its events. */
export function MeterTable({ summary }: { summary: UsageSummary }) {
  const { meters, currency, from_day: from, to_day: to } = summary;
  return (
    <Card aria-labelledby="meters">
      <CardHeader>
        <div>
          <CardTitle id="meters">What was used</CardTitle>
          <CardDescription>Services and products of the period, the dearest first.</CardDescription>
        </div>
      </CardHeader>
      {meters.length === 0 ? (
        <p className="text-muted px-4 pb-5 text-sm sm:px-5">Nothing was used in this period.</p>
      ) : (
        <DataTable
          caption="Services and products, the dearest first"
          columns={columnsOf(currency)}
          rows={meters}
          rowKey={meterValue}
          rowHref={(meter) => eventsOf({ meter: meterValue(meter), from, to })}
        />
      )}
    </Card>
  );
}
