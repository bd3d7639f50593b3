import Link from 'next/link';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/ui/cn';

export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={cn('text-accent-ink rounded font-medium underline-offset-4 hover:underline', className)}
      {...props}
    />
  );
}
