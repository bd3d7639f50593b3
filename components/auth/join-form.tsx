'use client';

import { useState } from 'react';
import { signUpAction } from '@/app/actions/account';
import { Field } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { CheckInbox } from './check-inbox';

/** For a person without an account: they become a customer of the business, and have none of their own. */
export function JoinForm({ slug, businessName }: { slug: string; businessName: string }) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo)
    return <CheckInbox address={sentTo} then={`Your account at ${businessName} is ready after that.`} />;
  return (
    <Form action={signUpAction} onSuccess={({ confirm }) => setSentTo(confirm)}>
      <FormFailure />
      <input type="hidden" name="join" value={slug} />
      <Field name="name" label="Your name" autoComplete="name" required autoFocus />
      <Field name="email" label="Email" type="email" autoComplete="username" required />
      <Field
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        hint="At least 8 characters"
        required
      />
      <SubmitButton size="large" className="mt-1 w-full">
        Join {businessName}
      </SubmitButton>
    </Form>
  );
}
