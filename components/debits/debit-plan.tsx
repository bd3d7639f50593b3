import { CircleCheck } from 'lucide-react';
import { Amount } from '@/components/data/amount';
import { Timestamp } from '@/components/data/timestamp';
import { Alert } from '@/components/ui/alert';
import { counted } from '@/lib/ui/words';

export interface DebitPlanProps {
  preview: {
    period_start: string;
    missed_hours: number;
    /** Customers with an hour to pay for. */
    due: number;
    /** Debits, one for each customer and hour: without missed hours as many as customers. */
    would_succeed: number;
    would_fail: number;
    total: string;
    currency: string;
  };
}

export const customers = (count: number): string => counted(count, 'customer');

/** What a run would do now, in words. */
export function DebitPlan({ preview }: DebitPlanProps) {
  const { due, would_succeed, would_fail, missed_hours, total, currency, period_start } = preview;
  if (due === 0 && missed_hours === 0) {
    return (
      <div className="rounded-card border-line bg-subtle flex items-start gap-3 border px-4 py-4 text-sm">
        <CircleCheck className="text-positive mt-0.5 size-4 shrink-0" aria-hidden />
        <p>
          Nothing is due. Every active customer with an hourly amount has paid for the hour of{' '}
          <Timestamp value={period_start} format="hour" />.
        </p>
      </div>
    );
  }
  const isCatchUp = missed_hours > 0;
  return (
    <div className="grid gap-3">
      {would_succeed > 0 ? (
        <div className="rounded-card border-line bg-subtle border px-4 py-4">
          <p className="text-muted text-sm">
            For {isCatchUp ? `${counted(missed_hours, 'missed hour')} and ` : ''}the hour of{' '}
            <Timestamp value={period_start} format="hour" />
          </p>
          <p className="mt-0.5 text-3xl font-semibold tracking-tight">
            <Amount value={total} currency={currency} quietDecimals />
          </p>
          <p className="text-ink-soft mt-1 text-sm">
            will be taken{' '}
            {isCatchUp ? `in ${counted(would_succeed, 'debit')}` : `from ${customers(would_succeed)}`}.
          </p>
        </div>
      ) : null}
      {would_fail > 0 ? (
        <Alert
          tone="warning"
          title={
            isCatchUp ? `${counted(would_fail, 'debit')} will fail` : `${customers(would_fail)} cannot pay`
          }
        >
          The balance does not bear the hour. It stays as it is, and the attempt is logged as failed.
        </Alert>
      ) : null}
      {isCatchUp ? (
        <Alert title={`${counted(missed_hours, 'missed hour')} first`}>
          No run was made for {missed_hours === 1 ? 'it' : 'them'}. Each is debited once, in order, before the
          current hour.
        </Alert>
      ) : null}
    </div>
  );
}
