import type { Metadata } from 'next';
import { NewPasswordForm } from '@/components/auth/new-password-form';
import { Timestamp } from '@/components/data/timestamp';
import { SignOutButton } from '@/components/settings/sign-out-button';
import { Badge } from '@/components/ui/badge';
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { getProfile } from '@/lib/operations/account';
import { query } from '@/lib/pages/query';
import { roleDescriptions } from '@/lib/ui/permissions';

export const metadata: Metadata = { title: 'Profile' };

export default async function ProfilePage() {
  const profile = await query(getProfile);
  return (
    <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
      <Card aria-labelledby="account">
        <CardHeader>
          <div className="min-w-0">
            <CardTitle id="account">Account</CardTitle>
            <CardDescription className="break-all">{profile.user?.email}</CardDescription>
          </div>
          <SignOutButton />
        </CardHeader>
        <CardContent>
          {profile.created_at ? (
            <p className="text-muted text-sm">
              Here since <Timestamp value={profile.created_at} format="date" />
            </p>
          ) : null}
          <h3 className="mt-5 text-sm font-medium">Your businesses</h3>
          <ul className="divide-line border-line mt-2 divide-y border-y">
            {profile.businesses.map((business) => (
              <li key={business.id} className="flex items-center justify-between gap-3 py-2.5 text-sm">
                <span className="min-w-0 truncate">{business.name}</span>
                <Badge>{roleDescriptions[business.role].label}</Badge>
              </li>
            ))}
          </ul>
        </CardContent>
      </Card>
      <Card aria-labelledby="password">
        <CardHeader>
          <CardTitle id="password">Password</CardTitle>
        </CardHeader>
        <CardContent>
          <NewPasswordForm />
        </CardContent>
      </Card>
    </div>
  );
}
