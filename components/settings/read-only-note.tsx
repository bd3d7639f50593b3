import { Lock } from 'lucide-react';

/** Why the controls of a page are missing. */
export function ReadOnlyNote({ children }: { children: string }) {
  return (
    <p className="text-muted flex items-start gap-2 text-sm">
      <Lock className="mt-0.75 size-3.5 shrink-0" aria-hidden />
      {children}
    </p>
  );
}
