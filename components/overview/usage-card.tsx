import Link from 'next/link';
import type { ReactNode } from 'react';
import { Amount } from '@/components/data/amount';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import type { UsageSummary } from '@/components/usage/usage-words';
import { isZero } from '@/lib/money/format';
import { counted } from '@/lib/ui/words';

interface FigureProps {
  label: string;
  hint: string;
  /** The rows that it is made of; null where there are none. */
  href: string | null;
  children: ReactNode;
}

function Figure({ label, children, hint, href }: FigureProps) {
  return (
    <div className="min-w-0 flex-1 basis-32">
      <dt className="text-muted text-sm">{label}</dt>
      <dd>
        <span className="block text-xl font-semibold tracking-tight">
          {href === null ? (
            children
          ) : (
            <Link href={href} prefetch={false} className="rounded hover:underline">
              {children}
            </Link>
          )}
        </span>
        <span className="text-muted block text-sm">{hint}</span>
      </dd>
    </div>
  );
}

export interface UsageCardProps {
  /** Of the last 30 days. */
  summary: UsageSummary;
}

/** What usage cost today and of late, and what of it waits. Nothing, where nothing was ever used. */
export function UsageCard({ summary }: UsageCardProps) {
  const { currency, amount, events, unbilled, held, held_customers, totals } = summary;
  const { from_day: first, to_day: today } = summary;
  if (events === 0 && isZero(unbilled)) return null;
  const now = totals.find(({ day }) => day === today);
  const isHeld = !isZero(held);
  return (
    <Card aria-labelledby="usage">
      <CardHeader>
        <CardTitle id="usage">Usage</CardTitle>
        <Link href="/usage" prefetch={false} className="text-muted hover:text-ink rounded text-sm">
          What was used
        </Link>
      </CardHeader>
      <dl className="flex flex-wrap gap-x-6 gap-y-4 px-4 pb-4 sm:px-5">
        <Figure
          label="Today"
          hint={counted(now?.events ?? 0, 'event')}
          href={`/usage/events?from=${today}&to=${today}`}
        >
          <Amount value={now?.amount ?? '0.00'} currency={currency} quietDecimals />
        </Figure>
        <Figure
          label="Last 30 days"
          hint={counted(events, 'event')}
          href={`/usage/events?from=${first}&to=${today}`}
        >
          <Amount value={amount} currency={currency} quietDecimals />
        </Figure>
        <Figure
          label="Unbilled"
          hint={isZero(unbilled) ? 'All of it is billed' : 'Held or waiting for a run'}
          href={isZero(unbilled) ? null : '/usage/unbilled'}
        >
          <Amount value={unbilled} currency={currency} quietDecimals />
        </Figure>
        <Figure
          label="Held"
          hint={
            held_customers === 0 ? 'Every wallet can bear it' : `Of ${counted(held_customers, 'customer')}`
          }
          href={isHeld ? '/usage/unbilled?held=true' : null}
        >
          <Amount
            value={held}
            currency={currency}
            quietDecimals={!isHeld}
            className={isHeld ? 'text-warning' : ''}
          />
        </Figure>
      </dl>
    </Card>
  );
}
