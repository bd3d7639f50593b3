'use client';

import { useRouter } from 'next/navigation';
import { useId, useTransition, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import type { OverdueQuestion } from './overdue-address';

export interface OverdueFilterProps {
  question: OverdueQuestion;
  /** What counts where the address says nothing. */
  days: number;
}

/** After how many days an order counts, and when. Both live in the address, so that a view can be kept and shared. */
export function OverdueFilter({ question, days }: OverdueFilterProps) {
  const router = useRouter();
  const id = useId();
  const [pending, startTransition] = useTransition();
  const isChosen = question.days !== undefined || question.date !== undefined;
  const go = (query: URLSearchParams) =>
    startTransition(() => router.push(query.size > 0 ? `/overdue?${query.toString()}` : '/overdue'));

  const show = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sent = new FormData(event.currentTarget);
    const query = new URLSearchParams();
    for (const [name, value] of sent) {
      const usual = name === 'days' && question.days === undefined && value === String(days);
      if (typeof value === 'string' && value !== '' && !usual) query.set(name, value);
    }
    go(query);
  };

  return (
    // The address and method of a form without JavaScript; with it, the page stays and only its figures change.
    <form
      key={`${days} ${question.date ?? ''}`}
      role="search"
      aria-label="Choose days and date"
      action="/overdue"
      method="get"
      onSubmit={show}
      className="flex flex-wrap items-end gap-x-3 gap-y-3"
    >
      <div className="grid gap-1.5">
        <Label htmlFor={`${id}-days`}>Unpaid for more than</Label>
        <div className="relative w-38">
          <Input
            id={`${id}-days`}
            name="days"
            type="number"
            inputMode="numeric"
            min={0}
            max={3650}
            defaultValue={days}
            className="pr-14"
          />
          <span
            aria-hidden
            className="text-muted pointer-events-none absolute inset-y-0 right-3 grid place-items-center text-sm"
          >
            days
          </span>
        </div>
      </div>
      <div className="grid gap-1.5">
        <Label htmlFor={`${id}-date`}>At the end of</Label>
        <Input
          id={`${id}-date`}
          name="as_of"
          type="date"
          min="2000-01-01"
          max="2999-12-31"
          defaultValue={question.date ?? ''}
          aria-describedby={`${id}-hint`}
          className="w-42"
        />
      </div>
      <Button type="submit" variant="secondary" className="h-10" pending={pending}>
        Show
      </Button>
      {isChosen ? (
        <Button variant="ghost" className="h-10" onClick={() => go(new URLSearchParams())}>
          Reset
        </Button>
      ) : null}
      <p id={`${id}-hint`} className="text-muted basis-full text-[0.8125rem]">
        No date means now. Days are 24 hours, and dates end in UTC.
      </p>
    </form>
  );
}
