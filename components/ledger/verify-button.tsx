'use client';

import { RotateCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Button } from '@/components/ui/button';

export function VerifyButton() {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Button variant="secondary" pending={pending} onClick={() => startTransition(() => router.refresh())}>
      {pending ? null : <RotateCw aria-hidden />}
      Verify again
    </Button>
  );
}
