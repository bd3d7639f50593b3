import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

export interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  back?: { href: string; label: string };
  /** Whether the page follows changes; stands beside the description. */
  live?: ReactNode;
}

export function PageHeader({ title, description, actions, back, live }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-0">
        {back ? (
          <Link
            href={back.href}
            className="text-muted hover:text-ink mb-2 -ml-1 inline-flex items-center gap-0.5 rounded text-sm"
          >
            <ChevronLeft className="size-4" aria-hidden />
            {back.label}
          </Link>
        ) : null}
        <h1 className="text-ink text-2xl font-semibold tracking-tight break-words">{title}</h1>
        {description || live ? (
          <div className="text-muted mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-pretty">
            {description ? <div>{description}</div> : null}
            {live}
          </div>
        ) : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
