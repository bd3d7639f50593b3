import type { Metadata } from 'next';
import { InvitationList } from '@/components/settings/invitation-list';
import { InviteDialog } from '@/components/settings/invite-dialog';
import { MemberList } from '@/components/settings/member-list';
import { ReadOnlyNote } from '@/components/settings/read-only-note';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { env } from '@/lib/env';
import { listInvitations, listMembers } from '@/lib/operations/business';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';

export const metadata: Metadata = { title: 'Members' };

export default async function MembersPage() {
  const [members, invitations, { business, userId }] = await Promise.all([
    query(listMembers),
    query(listInvitations),
    currentMember(),
  ]);
  const mayEdit = can(business.role, 'members:write');
  return (
    <div className="grid grid-cols-1 gap-5">
      <Card aria-labelledby="members">
        <CardHeader className="border-line border-b">
          <div>
            <CardTitle id="members">Members</CardTitle>
            <CardDescription>Who can sign in to {business.name}, and what they may do.</CardDescription>
          </div>
          {mayEdit ? <InviteDialog ownRole={business.role} appUrl={env().APP_URL} /> : null}
        </CardHeader>
        <MemberList members={members.data} ownUserId={userId} ownRole={business.role} mayEdit={mayEdit} />
      </Card>
      {invitations.data.length > 0 ? (
        <Card aria-labelledby="invitations">
          <CardHeader className="border-line border-b">
            <CardTitle id="invitations">Open invitations</CardTitle>
          </CardHeader>
          <InvitationList invitations={invitations.data} mayEdit={mayEdit} />
        </Card>
      ) : null}
      {mayEdit ? null : <ReadOnlyNote>Owners and admins can invite, change and remove members.</ReadOnlyNote>}
    </div>
  );
}
