'use client';

import { useState } from 'react';
import { AmountField, Field, SwitchField } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { Button } from '@/components/ui/button';
import { DialogClose, DialogFooter } from '@/components/ui/dialog';
import type { FormAction } from '@/lib/ui/action-result';
import type { Customer } from './customer-table';

export interface CustomerFormProps {
  action: FormAction<Customer>;
  currency: string;
  /** The customer to edit; without one, a new one is made. */
  customer?: Pick<
    Customer,
    | 'id'
    | 'name'
    | 'email'
    | 'external_id'
    | 'hourly_debit_amount'
    | 'credit_limit'
    | 'overdraft_limit'
    | 'postpaid'
    | 'low_balance'
    | 'low_balance_is_own'
  >;
  onDone: (customer: Customer) => void;
}

export function CustomerForm({ action, currency, customer, onDone }: CustomerFormProps) {
  const [postpaid, setPostpaid] = useState(customer?.postpaid ?? false);
  return (
    <Form action={action} onSuccess={onDone}>
      <FormFailure />
      {customer ? <input type="hidden" name="customer_id" value={customer.id} /> : null}
      <Field name="name" label="Name" defaultValue={customer?.name} autoComplete="off" required />
      <div className="grid gap-4 sm:grid-cols-2">
        {customer ? null : (
          <AmountField
            name="balance"
            label="Opening balance"
            currency={currency}
            hint="The first entry of the ledger"
          />
        )}
        <AmountField
          name="hourly_debit_amount"
          label="Amount per hour"
          currency={currency}
          defaultValue={customer?.hourly_debit_amount}
          hint="Taken at every full hour"
        />
        <AmountField
          name="credit_limit"
          label="Credit limit"
          currency={currency}
          defaultValue={customer?.credit_limit}
          hint="How much may be owed on orders"
        />
        {postpaid ? null : (
          <AmountField
            name="overdraft_limit"
            label="Overdraft limit"
            currency={currency}
            defaultValue={customer?.overdraft_limit ?? undefined}
            hint="How far the balance may go below zero"
          />
        )}
        {customer ? (
          <AmountField
            name="low_balance"
            label="Low balance"
            currency={currency}
            defaultValue={(customer.low_balance_is_own && customer.low_balance) || undefined}
            hint="Below it webhooks are told. Empty: as the settings say"
            className={postpaid ? 'sm:col-span-2' : undefined}
          />
        ) : null}
      </div>
      <SwitchField
        name="postpaid"
        label="Postpaid"
        hint="The balance may go below zero without a limit: usage is always billed, and paid later"
        checked={postpaid}
        onCheckedChange={setPostpaid}
      />
      <Field
        name="email"
        label="Email"
        type="email"
        optional
        autoComplete="off"
        defaultValue={customer?.email ?? undefined}
      />
      <Field
        name="external_id"
        label="Your own id"
        optional
        autoComplete="off"
        defaultValue={customer?.external_id ?? undefined}
        hint="The id of this customer in your system"
      />
      <DialogFooter className="mt-2">
        <DialogClose asChild>
          <Button variant="secondary">Cancel</Button>
        </DialogClose>
        <SubmitButton>{customer ? 'Save changes' : 'Create customer'}</SubmitButton>
      </DialogFooter>
    </Form>
  );
}
