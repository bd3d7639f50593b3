'use client';

import type { ErrorStateProps } from '@/components/data/error-state';
import { PortalError } from '@/components/portal/portal-error';

/** Where not even the frame of the portal could be made, or a join page. */
export default function FrameError({ error, retry }: Pick<ErrorStateProps, 'error' | 'retry'>) {
  return (
    <main className="flex min-h-dvh flex-col justify-center">
      <PortalError error={error} retry={retry} />
    </main>
  );
}
