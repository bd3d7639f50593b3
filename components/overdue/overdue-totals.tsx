import { Amount } from '@/components/data/amount';
import { StatCard } from '@/components/data/stat-card';
import { openOrders } from '@/components/orders/order-address';
import { isZero } from '@/lib/money/format';
import { counted } from '@/lib/ui/words';
import type { Overdue } from './ages';

export interface OverdueTotalsProps {
  overdue: Pick<Overdue, 'totals' | 'currency' | 'days'>;
  /** Where it is not of now: the date at whose end it was so. */
  date?: string | undefined;
}

/** What is owed and what of it is overdue; each leads to its orders. */
export function OverdueTotals({ overdue: { totals, currency, days }, date }: OverdueTotalsProps) {
  const then = date === undefined ? {} : { date };
  const late = !isZero(totals.overdue);
  return (
    <>
      <StatCard
        label="Overdue"
        value={
          <Amount
            value={totals.overdue}
            currency={currency}
            quietDecimals={!late}
            className={late ? 'text-danger' : ''}
          />
        }
        hint={
          late
            ? `${counted(totals.overdue_orders, 'order')} of ${counted(totals.overdue_customers, 'customer')}`
            : `Nothing is older than ${counted(days, 'day')}`
        }
        href={openOrders({ age: `over-${days}`, ...then })}
      />
      <StatCard
        label="Owed in all"
        value={<Amount value={totals.owed} currency={currency} quietDecimals />}
        hint={`${counted(totals.orders, 'open order')} of ${counted(totals.customers, 'customer')}`}
        href={openOrders(then)}
      />
    </>
  );
}
