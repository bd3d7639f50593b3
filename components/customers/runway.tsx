import { cn } from '@/lib/ui/cn';
import { formatHours } from '@/lib/ui/duration';

/** How long a balance lasts. Short ones stand out; the words say it too. */
export function Runway({ hours, className }: { hours: number | null; className?: string }) {
  if (hours === null) return <span className={cn('text-muted', className)}>No burn</span>;
  return (
    <span
      className={cn(
        'tabular whitespace-nowrap',
        hours === 0 ? 'text-danger font-medium' : hours < 24 ? 'text-warning' : undefined,
        className,
      )}
    >
      {hours === 0 ? 'Dry' : formatHours(hours)}
    </span>
  );
}
