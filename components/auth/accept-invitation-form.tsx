'use client';

import { acceptInvitationAction } from '@/app/actions/business';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';

export function AcceptInvitationForm({ token, businessName }: { token: string; businessName: string }) {
  return (
    <Form action={acceptInvitationAction}>
      <FormFailure />
      <input type="hidden" name="token" value={token} />
      <SubmitButton size="large" className="w-full">
        Join {businessName}
      </SubmitButton>
    </Form>
  );
}
