import type { Metadata } from 'next';
import { AuthHeading } from '@/components/auth/auth-heading';
import { ForgotPasswordForm } from '@/components/auth/forgot-password-form';
import { TextLink } from '@/components/auth/text-link';

export const metadata: Metadata = { title: 'Reset your password' };

export default function ForgotPasswordPage() {
  return (
    <>
      <AuthHeading title="Reset your password">
        A link to set a new one is sent to your email. <TextLink href="/sign-in">Back to sign in</TextLink>
      </AuthHeading>
      <ForgotPasswordForm />
    </>
  );
}
