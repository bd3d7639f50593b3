'use client';

import { HandCoins } from 'lucide-react';
import { useState } from 'react';
import { RecordPaymentForm, type PayingCustomer } from '@/components/payments/record-payment-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';

/** Records a payment where the debt is read, in the row of a customer. */
export function PaymentButton({ customer }: { customer: PayingCustomer }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="secondary" size="small" title="Record payment" className="relative max-sm:w-full">
          <HandCoins aria-hidden />
          <span className="sm:max-2xl:sr-only">Record payment</span>
          <span className="sr-only"> of {customer.name}</span>
        </Button>
      </DialogTrigger>
      <DialogContent title="Record payment" description={`Money from ${customer.name}.`}>
        <RecordPaymentForm customer={customer} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
