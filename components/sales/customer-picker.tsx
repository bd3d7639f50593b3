'use client';

import { Command } from 'cmdk';
import { useState, type KeyboardEvent } from 'react';
import { findSaleCustomers, type SaleCustomer } from '@/app/actions/sales';
import { Amount } from '@/components/data/amount';
import { cn } from '@/lib/ui/cn';
import { Finder, finderItemClasses } from './finder';
import { useAnswer } from './use-answer';

/** Who buys: found by part of the name, the email or the business's own id. */
export function CustomerPicker({ onChoose }: { onChoose: (customer: SaleCustomer) => void }) {
  const [term, setTerm] = useState('');
  const [highlight, setHighlight] = useState<{ of: string | null; id: string }>({ of: null, id: '' });
  const wanted = term.trim();
  const { data, of, failure } = useAnswer(wanted, findSaleCustomers, 120);
  const customers = data ?? [];
  if (of !== null && highlight.of !== of) setHighlight({ of, id: customers[0]?.id ?? '' });

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || of === wanted || event.nativeEvent.isComposing) return;
    // The rows are of an older term. Whoever is the only one of this term is meant all the same.
    event.preventDefault();
    void findSaleCustomers(wanted).then(
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
      className="[&>[cmdk-list-sizer]]:grid [&>[cmdk-list-sizer]]:gap-1.5 sm:[&>[cmdk-list-sizer]]:grid-cols-[repeat(auto-fill,minmax(15rem,1fr))]"
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
          <span className="grid shrink-0 text-right text-xs">
            <span className="text-muted">Can spend</span>
            {customer.can_spend === null ? (
              'No limit'
            ) : (
              <Amount value={customer.can_spend} currency={customer.currency} className="text-sm" />
            )}
          </span>
        </Command.Item>
      ))}
    </Finder>
  );
}
