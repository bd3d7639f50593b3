import type { ReactNode } from 'react';

/** A figure and its name on one line, in a list of such lines. */
export function FactLine({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-muted">{label}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}
