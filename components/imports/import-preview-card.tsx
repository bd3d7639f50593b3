'use client';

import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardDescription, CardFooter, CardHeader, CardTitle } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Label } from '@/components/ui/label';
import type { ImportPreview } from '@/lib/imports/preview';
import { ImportRows } from './import-rows';

/** What the import would do, row by row, and the button that does it. */
export function ImportPreviewCard({
  preview,
  pending,
  onImport,
}: {
  preview: ImportPreview;
  pending: boolean;
  onImport: (skipInvalid: boolean) => void;
}) {
  const { noun, good, duplicates, invalid, hidden } = preview;
  const [skip, setSkip] = useState(false);
  const id = useId();
  const bad = duplicates + invalid;
  const one = noun.slice(0, -1);
  const mayImport = good > 0 && (bad === 0 || skip);
  return (
    <Card aria-labelledby={`${id}-title`}>
      <CardHeader>
        <div className="min-w-0">
          <CardTitle id={`${id}-title`}>Preview</CardTitle>
          <CardDescription role="status">{summaryOf(preview)} Nothing is written yet.</CardDescription>
        </div>
      </CardHeader>
      <ImportRows preview={preview} />
      {hidden > 0 ? (
        <p className="text-muted border-line border-t px-4 py-3 text-sm sm:px-5">
          {hidden.toLocaleString('en')} more {hidden === 1 ? 'row is' : 'rows are'} not shown here.
        </p>
      ) : null}
      <CardFooter>
        {bad > 0 ? (
          <div className="flex items-center gap-2.5">
            <Checkbox
              id={`${id}-skip`}
              checked={skip}
              disabled={good === 0}
              onCheckedChange={(checked) => setSkip(checked === true)}
            />
            <Label htmlFor={`${id}-skip`}>
              Leave out {bad === 1 ? 'the row that is' : `the ${bad.toLocaleString('en')} rows that are`} not
              good
            </Label>
          </div>
        ) : (
          <span className="text-muted text-sm">All rows or none: there is no half import.</span>
        )}
        <Button disabled={!mayImport} pending={pending} onClick={() => onImport(bad > 0)}>
          Import {good.toLocaleString('en')} {good === 1 ? one : noun}
        </Button>
      </CardFooter>
    </Card>
  );
}

function summaryOf({ good, duplicates, invalid }: ImportPreview): string {
  const rows = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`;
  const parts = [
    `${rows(good)} can be imported`,
    ...(duplicates > 0 ? [`${rows(duplicates)} there already`] : []),
    ...(invalid > 0 ? [`${rows(invalid)} not good`] : []),
  ];
  return `${parts.join(', ')}.`;
}
