import type { ReactNode } from 'react';

export function AuthHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-7">
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      {children ? <div className="text-muted mt-1.5 text-sm text-pretty">{children}</div> : null}
    </div>
  );
}
