'use client';

import { ErrorState, type ErrorStateProps } from '@/components/data/error-state';

export default function SegmentError({ error, retry }: Pick<ErrorStateProps, 'error' | 'retry'>) {
  return <ErrorState error={error} retry={retry} title="This balance could not be loaded" />;
}
