'use client';

import { Command } from 'cmdk';
import {
  Building2,
  ClockAlert,
  HandCoins,
  History,
  KeyRound,
  LockKeyhole,
  LogOut,
  Moon,
  OctagonPause,
  PackagePlus,
  Play,
  Plus,
  Radio,
  ReceiptCent,
  ShoppingCart,
  SlidersHorizontal,
  Sun,
  UserPlus,
} from 'lucide-react';
import { useTheme } from 'next-themes';
import type { ReactNode } from 'react';
import { signOut } from '@/app/actions/account';
import { chooseBusiness } from '@/app/actions/business';
import { can } from '@/lib/ui/permissions';
import type { ShellBusiness } from './business-switcher';
import { navigationOf, settingsPages } from './navigation';

export const commandItemClasses =
  'flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-3 py-2 text-sm text-ink data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted';

interface CommandActionsProps {
  businesses: readonly ShellBusiness[];
  current: ShellBusiness;
  go: (href: string) => void;
  run: (action: () => void) => void;
}

function Item({
  label,
  icon,
  keywords,
  onSelect,
}: {
  label: string;
  icon: ReactNode;
  keywords?: string[];
  onSelect: () => void;
}) {
  return (
    <Command.Item
      value={label}
      {...(keywords ? { keywords } : {})}
      onSelect={onSelect}
      className={commandItemClasses}
    >
      {icon}
      {label}
    </Command.Item>
  );
}

export function CommandActions({ businesses, current, go, run }: CommandActionsProps) {
  const { setTheme } = useTheme();
  return (
    <>
      <Command.Group heading="Do">
        {can(current.role, 'orders:write') ? (
          <Item
            label="New sale"
            icon={<ShoppingCart aria-hidden />}
            keywords={['till', 'sell', 'purchase', 'checkout']}
            onSelect={() => go('/sales/new')}
          />
        ) : null}
        {can(current.role, 'payments:write') ? (
          <Item
            label="Record payment"
            icon={<HandCoins aria-hidden />}
            keywords={['money', 'received', 'take']}
            onSelect={() => go('/payments?create=1')}
          />
        ) : null}
        {can(current.role, 'sessions:write') ? (
          <Item
            label="Start session"
            icon={<Radio aria-hidden />}
            keywords={['live', 'credits', 'begin']}
            onSelect={() => go('/sessions?start=1')}
          />
        ) : null}
        {can(current.role, 'holds:write') ? (
          <Item
            label="New hold"
            icon={<LockKeyhole aria-hidden />}
            keywords={['reserve', 'set aside', 'authorize']}
            onSelect={() => go('/holds?create=1')}
          />
        ) : null}
        {can(current.role, 'debits:run') ? (
          <Item
            label="Run debits now"
            icon={<Play aria-hidden />}
            keywords={['trigger', 'hourly']}
            onSelect={() => go('/debits?run=1')}
          />
        ) : null}
        {can(current.role, 'billing:run') ? (
          <Item
            label="Bill usage now"
            icon={<ReceiptCent aria-hidden />}
            keywords={['trigger', 'run', 'charge']}
            onSelect={() => go('/billing?run=1')}
          />
        ) : null}
        {can(current.role, 'customers:write') ? (
          <Item
            label="Create customer"
            icon={<UserPlus aria-hidden />}
            keywords={['new', 'add']}
            onSelect={() => go('/customers?create=1')}
          />
        ) : null}
        {can(current.role, 'products:write') ? (
          <Item
            label="Create product"
            icon={<PackagePlus aria-hidden />}
            keywords={['new', 'add', 'sku']}
            onSelect={() => go('/products?create=1')}
          />
        ) : null}
        {can(current.role, 'keys:write') ? (
          <Item
            label="Create API key"
            icon={<KeyRound aria-hidden />}
            keywords={['new', 'token']}
            onSelect={() => go('/settings/api-keys?create=1')}
          />
        ) : null}
      </Command.Group>
      <Command.Group heading="Go to">
        {navigationOf(current.role)
          .flatMap((group) => group.items)
          // What is done and not only looked at stands above.
          .filter((item) => item.permission === undefined)
          .map(({ href, label, icon: Icon, keywords }) => (
            <Item
              key={href}
              label={label}
              icon={<Icon aria-hidden />}
              keywords={keywords}
              onSelect={() => go(href)}
            />
          ))}
        <Item
          label="Overdue orders"
          icon={<ClockAlert aria-hidden />}
          keywords={['late', 'unpaid']}
          onSelect={() => go('/orders?status=overdue')}
        />
        <Item
          label="Held usage"
          icon={<OctagonPause aria-hidden />}
          keywords={['unbilled', 'insufficient', 'overdraft']}
          onSelect={() => go('/usage/unbilled?held=true')}
        />
        <Item
          label="Session history"
          icon={<History aria-hidden />}
          keywords={['ended', 'stopped', 'ran out']}
          onSelect={() => go('/sessions/history')}
        />
        <Item
          label="Debit logs"
          icon={<SlidersHorizontal aria-hidden />}
          keywords={['failed', 'attempts']}
          onSelect={() => go('/debits/logs')}
        />
        {settingsPages.slice(1).map(({ href, label }) => (
          <Item
            key={href}
            label={`Settings: ${label}`}
            icon={<SlidersHorizontal aria-hidden />}
            onSelect={() => go(href)}
          />
        ))}
      </Command.Group>
      <Command.Group heading="Business and account">
        {businesses
          .filter((business) => business.id !== current.id)
          .map((business) => (
            <Command.Item
              key={business.id}
              value={`Switch to ${business.name} ${business.id}`}
              onSelect={() => run(() => void chooseBusiness(business.id).then(() => go('/')))}
              className={commandItemClasses}
            >
              <Building2 aria-hidden />
              Switch to {business.name}
            </Command.Item>
          ))}
        <Item label="Create a business" icon={<Plus aria-hidden />} onSelect={() => go('/businesses/new')} />
        <Item label="Light theme" icon={<Sun aria-hidden />} onSelect={() => run(() => setTheme('light'))} />
        <Item label="Dark theme" icon={<Moon aria-hidden />} onSelect={() => run(() => setTheme('dark'))} />
        <Item label="Sign out" icon={<LogOut aria-hidden />} onSelect={() => run(() => void signOut())} />
      </Command.Group>
    </>
  );
}
