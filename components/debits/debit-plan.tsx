import { CircleCheck } from 'lucide-react';
import { Amount } from '@/components/data/amount';
import { Timestamp } from '@/components/data/timestamp';
import { Alert } from '@/components/ui/alert';
import { counted } from '@/lib/ui/words';

export interface DebitPlanProps {
  preview: {
    period_start: string;
    missed_hours: number;
    due: number;
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
      <div className="flex items-start gap-3 rounded-card border border-line bg-subtle px-4 py-4 text-sm">
        <CircleCheck className="mt-0.5 size-4 shrink-0 text-positive" aria-hidden />
        <p>
          Nothing is due. Every active customer with an hourly amount has paid for the hour of{' '}
          <Timestamp value={period_start} format="hour" />.
        </p>
      </div>
    );
  }
  return (
    <div className="grid gap-3">
      {would_succeed > 0 ? (
        <div className="rounded-card border border-line bg-subtle px-4 py-4">
          <p className="text-sm text-muted">
            For the hour of <Timestamp value={period_start} format="hour" />
          </p>
          <p className="mt-0.5 text-3xl font-semibold tracking-tight">
            <Amount value={total} currency={currency} quietDecimals />
          </p>
          <p className="mt-1 text-sm text-ink-soft">will be taken from {customers(would_succeed)}.</p>
        </div>
      ) : null}
      {would_fail > 0 ? (
        <Alert tone="warning" title={`${customers(would_fail)} cannot pay`}>
          Their balance does not bear the hour. It stays as it is, and the attempt is logged as failed.
        </Alert>
      ) : null}
      {missed_hours > 0 ? (
        <Alert tone="warning" title={`${counted(missed_hours, 'missed hour')} first`}>
          No run was made for {missed_hours === 1 ? 'it' : 'them'}. Each is debited once, in order, and comes on top of
          the amount above.
        </Alert>
      ) : null}
    </div>
  );
}
