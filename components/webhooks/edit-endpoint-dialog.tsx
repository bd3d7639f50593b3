'use client';

import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { updateWebhookEndpointAction } from '@/app/actions/webhooks';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { EndpointFields } from './endpoint-fields';
import type { Endpoint } from './webhook-words';

export function EditEndpointDialog({ endpoint }: { endpoint: Endpoint }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="secondary">
          <Pencil aria-hidden />
          Edit
        </Button>
      </DialogTrigger>
      <DialogContent title="Edit endpoint" description="What waits for it is sent to the new address.">
        <Form
          action={updateWebhookEndpointAction}
          onSuccess={() => {
            setOpen(false);
            toast.success('The endpoint is changed');
          }}
        >
          <FormFailure />
          <input type="hidden" name="endpoint_id" value={endpoint.id} />
          <EndpointFields endpoint={endpoint} />
          <DialogFooter className="mt-2">
            <DialogClose asChild>
              <Button variant="secondary">Cancel</Button>
            </DialogClose>
            <SubmitButton>Save</SubmitButton>
          </DialogFooter>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
