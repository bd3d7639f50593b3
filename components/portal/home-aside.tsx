import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { z } from 'zod';
import { Amount } from '@/components/data/amount';
import { CardHeader, CardTitle } from '@/components/ui/card';
import { isZero } from '@/lib/money/format';
import type { customerProfile } from '@/lib/operations/account';
import { PortalCard } from './portal-card';
import { SessionList } from './session-list';

const shownSessions = 4;

const moreClasses =
  'text-accent-ink inline-flex items-center gap-0.5 rounded text-sm font-medium hover:underline';

/** Beside the counter: the newest sessions, and money where there is any. */
export function HomeAside({ profile }: { profile: z.output<typeof customerProfile> }) {
  const { business, balance, owed } = profile;
  const ended = profile.sessions.filter((session) => session.status === 'ended').slice(0, shownSessions);
  return (
    <div className="grid content-start gap-4">
      {isZero(owed) ? null : (
        <PortalCard aria-label="What you owe" className="relative px-4 py-4 sm:px-6">
          <p className="text-muted text-sm">You owe on orders</p>
          <p className="mt-0.5 text-2xl font-semibold tracking-tight">
            <Amount value={owed} currency={business.currency} />
          </p>
          <Link href="/portal/orders" className={`${moreClasses} mt-2`}>
            What is due when
            <ChevronRight className="size-4" aria-hidden />
          </Link>
        </PortalCard>
      )}
      {isZero(balance) ? null : (
        <PortalCard aria-label="Your balance" className="px-4 py-4 sm:px-6">
          <p className="text-muted text-sm">Balance, beside your credits</p>
          <p className="mt-0.5 text-2xl font-semibold tracking-tight">
            <Amount value={balance} currency={business.currency} />
          </p>
          <Link href="/portal/credits?wallet=prepaid" className={`${moreClasses} mt-2`}>
            Every movement
            <ChevronRight className="size-4" aria-hidden />
          </Link>
        </PortalCard>
      )}
      <PortalCard aria-label="Sessions so far">
        <CardHeader className="sm:px-6">
          <CardTitle>Sessions so far</CardTitle>
          {ended.length > 0 ? (
            <Link href="/portal/sessions" className={moreClasses}>
              All
              <ChevronRight className="size-4" aria-hidden />
              <span className="sr-only">sessions</span>
            </Link>
          ) : null}
        </CardHeader>
        {ended.length > 0 ? (
          <SessionList sessions={ended} businessName={business.name} />
        ) : (
          <p className="text-muted px-4 pb-5 text-sm sm:px-6">
            None yet. Your first one shows here once it has ended.
          </p>
        )}
      </PortalCard>
    </div>
  );
}
