'use client';

import { acceptLoginAction } from '@/app/actions/portal';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';

/** For somebody who is signed in: the login of a customer that is there already becomes theirs. */
export function AcceptLoginForm({ token, customerName }: { token: string; customerName: string }) {
  return (
    <Form action={acceptLoginAction}>
      <FormFailure />
      <input type="hidden" name="token" value={token} />
      <SubmitButton size="large" className="w-full">
        Go on as {customerName}
      </SubmitButton>
    </Form>
  );
}
