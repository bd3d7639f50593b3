'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { topUpAction } from '@/app/actions/customers';
import { Amount } from '@/components/data/amount';
import { Button, type ButtonProps } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog';
import { AmountField, Field } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { formatAmount } from '@/lib/money/format';
import type { Customer } from './customer-table';

export function TopUpDialog({
  customer,
  variant = 'primary',
}: {
  customer: Pick<Customer, 'id' | 'name' | 'balance' | 'currency'>;
  variant?: ButtonProps['variant'];
}) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant={variant}>
          <Plus aria-hidden />
          Top up
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`Top up ${customer.name}`}
        description={
          <>
            The balance is{' '}
            <Amount value={customer.balance} currency={customer.currency} className="text-ink" /> now.
          </>
        }
      >
        <Form
          action={topUpAction}
          onSuccess={({ balance, currency, entry }) => {
            setOpen(false);
            toast.success(`${formatAmount(entry.amount, entry.unit)} added`, {
              description: `The balance of ${customer.name} is ${formatAmount(balance, currency)}.`,
            });
          }}
        >
          <FormFailure />
          <input type="hidden" name="customer_id" value={customer.id} />
          <AmountField name="amount" label="Amount" currency={customer.currency} required autoFocus />
          <Field
            name="description"
            label="Note"
            optional
            autoComplete="off"
            hint="Stands in the ledger beside the entry"
          />
          <DialogFooter className="mt-2">
            <DialogClose asChild>
              <Button variant="secondary">Cancel</Button>
            </DialogClose>
            <SubmitButton>Add to balance</SubmitButton>
          </DialogFooter>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
