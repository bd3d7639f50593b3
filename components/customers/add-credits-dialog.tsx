'use client';

import type { ReactNode } from 'react';
import { useState } from 'react';
import { toast } from 'sonner';
import { addCreditsAction } from '@/app/actions/customers';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog';
import { Field, SelectField } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { formatAmount } from '@/lib/money/format';

const sources = [
  { value: 'bought', label: 'Bought', description: 'The customer paid for them: a top-up' },
  { value: 'given', label: 'Given', description: 'For nothing: a grant' },
];

export interface AddCreditsDialogProps {
  customer: { id: string; name: string };
  /** The control that opens it; left out where `open` is held outside, as for an item of a menu. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** Credits are what sessions burn; a running session goes on for as long as they last then. */
export function AddCreditsDialog({ customer, trigger, ...props }: AddCreditsDialogProps) {
  const [own, setOwn] = useState(false);
  const open = props.open ?? own;
  const setOpen = (next: boolean) => {
    setOwn(next);
    props.onOpenChange?.(next);
  };
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      {trigger ? <DialogTrigger asChild>{trigger}</DialogTrigger> : null}
      <DialogContent
        title={`Add credits to ${customer.name}`}
        description="Sessions burn credits. A running one goes on for as long as they last then."
      >
        <Form
          action={addCreditsAction}
          onSuccess={({ credits, entry }) => {
            setOpen(false);
            toast.success(`${formatAmount(entry.amount, entry.unit)} added`, {
              description: `${customer.name} has ${formatAmount(credits, 'credit')}.`,
            });
          }}
        >
          <FormFailure />
          <input type="hidden" name="customer_id" value={customer.id} />
          <Field
            name="credits"
            label="Credits"
            unit="credits"
            inputMode="decimal"
            autoComplete="off"
            required
            autoFocus
          />
          <SelectField name="source" label="How they came" options={sources} defaultValue="bought" />
          <Field
            name="description"
            label="Note"
            optional
            autoComplete="off"
            hint="The customer sees it beside the entry"
          />
          <DialogFooter className="mt-2">
            <DialogClose asChild>
              <Button variant="secondary">Cancel</Button>
            </DialogClose>
            <SubmitButton>Add credits</SubmitButton>
          </DialogFooter>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
