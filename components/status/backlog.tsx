import { StatCard } from '@/components/data/stat-card';
import { Timestamp } from '@/components/data/timestamp';
import type { StatusAnswer } from './answer';

function Count({ value, tone }: { value: number; tone: 'neutral' | 'warning' }) {
  return (
    <span className={value > 0 && tone === 'warning' ? 'text-warning' : undefined}>
      {value.toLocaleString('en-US')}
    </span>
  );
}

/** What of this business waits for the jobs. Each figure leads to the rows behind it. */
export function Backlog({ status }: { status: StatusAnswer }) {
  const { backlog } = status;
  return (
    <div className="grid grid-cols-1 gap-3 min-[420px]:grid-cols-2 xl:grid-cols-5">
      <StatCard
        label="Hours to debit"
        value={<Count value={backlog.hours_due} tone="warning" />}
        href="/debits"
        hint={
          backlog.hours_set_aside_until ? (
            <>
              Tried again <Timestamp value={backlog.hours_set_aside_until} />, after an error
            </>
          ) : (
            'Full hours that are over and not debited'
          )
        }
      />
      <StatCard
        label="Customers to bill"
        value={<Count value={backlog.customers_unbilled} tone="neutral" />}
        href="/usage/unbilled"
        hint={
          backlog.usage_billed_at ? (
            <>
              Billed last <Timestamp value={backlog.usage_billed_at} />
            </>
          ) : (
            'Nothing was billed yet'
          )
        }
      />
      <StatCard
        label="Customers held"
        value={<Count value={backlog.customers_held} tone="warning" />}
        href="/usage/unbilled"
        hint="Their wallets cannot bear what they used"
      />
      <StatCard
        label="Sessions to close"
        value={<Count value={backlog.sessions_unsettled} tone="warning" />}
        href="/sessions"
        hint="Out of credits, and not closed in the books"
      />
      <StatCard
        label="Deliveries to make"
        value={<Count value={backlog.deliveries_pending} tone="neutral" />}
        href="/settings/webhooks"
        hint="Webhooks on their way, or tried again later"
      />
    </div>
  );
}
