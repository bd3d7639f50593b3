'use client';

import { Archive, CirclePause, CirclePlay, Coins, Ellipsis, History, Send, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { removeCustomerAction, setCustomerStatusAction } from '@/app/actions/customers';
import { historyHref } from '@/components/audit/history-href';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { AddCreditsDialog } from './add-credits-dialog';
import type { Customer } from './customer-table';
import { InviteCustomerDialog } from './invite-customer-dialog';

type Question = 'credits' | 'invite' | 'pause' | 'activate' | 'remove';

/** Credits, the login, pausing, archiving, deleting; each in a dialog that says what it does. */
export function CustomerMenu({ customer, hasHistory }: { customer: Customer; hasHistory: boolean }) {
  const router = useRouter();
  const [asked, setAsked] = useState<Question | null>(null);
  const close = (open: boolean) => {
    if (!open) setAsked(null);
  };
  const resume = customer.status === 'archived' ? 'Reactivate' : 'Resume debits';
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="secondary" size="icon">
            <Ellipsis aria-hidden />
            <span className="sr-only">More actions for {customer.name}</span>
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {customer.status === 'archived' ? null : (
            <>
              <DropdownMenuItem onSelect={() => setAsked('credits')}>
                <Coins aria-hidden />
                Add credits
              </DropdownMenuItem>
              {customer.has_login ? null : (
                <DropdownMenuItem onSelect={() => setAsked('invite')}>
                  <Send aria-hidden />
                  Invite to the portal
                </DropdownMenuItem>
              )}
              <DropdownMenuSeparator />
            </>
          )}
          <DropdownMenuItem onSelect={() => router.push(historyHref('customer', customer.id))}>
            <History aria-hidden />
            History of changes
          </DropdownMenuItem>
          {customer.status === 'active' ? (
            <DropdownMenuItem onSelect={() => setAsked('pause')}>
              <CirclePause aria-hidden />
              Pause debits
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem onSelect={() => setAsked('activate')}>
              <CirclePlay aria-hidden />
              {resume}
            </DropdownMenuItem>
          )}
          {customer.status === 'archived' ? null : (
            <DropdownMenuItem tone="danger" onSelect={() => setAsked('remove')}>
              {hasHistory ? <Archive aria-hidden /> : <Trash2 aria-hidden />}
              {hasHistory ? 'Archive' : 'Delete'}
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <AddCreditsDialog customer={customer} open={asked === 'credits'} onOpenChange={close} />
      <InviteCustomerDialog customer={customer} open={asked === 'invite'} onOpenChange={close} />
      <ConfirmDialog
        open={asked === 'pause'}
        onOpenChange={close}
        title={`Pause debits of ${customer.name}?`}
        description="Nothing is taken by the hour until you resume. The balance stays, and top-ups still work."
        confirm="Pause debits"
        tone="primary"
        action={setCustomerStatusAction}
        fields={{ customer_id: customer.id, status: 'inactive' }}
        onSuccess={() => toast.success(`Debits of ${customer.name} are paused`)}
      />
      <ConfirmDialog
        open={asked === 'activate'}
        onOpenChange={close}
        title={`${resume} ${customer.status === 'archived' ? '' : 'of '}${customer.name}?`}
        description="The hourly amount is taken again, from the next run on."
        confirm={resume}
        tone="primary"
        action={setCustomerStatusAction}
        fields={{ customer_id: customer.id, status: 'active' }}
        onSuccess={() => toast.success(`${customer.name} is active`)}
      />
      <ConfirmDialog
        open={asked === 'remove'}
        onOpenChange={close}
        title={`${hasHistory ? 'Archive' : 'Delete'} ${customer.name}?`}
        description={
          hasHistory
            ? 'Debits, top-ups, sales and payments stop and the customer leaves the list. The ledger, the balance and what is owed stay for ever, and you can reactivate at any time.'
            : 'This customer has no ledger entry. Where no order and no debit log names it either, nothing of it is kept, and this cannot be undone; otherwise it is archived.'
        }
        confirm={hasHistory ? 'Archive customer' : 'Delete customer'}
        action={removeCustomerAction}
        fields={{ customer_id: customer.id }}
        onSuccess={({ deleted }) => {
          if (deleted) router.replace('/customers');
          toast.success(`${customer.name} is ${deleted ? 'deleted' : 'archived'}`);
        }}
      />
    </>
  );
}
