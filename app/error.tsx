'use client';

import { ErrorState, type ErrorStateProps } from '@/components/data/error-state';

/** Also for a dashboard whose frame could not be made: the database is away, say. */
export default function RootError({ error, retry }: Pick<ErrorStateProps, 'error' | 'retry'>) {
  return (
    <main className="flex min-h-dvh flex-col justify-center">
      <ErrorState error={error} retry={retry} title="Drawdown cannot be reached">
        Nothing was changed. The database may be away for a moment: try again. If it stays, the operator finds
        the cause in the log.
      </ErrorState>
    </main>
  );
}
