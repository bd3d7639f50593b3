import { UserRound } from 'lucide-react';
import Link from 'next/link';
import { ThemeMenu } from '@/components/shell/theme-menu';
import { Button } from '@/components/ui/button';
import { CustomerSwitcher, type CustomerSwitcherProps } from './customer-switcher';
import { PortalNavigation } from './portal-navigation';

export function PortalHeader(props: CustomerSwitcherProps) {
  return (
    // The blur of a header would hold the fixed bar of a phone inside it; so it has none.
    <header className="border-line/70 bg-canvas/95 sticky top-0 z-20 border-b">
      <div className="mx-auto flex h-16 max-w-5xl items-center gap-3 px-3 sm:px-6">
        <div className="min-w-0 flex-1">
          <CustomerSwitcher {...props} />
        </div>
        <PortalNavigation />
        <div className="flex items-center">
          <ThemeMenu />
          <Button asChild variant="ghost" size="icon">
            <Link href="/portal/account">
              <UserRound aria-hidden />
              <span className="sr-only">Account</span>
            </Link>
          </Button>
        </div>
      </div>
    </header>
  );
}
