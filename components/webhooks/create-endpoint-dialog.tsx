'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { createWebhookEndpointAction } from '@/app/actions/webhooks';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { EndpointFields } from './endpoint-fields';
import { SigningSecret } from './signing-secret';

/** Makes an endpoint and shows its signing secret, this once. */
export function CreateEndpointDialog({ defaultOpen = false }: { defaultOpen?: boolean }) {
  const [open, setOpen] = useState(defaultOpen);
  const [secret, setSecret] = useState<string | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) setSecret(null);
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          Add endpoint
        </Button>
      </DialogTrigger>
      {secret ? (
        <SigningSecret title="Copy the signing secret" secret={secret} />
      ) : (
        <DialogContent title="Add endpoint" description="An address of yours that is told what happens.">
          <Form
            action={createWebhookEndpointAction}
            onSuccess={(made) => (made.secret === null ? change(false) : setSecret(made.secret))}
          >
            <FormFailure />
            <EndpointFields />
            <DialogFooter className="mt-2">
              <DialogClose asChild>
                <Button variant="secondary">Cancel</Button>
              </DialogClose>
              <SubmitButton>Add endpoint</SubmitButton>
            </DialogFooter>
          </Form>
        </DialogContent>
      )}
    </Dialog>
  );
}
