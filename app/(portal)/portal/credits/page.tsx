import { Coins } from 'lucide-react';
import type { Metadata } from 'next';
import { Amount } from '@/components/data/amount';
import { EmptyState } from '@/components/data/empty-state';
import { LinkTabs } from '@/components/data/link-tabs';
import { Pagination } from '@/components/data/pagination';
import { MovementList } from '@/components/portal/movement-list';
import { PortalCard } from '@/components/portal/portal-card';
import { PortalHeading } from '@/components/portal/portal-heading';
import { PortalRefresh } from '@/components/portal/portal-live';
import { formatAmount, isZero } from '@/lib/money/format';
import type { OutputOf } from '@/lib/operations/define';
import { getBalance, listLedgerEntries, walletKind } from '@/lib/operations/wallets';
import { query } from '@/lib/pages/query';
import { currentCustomer } from '@/lib/ui/current-customer';
import { choice, pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Credits' };

const names = { credits: 'Credits', prepaid: 'Balance', receivable: 'On orders' };
/** In the order of the tabs; the first is there for everybody. */
const kinds = [
  'credits',
  'prepaid',
  'receivable',
] as const satisfies readonly (typeof walletKind.options)[number][];

/** What is set aside for work that is under way; nothing, where nothing is. */
function OnHold({ balance }: { balance: OutputOf<typeof getBalance> }) {
  const { credits_held: credits, held, currency } = balance;
  const parts = [
    isZero(credits) ? null : formatAmount(credits, 'credit'),
    isZero(held) ? null : `${formatAmount(held, currency)} of the balance`,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return (
    <p className="text-muted px-1 text-sm">
      On hold for work that is under way: {parts.join(' and ')}. What the work does not need comes free again.
    </p>
  );
}

export default async function CreditsPage({ searchParams }: PageProps<'/portal/credits'>) {
  const params = await searchParams;
  const { self } = await currentCustomer();
  const wallet = choice(params, 'wallet', kinds) ?? 'credits';
  const cursor = parameter(params, 'cursor');
  const [balance, page] = await Promise.all([
    // Of its usage events none is shown.
    query(getBalance, { ...self, limit: 1 }),
    query(listLedgerEntries, { ...self, wallet, limit: 30, ...(cursor ? { cursor } : {}) }),
  ]);
  const used = kinds.filter(
    (kind) => kind === 'credits' || balance.wallets.some((each) => each.kind === kind && each.version > 0),
  );
  return (
    <div className="mx-auto grid max-w-3xl gap-4">
      <PortalRefresh />
      <PortalHeading title="Credits">
        You have <span className="text-ink font-medium">{formatAmount(balance.credits, 'credit')}</span>
        {used.includes('prepaid') ? (
          <>
            {' '}
            and a balance of{' '}
            <Amount value={balance.balance} currency={balance.currency} className="text-ink font-medium" />
          </>
        ) : null}
        .
      </PortalHeading>
      <OnHold balance={balance} />
      {balance.session === null ? null : (
        <p className="text-muted px-1 text-sm">
          Your running session has used {formatAmount(balance.session.credits_used, 'credit')} so far; its
          newest minute is written here a moment later.
        </p>
      )}
      <PortalCard aria-label="Movements">
        {used.length > 1 ? (
          <LinkTabs
            label="Movements"
            className="px-2 pt-1 sm:px-4"
            tabs={used.map((kind) => ({
              href: kind === 'credits' ? '/portal/credits' : `/portal/credits?wallet=${kind}`,
              label: names[kind],
              current: kind === wallet,
            }))}
          />
        ) : null}
        {page.data.length > 0 ? (
          <>
            <MovementList entries={page.data} />
            <Pagination links={pageLinks('/portal/credits', params, page)} label="Pages of movements" />
          </>
        ) : (
          <EmptyState icon={Coins} title="Nothing has moved yet">
            What you are given, what you buy and what your sessions use is written here, line by line.
          </EmptyState>
        )}
      </PortalCard>
    </div>
  );
}
