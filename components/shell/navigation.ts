import {
  Activity,
  BookCheck,
  ClockAlert,
  Gauge,
  HandCoins,
  LockKeyhole,
  HeartPulse,
  Package,
  Radio,
  ReceiptCent,
  ReceiptText,
  Settings,
  ShoppingCart,
  Timer,
  UsersRound,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { Permission } from '@/lib/operations/define';
import { can, type Role } from '@/lib/ui/permissions';

export interface NavigationItem {
  href: string;
  label: string;
  icon: LucideIcon;
  keywords: string[];
  /** For whoever may do what the page is for. */
  permission?: Permission;
  /** Among the few that the tab bar of a phone has room for. */
  tab?: boolean;
}

export interface NavigationGroup {
  /** Null for what stands by itself. */
  label: string | null;
  items: readonly NavigationItem[];
}

const groups: readonly NavigationGroup[] = [
  {
    label: null,
    items: [
      { href: '/', label: 'Overview', icon: Gauge, keywords: ['home', 'dashboard', 'totals'], tab: true },
    ],
  },
  {
    label: 'Sales',
    items: [
      {
        href: '/sales/new',
        label: 'New sale',
        icon: ShoppingCart,
        keywords: ['till', 'sell', 'purchase', 'checkout'],
        permission: 'orders:write',
        tab: true,
      },
      {
        href: '/orders',
        label: 'Orders',
        icon: ReceiptText,
        keywords: ['sales', 'invoices', 'open'],
        tab: true,
      },
      { href: '/payments', label: 'Payments', icon: HandCoins, keywords: ['money', 'received', 'reversed'] },
      {
        href: '/overdue',
        label: 'Overdue',
        icon: ClockAlert,
        keywords: ['ageing', 'owed', 'late', 'unpaid'],
      },
      {
        href: '/products',
        label: 'Products',
        icon: Package,
        keywords: ['stock', 'sku', 'prices', 'catalog'],
      },
    ],
  },
  {
    label: 'Usage',
    items: [
      {
        href: '/usage',
        label: 'Usage',
        icon: Activity,
        keywords: ['events', 'metering', 'unbilled', 'held', 'services'],
      },
      {
        href: '/sessions',
        label: 'Sessions',
        icon: Radio,
        keywords: ['live', 'credits', 'minutes', 'running'],
      },
      {
        href: '/holds',
        label: 'Holds',
        icon: LockKeyhole,
        keywords: ['reserve', 'set aside', 'capture', 'release', 'authorize'],
      },
      {
        href: '/billing',
        label: 'Billing',
        icon: ReceiptCent,
        keywords: ['runs', 'charges', 'bill', 'schedule'],
      },
    ],
  },
  {
    label: 'Accounts',
    items: [
      {
        href: '/customers',
        label: 'Customers',
        icon: UsersRound,
        keywords: ['wallets', 'balances'],
        tab: true,
      },
      { href: '/debits', label: 'Debits', icon: Timer, keywords: ['runs', 'logs', 'hourly', 'schedule'] },
      { href: '/ledger', label: 'Ledger', icon: BookCheck, keywords: ['proof', 'verify', 'trial balance'] },
    ],
  },
  {
    label: null,
    items: [
      {
        href: '/status',
        label: 'Status',
        icon: HeartPulse,
        keywords: ['scheduler', 'jobs', 'health', 'backlog', 'drift'],
      },
      { href: '/settings', label: 'Settings', icon: Settings, keywords: ['business', 'preferences'] },
    ],
  },
];

/** The pages that a role has something to do on, in their groups. */
export function navigationOf(role: Role): readonly NavigationGroup[] {
  return groups.map(({ label, items }) => ({
    label,
    items: items.filter(({ permission }) => permission === undefined || can(role, permission)),
  }));
}

export const settingsPages = [
  { href: '/settings', label: 'Business' },
  { href: '/settings/portal', label: 'Portal' },
  { href: '/settings/members', label: 'Members' },
  { href: '/settings/api-keys', label: 'API keys' },
  { href: '/settings/webhooks', label: 'Webhooks' },
  { href: '/settings/audit', label: 'Audit' },
  { href: '/settings/profile', label: 'Profile' },
] as const;

/** Whether a path is the page of a link, or a page below it. */
export function isCurrent(pathname: string, href: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}
