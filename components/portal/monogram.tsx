import { cn } from '@/lib/ui/cn';

/** The first letters of the name of a business, on a tile of its own. */
export function Monogram({ name, className }: { name: string; className?: string }) {
  const letters = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase();
  return (
    <span
      aria-hidden
      className={cn(
        'bg-ink text-canvas grid size-9 shrink-0 place-items-center rounded-full text-xs font-semibold tracking-wide',
        className,
      )}
    >
      {letters}
    </span>
  );
}
