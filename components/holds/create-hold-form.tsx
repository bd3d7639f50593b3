'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { createHoldAction, readHoldableAction, type HoldableFigures } from '@/app/actions/holds';
import { Amount } from '@/components/data/amount';
import { Button } from '@/components/ui/button';
import { DialogClose, DialogFooter } from '@/components/ui/dialog';
import { AmountField, Field, SelectField } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { formatAmount, isZero } from '@/lib/money/format';
import { useAnswer } from '@/lib/ui/use-answer';
import type { HoldWallet } from './hold-words';

export interface HoldingCustomer {
  id: string;
  name: string;
  currency: string;
}

const wallets = [
  { value: 'prepaid', label: 'Prepaid balance' },
  { value: 'credits', label: 'Credits', description: 'What sessions burn' },
];

/** In seconds. A program says any moment, to the microsecond. */
const lengths = [
  { value: '900', label: '15 minutes' },
  { value: '3600', label: '1 hour' },
  { value: '86400', label: '1 day' },
  { value: '604800', label: '7 days' },
  { value: '2592000', label: '30 days' },
];

/** What there is to set aside of, as the server said it last. */
function Ready({ wallet, figures }: { wallet: HoldWallet; figures: HoldableFigures | null }) {
  if (figures === null) return 'Looking at what is there';
  if (wallet === 'credits') return `${formatAmount(figures.credits, 'credit')} ready to use`;
  if (figures.available === null) return 'The balance may go below zero without a limit';
  return (
    <>
      <Amount value={figures.available} currency={figures.currency} /> ready to use
      {isZero(figures.unbilled_usage) ? null : (
        <>
          , <Amount value={figures.unbilled_usage} currency={figures.currency} /> of it used and not billed
          yet
        </>
      )}
    </>
  );
}

interface Props {
  customer: HoldingCustomer;
  onDone: () => void;
}

/** How much of which wallet, for how long and what for. */
export function CreateHoldForm({ customer, onDone }: Props) {
  const [wallet, setWallet] = useState<HoldWallet>('prepaid');
  const { data } = useAnswer(customer.id, readHoldableAction, 0);
  return (
    <Form
      action={createHoldAction}
      onSuccess={(hold) => {
        onDone();
        toast.success(`${formatAmount(hold.held, hold.unit)} of ${customer.name} on hold`);
      }}
    >
      <FormFailure />
      <input type="hidden" name="customer_id" value={customer.id} />
      <SelectField
        name="wallet"
        label="Of"
        options={wallets}
        value={wallet}
        onValueChange={(value) => setWallet(value === 'credits' ? 'credits' : 'prepaid')}
      />
      <AmountField
        name="amount"
        label="Amount"
        currency={wallet === 'credits' ? 'credits' : customer.currency}
        hint={<Ready wallet={wallet} figures={data} />}
        required
        autoFocus
      />
      <SelectField
        name="expires_in"
        label="For"
        options={lengths}
        defaultValue="900"
        hint="Then what is left of it goes back by itself"
      />
      <Field
        name="description"
        label="What for"
        optional
        autoComplete="off"
        maxLength={200}
        hint="The customer sees it beside what is captured"
      />
      <DialogFooter className="mt-2">
        <DialogClose asChild>
          <Button variant="secondary">Cancel</Button>
        </DialogClose>
        <SubmitButton>Put on hold</SubmitButton>
      </DialogFooter>
    </Form>
  );
}
