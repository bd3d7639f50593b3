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
    lines: readonly DebitPlanLine[];
    more_lines: number;
  };
}

export interface DebitPlanLine {
  customer_id: string;
  customer_name: string;
  hours: number;
  would_succeed: number;
  would_fail: number;
  total: string;
  balance_before: string;
  balance_after: string;
}

export const customers = (count: number): string => counted(count, 'customer');

function Lines({ lines, currency }: { lines: readonly DebitPlanLine[]; currency: string }) {
  return (
    <ul
      aria-label="Customer by customer"
      tabIndex={0}
      className="divide-line border-line max-h-52 divide-y overflow-y-auto rounded-lg border text-sm"
    >
      {lines.map((line) => (
        <li key={line.customer_id} className="flex items-baseline justify-between gap-4 px-3 py-2">
          <span className="min-w-0">
            <span className="block truncate font-medium">{line.customer_name}</span>
            <span className="text-muted block text-xs">
              {line.would_fail > 0 ? (
                <span className="text-danger">
                  {line.would_succeed === 0 ? 'cannot pay' : `${counted(line.would_fail, 'debit')} will fail`}
                  {', '}
                </span>
              ) : null}
              {line.hours > 1 ? `${counted(line.hours, 'hour')}, ` : ''}
              <Amount value={line.balance_before} currency={currency} /> to{' '}
              <Amount value={line.balance_after} currency={currency} />
            </span>
          </span>
          <Amount value={line.total} currency={currency} />
        </li>
      ))}
    </ul>
  );
}

/** What a run would do now: in all, and customer by customer. */
export function DebitPlan({ preview }: DebitPlanProps) {
  const { due, would_succeed, would_fail, missed_hours, total, currency, period_start, lines, more_lines } =
    preview;
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
      {lines.length > 0 ? <Lines lines={lines} currency={currency} /> : null}
      {more_lines > 0 ? (
        <p className="text-muted text-sm">
          {counted(more_lines, 'more customer')} {more_lines === 1 ? 'is' : 'are'} not listed here; the sums
          are of all.
        </p>
      ) : null}
    </div>
  );
}
