import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/lib/ui/cn';

export interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** One below the heading it stands under. */
  level?: 1 | 2 | 3;
  className?: string;
}

/** What would be here, why it is not, and how it comes. */
export function EmptyState({ icon: Icon, title, children, action, level = 2, className }: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className={cn('flex flex-col items-center px-6 py-12 text-center', className)}>
      <span className="border-line bg-subtle text-muted mb-4 grid size-11 place-items-center rounded-xl border">
        <Icon className="size-5" aria-hidden />
      </span>
      <Heading className="text-ink font-semibold">{title}</Heading>
      {children ? <div className="text-muted mt-1 max-w-md text-sm text-pretty">{children}</div> : null}
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
