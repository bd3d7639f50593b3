import { Amount } from '@/components/data/amount';
import { StatCard } from '@/components/data/stat-card';
import { isZero } from '@/lib/money/format';
import { counted } from '@/lib/ui/words';
import type { Overdue } from './ages';

export interface OverdueTotalsProps {
  overdue: Pick<Overdue, 'totals' | 'currency' | 'days'>;
  /** The lists of orders know only now, and only the days of the business. */
  linked: boolean;
}

export function OverdueTotals({ overdue: { totals, currency, days }, linked }: OverdueTotalsProps) {
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
        {...(linked && { href: '/orders?status=overdue' })}
      />
      <StatCard
        label="Owed in all"
        value={<Amount value={totals.owed} currency={currency} quietDecimals />}
        hint={`${counted(totals.orders, 'open order')} of ${counted(totals.customers, 'customer')}`}
        {...(linked && { href: '/orders?status=open' })}
      />
    </>
  );
}
