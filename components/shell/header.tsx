import { Badge } from '@/components/ui/badge';
import { roleDescriptions } from '@/lib/ui/permissions';
import { BusinessSwitcher, type ShellBusiness } from './business-switcher';
import { CommandButton } from './command-palette';
import { ThemeMenu } from './theme-menu';
import { UserMenu } from './user-menu';

export interface HeaderProps {
  businesses: readonly ShellBusiness[];
  current: ShellBusiness;
  email: string;
  isCustomer: boolean;
}

export function Header({ businesses, current, email, isCustomer }: HeaderProps) {
  return (
    <header className="border-line bg-canvas/88 sticky top-0 z-20 flex h-15 items-center gap-2 border-b px-3 backdrop-blur md:px-6">
      <div className="min-w-0 flex-1 lg:hidden">
        <BusinessSwitcher businesses={businesses} current={current} className="w-fit max-w-full" />
      </div>
      <div className="hidden flex-1 items-center gap-3 lg:flex">
        <CommandButton />
        {current.is_sandbox ? <Badge tone="warning">Sandbox</Badge> : null}
      </div>
      <div className="flex items-center gap-0.5">
        <CommandButton compact />
        <ThemeMenu />
        <UserMenu
          email={email}
          roleLabel={`${roleDescriptions[current.role].label} of ${current.name}`}
          isCustomer={isCustomer}
        />
      </div>
    </header>
  );
}
