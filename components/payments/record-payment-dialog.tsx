'use client';

import { HandCoins } from 'lucide-react';
import { useState } from 'react';
import { Button, type ButtonProps } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { RecordPaymentForm, type PaidOrder, type PayingCustomer } from './record-payment-form';

export interface RecordPaymentDialogProps {
  customer: PayingCustomer;
  /** On the page of an order: what the payment is for, unless another is chosen. */
  order?: PaidOrder;
  variant?: ButtonProps['variant'];
}

/** Records money of a known customer. */
export function RecordPaymentDialog({ customer, order, variant = 'primary' }: RecordPaymentDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant={variant}>
          <HandCoins aria-hidden />
          Record payment
        </Button>
      </DialogTrigger>
      <DialogContent title="Record payment" description={`Money from ${customer.name}.`}>
        <RecordPaymentForm customer={customer} order={order} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
