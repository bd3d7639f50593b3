'use client';

import { ListRestart, Send } from 'lucide-react';
import { toast } from 'sonner';
import { replayWebhookEventsAction, retryWebhookDeliveryAction } from '@/app/actions/webhooks';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { replayed } from './replay-words';

export interface DeliveryActionsProps {
  eventId: string;
  endpointId: string;
  /** What the endpoint is called. */
  name: string;
  delivered: boolean;
  /** Whether the endpoint has yet to get one before, of the same customer. */
  waits: boolean;
}

/** This event once more, or everything from it on. */
export function DeliveryActions({ eventId, endpointId, name, delivered, waits }: DeliveryActionsProps) {
  return (
    <>
      <ConfirmDialog
        trigger={
          <Button variant="secondary" size="small">
            <Send aria-hidden />
            {delivered ? 'Deliver again' : 'Deliver now'}
            <span className="sr-only"> to {name}</span>
          </Button>
        }
        title={`${delivered ? 'Deliver this event again' : 'Deliver this event now'}?`}
        description={
          waits
            ? `It goes to ${name} as soon as the earlier event of this customer is settled: they go in order.`
            : `It goes to ${name} at once, with the same webhook-id${delivered ? ': a receiver that keeps those does nothing twice' : ''}.`
        }
        confirm="Deliver"
        tone="primary"
        action={retryWebhookDeliveryAction}
        fields={{ event_id: eventId, endpoint_id: endpointId }}
        onSuccess={() => toast.success('The event is on its way')}
      />
      <ConfirmDialog
        trigger={
          <Button variant="ghost" size="small">
            <ListRestart aria-hidden />
            Replay from here
            <span className="sr-only"> to {name}</span>
          </Button>
        }
        title="Send everything again from this event on?"
        description={`This event and all that ${name} takes after it, in order, also what was delivered before. A receiver that keeps the header webhook-id of what it has done does nothing twice.`}
        confirm="Replay"
        tone="primary"
        action={replayWebhookEventsAction}
        fields={{ endpoint_id: endpointId, from_event_id: eventId }}
        onSuccess={(answer) => toast.success(replayed(answer.replayed))}
      />
    </>
  );
}
