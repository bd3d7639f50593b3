import { DoorClosed } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { JoinButton } from '@/components/auth/join-button';
import { JoinForm } from '@/components/auth/join-form';
import { JoinOffer } from '@/components/auth/join-offer';
import { TextLink } from '@/components/auth/text-link';
import { EmptyState } from '@/components/data/empty-state';
import { PortalCard } from '@/components/portal/portal-card';
import { Button } from '@/components/ui/button';
import { getMe } from '@/lib/operations/account';
import { getJoinPage } from '@/lib/operations/portal';
import { perform } from '@/lib/pages/perform';

export const metadata: Metadata = { title: 'Join' };

export default async function JoinPage({ params }: PageProps<'/join/[slug]'>) {
  const { slug } = await params;
  // `perform` and not `query`: a visitor without a session is welcome here.
  const [page, me] = await Promise.all([perform(getJoinPage, { slug }), perform(getMe, {})]);
  if (!page.ok) {
    // Anything else, such as a database that is away, says nothing about the business.
    if (page.code !== 'business_not_found' && page.code !== 'invalid_request') {
      throw new Error(`The join page could not be read: ${page.code}.`);
    }
    return (
      <EmptyState
        icon={DoorClosed}
        title="Nobody can join here"
        level={1}
        action={
          <Button asChild variant="secondary">
            <Link href="/sign-in">Sign in</Link>
          </Button>
        }
      >
        There is no business of this name, or it takes customers by invitation only. Check the link with
        whoever sent it. If you have an account already, sign in.
      </EmptyState>
    );
  }
  const { business_id, business_name, welcome_grant, credits_per_minute } = page.data;
  const account = me.ok ? me.data : null;
  const isCustomer = account?.customers.some(({ business }) => business.id === business_id) ?? false;
  const here = `/join/${page.data.slug}`;
  return (
    <PortalCard className="grid md:grid-cols-2" aria-label={`Join ${business_name}`}>
      <title>{`Join ${business_name}`}</title>
      <div className="bg-subtle/60 border-line grid max-md:border-b md:border-r">
        <JoinOffer
          businessName={business_name}
          welcomeGrant={welcome_grant}
          creditsPerMinute={credits_per_minute}
        />
      </div>
      <div className="grid content-center gap-5 px-5 py-7 sm:px-8 sm:py-10">
        {isCustomer ? (
          <>
            <p className="text-ink-soft text-sm">You are a customer of {business_name} already.</p>
            <Button asChild size="large">
              <Link href="/portal">Open my portal</Link>
            </Button>
          </>
        ) : account?.user ? (
          <>
            <JoinButton slug={page.data.slug} businessName={business_name} />
            <p className="text-muted text-sm break-words">You are signed in as {account.user.email}.</p>
          </>
        ) : (
          <>
            <JoinForm slug={page.data.slug} businessName={business_name} />
            <p className="text-muted text-sm">
              Already have an account?{' '}
              <TextLink href={`/sign-in?next=${encodeURIComponent(here)}`}>Sign in to join</TextLink>
            </p>
          </>
        )}
      </div>
    </PortalCard>
  );
}
