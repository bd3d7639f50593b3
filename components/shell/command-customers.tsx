'use client';

import { Command } from 'cmdk';
import { UserRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { findCustomers, type FoundCustomer } from '@/app/actions/customers';
import { Amount } from '@/components/data/amount';
import { commandItemClasses } from './command-actions';

interface Found {
  term: string;
  customers: FoundCustomer[];
}

/** Customers whose name, email or own id holds what is typed. Asked for once the typing pauses. */
export function CommandCustomers({ term, go }: { term: string; go: (href: string) => void }) {
  const [found, setFound] = useState<Found | null>(null);
  const wanted = term.trim();

  useEffect(() => {
    if (wanted.length < 2) return;
    let stale = false;
    const timer = setTimeout(() => {
      findCustomers(wanted).then(
        (customers) => {
          if (!stale) setFound({ term: wanted, customers });
        },
        () => undefined,
      );
    }, 180);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [wanted]);

  if (wanted.length < 2 || !found || found.customers.length === 0) return null;
  return (
    <Command.Group heading="Customers">
      {found.customers.map((customer) => (
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
