'use client';

import { BookOpen, CircleUserRound, KeyRound, LogOut, UserRound, UsersRound } from 'lucide-react';
import Link from 'next/link';
import { useTransition } from 'react';
import { signOut } from '@/app/actions/account';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';

export interface UserMenuProps {
  email: string;
  roleLabel: string;
  /** Whether they are a customer somewhere too, and so have a portal of their own. */
  isCustomer: boolean;
}

export function UserMenu({ email, roleLabel, isCustomer }: UserMenuProps) {
  const [pending, startTransition] = useTransition();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-busy={pending}
        className="hover:bg-hover data-[state=open]:bg-hover grid size-9.5 place-items-center rounded-full text-sm font-semibold transition-colors"
      >
        <span
          aria-hidden
          className="bg-ink text-canvas grid size-7.5 place-items-center rounded-full text-xs font-semibold uppercase"
        >
          {Array.from(email)[0]}
        </span>
        <span className="sr-only">Account of {email}</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-60">
        <DropdownMenuLabel className="grid">
          <span className="text-ink truncate text-sm font-medium">{email}</span>
          <span>{roleLabel}</span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/settings/profile">
            <UserRound aria-hidden />
            Profile
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/settings/members">
            <UsersRound aria-hidden />
            Members
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/settings/api-keys">
            <KeyRound aria-hidden />
            API keys
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/docs/api" prefetch={false}>
            <BookOpen aria-hidden />
            API documentation
          </Link>
        </DropdownMenuItem>
        {isCustomer ? (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem asChild>
              <Link href="/portal" prefetch={false}>
                <CircleUserRound aria-hidden />
                My portal
              </Link>
            </DropdownMenuItem>
          </>
        ) : null}
        <DropdownMenuSeparator />
        <DropdownMenuItem
          onSelect={() =>
            startTransition(async () => {
              await signOut();
            })
          }
        >
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
