'use client';

import { signInAction } from '@/app/actions/account';
import { Field } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { TextLink } from './text-link';

export function SignInForm({ next }: { next: string }) {
  return (
    <Form action={signInAction}>
      <FormFailure />
      <input type="hidden" name="next" value={next} />
      <Field name="email" label="Email" type="email" autoComplete="username" required autoFocus />
      <Field
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        required
        aside={
          <TextLink href="/forgot-password" className="text-sm">
            Forgot it?
          </TextLink>
        }
      />
      <SubmitButton size="large" className="mt-1 w-full">
        Sign in
      </SubmitButton>
    </Form>
  );
}
