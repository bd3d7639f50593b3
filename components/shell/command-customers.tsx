'use client';

import { Command } from 'cmdk';
import { UserRound } from 'lucide-react';
import { findCustomers } from '@/app/actions/customers';
import { Amount } from '@/components/data/amount';
import { useAnswer } from '@/lib/ui/use-answer';
import { commandItemClasses } from './command-actions';

/** Customers whose name, email or own id holds what is typed. Asked for once the typing pauses. */
export function CommandCustomers({ term, go }: { term: string; go: (href: string) => void }) {
  const wanted = term.trim();
  const isLong = wanted.length >= 2;
  const { data: customers, failure } = useAnswer(isLong ? wanted : null, findCustomers, 180);

  if (!isLong || failure !== null || customers === null || customers.length === 0) return null;
  return (
    <Command.Group heading="Customers">
      {customers.map((customer) => (
        <Command.Item
          key={customer.id}
          value={`customer ${customer.id}`}
          // The server has matched already: what is typed is a keyword of each, so that cmdk keeps and selects them.
          keywords={[term]}
          onSelect={() => go(`/customers/${customer.id}`)}
          className={commandItemClasses}
        >
          <UserRound aria-hidden />
          <span className="min-w-0 flex-1 truncate">
            {customer.name}
            {customer.email ? <span className="text-muted ml-2">{customer.email}</span> : null}
          </span>
          <Amount value={customer.balance} currency={customer.currency} className="text-muted" />
        </Command.Item>
      ))}
    </Command.Group>
  );
}
