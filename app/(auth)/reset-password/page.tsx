import type { Metadata } from 'next';
import { AuthHeading } from '@/components/auth/auth-heading';
import { NewPasswordForm } from '@/components/auth/new-password-form';
import { TextLink } from '@/components/auth/text-link';

export const metadata: Metadata = { title: 'Set a new password' };

export default function ResetPasswordPage() {
  return (
    <>
      <AuthHeading title="Set a new password">
        You came here by the link of a mail. Link expired?{' '}
        <TextLink href="/forgot-password">Ask for a new one</TextLink>
      </AuthHeading>
      <NewPasswordForm next="/" />
    </>
  );
}
