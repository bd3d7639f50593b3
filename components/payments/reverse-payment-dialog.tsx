'use client';

import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { reversePaymentAction } from '@/app/actions/payments';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { formatAmount, isZero } from '@/lib/money/format';
import type { Payment } from './payment-words';

export type ReversiblePayment = Pick<
  Payment,
  'id' | 'amount' | 'currency' | 'method' | 'customer_name' | 'allocated' | 'to_balance'
>;

/** What a reversal does to orders and balance, in the figures of the payment as it is now. */
export function consequencesOf(payment: ReversiblePayment): string[] {
  const text = (amount: string) => formatAmount(amount, payment.currency);
  const fromBalance = payment.method === 'balance';
  const sentences: string[] = [];
  if (!isZero(payment.allocated)) {
    sentences.push(
      `${payment.customer_name} owes ${text(payment.allocated)} again, beyond the credit limit if need be.`,
    );
    if (fromBalance) sentences.push(`${text(payment.allocated)} goes back to the prepaid balance.`);
  }
  if (!isZero(payment.to_balance) && !fromBalance) {
    sentences.push(
      `${text(payment.to_balance)} that became balance is taken back, below zero if it was spent.`,
    );
  }
  sentences.push('New entries in the ledger do it. The payment stays in the list, as reversed.');
  return sentences;
}

/** For money that did not arrive after all. It says before what becomes of orders and balance. */
export function ReversePaymentDialog({ payment }: { payment: ReversiblePayment }) {
  const [open, setOpen] = useState(false);
  const amount = formatAmount(payment.amount, payment.currency);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="secondary">
          <Undo2 aria-hidden />
          Reverse payment
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Reverse payment?"
        description={`For money that did not arrive after all: ${amount} from ${payment.customer_name}. It cannot be undone; a payment that does come is recorded anew.`}
      >
        <Form
          action={reversePaymentAction}
          onSuccess={() => {
            setOpen(false);
            toast.success(`${amount} is reversed`, {
              description: 'The ledger has the entries that took it back.',
            });
          }}
        >
          <FormFailure />
          <input type="hidden" name="payment_id" value={payment.id} />
          <ul className="bg-subtle text-ink-soft grid list-disc gap-1 rounded-lg py-3 pr-3 pl-7 text-sm">
            {consequencesOf(payment).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <Field
            name="reason"
            label="Reason"
            optional
            autoComplete="off"
            maxLength={500}
            hint="Stands in the ledger beside the entries"
          />
          <DialogFooter className="mt-2">
            <DialogClose asChild>
              <Button variant="secondary">Keep the payment</Button>
            </DialogClose>
            <SubmitButton variant="danger">Reverse {amount}</SubmitButton>
          </DialogFooter>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
