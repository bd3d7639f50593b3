import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import type { PageLinks } from '@/lib/ui/search-params';

/** The ways from one page of rows to its neighbours. Nothing, where there is one page only. */
export function Pagination({ links, label }: { links: PageLinks; label: string }) {
  if (!links.previous && !links.next) return null;
  return (
    <nav
      aria-label={label}
      className="border-line flex items-center justify-between gap-3 border-t px-4 py-3 sm:px-5"
    >
      <div className="flex gap-2">
        {links.previous ? (
          <Button asChild variant="secondary" size="small">
            <Link href={links.previous} prefetch={false}>
              <ChevronLeft aria-hidden />
              Previous
            </Link>
          </Button>
        ) : null}
        {links.first && links.first !== links.previous ? (
          <Button asChild variant="ghost" size="small">
            <Link href={links.first} prefetch={false}>
              First
            </Link>
          </Button>
        ) : null}
      </div>
      {links.next ? (
        <Button asChild variant="secondary" size="small">
          <Link href={links.next} prefetch={false}>
            Next
            <ChevronRight aria-hidden />
          </Link>
        </Button>
      ) : (
        <span className="text-muted text-sm">End of the list</span>
      )}
    </nav>
  );
}
