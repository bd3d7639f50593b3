'use client';

import { LogOut } from 'lucide-react';
import { useTransition } from 'react';
import { signOut } from '@/app/actions/account';
import { Button } from '@/components/ui/button';

export function SignOutButton() {
  const [pending, startTransition] = useTransition();
  return (
    <Button variant="secondary" pending={pending} onClick={() => startTransition(() => signOut())}>
      {pending ? null : <LogOut aria-hidden />}
      Sign out
    </Button>
  );
}
