'use client';

import { Radio } from 'lucide-react';
import { useState } from 'react';
import { findSessionCustomersAction, type SessionCustomer } from '@/app/actions/sessions';
import { CustomerPicker } from '@/components/customers/customer-picker';
import { StatusBadge } from '@/components/data/status-badge';
import { Button, type ButtonProps } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { StartSessionForm, type StartingCustomer } from './start-session-form';

function Pause({ customer }: { customer: SessionCustomer }) {
  return customer.status === 'active' ? null : <StatusBadge status={customer.status} />;
}

export interface StartSessionDialogProps {
  /** Whose session it is, where the page knows; it is found in the dialog otherwise. */
  customer?: StartingCustomer;
  mayAddCredits: boolean;
  variant?: ButtonProps['variant'];
  size?: ButtonProps['size'];
  defaultOpen?: boolean;
}

/** Starts a session: first for whom, then at which rate. */
export function StartSessionDialog({
  customer,
  mayAddCredits,
  variant = 'primary',
  size,
  defaultOpen = false,
}: StartSessionDialogProps) {
  const [open, setOpen] = useState(defaultOpen);
  const [found, setFound] = useState<StartingCustomer | null>(null);
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
          <Radio aria-hidden />
          Start session
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Start session"
        description={
          chosen === null ? (
            'Who is it for?'
          ) : customer ? (
            `For ${chosen.name}.`
          ) : (
            <span className="flex flex-wrap items-center justify-between gap-x-4">
              <span className="min-w-0 wrap-anywhere">For {chosen.name}.</span>
              <Button variant="link" size="small" onClick={() => setFound(null)}>
                Another customer
              </Button>
            </span>
          )
        }
      >
        {chosen ? (
          <StartSessionForm
            key={chosen.id}
            customer={chosen}
            mayAddCredits={mayAddCredits}
            onDone={() => setOpen(false)}
          />
        ) : (
          <CustomerPicker
            find={findSessionCustomersAction}
            onChoose={({ id, name }) => setFound({ id, name })}
            figure={(each) => <Pause customer={each} />}
          />
        )}
      </DialogContent>
    </Dialog>
  );
}
