import type { Credit } from '@/app/actions/sales';
import { toPlotHeight } from '@/lib/money/format';
import { cn } from '@/lib/ui/cn';

/** How much of the limit an amount fills, for a picture only. */
function share(amount: string, limit: string): number {
  const whole = toPlotHeight(limit);
  return whole > 0 ? Math.min(100, Math.max(0, (toPlotHeight(amount) / whole) * 100)) : 100;
}

/** The limit as a bar: what is owed already, and what this sale adds. The figures stand beside it in words. */
export function CreditMeter({ before, after, over }: { before: Credit; after?: Credit; over?: boolean }) {
  const owed = share(before.owed, before.credit_limit);
  const then = after ? share(after.owed, before.credit_limit) : owed;
  return (
    <div
      aria-hidden
      className="bg-subtle ring-line relative h-2 overflow-hidden rounded-full ring-1 ring-inset"
    >
      <div
        className={cn(
          'absolute inset-y-0 left-0 rounded-full transition-[width] duration-300',
          over ? 'bg-danger-solid' : 'bg-accent/45',
        )}
        style={{ width: `${Math.max(owed, then)}%` }}
      />
      <div
        className="bg-ink-soft absolute inset-y-0 left-0 rounded-full transition-[width] duration-300"
        style={{ width: `${Math.min(owed, then)}%` }}
      />
    </div>
  );
}
