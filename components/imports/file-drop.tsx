'use client';

import { FileUp } from 'lucide-react';
import { useId, useState } from 'react';
import { cn } from '@/lib/ui/cn';

/** A place to drop a file on, which is also a button to choose one with. */
export function FileDrop({
  onFile,
  pending,
  invalid,
  describedBy,
}: {
  onFile: (file: File) => void;
  pending: boolean;
  invalid: boolean;
  describedBy: string;
}) {
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined && !pending) onFile(file);
  };
  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
      className={cn(
        'rounded-card border-line-strong has-focus-visible:outline-accent-ink hover:bg-hover relative grid cursor-pointer place-items-center gap-2 border border-dashed px-4 py-10 text-center text-sm has-focus-visible:outline-2 has-focus-visible:outline-offset-2',
        over && 'bg-hover border-accent',
        pending && 'cursor-progress opacity-60',
      )}
    >
      <FileUp className="text-muted size-6" aria-hidden />
      <span className="text-ink font-medium">Choose a CSV file</span>
      <span className="text-muted">or drop it here</span>
      <input
        id={id}
        type="file"
        name="file"
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        className="sr-only"
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        aria-disabled={pending || undefined}
        onChange={(event) => {
          take(event.currentTarget.files);
          // So that choosing the same file again, changed meanwhile, is noticed.
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}
