'use client';

import { useEffect } from 'react';
import { ErrorState, type ErrorStateProps } from '@/components/data/error-state';

const retryMilliseconds = 5_000;

/** A page that could not be made, most often while the line or the database is away: it comes back by itself. */
export function PortalError({ error, retry }: Pick<ErrorStateProps, 'error' | 'retry'>) {
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) retry();
    }, retryMilliseconds);
    return () => clearInterval(timer);
  }, [retry]);
  return (
    <ErrorState error={error} retry={retry} title="Your account cannot be reached right now">
      Nothing was changed, and a running session goes on as it was. This page tries again by itself.
    </ErrorState>
  );
}
