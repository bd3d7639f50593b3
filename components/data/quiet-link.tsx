import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from '@/lib/ui/cn';

export interface QuietLinkProps {
  href: string;
  children: ReactNode;
  className?: string;
}

/** A link in running text or among facts. */
export function QuietLink({ href, children, className }: QuietLinkProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      className={cn(
        'decoration-line-strong rounded underline underline-offset-4 hover:decoration-current',
        className,
      )}
    >
      {children}
    </Link>
  );
}
