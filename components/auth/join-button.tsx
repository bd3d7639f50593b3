'use client';

import { joinAction } from '@/app/actions/portal';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';

/** For somebody who is signed in: one button, and they are a customer of this business as well. */
export function JoinButton({ slug, businessName }: { slug: string; businessName: string }) {
  return (
    <Form action={joinAction}>
      <FormFailure />
      <input type="hidden" name="slug" value={slug} />
      <SubmitButton size="large" className="w-full">
        Join {businessName}
      </SubmitButton>
    </Form>
  );
}
