'use client';

import { Check } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { captureHoldAction } from '@/app/actions/holds';
import { Amount } from '@/components/data/amount';
import { Button, type ButtonProps } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog';
import { AmountField, Field, SwitchField } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { formatAmount, groupDigits, isZero } from '@/lib/money/format';
import type { Hold } from './hold-words';

export interface CaptureHoldDialogProps {
  hold: Pick<Hold, 'id' | 'customer_name' | 'held' | 'unit'>;
  variant?: ButtonProps['variant'];
  size?: ButtonProps['size'];
}

/** Takes what is held, or a part of it; the rest goes back or stays held. */
export function CaptureHoldDialog({ hold, variant = 'primary', size }: CaptureHoldDialogProps) {
  const [open, setOpen] = useState(false);
  const [keepsRest, setKeepsRest] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setKeepsRest(false);
      }}
    >
      <DialogTrigger asChild>
        <Button variant={variant} size={size}>
          <Check aria-hidden />
          Capture
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Capture"
        description={
          <>
            <Amount value={hold.held} currency={hold.unit} className="text-ink" /> of {hold.customer_name} is
            on hold.
          </>
        }
      >
        <Form
          action={captureHoldAction}
          onSuccess={({ hold: after, entry }) => {
            setOpen(false);
            toast.success(`${formatAmount(entry.amount.replace('-', ''), entry.unit)} captured`, {
              description: isZero(after.held)
                ? 'Nothing is on hold any more.'
                : `${formatAmount(after.held, after.unit)} stays on hold.`,
            });
          }}
        >
          <FormFailure />
          <input type="hidden" name="hold_id" value={hold.id} />
          <AmountField
            name="amount"
            label="Amount"
            currency={hold.unit === 'credit' ? 'credits' : hold.unit}
            placeholder={groupDigits(hold.held)}
            hint="Left empty: all that is on hold"
            optional
            autoFocus
          />
          <SwitchField
            name="keep_rest"
            label="Keep the rest on hold"
            hint="Otherwise what is not captured goes back at once"
            checked={keepsRest}
            onCheckedChange={setKeepsRest}
          />
          <Field
            name="description"
            label="Note"
            optional
            autoComplete="off"
            maxLength={200}
            hint="Stands in the ledger beside the entry"
          />
          <DialogFooter className="mt-2">
            <DialogClose asChild>
              <Button variant="secondary">Cancel</Button>
            </DialogClose>
            <SubmitButton>Capture</SubmitButton>
          </DialogFooter>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
