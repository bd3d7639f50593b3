import { Amount } from '@/components/data/amount';
import { Fact } from '@/components/data/fact';
import { StatusBadge } from '@/components/data/status-badge';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import { formatElapsed } from '@/lib/ui/duration';
import { actorName } from '@/lib/ui/ledger-words';
import type { DebitRun } from './run-table';

/** One run: how far it is, what it took, who started it. The bar tells done, failed and open apart in words too. */
export function RunSummary({ run }: { run: DebitRun }) {
  const share = (count: number) => (run.due === 0 ? 0 : (count / run.due) * 100);
  return (
    <Card aria-label="Result of the run" className="px-5 py-5 lg:px-6">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        <div>
          <p className="text-muted text-sm">Debited</p>
          <p className="mt-0.5 text-3xl font-semibold tracking-tight">
            <Amount value={run.total_debited} currency={run.currency} quietDecimals />
          </p>
        </div>
        <p className="tabular text-muted text-sm" role="status">
          {run.processed.toLocaleString('en-US')} of {run.due.toLocaleString('en-US')} customers done:{' '}
          {run.succeeded.toLocaleString('en-US')} debited, {run.failed.toLocaleString('en-US')} failed
        </p>
      </div>
      <div
        role="progressbar"
        aria-label="Customers done"
        aria-valuemin={0}
        aria-valuemax={run.due}
        aria-valuenow={run.processed}
        className="bg-subtle mt-4 flex h-2 gap-0.5 overflow-hidden rounded-full"
      >
        <div
          className="bg-accent rounded-full transition-[width] duration-500"
          style={{ width: `${share(run.succeeded)}%` }}
        />
        <div
          className="bg-danger-solid rounded-full transition-[width] duration-500"
          style={{ width: `${share(run.failed)}%` }}
        />
      </div>
      <dl className="mt-6 grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4 [&_dd]:font-medium">
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
