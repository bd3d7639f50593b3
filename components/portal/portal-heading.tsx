import type { ReactNode } from 'react';

/** The head of a page of the portal. */
export function PortalHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="px-1">
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      {children ? <div className="text-muted mt-1 text-sm text-pretty">{children}</div> : null}
    </header>
  );
}
