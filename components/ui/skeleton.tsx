import { cn } from '@/lib/ui/cn';

/** A grey shape where something will be. The page around it says in words that it is loading. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('skeleton rounded-md', className)} />;
}
