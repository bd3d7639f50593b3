'use client';

import { Check, ChevronsUpDown } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { toast } from 'sonner';
import type { z } from 'zod';
import { chooseCustomer } from '@/app/actions/portal';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import type { customerAccount } from '@/lib/operations/account';
import { cn } from '@/lib/ui/cn';
import { Monogram } from './monogram';

export type CustomerAccount = z.output<typeof customerAccount>;

export interface CustomerSwitcherProps {
  customers: readonly CustomerAccount[];
  current: CustomerAccount;
}

/** Whose portal it is; where a person is a customer of several businesses, the way to the others. */
export function CustomerSwitcher({ customers, current }: CustomerSwitcherProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const name = (
    <>
      <Monogram name={current.business.name} />
      <span className="grid min-w-0 flex-1 text-left">
        <span className="truncate text-[0.9375rem] leading-tight font-semibold tracking-tight">
          {current.business.name}
        </span>
        <span className="text-muted truncate text-xs">{current.name}</span>
      </span>
    </>
  );
  if (customers.length < 2) return <div className="flex min-w-0 items-center gap-2.5 p-1">{name}</div>;

  const choose = (customer: CustomerAccount) =>
    startTransition(async () => {
      await chooseCustomer(customer.customer_id);
      // What the page shows may not exist at the other business.
      router.push('/portal');
      toast(`You are now at ${customer.business.name}`);
    });
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-busy={pending}
        className={cn(
          'hover:bg-hover data-[state=open]:bg-hover flex max-w-full min-w-0 items-center gap-2.5 rounded-full p-1 pr-2.5 transition-colors',
          pending && 'opacity-60',
        )}
      >
        {name}
        <ChevronsUpDown className="text-muted size-4 shrink-0" aria-hidden />
        <span className="sr-only">Change the business</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-72">
        <DropdownMenuLabel>You are a customer of</DropdownMenuLabel>
        {customers.map((customer) => {
          const isCurrent = customer.customer_id === current.customer_id;
          return (
            <DropdownMenuItem
              key={customer.customer_id}
              onSelect={() => (isCurrent ? undefined : choose(customer))}
            >
              <Monogram name={customer.business.name} className="size-8" />
              <span className="grid min-w-0 flex-1">
                <span className="truncate font-medium">{customer.business.name}</span>
                <span className="text-muted truncate text-xs">{customer.name}</span>
              </span>
              {isCurrent ? (
                <>
                  <Check aria-hidden />
                  <span className="sr-only">current</span>
                </>
              ) : null}
            </DropdownMenuItem>
          );
        })}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
