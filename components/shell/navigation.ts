import { BookCheck, Gauge, Settings, Timer, UsersRound } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

export interface NavigationItem {
  href: string;
  label: string;
  icon: LucideIcon;
  keywords: string[];
}

export const navigation: readonly NavigationItem[] = [
  { href: '/', label: 'Overview', icon: Gauge, keywords: ['home', 'dashboard', 'totals'] },
  { href: '/customers', label: 'Customers', icon: UsersRound, keywords: ['wallets', 'balances'] },
  { href: '/debits', label: 'Debits', icon: Timer, keywords: ['runs', 'logs', 'hourly', 'schedule'] },
  { href: '/ledger', label: 'Ledger', icon: BookCheck, keywords: ['proof', 'verify', 'trial balance'] },
  { href: '/settings', label: 'Settings', icon: Settings, keywords: ['business', 'preferences'] },
];

export const settingsPages = [
  { href: '/settings', label: 'Business' },
  { href: '/settings/members', label: 'Members' },
  { href: '/settings/api-keys', label: 'API keys' },
  { href: '/settings/profile', label: 'Profile' },
] as const;

/** Whether a path is the page of a link, or a page below it. */
export function isCurrent(pathname: string, href: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}
