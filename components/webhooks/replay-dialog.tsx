'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { replayWebhookEventsAction } from '@/app/actions/webhooks';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field, SelectField } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { replayed } from './replay-words';
import { endpointName, sentTypes, type Endpoint } from './webhook-words';

const spans = [
  { value: 'hour', label: 'The last hour' },
  { value: 'day', label: 'The last 24 hours' },
  { value: 'week', label: 'The last 7 days' },
  { value: 'month', label: 'The last 30 days', description: 'All that is kept' },
  { value: 'moment', label: 'Since a moment' },
];

export interface ReplayDialogProps {
  endpoint: Endpoint;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Sends events again from a point on, and says before what that means for the receiver. */
export function ReplayDialog({ endpoint, open, onOpenChange }: ReplayDialogProps) {
  const [span, setSpan] = useState('hour');
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={`Send events again to ${endpointName(endpoint)}?`}
        description={`${sentTypes(endpoint.event_types)} since then, in order, also what was delivered before. A receiver that keeps the header webhook-id of what it has done does nothing twice.`}
      >
        <Form
          action={replayWebhookEventsAction}
          onSuccess={(answer) => {
            onOpenChange(false);
            toast.success(replayed(answer.replayed));
          }}
        >
          <FormFailure />
          <input type="hidden" name="endpoint_id" value={endpoint.id} />
          <SelectField name="span" label="From" options={spans} value={span} onValueChange={setSpan} />
          {span === 'moment' ? (
            <Field name="moment" label="Moment" type="datetime-local" step={1} hint="In UTC" required />
          ) : null}
          <DialogFooter className="mt-2">
            <DialogClose asChild>
              <Button variant="secondary">Cancel</Button>
            </DialogClose>
            <SubmitButton>Send again</SubmitButton>
          </DialogFooter>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
