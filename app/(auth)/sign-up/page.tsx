import type { Metadata } from 'next';
import { AuthHeading } from '@/components/auth/auth-heading';
import { SignUpForm } from '@/components/auth/sign-up-form';
import { TextLink } from '@/components/auth/text-link';

export const metadata: Metadata = { title: 'Create an account' };

export default function SignUpPage() {
  return (
    <>
      <AuthHeading title="Create your account">
        Already have one? <TextLink href="/sign-in">Sign in</TextLink>
      </AuthHeading>
      <SignUpForm />
    </>
  );
}
