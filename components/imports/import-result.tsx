'use client';

import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import type { ImportPreview } from '@/lib/imports/preview';
import { ImportRows } from './import-rows';

/** What an import has done, with a link to what it made. */
export function ImportResult({ result }: { result: ImportPreview }) {
  const { noun, created, duplicates, invalid, hidden } = result;
  const left = duplicates + invalid;
  const top = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone, and what it did stands far above it.
  useEffect(() => top.current?.focus(), [result]);
  return (
    <>
      <div ref={top} tabIndex={-1} className="rounded-card outline-none">
        <Alert
          tone="positive"
          role="status"
          title={`${created.toLocaleString('en')} ${created === 1 ? `${noun.slice(0, -1)} is` : `${noun} are`} imported`}
          action={
            <Button asChild size="small" variant="secondary">
              <Link href={`/${noun}`}>Open {noun}</Link>
            </Button>
          }
        >
          {left === 0
            ? 'Every row of the file is there.'
            : `${left.toLocaleString('en')} ${left === 1 ? 'row was' : 'rows were'} left out; below is why.`}
        </Alert>
      </div>
      <Card aria-label="What became of the rows">
        <CardHeader>
          <CardTitle>Rows</CardTitle>
        </CardHeader>
        <ImportRows preview={result} />
        {hidden > 0 ? (
          <p className="text-muted border-line border-t px-4 py-3 text-sm sm:px-5">
            {hidden.toLocaleString('en')} more {hidden === 1 ? 'row is' : 'rows are'} not shown here.
          </p>
        ) : null}
      </Card>
    </>
  );
}
