'use client';

import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog as DialogPrimitive } from 'radix-ui';
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { overlayClasses, useFocusReturn } from '@/components/ui/dialog';
import type { ShellBusiness } from './business-switcher';
import { CommandActions } from './command-actions';
import { CommandCustomers } from './command-customers';
import { CommandOrders } from './command-orders';

const unchanging = () => () => undefined;
const shortcutHere = () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K');
const shortcutOnServer = () => 'Ctrl K';

const CommandContext = createContext<() => void>(() => undefined);

export interface CommandPaletteProps {
  businesses: readonly ShellBusiness[];
  current: ShellBusiness;
  children: ReactNode;
}

/** Ctrl-K or Cmd-K: everything that can be gone to or done, under one line of typing. */
export function CommandPalette({ businesses, current, children }: CommandPaletteProps) {
  const [open, setOpen] = useState(false);
  const [term, setTerm] = useState('');
  const router = useRouter();
  const focus = useFocusReturn();

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.metaKey || event.ctrlKey) ||
        event.altKey ||
        event.shiftKey
      )
        return;
      event.preventDefault();
      setOpen((shown) => !shown);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  const show = (shown: boolean) => {
    setOpen(shown);
    if (!shown) setTerm('');
  };
  const run = (action: () => void) => {
    show(false);
    action();
  };
  const go = (href: string) => run(() => router.push(href));

  return (
    <CommandContext value={() => setOpen(true)}>
      {children}
      <DialogPrimitive.Root open={open} onOpenChange={show}>
        <DialogPrimitive.Portal>
          <DialogPrimitive.Overlay className={overlayClasses} />
          <DialogPrimitive.Content
            aria-describedby={undefined}
            {...focus}
            className="border-line bg-raised shadow-high data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-97 fixed inset-x-3 top-3 z-50 mx-auto max-w-xl overflow-hidden rounded-2xl border outline-none sm:top-[14vh]"
          >
            <DialogPrimitive.Title className="sr-only">Go to or do</DialogPrimitive.Title>
            <Command
              loop
              label="Go to or do"
              className="[&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs"
            >
              <div className="border-line flex items-center gap-3 border-b px-4">
                <Search className="text-muted size-4.5 shrink-0" aria-hidden />
                <Command.Input
                  value={term}
                  onValueChange={setTerm}
                  placeholder="Search customers, order numbers, actions"
                  className="placeholder:text-muted h-13 w-full bg-transparent text-base outline-none"
                />
              </div>
              <Command.List className="max-h-[min(24rem,60dvh)] scroll-py-2 overflow-y-auto p-2">
                <Command.Empty className="text-muted py-10 text-center text-sm">
                  Nothing is called “{term}”.
                </Command.Empty>
                <CommandOrders term={term} go={go} />
                <CommandCustomers term={term} go={go} />
                <CommandActions businesses={businesses} current={current} go={go} run={run} />
              </Command.List>
            </Command>
          </DialogPrimitive.Content>
        </DialogPrimitive.Portal>
      </DialogPrimitive.Root>
    </CommandContext>
  );
}

/** Opens the palette: as a field to click on a desktop, as an icon where room is short. */
export function CommandButton({ compact = false }: { compact?: boolean }) {
  const shortcut = useSyncExternalStore(unchanging, shortcutHere, shortcutOnServer);
  const open = useContext(CommandContext);
  if (compact) {
    return (
      <Button variant="ghost" size="icon" className="lg:hidden" onClick={open}>
        <Search aria-hidden />
        <span className="sr-only">Search</span>
      </Button>
    );
  }
  return (
    <button
      type="button"
      onClick={open}
      className="border-line bg-surface text-muted shadow-low hover:border-line-strong hover:text-ink flex h-9 w-72 items-center gap-2.5 rounded-lg border px-3 text-sm transition-colors"
    >
      <Search className="size-4" aria-hidden />
      Search or jump to
      <kbd className="border-line bg-subtle ml-auto rounded border px-1.5 font-sans text-xs">{shortcut}</kbd>
    </button>
  );
}
