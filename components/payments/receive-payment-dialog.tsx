'use client';

import { HandCoins } from 'lucide-react';
import { useState } from 'react';
import { findPayersAction, type Payer } from '@/app/actions/payments';
import { CustomerPicker } from '@/components/customers/customer-picker';
import { Amount } from '@/components/data/amount';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { isZero } from '@/lib/money/format';
import { RecordPaymentForm, type PayingCustomer } from './record-payment-form';

function Owes({ payer }: { payer: Payer }) {
  if (isZero(payer.owed)) return <span className="text-muted shrink-0 text-xs">Owes nothing</span>;
  return (
    <span className="grid shrink-0 text-right text-xs">
      <span className="text-muted">Owes</span>
      <Amount value={payer.owed} currency={payer.currency} className="text-sm" />
    </span>
  );
}

export interface ReceivePaymentDialogProps {
  /** Whose money it is, where the page knows; it can still be another's. */
  customer: PayingCustomer | null;
  defaultOpen?: boolean;
}

/** Records money: first whose it is, then how much and what for. */
export function ReceivePaymentDialog({ customer, defaultOpen = false }: ReceivePaymentDialogProps) {
  const [open, setOpen] = useState(defaultOpen);
  const [chosen, setChosen] = useState<PayingCustomer | null>(customer);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setChosen(customer);
      }}
    >
      <DialogTrigger asChild>
        <Button>
          <HandCoins aria-hidden />
          Record payment
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Record payment"
        description={
          chosen ? (
            <span className="flex flex-wrap items-center justify-between gap-x-4">
              <span className="min-w-0 wrap-anywhere">Money from {chosen.name}.</span>
              <Button variant="link" size="small" onClick={() => setChosen(null)}>
                Another customer
              </Button>
            </span>
          ) : (
            'Whose money is it?'
          )
        }
      >
        {chosen ? (
          <RecordPaymentForm key={chosen.id} customer={chosen} onDone={() => setOpen(false)} />
        ) : (
          <CustomerPicker
            find={findPayersAction}
            onChoose={({ id, name, currency }) => setChosen({ id, name, currency })}
            figure={(payer) => <Owes payer={payer} />}
          />
        )}
      </DialogContent>
    </Dialog>
  );
}
