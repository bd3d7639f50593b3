'use client';

import { Command } from 'cmdk';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { Finder, finderItemClasses } from '@/components/data/finder';
import type { ActionResult } from '@/lib/ui/action-result';
import { cn } from '@/lib/ui/cn';
import { useAnswer } from '@/lib/ui/use-answer';

interface Candidate {
  id: string;
  name: string;
  email: string | null;
}

export interface CustomerPickerProps<Customer extends Candidate> {
  /** The same function at each render. */
  find: (term: string) => Promise<ActionResult<Customer[]>>;
  onChoose: (customer: Customer) => void;
  /** The figure that helps to choose; stands at the right of each row. */
  figure: (customer: Customer) => ReactNode;
  className?: string;
}

/** A customer, found by part of the name, the email or the business's own id. */
export function CustomerPicker<Customer extends Candidate>({
  find,
  onChoose,
  figure,
  className,
}: CustomerPickerProps<Customer>) {
  const [term, setTerm] = useState('');
  const [highlight, setHighlight] = useState<{ of: string | null; id: string }>({ of: null, id: '' });
  const wanted = term.trim();
  const { data, of, failure } = useAnswer(wanted, find, 120);
  const customers = data ?? [];
  if (of !== null && highlight.of !== of) setHighlight({ of, id: customers[0]?.id ?? '' });

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || of === wanted || event.nativeEvent.isComposing) return;
    // The rows are of an older term. Whoever is the only one of this term is meant all the same.
    event.preventDefault();
    void find(wanted).then(
      (result) => {
        const [only, ...others] = result.ok ? result.data : [];
        if (only && others.length === 0) onChoose(only);
      },
      () => undefined,
    );
  };

  return (
    <Finder
      label="Find a customer"
      rows="Customers"
      placeholder="Name, email or your own id"
      term={term}
      onTerm={setTerm}
      highlighted={highlight.id}
      onHighlight={(id) => setHighlight({ of, id })}
      onKeyDown={onKeyDown}
      autoFocus
      pending={of !== wanted && failure === null}
      failure={failure}
      isEmpty={customers.length === 0}
      none={wanted === '' ? 'There is no customer yet. Create one first.' : `No customer holds “${wanted}”.`}
      className={cn('[&>[cmdk-list-sizer]]:grid [&>[cmdk-list-sizer]]:gap-1.5', className)}
    >
      {customers.map((customer) => (
        <Command.Item
          key={customer.id}
          value={customer.id}
          onSelect={() => onChoose(customer)}
          className={cn(finderItemClasses, 'flex min-h-12 items-center justify-between gap-3 px-3 py-2')}
        >
          <span className="grid min-w-0">
            <span className="truncate font-medium">{customer.name}</span>
            {customer.email ? <span className="text-muted truncate text-xs">{customer.email}</span> : null}
          </span>
          {figure(customer)}
        </Command.Item>
      ))}
    </Finder>
  );
}
