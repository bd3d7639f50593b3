import { CircleCheck } from 'lucide-react';
import { Amount } from '@/components/data/amount';
import { Alert } from '@/components/ui/alert';
import { meterValue } from '@/components/usage/usage-address';
import { heldWords } from '@/components/usage/usage-words';
import type { BillingPreview } from '@/app/actions/billing';
import { counted } from '@/lib/ui/words';

type Line = BillingPreview['lines'][number];

function Lines({ label, lines, currency }: { label: string; lines: readonly Line[]; currency: string }) {
  return (
    <ul
      aria-label={label}
      tabIndex={0}
      className="divide-line border-line max-h-52 divide-y overflow-y-auto rounded-lg border text-sm"
    >
      {lines.map((line) => (
        <li
          key={`${line.customer_id} ${meterValue(line)}`}
          className="flex items-baseline justify-between gap-4 px-3 py-2"
        >
          <span className="min-w-0">
            <span className="block truncate font-medium">{line.customer_name}</span>
            <span className="text-muted block text-xs wrap-anywhere">
              {line.name}, {counted(line.events, 'event')}
              {line.held_reason === null ? '' : `. ${heldWords(line.held_reason).title}`}
            </span>
          </span>
          <Amount value={line.amount} currency={currency} />
        </li>
      ))}
    </ul>
  );
}

/** What a billing run would do now: customer by customer, what would be billed, and what held and why. */
export function BillingPlan({ preview }: { preview: BillingPreview }) {
  const { currency, would_bill, would_hold, total, total_held, lines, more_lines } = preview;
  if (would_bill === 0 && would_hold === 0) {
    return (
      <div className="rounded-card border-line bg-subtle flex items-start gap-3 border px-4 py-4 text-sm">
        <CircleCheck className="text-positive mt-0.5 size-4 shrink-0" aria-hidden />
        <p>Everything that was recorded is billed. There is nothing to do.</p>
      </div>
    );
  }
  const billed = lines.filter(({ outcome }) => outcome === 'bill');
  const held = lines.filter(({ outcome }) => outcome === 'hold');
  return (
    <div className="grid gap-3">
      {would_bill > 0 ? (
        <>
          <div className="rounded-card border-line bg-subtle border px-4 py-4">
            <p className="text-3xl font-semibold tracking-tight">
              <Amount value={total} currency={currency} quietDecimals />
            </p>
            <p className="text-ink-soft mt-1 text-sm">
              will be taken in {counted(would_bill, 'charge')}, one for each customer and service or product.
            </p>
          </div>
          {billed.length > 0 ? <Lines label="Would be billed" lines={billed} currency={currency} /> : null}
        </>
      ) : null}
      {would_hold > 0 ? (
        <>
          <Alert
            tone="warning"
            title={
              <>
                <Amount value={total_held} currency={currency} /> cannot be billed now
              </>
            }
          >
            It is held, in {counted(would_hold, 'line')}: the usage stays recorded and is billed as soon as
            the reason is gone.
          </Alert>
          {held.length > 0 ? <Lines label="Would be held" lines={held} currency={currency} /> : null}
        </>
      ) : null}
      {more_lines > 0 ? (
        <p className="text-muted text-sm">
          {counted(more_lines, 'smaller line')} {more_lines === 1 ? 'is' : 'are'} not listed here; the sums
          are of all.
        </p>
      ) : null}
    </div>
  );
}
