import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { monthAfter, monthName } from './months';

export interface MonthLinksProps {
  path: string;
  month: string;
  /** The month that is not over yet: nothing follows it. */
  latest: string;
}

/** From one month to its neighbours. */
export function MonthLinks({ path, month, latest }: MonthLinksProps) {
  const before = monthAfter(month, -1);
  const after = monthAfter(month, 1);
  return (
    <nav aria-label="Months" className="flex flex-wrap items-center gap-2">
      <Button asChild variant="secondary" size="small">
        <Link href={`${path}?month=${before}`} prefetch={false}>
          <ChevronLeft aria-hidden />
          {monthName(before, 'short')}
        </Link>
      </Button>
      {month < latest ? (
        <Button asChild variant="secondary" size="small">
          <Link href={`${path}?month=${after}`} prefetch={false}>
            {monthName(after, 'short')}
            <ChevronRight aria-hidden />
          </Link>
        </Button>
      ) : null}
      {after < latest ? (
        <Button asChild variant="ghost" size="small">
          <Link href={path} prefetch={false}>
            This month
          </Link>
        </Button>
      ) : null}
    </nav>
  );
}
