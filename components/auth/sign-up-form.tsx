'use client';

import { useState } from 'react';
import { signUpAction } from '@/app/actions/account';
import { Field, SelectField } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { currencies } from '@/lib/money/currencies';
import { CheckInbox } from './check-inbox';

export const currencyOptions = currencies.map(({ code, name }) => ({
  value: code,
  label: `${code} · ${name}`,
}));

export interface SignUpFormProps {
  invitation?: {
    token: string;
    email: string | null;
    /** Customers have mail at home. */
    isCustomer: boolean;
  };
}

/** With an invitation the person joins a business and names none. */
export function SignUpForm({ invitation }: SignUpFormProps) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo) return <CheckInbox address={sentTo} />;
  return (
    <Form action={signUpAction} onSuccess={({ confirm }) => setSentTo(confirm)}>
      <FormFailure />
      {invitation ? (
        <input type="hidden" name="invitation" value={invitation.token} />
      ) : (
        <Field name="business_name" label="Business name" autoComplete="organization" required autoFocus />
      )}
      <Field
        name="email"
        label={invitation?.isCustomer ? 'Email' : 'Work email'}
        type="email"
        autoComplete="username"
        required
        defaultValue={invitation?.email ?? ''}
        readOnly={Boolean(invitation?.email)}
      />
      <Field
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        hint="At least 8 characters"
        required
      />
      {invitation ? null : (
        <SelectField
          name="currency"
          label="Currency"
          options={currencyOptions}
          defaultValue="USD"
          hint="Your customers' balances are kept in it. It stays once the business exists."
        />
      )}
      <SubmitButton size="large" className="mt-1 w-full">
        Create account
      </SubmitButton>
    </Form>
  );
}
