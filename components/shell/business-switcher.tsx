'use client';

import { Check, ChevronsUpDown, FlaskConical, Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { toast } from 'sonner';
import { chooseBusiness } from '@/app/actions/business';
import { Badge } from '@/components/ui/badge';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { cn } from '@/lib/ui/cn';
import { roleDescriptions, type Role } from '@/lib/ui/permissions';

export interface ShellBusiness {
  id: string;
  name: string;
  currency: string;
  is_sandbox: boolean;
  role: Role;
}

/** The first letters of a name, on a tile. */
function Monogram({ name }: { name: string }) {
  const letters = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase();
  return (
    <span
      aria-hidden
      className="bg-accent-soft text-accent-ink grid size-8 shrink-0 place-items-center rounded-lg text-xs font-semibold"
    >
      {letters}
    </span>
  );
}

export interface BusinessSwitcherProps {
  businesses: readonly ShellBusiness[];
  current: ShellBusiness;
  className?: string;
}

export function BusinessSwitcher({ businesses, current, className }: BusinessSwitcherProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const choose = (business: ShellBusiness) =>
    startTransition(async () => {
      await chooseBusiness(business.id);
      // What the page shows may not exist in the other business.
      router.push('/');
      toast(`You are now in ${business.name}`);
    });
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-busy={pending}
        className={cn(
          'hover:bg-hover data-[state=open]:bg-hover flex w-full min-w-0 items-center gap-2.5 rounded-lg p-1.5 text-left transition-colors',
          pending && 'opacity-60',
          className,
        )}
      >
        <Monogram name={current.name} />
        <span className="grid min-w-0 flex-1">
          <span className="truncate text-sm leading-tight font-semibold">
            <span className="sr-only">Business: </span>
            {current.name}
          </span>
          <span className="text-muted truncate text-xs">
            {current.is_sandbox ? 'Sandbox · ' : ''}
            {current.currency}
          </span>
        </span>
        <ChevronsUpDown className="text-muted size-4 shrink-0" aria-hidden />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-64">
        <DropdownMenuLabel>Businesses</DropdownMenuLabel>
        {businesses.map((business) => (
          <DropdownMenuItem
            key={business.id}
            onSelect={() => (business.id === current.id ? undefined : choose(business))}
          >
            <Monogram name={business.name} />
            <span className="grid min-w-0 flex-1">
              <span className="truncate font-medium">{business.name}</span>
              <span className="text-muted text-xs">
                {roleDescriptions[business.role].label} · {business.currency}
              </span>
            </span>
            {business.is_sandbox ? <Badge tone="warning">Sandbox</Badge> : null}
            {business.id === current.id ? (
              <>
                <Check aria-hidden />
                <span className="sr-only">current</span>
              </>
            ) : null}
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/businesses/new">
            <Plus aria-hidden />
            Create a business
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/businesses/new?sandbox=1">
            <FlaskConical aria-hidden />
            New sandbox
          </Link>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
