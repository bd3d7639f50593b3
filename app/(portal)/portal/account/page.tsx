import { LayoutDashboard } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { NewPasswordForm } from '@/components/auth/new-password-form';
import { Fact } from '@/components/data/fact';
import { PortalCard } from '@/components/portal/portal-card';
import { PortalHeading } from '@/components/portal/portal-heading';
import { SignOutButton } from '@/components/settings/sign-out-button';
import { Button } from '@/components/ui/button';
import { CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { currentCustomer } from '@/lib/ui/current-customer';

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage() {
  const { email, customer, customers, isMember } = await currentCustomer();
  return (
    <div className="mx-auto grid max-w-3xl gap-4">
      <PortalHeading title="Account" />
      <PortalCard className="grid gap-5 px-4 py-5 sm:px-6">
        <dl className="grid gap-4 sm:grid-cols-2">
          <Fact label="You sign in as">{email}</Fact>
          <Fact label={`At ${customer.business.name} you are`}>{customer.name}</Fact>
          {customers.length > 1 ? (
            <Fact label="You are a customer of">
              {customers.map(({ business }) => business.name).join(', ')}
            </Fact>
          ) : null}
        </dl>
        <div className="flex flex-wrap gap-2">
          <SignOutButton />
          {isMember ? (
            <Button asChild variant="secondary">
              <Link href="/">
                <LayoutDashboard aria-hidden />
                Your own business
              </Link>
            </Button>
          ) : null}
        </div>
      </PortalCard>
      <PortalCard>
        <CardHeader className="sm:px-6">
          <CardTitle>Password</CardTitle>
        </CardHeader>
        <CardContent className="sm:px-6">
          <NewPasswordForm />
        </CardContent>
      </PortalCard>
    </div>
  );
}
