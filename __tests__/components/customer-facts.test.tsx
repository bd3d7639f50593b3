import { axe } from './support/accessible';
import { render, screen, within } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { LedgerTable, type LedgerEntry } from '@/components/customers/ledger-table';
import { SpendingFacts } from '@/components/customers/spending-facts';
import { TooltipProvider } from '@/components/ui/tooltip';

type Balance = ComponentProps<typeof SpendingFacts>['balance'];

const customerId = '0196c1f0-0000-7000-8000-000000000001';

const balance: Balance = {
  customer_id: customerId,
  currency: 'USD',
  balance: '39.40',
  available: '39.40',
  held: '0.00',
  unbilled_usage: '0.00',
  credits: '0',
  credits_held: '0',
  session: null,
  usage_events: { data: [], has_more: false, next_cursor: null },
  owed: '846.00',
  credit_limit: '5000.00',
  credit_left: '4154.00',
  can_spend: '4193.40',
  as_of: '2026-11-21T09:00:00Z',
  wallets: [],
};

const show = (change: Partial<Balance> = {}) =>
  render(<SpendingFacts customerId={customerId} balance={{ ...balance, ...change }} />);

describe('SpendingFacts', () => {
  it('shows what can be spent, what it is made of, and leads to the orders behind what is owed', async () => {
    const { container } = show();
    expect(container).toHaveTextContent('Can spend$4,193.40');
    expect(container).toHaveTextContent('Prepaid, ready to use$39.40');
    expect(container).toHaveTextContent('Credit left$4,154.00');
    expect(container).toHaveTextContent('$846.00 owed of a limit of $5,000.00.');
    expect(screen.getByRole('link', { name: '$846.00 owed' })).toHaveAttribute(
      'href',
      `/customers/${customerId}?tab=orders&status=open`,
    );
    expect(await axe(container)).toHaveNoViolations();
  });

  it('takes off what is used and not billed yet, and leads to it', () => {
    const { container } = show({ unbilled_usage: '12.345678', can_spend: '4181.054322' });
    expect(container).toHaveTextContent('Used, not billed yet\u2212$12.345678');
    expect(screen.getByRole('link', { name: '\u2212$12.345678' })).toHaveAttribute(
      'href',
      `/customers/${customerId}?tab=usage`,
    );
  });

  it('says that there is no credit where the limit is zero', () => {
    const { container } = show({
      owed: '0.00',
      credit_limit: '0.00',
      credit_left: '0.00',
      can_spend: '39.40',
    });
    expect(container).toHaveTextContent('Nothing is owed, no credit.');
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('names no figure where the balance has no lower limit', () => {
    const { container } = show({ available: null, can_spend: null });
    expect(container).toHaveTextContent('Can spendNo limit');
  });
});

const ordersWalletId = '0196c1f0-0000-7000-8000-0000000000c2';

const entry: LedgerEntry = {
  id: `${customerId}.1`,
  wallet_id: '0196c1f0-0000-7000-8000-0000000000c1',
  wallet_kind: 'prepaid',
  customer_id: customerId,
  version: 1,
  amount: '-5.00',
  balance_after: '95.00',
  unit: 'USD',
  kind: 'hourly_debit',
  counter_account: 'revenue:hourly',
  description: null,
  reference_type: 'debit_run',
  reference_id: '0196c1f0-0000-7000-8000-0000000000d1',
  actor: 'job:hourly_debits',
  request_id: null,
  occurred_at: '2026-11-21T09:00:00Z',
  recorded_at: '2026-11-21T09:00:00Z',
  hash: 'a'.repeat(64),
};

const ledger = (...entries: LedgerEntry[]) =>
  render(
    <TooltipProvider>
      <LedgerTable entries={entries} />
    </TooltipProvider>,
  );

describe('LedgerTable', () => {
  it('leads from an entry to what caused it', () => {
    ledger(entry, {
      ...entry,
      id: `${customerId}.2`,
      version: 2,
      reference_type: 'payment',
      reference_id: '0196c1f0-0000-7000-8000-0000000000aa',
    });
    ledger({
      ...entry,
      id: `${customerId}.3`,
      version: 3,
      kind: 'usage',
      reference_type: 'usage_charge',
      reference_id: '0196c1f0-0000-7000-8000-0000000000e1',
    });
    expect(screen.getByRole('link', { name: 'Charge for usage of entry 3' })).toHaveAttribute(
      'href',
      '/billing/charges/0196c1f0-0000-7000-8000-0000000000e1',
    );
    expect(screen.getByRole('link', { name: 'Debit run of entry 1' })).toHaveAttribute(
      'href',
      '/debits/runs/0196c1f0-0000-7000-8000-0000000000d1',
    );
    expect(screen.getByRole('link', { name: 'Payment of entry 2' })).toHaveAttribute(
      'href',
      '/payments/0196c1f0-0000-7000-8000-0000000000aa',
    );
  });

  it('leads from what a session burned to the session, and says what a grant of credits was for', () => {
    const credits = { ...entry, wallet_kind: 'credits' as const, unit: 'credit', kind: 'session' };
    ledger(
      {
        ...credits,
        amount: '-12',
        balance_after: '88',
        version: 2,
        counter_account: 'revenue:sessions',
        reference_type: 'session',
        reference_id: '0196c1f0-0000-7000-8000-0000000000f1',
      },
      {
        ...credits,
        id: 'grant',
        amount: '100',
        balance_after: '100',
        kind: 'grant',
        counter_account: 'credits:granted',
        reference_type: 'welcome_grant',
        reference_id: '0196c1f0-0000-7000-8000-0000000000f2',
      },
    );
    const [, burn, grant] = screen.getAllByRole('row');
    expect(burn).toHaveTextContent(/Session #2.*Session.*−12.credits.*88.credits.*Revenue from sessions/);
    expect(grant).toHaveTextContent(/Grant #1.*Welcome grant.*\+100.credits.*Credits given for nothing/);
    expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      '/ledger/entries/0196c1f0-0000-7000-8000-000000000001.1',
      '/sessions/0196c1f0-0000-7000-8000-0000000000f1',
      '/ledger/entries/grant',
    ]);
  });

  it('names the wallet of each entry once not all are of the prepaid one', () => {
    const { unmount } = ledger(entry);
    expect(screen.queryByRole('columnheader', { name: 'Wallet' })).not.toBeInTheDocument();
    unmount();
    ledger(entry, { ...entry, id: 'b.1', wallet_id: ordersWalletId, wallet_kind: 'receivable' });
    const [, first, second] = screen.getAllByRole('row');
    expect(within(first as HTMLElement).getByRole('cell', { name: 'Prepaid' })).toBeInTheDocument();
    expect(within(second as HTMLElement).getByRole('cell', { name: 'Owed on orders' })).toBeInTheDocument();
  });

  it('leaves the wallet out where all are of the one that was chosen', () => {
    render(
      <TooltipProvider>
        <LedgerTable entries={[{ ...entry, wallet_kind: 'credits' }]} without="wallet" />
      </TooltipProvider>,
    );
    expect(screen.queryByRole('columnheader', { name: 'Wallet' })).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Debit run of entry 1' })).toBeInTheDocument();
  });
});
