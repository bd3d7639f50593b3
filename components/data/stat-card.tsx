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
    <Card
      className={cn(
        'group relative grid grid-cols-[minmax(0,1fr)_auto] content-start items-center gap-x-3 gap-y-1 px-5 py-3.5 min-[420px]:grid-cols-1 min-[420px]:py-4',
        href && 'hover:border-line-strong transition-colors',
        className,
      )}
    >
      <div className="text-muted flex items-center justify-between gap-2 text-sm">
        {href ? (
          <Link
            href={href}
            prefetch={false}
            className="after:rounded-card focus-visible:after:outline-accent-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2"
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
      <div className="tabular text-ink text-xl leading-tight font-semibold tracking-tight min-[420px]:text-2xl">
        {value}
      </div>
      {hint ? <div className="text-muted col-span-full text-sm">{hint}</div> : null}
    </Card>
  );
}
