import { Coins, History, ReceiptText, Timer } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

export interface PortalPage {
  href: string;
  label: string;
  icon: LucideIcon;
}

export const portalPages: readonly PortalPage[] = [
  { href: '/portal', label: 'Session', icon: Timer },
  { href: '/portal/sessions', label: 'History', icon: History },
  { href: '/portal/credits', label: 'Credits', icon: Coins },
  { href: '/portal/orders', label: 'Orders', icon: ReceiptText },
];

/** The first page is itself only; the others keep their place when something below them is open. */
export function isPortalPage(pathname: string, href: string): boolean {
  return pathname === href || (href !== '/portal' && pathname.startsWith(`${href}/`));
}
