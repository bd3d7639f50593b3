'use client';

import { toast } from 'sonner';
import { revokeInvitationAction } from '@/app/actions/business';
import { Timestamp } from '@/components/data/timestamp';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { listInvitations } from '@/lib/operations/business';
import type { OutputOf } from '@/lib/operations/define';
import { roleDescriptions } from '@/lib/ui/permissions';

type Invitation = OutputOf<typeof listInvitations>['data'][number];

export function InvitationList({
  invitations,
  mayEdit,
}: {
  invitations: readonly Invitation[];
  mayEdit: boolean;
}) {
  return (
    <ul>
      {invitations.map((invitation) => (
        <li
          key={invitation.id}
          className="not-last:border-line flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 not-last:border-b sm:px-5"
        >
          <div className="min-w-0 flex-1 basis-52 text-sm">
            <p className="font-medium break-all">{invitation.email ?? 'Anyone with the link'}</p>
            <p className="text-muted">
              Expires <Timestamp value={invitation.expires_at} />
            </p>
          </div>
          <Badge>{roleDescriptions[invitation.role].label}</Badge>
          {mayEdit ? (
            <ConfirmDialog
              trigger={
                <Button variant="ghost" size="small">
                  Withdraw
                  <span className="sr-only">
                    {' '}
                    the invitation for {invitation.email ?? 'anyone with the link'}
                  </span>
                </Button>
              }
              title="Withdraw this invitation?"
              description="Its link stops working at once."
              confirm="Withdraw invitation"
              action={revokeInvitationAction}
              fields={{ invitation_id: invitation.id }}
              onSuccess={() => toast.success('The invitation is withdrawn')}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}
