import type { Metadata } from 'next';
import { AuthHeading } from '@/components/auth/auth-heading';
import { SignInForm } from '@/components/auth/sign-in-form';
import { TextLink } from '@/components/auth/text-link';
import { Alert } from '@/components/ui/alert';
import { safeNextPath } from '@/lib/ui/next-path';
import { parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const params = await searchParams;
  const next = safeNextPath(parameter(params, 'next'));
  // Whoever comes from a page where they join a business makes their account there, and no business of their own.
  const signUp = /^\/(?:join|invite)\//.test(next) ? next : '/sign-up';
  return (
    <>
      <AuthHeading title="Sign in to Drawdown">
        No account yet? <TextLink href={signUp}>Create one</TextLink>
      </AuthHeading>
      {parameter(params, 'link') === 'expired' ? (
        <Alert tone="warning" role="status" className="mb-5" title="That link no longer works">
          It may be used or expired. Sign in, or{' '}
          <TextLink href="/forgot-password">ask for a new link</TextLink>.
        </Alert>
      ) : null}
      <SignInForm next={next} />
    </>
  );
}
