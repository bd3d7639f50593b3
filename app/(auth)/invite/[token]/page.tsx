import { MailX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { AcceptInvitationForm } from '@/components/auth/accept-invitation-form';
import { AuthHeading } from '@/components/auth/auth-heading';
import { SignUpForm } from '@/components/auth/sign-up-form';
import { TextLink } from '@/components/auth/text-link';
import { EmptyState } from '@/components/data/empty-state';
import { Timestamp } from '@/components/data/timestamp';
import { Button } from '@/components/ui/button';
import { getMe } from '@/lib/operations/account';
import { getInvitation } from '@/lib/operations/business';
import { perform } from '@/lib/pages/perform';
import { roleDescriptions } from '@/lib/ui/permissions';

export const metadata: Metadata = { title: 'Join a business', referrer: 'no-referrer' };

export default async function InvitePage({ params }: PageProps<'/invite/[token]'>) {
  const { token } = await params;
  // `perform` and not `query`: a visitor without a session is welcome here.
  const [invitation, me] = await Promise.all([perform(getInvitation, { token }), perform(getMe, {})]);
  if (!invitation.ok) {
    // Anything else, such as a database that is away, says nothing about the invitation.
    if (invitation.code !== 'invitation_not_found' && invitation.code !== 'invalid_request') {
      throw new Error(`The invitation could not be read: ${invitation.code}.`);
    }
    return (
      <EmptyState
        icon={MailX}
        title="This invitation does not work"
        level={1}
        action={
          <Button asChild variant="secondary">
            <Link href="/sign-in">Sign in</Link>
          </Button>
        }
      >
        It may be used, withdrawn or expired. Ask whoever sent it for a new link.
      </EmptyState>
    );
  }
  const { business_name, role, email, expires_at } = invitation.data;
  const { label, description } = roleDescriptions[role];
  const signedInAs = me.ok ? me.data.user?.email : undefined;
  return (
    <>
      <AuthHeading title={`Join ${business_name}`}>
        You are invited as <strong className="text-ink font-medium">{label}</strong>. {description}. The link
        expires <Timestamp value={expires_at} />.
      </AuthHeading>
      {signedInAs ? (
        <div className="grid gap-4">
          <AcceptInvitationForm token={token} businessName={business_name} />
          <p className="text-muted text-sm">You are signed in as {signedInAs}.</p>
        </div>
      ) : (
        <div className="grid gap-5">
          <SignUpForm invitation={{ token, email }} />
          <p className="text-muted text-sm">
            Already have an account?{' '}
            <TextLink href={`/sign-in?next=${encodeURIComponent(`/invite/${token}`)}`}>
              Sign in to join
            </TextLink>
          </p>
        </div>
      )}
    </>
  );
}
