'use client';

import { LockKeyhole } from 'lucide-react';
import { useState } from 'react';
import { findHoldCustomersAction, type HoldCustomer } from '@/app/actions/holds';
import { CustomerPicker } from '@/components/customers/customer-picker';
import { Amount } from '@/components/data/amount';
import { Button, type ButtonProps } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { CreateHoldForm, type HoldingCustomer } from './create-hold-form';

function Balance({ customer }: { customer: HoldCustomer }) {
  return <Amount value={customer.balance} currency={customer.currency} className="shrink-0 text-sm" />;
}

export interface CreateHoldDialogProps {
  /** Whose money it is, where the page knows; it is found in the dialog otherwise. */
  customer?: HoldingCustomer;
  variant?: ButtonProps['variant'];
  size?: ButtonProps['size'];
  defaultOpen?: boolean;
}

/** Sets an amount aside: first of whom, then how much and for how long. */
export function CreateHoldDialog({
  customer,
  variant = 'primary',
  size,
  defaultOpen = false,
}: CreateHoldDialogProps) {
  const [open, setOpen] = useState(defaultOpen);
  const [found, setFound] = useState<HoldingCustomer | null>(null);
  const chosen = customer ?? found;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setFound(null);
      }}
    >
      <DialogTrigger asChild>
        <Button variant={variant} size={size}>
          <LockKeyhole aria-hidden />
          New hold
        </Button>
      </DialogTrigger>
      <DialogContent
        title="New hold"
        description={
          chosen === null ? (
            'Of whose balance or credits?'
          ) : customer ? (
            `Of ${chosen.name}. Nothing else can spend it until it is captured, released, or its time is up.`
          ) : (
            <span className="flex flex-wrap items-center justify-between gap-x-4">
              <span className="min-w-0 wrap-anywhere">Of {chosen.name}.</span>
              <Button variant="link" size="small" onClick={() => setFound(null)}>
                Another customer
              </Button>
            </span>
          )
        }
      >
        {chosen ? (
          <CreateHoldForm key={chosen.id} customer={chosen} onDone={() => setOpen(false)} />
        ) : (
          <CustomerPicker
            find={findHoldCustomersAction}
            onChoose={({ id, name, currency }) => setFound({ id, name, currency })}
            figure={(each) => <Balance customer={each} />}
          />
        )}
      </DialogContent>
    </Dialog>
  );
}
