import type { ReactNode } from 'react';
import { Amount } from '@/components/data/amount';
import { DataTable } from '@/components/data/data-table';
import { QuietLink } from '@/components/data/quiet-link';
import { Timestamp } from '@/components/data/timestamp';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import { FactLine } from './fact-line';
import type { CustomerBalance } from './spending-facts';

const walletNames = { prepaid: 'Prepaid balance', receivable: 'Owed on orders', credits: 'Credits' };

function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section aria-label={label} className="px-4 py-5 sm:px-5">
      <h2 className="text-[0.9375rem] font-semibold">{label}</h2>
      <dl className="mt-3 grid gap-1.5 text-sm">{children}</dl>
    </section>
  );
}

/** Every figure of a balance at one moment, and the ledgers that they are the sums of. */
export function BalanceSheet({ balance, isNow }: { balance: CustomerBalance; isNow: boolean }) {
  const { currency, customer_id: id, session } = balance;
  const amount = (value: string) => <Amount value={value} currency={currency} plain />;
  const limited = (value: string | null) => (value === null ? 'No limit' : amount(value));
  return (
    <>
      <Card aria-label="Figures" className="divide-line grid max-lg:divide-y lg:grid-cols-3 lg:divide-x">
        <Group label="Prepaid">
          <FactLine label="Balance">{amount(balance.balance)}</FactLine>
          <FactLine label="Of it on hold">{amount(balance.held)}</FactLine>
          <FactLine label="Ready to use">{limited(balance.available)}</FactLine>
          <FactLine label="Used, not billed yet">{amount(balance.unbilled_usage)}</FactLine>
        </Group>
        <Group label="Credit">
          <FactLine label="Owed on orders">{amount(balance.owed)}</FactLine>
          <FactLine label="Credit limit">{amount(balance.credit_limit)}</FactLine>
          <FactLine label="Credit left">{amount(balance.credit_left)}</FactLine>
          <FactLine label="Can spend in all">{limited(balance.can_spend)}</FactLine>
        </Group>
        <Group label="Session credits">
          <FactLine label="Credits">
            <Amount value={balance.credits} currency="credit" plain />
          </FactLine>
          <FactLine label="Of them on hold">
            <Amount value={balance.credits_held} currency="credit" plain />
          </FactLine>
          <FactLine label={isNow ? 'Running session' : 'Session that ran then'}>
            {session === null ? (
              'None'
            ) : (
              <QuietLink href={`/sessions/${session.id}`}>
                Since <Timestamp value={session.started_at} />
              </QuietLink>
            )}
          </FactLine>
          {session === null ? null : (
            <FactLine label={isNow ? 'It has used' : 'It had used'}>
              <Amount value={session.credits_used} currency="credit" plain />
            </FactLine>
          )}
        </Group>
      </Card>
      <Card aria-labelledby="wallets">
        <CardHeader>
          <CardTitle id="wallets">What it is the sum of</CardTitle>
        </CardHeader>
        <DataTable
          caption="Wallets, with the entries that had happened"
          rows={balance.wallets}
          rowKey={(wallet) => wallet.id}
          rowHref={(wallet) => `/customers/${id}?wallet=${wallet.kind}`}
          columns={[
            { key: 'kind', header: 'Ledger', phone: 'lead', cell: (wallet) => walletNames[wallet.kind] },
            {
              key: 'entries',
              header: 'Entries',
              align: 'end',
              cell: (wallet) => <span className="tabular">{wallet.version}</span>,
            },
            {
              key: 'held',
              header: 'On hold',
              align: 'end',
              cell: (wallet) => <Amount value={wallet.held} currency={wallet.unit} plain />,
            },
            {
              key: 'balance',
              header: 'Balance',
              align: 'end',
              phone: 'figure',
              cell: (wallet) => (
                <Amount value={wallet.balance} currency={wallet.unit} plain className="font-medium" />
              ),
            },
          ]}
        />
      </Card>
    </>
  );
}
