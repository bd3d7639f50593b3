import type { ComponentProps } from 'react';
import { Card } from '@/components/ui/card';
import { cn } from '@/lib/ui/cn';

/** The card of the portal: rounder than those of the dashboard. */
export function PortalCard({ className, ...props }: ComponentProps<typeof Card>) {
  return <Card className={cn('overflow-hidden rounded-3xl', className)} {...props} />;
}
