import { Compass } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';

export interface NotFoundStateProps {
  title?: string;
  back?: { href: string; label: string };
}

export function NotFoundState({
  title = 'There is nothing here',
  back = { href: '/', label: 'Open overview' },
}: NotFoundStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-20 text-center">
      <span className="border-line bg-subtle text-muted mb-4 grid size-11 place-items-center rounded-xl border">
        <Compass className="size-5" aria-hidden />
      </span>
      <h1 className="text-lg font-semibold">{title}</h1>
      <p className="text-muted mt-1 max-w-md text-sm">
        The address may be mistyped, what it led to may be deleted, or it belongs to another of your
        businesses.
      </p>
      <Button asChild variant="secondary" className="mt-5">
        <Link href={back.href}>{back.label}</Link>
      </Button>
    </div>
  );
}
