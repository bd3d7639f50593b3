import type { ReactNode } from 'react';
import { formatAmount, groupDigits, toPlotHeight } from '@/lib/money/format';
import { cn } from '@/lib/ui/cn';
import { Dial, type DialTone } from './dial';

export interface StageFact {
  label: string;
  value: ReactNode;
}

export interface SessionStageProps {
  tone: DialTone;
  /** What is left. */
  credits: string;
  /** What was burned since the session began; zero where none runs. */
  creditsUsed: string;
  second: number | null;
  /** Beneath the number. */
  caption: ReactNode;
  facts: readonly StageFact[];
  children: ReactNode;
}

/** The size of the number, so that a million fits into the dial as well as ten. */
function figureClasses(digits: string): string {
  if (digits.length <= 4) return 'text-[min(22cqw,5rem)]';
  if (digits.length <= 6) return 'text-[min(16cqw,3.75rem)]';
  return digits.length <= 9 ? 'text-[min(11cqw,2.5rem)]' : 'text-[min(7.5cqw,1.75rem)]';
}

/** How much is left of what there was. A picture may be off by a pixel. */
function shareOf(credits: string, creditsUsed: string): number {
  const left = toPlotHeight(credits);
  const all = left + toPlotHeight(creditsUsed);
  return all > 0 ? left / all : 0;
}

/** The big counter in its dial, with what stands beneath it. It moves each second, so nothing of it is announced. */
export function SessionStage(props: SessionStageProps) {
  const { tone, credits, creditsUsed, second, caption, facts, children } = props;
  const digits = groupDigits(credits);
  return (
    <section
      aria-label="Your credits"
      className="border-line bg-surface shadow-low @container rounded-3xl border px-4 pt-6 pb-5 sm:px-8 sm:pt-9 sm:pb-8"
    >
      <div className="relative mx-auto aspect-square w-full max-w-68 sm:max-w-80">
        <Dial
          tone={tone}
          second={second}
          share={shareOf(credits, creditsUsed)}
          className="absolute inset-0 size-full"
        />
        <div className="absolute inset-[13%] grid place-content-center text-center">
          <p role="timer" aria-label={formatAmount(credits, 'credit')} className="grid justify-items-center">
            <span
              data-counter
              className={cn(
                'tabular font-semibold tracking-tight',
                figureClasses(digits),
                // After the size, which would bring a height of its own.
                'leading-none',
                tone === 'low' && 'text-warning',
                tone === 'empty' && 'text-muted',
              )}
            >
              {digits}
            </span>
            <span className="text-ink-soft mt-1.5 text-sm font-medium sm:text-[0.9375rem]">
              {/^1(\.0+)?$/.test(credits) ? 'credit' : 'credits'}
            </span>
          </p>
          <div className="text-muted mt-1 text-xs sm:text-sm">{caption}</div>
        </div>
      </div>
      <dl className="mx-auto mt-5 grid max-w-md auto-cols-fr grid-flow-col gap-2 text-center sm:mt-7">
        {facts.map(({ label, value }) => (
          <div key={label} className="min-w-0">
            <dt className="text-muted text-xs">{label}</dt>
            <dd className="tabular mt-0.5 text-base font-semibold tracking-tight sm:text-lg">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mx-auto mt-5 grid max-w-md gap-3 sm:mt-7">{children}</div>
    </section>
  );
}
