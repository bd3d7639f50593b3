'use client';

import { CirclePause, CirclePlay, Ellipsis, KeyRound, RotateCcw, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { deleteWebhookEndpointAction, setWebhookStatusAction } from '@/app/actions/webhooks';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { ReplayDialog } from './replay-dialog';
import { RotateSecretDialog } from './rotate-secret-dialog';
import { endpointName, type Endpoint } from './webhook-words';

type Question = 'replay' | 'rotate' | 'disable' | 'enable' | 'delete';

/** Sending again, another secret, switching off, deleting; each in a dialog that says what it does. */
export function EndpointMenu({ endpoint }: { endpoint: Endpoint }) {
  const router = useRouter();
  const [asked, setAsked] = useState<Question | null>(null);
  const close = (open: boolean) => {
    if (!open) setAsked(null);
  };
  const name = endpointName(endpoint);
  const isActive = endpoint.status === 'active';
  const fields = { endpoint_id: endpoint.id };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="secondary" size="icon">
            <Ellipsis aria-hidden />
            <span className="sr-only">More actions for {name}</span>
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {isActive ? (
            <DropdownMenuItem onSelect={() => setAsked('replay')}>
              <RotateCcw aria-hidden />
              Send events again
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={() => setAsked('rotate')}>
            <KeyRound aria-hidden />
            Rotate the secret
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          {isActive ? (
            <DropdownMenuItem onSelect={() => setAsked('disable')}>
              <CirclePause aria-hidden />
              Disable
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem onSelect={() => setAsked('enable')}>
              <CirclePlay aria-hidden />
              Enable
            </DropdownMenuItem>
          )}
          <DropdownMenuItem tone="danger" onSelect={() => setAsked('delete')}>
            <Trash2 aria-hidden />
            Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <ReplayDialog endpoint={endpoint} open={asked === 'replay'} onOpenChange={close} />
      <RotateSecretDialog endpoint={endpoint} open={asked === 'rotate'} onOpenChange={close} />
      <ConfirmDialog
        open={asked === 'disable'}
        onOpenChange={close}
        title={`Disable ${name}?`}
        description="Nothing more is sent to it. What waits goes on when it is enabled again; what happens meanwhile can be sent again from the menu."
        confirm="Disable"
        action={setWebhookStatusAction}
        fields={{ ...fields, status: 'disabled' }}
        onSuccess={() => toast.success(`${name} is disabled`)}
      />
      <ConfirmDialog
        open={asked === 'enable'}
        onOpenChange={close}
        title={`Enable ${name}?`}
        description="What waited for it is sent now. What happened while it was disabled can be sent again from the menu."
        confirm="Enable"
        tone="primary"
        action={setWebhookStatusAction}
        fields={{ ...fields, status: 'active' }}
        onSuccess={() => toast.success(`${name} is enabled`)}
      />
      <ConfirmDialog
        open={asked === 'delete'}
        onOpenChange={close}
        title={`Delete ${name}?`}
        description="Nothing more is sent to it, not even what waits. Its secret is gone for good."
        confirm="Delete endpoint"
        action={deleteWebhookEndpointAction}
        fields={fields}
        onSuccess={() => {
          toast.success(`${name} is deleted`);
          router.push('/settings/webhooks');
        }}
      />
    </>
  );
}
