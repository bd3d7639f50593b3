import { TriangleAlert } from 'lucide-react';
import { cn } from '@/lib/ui/cn';

/** Pieces on hand. None at all is a warning in words and with a sign; not counted is neither. */
export function Stock({ stock, className }: { stock: number | null; className?: string }) {
  if (stock === null) return <span className={cn('text-muted', className)}>Not counted</span>;
  if (stock > 0) return <span className={cn('tabular', className)}>{stock.toLocaleString('en-US')}</span>;
  return (
    <span
      className={cn('text-danger inline-flex items-center gap-1.5 font-medium whitespace-nowrap', className)}
    >
      <TriangleAlert className="size-[1em] shrink-0" aria-hidden />
      None left
    </span>
  );
}
