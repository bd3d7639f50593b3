import type { ComponentProps } from 'react';
import { cn } from '@/lib/ui/cn';

export const inputClasses = [
  'h-10 w-full min-w-0 rounded-lg border border-field-line bg-surface px-3 text-base text-ink shadow-low sm:text-[0.9375rem]',
  'placeholder:text-muted transition-[border-color,box-shadow] duration-150',
  'focus-visible:border-accent-ink focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent-ink',
  'disabled:cursor-not-allowed disabled:bg-subtle disabled:text-muted',
  'aria-invalid:border-danger aria-invalid:outline-danger',
].join(' ');

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(inputClasses, 'read-only:bg-subtle', className)} {...props} />;
}
