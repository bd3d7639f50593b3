import { Amount } from '@/components/data/amount';
import { Fact } from '@/components/data/fact';
import { StatusBadge } from '@/components/data/status-badge';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import { formatElapsed } from '@/lib/ui/duration';
import { actorName } from '@/lib/ui/ledger-words';
import { counted } from '@/lib/ui/words';
import type { BillingRun } from './billing-words';

/** One run: how far it is, what it took and what it had to hold, who started it. */
export function BillingRunSummary({ run }: { run: BillingRun }) {
  const tried = run.charges + run.held;
  return (
    <Card aria-label="Result of the run" className="px-5 py-5 lg:px-6">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        <div>
          <p className="text-muted text-sm">Billed</p>
          <p className="mt-0.5 text-3xl font-semibold tracking-tight">
            <Amount value={run.total_billed} currency={run.currency} quietDecimals />
          </p>
        </div>
        <p className="tabular text-muted text-sm" role="status">
          {counted(run.events, 'new event')}: {counted(run.charges, 'charge')} made
          {run.held > 0 ? `, ${run.held.toLocaleString('en-US')} held` : ''}
          {run.status === 'running' ? ' so far' : ''}
        </p>
      </div>
      {run.status === 'running' ? (
        <div
          role="progressbar"
          aria-label="The run goes on"
          className="bg-subtle mt-4 h-2 overflow-hidden rounded-full"
        >
          <div className="bg-accent h-full w-1/3 animate-[slide_1.2s_ease-in-out_infinite] rounded-full" />
        </div>
      ) : (
        <div aria-hidden className="bg-subtle mt-4 flex h-2 gap-0.5 overflow-hidden rounded-full">
          <div
            className="bg-accent rounded-full"
            style={{ width: tried === 0 ? 0 : `${(run.charges / tried) * 100}%` }}
          />
          <div
            className="bg-warning rounded-full"
            style={{ width: tried === 0 ? 0 : `${(run.held / tried) * 100}%` }}
          />
        </div>
      )}
      <dl className="mt-6 grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 lg:grid-cols-5 [&_dd]:font-medium">
        <Fact label="Held">
          {run.held === 0 ? 'Nothing' : <Amount value={run.total_held} currency={run.currency} />}
        </Fact>
        <Fact label="Trigger">
          <StatusBadge status={run.trigger} />
        </Fact>
        <Fact label="Started by">{actorName(run.started_by)}</Fact>
        <Fact label="Started">
          <Timestamp value={run.started_at} format="full" />
        </Fact>
        <Fact label="Took">
          {run.finished_at ? formatElapsed(run.started_at, run.finished_at) : 'Under way'}
        </Fact>
      </dl>
    </Card>
  );
}
