import type { Metadata } from 'next';
import { AuthHeading } from '@/components/auth/auth-heading';
import { CreateBusinessForm } from '@/components/auth/create-business-form';
import { TextLink } from '@/components/auth/text-link';
import { getMe } from '@/lib/operations/account';
import { query } from '@/lib/pages/query';
import { parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Create a business' };

export default async function NewBusinessPage({ searchParams }: PageProps<'/businesses/new'>) {
  const [account, params] = await Promise.all([query(getMe), searchParams]);
  const isSandbox = parameter(params, 'sandbox') !== undefined;
  return (
    <>
      <AuthHeading title={isSandbox ? 'New sandbox' : 'Create a business'}>
        {account.businesses.length > 0 ? (
          <>
            It has its own customers, ledger and members. <TextLink href="/">Back to the dashboard</TextLink>
          </>
        ) : (
          'You belong to no business right now. Create one, or open the invitation link you were sent.'
        )}
      </AuthHeading>
      <CreateBusinessForm isSandbox={isSandbox} />
    </>
  );
}
