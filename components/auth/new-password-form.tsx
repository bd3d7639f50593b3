'use client';

import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { setPasswordAction } from '@/app/actions/account';
import { Field } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';

export interface NewPasswordFormProps {
  /** Where to go once the password is set; stays where it is without. */
  next?: string;
}

export function NewPasswordForm({ next }: NewPasswordFormProps) {
  const router = useRouter();
  return (
    <Form
      action={setPasswordAction}
      onSuccess={() => {
        toast.success('The new password is set');
        if (next) router.push(next);
      }}
    >
      <FormFailure />
      <Field
        name="password"
        label="New password"
        type="password"
        autoComplete="new-password"
        hint="At least 8 characters"
        required
      />
      <Field
        name="repeated"
        label="New password again"
        type="password"
        autoComplete="new-password"
        required
      />
      <SubmitButton className="mt-1 w-full sm:w-fit">Set new password</SubmitButton>
    </Form>
  );
}
