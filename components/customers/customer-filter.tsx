'use client';

import { Command } from 'cmdk';
import { UserRound, X } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { findCustomers } from '@/app/actions/customers';
import { Button } from '@/components/ui/button';
import { useAnswer } from '@/lib/ui/use-answer';

/** Narrows the logs to one customer, found by typing. */
export function CustomerFilter({ chosen }: { chosen: { id: string; name: string } | null }) {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const [open, setOpen] = useState(false);
  const [term, setTerm] = useState('');
  const { data: found } = useAnswer(open ? term.trim() : null, findCustomers, 150);

  const address = (id: string | null) => {
    const next = new URLSearchParams(params);
    for (const name of ['cursor', 'trail', 'customer']) next.delete(name);
    if (id) next.set('customer', id);
    return `${pathname}?${next.toString()}`;
  };

  if (chosen) {
    return (
      <Button asChild variant="secondary" className="h-10 w-fit max-w-full">
        <Link href={address(null)} scroll={false}>
          <UserRound aria-hidden />
          <span className="truncate">{chosen.name}</span>
          <X aria-hidden />
          <span className="sr-only">Show all customers</span>
        </Link>
      </Button>
    );
  }
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button variant="secondary" className="h-10">
          <UserRound aria-hidden />
          All customers
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label="Choose a customer"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="border-line bg-raised shadow-high data-[state=open]:animate-in data-[state=open]:fade-in-0 z-50 w-72 rounded-xl border p-1.5"
        >
          <Command shouldFilter={false} label="Choose a customer">
            <Command.Input
              value={term}
              onValueChange={setTerm}
              placeholder="Name, email or id"
              className="border-line placeholder:text-muted h-9 w-full border-b bg-transparent px-2.5 text-sm outline-none"
            />
            <Command.List className="max-h-64 overflow-y-auto pt-1.5">
              {found === null ? null : (
                <Command.Empty className="text-muted py-6 text-center text-sm">
                  No customer matches
                </Command.Empty>
              )}
              {found?.map((customer) => (
                <Command.Item
                  key={customer.id}
                  value={customer.id}
                  onSelect={() => {
                    setOpen(false);
                    router.replace(address(customer.id), { scroll: false });
                  }}
                  className="data-[selected=true]:bg-hover flex min-h-9 cursor-pointer items-center rounded-md px-2.5 py-1.5 text-sm"
                >
                  <span className="truncate">{customer.name}</span>
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
