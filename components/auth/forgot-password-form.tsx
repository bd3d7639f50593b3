'use client';

import { useState } from 'react';
import { requestResetAction } from '@/app/actions/account';
import { Alert } from '@/components/ui/alert';
import { Field } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';

export function ForgotPasswordForm() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo) {
    return (
      <Alert tone="positive" role="status" title="Check your inbox">
        If {sentTo} has an account, a link to set a new password is on its way. It works for one hour.
      </Alert>
    );
  }
  return (
    <Form action={requestResetAction} onSuccess={({ email }) => setSentTo(email)}>
      <FormFailure />
      <Field name="email" label="Email" type="email" autoComplete="username" required autoFocus />
      <SubmitButton size="large" className="mt-1 w-full">
        Send reset link
      </SubmitButton>
    </Form>
  );
}
