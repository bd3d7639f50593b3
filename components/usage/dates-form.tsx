'use client';

import { useId, useState, useTransition, type FormEvent } from 'react';
import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import { withParameters, type SearchParams } from '@/lib/ui/search-params';
import { periodProblem } from './usage-address';

export interface DatesFormProps {
  path: string;
  params: SearchParams;
  from: string | undefined;
  to: string | undefined;
  /** Either end may be left open; otherwise both are asked for. */
  open?: boolean;
}

/** The days from one to another, both of UTC and both included, in the address of a page. */
export function DatesForm({ path, params, from, to, open = false }: DatesFormProps) {
  const router = useRouter();
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const go = (dates: { from: string; to: string }) =>
    startTransition(() =>
      router.replace(withParameters(path, params, { days: null, cursor: null, trail: null, ...dates }), {
        scroll: false,
      }),
    );

  const show = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sent = new FormData(event.currentTarget);
    const dates = { from: String(sent.get('from')), to: String(sent.get('to')) };
    const found = periodProblem(dates.from, dates.to, open);
    setProblem(found);
    if (found === null) go(dates);
  };

  const field = (name: 'from' | 'to', label: string, value: string | undefined) => (
    <div className="flex items-center gap-2">
      <Label htmlFor={`${id}-${name}`}>{label}</Label>
      <Input
        id={`${id}-${name}`}
        name={name}
        type="date"
        min="2000-01-01"
        max="2999-12-31"
        defaultValue={value ?? ''}
        aria-invalid={problem === null ? undefined : true}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        className="w-36 px-2"
      />
    </div>
  );
  return (
    <form
      // What the address says stands in the fields, also after the way back.
      key={`${from} ${to}`}
      onSubmit={show}
      role="search"
      aria-label="Choose dates"
      className="flex flex-wrap items-center gap-x-2.5 gap-y-2"
    >
      {field('from', 'From', from)}
      {field('to', 'to', to)}
      <Button type="submit" variant="secondary" className="h-10" pending={pending}>
        Show
        <span className="sr-only"> these dates</span>
      </Button>
      {open && (from !== undefined || to !== undefined) ? (
        <Button variant="ghost" className="h-10" onClick={() => go({ from: '', to: '' })}>
          Any date
        </Button>
      ) : null}
      {problem === null ? null : (
        <p id={`${id}-problem`} role="alert" className="text-danger basis-full text-sm">
          {problem}
        </p>
      )}
    </form>
  );
}
