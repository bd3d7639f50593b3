'use client';

import type { ErrorStateProps } from '@/components/data/error-state';
import { PortalError } from '@/components/portal/portal-error';

export default function PageError({ error, retry }: Pick<ErrorStateProps, 'error' | 'retry'>) {
  return <PortalError error={error} retry={retry} />;
}
