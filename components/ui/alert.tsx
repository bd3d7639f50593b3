import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/lib/ui/cn';

const looks = {
  neutral: { icon: Info, box: 'border-line bg-subtle', mark: 'text-muted' },
  positive: { icon: CircleCheck, box: 'border-positive/25 bg-positive-soft', mark: 'text-positive' },
  warning: { icon: TriangleAlert, box: 'border-warning/25 bg-warning-soft', mark: 'text-warning' },
  danger: { icon: CircleAlert, box: 'border-danger/25 bg-danger-soft', mark: 'text-danger' },
} as const;

export interface AlertProps {
  tone?: keyof typeof looks;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
  /** `alert` interrupts a screen reader, `status` waits, none says nothing by itself. */
  role?: 'alert' | 'status';
}

export function Alert({ tone = 'neutral', title, children, action, className, role }: AlertProps) {
  const { icon: Icon, box, mark } = looks[tone];
  return (
    <div role={role} className={cn('rounded-card flex gap-3 border px-4 py-3 text-sm', box, className)}>
      <Icon className={cn('mt-0.5 size-4 shrink-0', mark)} aria-hidden />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="text-ink font-medium">{title}</p>
          {children ? <div className="text-ink-soft mt-0.5">{children}</div> : null}
        </div>
        {action}
      </div>
    </div>
  );
}
