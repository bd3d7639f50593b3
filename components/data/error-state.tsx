'use client';

import { RotateCw, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useTransition, type ReactNode } from 'react';
import { LiveLabel } from '@/components/live/live-label';
import { useRetryWhenBack } from '@/components/live/use-retry-when-back';
import { Button } from '@/components/ui/button';

export interface ErrorStateProps {
  error: unknown;
  retry: () => void;
  title?: string;
  children?: ReactNode;
}

function digestOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return null;
  return typeof error.digest === 'string' ? error.digest : null;
}

/** A part of a page that could not be shown. The reference is the line of the server's log. */
export function ErrorState({
  error,
  retry,
  title = 'This page could not be loaded',
  children,
}: ErrorStateProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [pending, startTransition] = useTransition();
  const digest = digestOf(error);
  useEffect(() => heading.current?.focus(), []);
  const tryAgain = () => startTransition(() => retry());
  const isAway = useRetryWhenBack(tryAgain);
  return (
    <div className="flex flex-col items-center px-6 py-16 text-center">
      <span className="bg-danger-soft text-danger mb-4 grid size-11 place-items-center rounded-xl">
        <TriangleAlert className="size-5" aria-hidden />
      </span>
      <h1 ref={heading} tabIndex={-1} className="text-lg font-semibold outline-none">
        {title}
      </h1>
      <div className="text-muted mt-1 max-w-md text-sm">
        {children ?? 'Nothing was changed. Try again; if it stays, the operator finds the cause in the log.'}
      </div>
      {isAway ? (
        <div className="mt-3">
          <LiveLabel state="reconnecting" />
        </div>
      ) : null}
      {digest ? <p className="text-muted mt-2 font-mono text-xs">Reference {digest}</p> : null}
      <Button className="mt-5" variant="secondary" pending={pending} onClick={tryAgain}>
        {pending ? null : <RotateCw aria-hidden />}
        Try again
      </Button>
    </div>
  );
}
