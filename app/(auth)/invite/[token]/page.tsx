import { MailX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { AcceptInvitationForm } from '@/components/auth/accept-invitation-form';
import { AcceptLoginForm } from '@/components/auth/accept-login-form';
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
  const signedInAs = me.ok ? me.data.user?.email : undefined;
  // The name is never missing where the link is a customer's.
  const customerName = role === 'customer' ? (invitation.data.customer_name ?? '') : null;
  return (
    <>
      {role === 'customer' ? (
        <AuthHeading title={`Your login at ${business_name}`}>
          You see your credits, sessions and orders there, as{' '}
          <strong className="text-ink font-medium">{customerName}</strong>. The link expires{' '}
          <Timestamp value={expires_at} />.
        </AuthHeading>
      ) : (
        <AuthHeading title={`Join ${business_name}`}>
          You are invited as <strong className="text-ink font-medium">{roleDescriptions[role].label}</strong>.{' '}
          {roleDescriptions[role].description}. The link expires <Timestamp value={expires_at} />.
        </AuthHeading>
      )}
      {signedInAs ? (
        <div className="grid gap-4">
          {customerName === null ? (
            <AcceptInvitationForm token={token} businessName={business_name} />
          ) : (
            <AcceptLoginForm token={token} customerName={customerName} />
          )}
          <p className="text-muted text-sm break-words">You are signed in as {signedInAs}.</p>
        </div>
      ) : (
        <div className="grid gap-5">
          <SignUpForm invitation={{ token, email, isCustomer: customerName !== null }} />
          <p className="text-muted text-sm">
            Already have an account?{' '}
            <TextLink href={`/sign-in?next=${encodeURIComponent(`/invite/${token}`)}`}>
              {customerName === null ? 'Sign in to join' : 'Sign in to take this login'}
            </TextLink>
          </p>
        </div>
      )}
    </>
  );
}
