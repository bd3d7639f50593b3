'use client';

import { useState } from 'react';
import { rotateWebhookSecretAction } from '@/app/actions/webhooks';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { SigningSecret } from './signing-secret';
import { endpointName, type Endpoint } from './webhook-words';

export interface RotateSecretDialogProps {
  endpoint: Endpoint;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Makes another secret and shows it, this once; the old one signs along for a day. */
export function RotateSecretDialog({ endpoint, open, onOpenChange }: RotateSecretDialogProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const change = (next: boolean) => {
    if (!next) setSecret(null);
    onOpenChange(next);
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      {secret ? (
        <SigningSecret title="Copy the new secret" secret={secret} />
      ) : (
        <DialogContent
          title={`Rotate the secret of ${endpointName(endpoint)}?`}
          description="For 24 hours the secret of now signs as well, so that your receiver can change over at any moment of them. After that only the new one does."
        >
          <Form
            action={rotateWebhookSecretAction}
            onSuccess={(made) => (made.secret === null ? change(false) : setSecret(made.secret))}
          >
            <FormFailure />
            <input type="hidden" name="endpoint_id" value={endpoint.id} />
            <DialogFooter className="mt-0">
              <DialogClose asChild>
                <Button variant="secondary">Cancel</Button>
              </DialogClose>
              <SubmitButton>Rotate secret</SubmitButton>
            </DialogFooter>
          </Form>
        </DialogContent>
      )}
    </Dialog>
  );
}
