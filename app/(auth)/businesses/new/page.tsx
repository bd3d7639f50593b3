import type { Metadata } from 'next';
import { AuthHeading } from '@/components/auth/auth-heading';
import { CreateBusinessForm } from '@/components/auth/create-business-form';
import { TextLink } from '@/components/auth/text-link';
import { getMe } from '@/lib/operations/account';
import { query } from '@/lib/pages/query';

export const metadata: Metadata = { title: 'Create a business' };

export default async function NewBusinessPage() {
  const account = await query(getMe);
  return (
    <>
      <AuthHeading title="Create a business">
        {account.businesses.length > 0 ? (
          <>
            It has its own customers, ledger and members. <TextLink href="/">Back to the dashboard</TextLink>
          </>
        ) : (
          'You belong to no business right now. Create one, or open the invitation link you were sent.'
        )}
      </AuthHeading>
      <CreateBusinessForm />
    </>
  );
}
