import { ArrowUpRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import { cn } from '@/lib/ui/cn';

export interface StatCardProps {
  label: string;
  value: ReactNode;
  hint?: ReactNode;
  /** The rows that the figure is made of. */
  href?: string;
  className?: string;
}

/** One figure. With `href` the whole card leads to the rows behind it. */
export function StatCard({ label, value, hint, href, className }: StatCardProps) {
  return (
    <Card className={cn('group relative grid grid-cols-[minmax(0,1fr)_auto] content-start items-center gap-x-3 gap-y-1 px-5 py-3.5 min-[420px]:grid-cols-1 min-[420px]:py-4', href && 'transition-colors hover:border-line-strong', className)}>
      <div className="flex items-center justify-between gap-2 text-sm text-muted">
        {href ? (
          <Link
            href={href}
            className="outline-none after:absolute after:inset-0 after:rounded-card focus-visible:after:outline-2 focus-visible:after:outline-accent-ink"
          >
            {label}
          </Link>
        ) : (
          <span>{label}</span>
        )}
        {href ? (
          <ArrowUpRight
            className="size-4 opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100"
            aria-hidden
          />
        ) : null}
      </div>
      <div className="tabular text-xl leading-tight min-[420px]:text-2xl font-semibold tracking-tight text-ink">{value}</div>
      {hint ? <div className="text-sm text-muted col-span-full">{hint}</div> : null}
    </Card>
  );
}
