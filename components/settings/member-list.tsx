'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { removeMemberAction, updateMemberAction } from '@/app/actions/business';
import { Timestamp } from '@/components/data/timestamp';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Select } from '@/components/ui/select';
import type { listMembers } from '@/lib/operations/business';
import type { OutputOf } from '@/lib/operations/define';
import { roleDescriptions, type Role } from '@/lib/ui/permissions';
import { roleOptions, roleOf } from './role-options';

type Member = OutputOf<typeof listMembers>['data'][number];

export interface MemberListProps {
  members: readonly Member[];
  ownUserId: string | null;
  ownRole: Role;
  mayEdit: boolean;
}

function MemberRow({
  member,
  isSelf,
  mayEdit,
  ownRole,
}: {
  member: Member;
  isSelf: boolean;
  mayEdit: boolean;
  ownRole: Role;
}) {
  const [wanted, setWanted] = useState<Role | null>(null);
  // Only an owner may make or unmake owners.
  const editable = mayEdit && (ownRole === 'owner' || member.role !== 'owner');
  return (
    <li className="not-last:border-line flex flex-wrap items-center gap-x-4 gap-y-2.5 px-4 py-3.5 not-last:border-b sm:px-5">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          <span className="min-w-0 break-all">{member.email}</span>
          {isSelf ? <Badge>You</Badge> : null}
        </p>
        <p className="text-muted text-sm">
          Since <Timestamp value={member.created_at} format="date" />
        </p>
      </div>
      {editable ? (
        <>
          <Select
            aria-label={`Role of ${member.email}`}
            value={member.role}
            onValueChange={(value) => setWanted(roleOf(value))}
            options={roleOptions(ownRole)}
            className="w-32"
          />
          <ConfirmDialog
            trigger={
              <Button
                variant="ghost"
                size="small"
                className="text-danger hover:bg-danger-soft hover:text-danger w-20"
              >
                {isSelf ? 'Leave' : 'Remove'}
                <span className="sr-only"> {isSelf ? 'this business' : member.email}</span>
              </Button>
            }
            title={isSelf ? 'Leave this business?' : `Remove ${member.email}?`}
            description={
              isSelf
                ? 'You lose access at once. Coming back needs a new invitation.'
                : 'They lose access at once. What they did stays in the ledger. Coming back needs a new invitation.'
            }
            confirm={isSelf ? 'Leave business' : 'Remove member'}
            action={removeMemberAction}
            fields={{ user_id: member.user_id }}
            onSuccess={() => toast.success(isSelf ? 'You left the business' : `${member.email} is removed`)}
          />
          <ConfirmDialog
            open={wanted !== null && wanted !== member.role}
            onOpenChange={(open) => (open ? undefined : setWanted(null))}
            title={isSelf ? 'Change your own role?' : `Change the role of ${member.email}?`}
            description={
              wanted
                ? `${roleDescriptions[wanted].label}: ${roleDescriptions[wanted].description.toLowerCase()}.`
                : ''
            }
            confirm="Change role"
            tone="primary"
            action={updateMemberAction}
            fields={{ user_id: member.user_id, role: wanted ?? member.role }}
            onSuccess={({ role }) =>
              toast.success(`${member.email} is ${roleDescriptions[role].label.toLowerCase()} now`)
            }
          />
        </>
      ) : (
        <Badge>{roleDescriptions[member.role].label}</Badge>
      )}
    </li>
  );
}

export function MemberList({ members, ownUserId, ownRole, mayEdit }: MemberListProps) {
  return (
    <ul>
      {members.map((member) => (
        <MemberRow
          key={member.user_id}
          member={member}
          isSelf={member.user_id === ownUserId}
          mayEdit={mayEdit}
          ownRole={ownRole}
        />
      ))}
    </ul>
  );
}
