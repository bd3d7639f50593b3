'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { readOwedAction, recordPaymentAction } from '@/app/actions/payments';
import { Amount } from '@/components/data/amount';
import { useAnswer } from '@/lib/ui/use-answer';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { DialogClose, DialogFooter } from '@/components/ui/dialog';
import { AmountField, Field, SelectField } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { formatAmount, isNegative, isZero } from '@/lib/money/format';
import { asSentence, remedyOf } from '@/lib/ui/failure-copy';
import { methodOptions, whereItWent } from './payment-words';

export interface PayingCustomer {
  id: string;
  name: string;
  currency: string;
}

export interface PaidOrder {
  id: string;
  number: number;
  outstanding: string;
}

/** Stands for no order of its own in the list of what a payment can be for. */
const oldestFirst = 'oldest_first';

export interface RecordPaymentFormProps {
  customer: PayingCustomer;
  /** The order that the payment is for, unless another is chosen. */
  order?: PaidOrder | undefined;
  onDone: () => void;
}

/** Money that came in: how much, how, and for which orders. What is more than is owed becomes balance. */
export function RecordPaymentForm({ customer, order, onDone }: RecordPaymentFormProps) {
  const [target, setTarget] = useState(order?.id ?? oldestFirst);
  const [amount, setAmount] = useState('');
  const [method, setMethod] = useState('cash');
  const { data: owed, failure } = useAnswer(customer.id, readOwedAction, 0);
  const text = (value: string) => formatAmount(value, customer.currency);

  const open = owed?.orders ?? (order ? [order] : []);
  // The order of the page stands in the list even once it is paid: the answer says so then.
  const orders = order && !open.some(({ id }) => id === order.id) ? [order, ...open] : open;
  const chosen = orders.find(({ id }) => id === target) ?? null;
  const due = chosen ? chosen.outstanding : (owed?.owed ?? null);
  const fromBalance = method === 'balance';
  const hasBalance = owed !== null && !isZero(owed.balance) && !isNegative(owed.balance);

  return (
    <Form
      action={recordPaymentAction}
      onSuccess={(payment) => {
        onDone();
        toast.success(`${formatAmount(payment.amount, payment.currency)} from ${payment.customer_name}`, {
          description: whereItWent(payment),
        });
      }}
    >
      <FormFailure />
      {failure ? (
        <Alert tone="warning" title="What is owed could not be read.">
          {asSentence(failure.message)} {remedyOf(failure)}
        </Alert>
      ) : null}
      <input type="hidden" name="customer_id" value={customer.id} />
      {chosen ? <input type="hidden" name="order_id" value={chosen.id} /> : null}
      <SelectField
        name="target"
        label="For"
        value={chosen ? chosen.id : oldestFirst}
        onValueChange={setTarget}
        options={[
          {
            value: oldestFirst,
            label: 'The oldest orders first',
            description: owed ? `${text(owed.owed)} is owed in all` : 'As far as it goes',
          },
          ...orders.map(({ id, number, outstanding }) => ({
            value: id,
            label: `Order ${number}`,
            description: `${text(outstanding)} outstanding`,
          })),
        ]}
      />
      <AmountField
        name="amount"
        label="Amount"
        currency={customer.currency}
        value={amount}
        onChange={(event) => setAmount(event.target.value)}
        required
        autoFocus
        aside={
          due !== null && !isZero(due) ? (
            <Button variant="link" size="small" onClick={() => setAmount(due)}>
              All of {text(due)}
            </Button>
          ) : null
        }
        hint={
          fromBalance
            ? 'No more than is owed can be taken from the balance'
            : due !== null && isZero(due)
              ? 'Nothing is owed: all of it becomes prepaid balance'
              : 'What is more than is owed becomes prepaid balance'
        }
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          name="method"
          label="Paid by"
          value={method}
          onValueChange={setMethod}
          options={methodOptions}
          hint={
            fromBalance && owed ? (
              <>
                {hasBalance ? 'The balance is ' : 'There is nothing on it: '}
                <Amount value={owed.balance} currency={customer.currency} />
              </>
            ) : undefined
          }
        />
        <Field name="reference" label="Reference" optional autoComplete="off" maxLength={200} />
      </div>
      <Field name="note" label="Note" optional autoComplete="off" maxLength={500} />
      <DialogFooter className="mt-2">
        <DialogClose asChild>
          <Button variant="secondary">Cancel</Button>
        </DialogClose>
        <SubmitButton>Record payment</SubmitButton>
      </DialogFooter>
    </Form>
  );
}
