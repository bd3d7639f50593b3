'use client';

import { Send } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { sendTestWebhookAction } from '@/app/actions/webhooks';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { endpointName, type Endpoint } from './webhook-words';

/** Sends an event that means nothing, and leads to what became of it. */
export function SendTestButton({ endpoint }: { endpoint: Endpoint }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button>
          <Send aria-hidden />
          Send test event
        </Button>
      }
      title={`Send a test event to ${endpointName(endpoint)}?`}
      description="An event webhook.test goes to this endpoint alone, signed as any other. You see what it answered."
      confirm="Send"
      tone="primary"
      action={sendTestWebhookAction}
      fields={{ endpoint_id: endpoint.id }}
      onSuccess={(event) => {
        toast.success('The test event is on its way');
        router.push(`/settings/webhooks/events/${event.id}`);
      }}
    />
  );
}
