import type { ReactNode } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { cn } from '@/lib/ui/cn';

export interface FactProps {
  label: string;
  children: ReactNode;
  className?: string;
}

/** A name and what stands under it, in a `dl` of such pairs. */
export function Fact({ label, children, className }: FactProps) {
  return (
    <div className={cn('min-w-0', className)}>
      <dt className="text-muted text-sm">{label}</dt>
      <dd className="mt-0.5 min-w-0 text-sm break-words">{children}</dd>
    </div>
  );
}

/** In a strip of figures, where each has a field of its own. */
export function StripFact({ label, children }: FactProps) {
  return (
    <div className="min-w-0 px-4 py-3 sm:px-5 sm:py-4">
      <dt className="text-muted text-sm">{label}</dt>
      <dd className="mt-0.5 font-medium">{children}</dd>
    </div>
  );
}

/** The end of an id, which tells it from its neighbours, and the whole of it to copy. */
export function ShortId({ id, what }: { id: string; what: string }) {
  return (
    <span className="inline-flex max-w-full items-center">
      <code className="truncate font-mono text-xs" title={id}>
        …{id.slice(-12)}
      </code>
      <CopyButton text={id} what={what} className="-my-1.5" />
    </span>
  );
}
