import { axe } from './support/accessible';
import { render, screen, within } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { BalanceSheet } from '@/components/customers/balance-sheet';
import { TooltipProvider } from '@/components/ui/tooltip';

const id = '0196c1f0-0000-7000-8000-000000000001';
const wallet = { unit: 'USD', minimum_balance: '0.00', held: '5.00', version: 33 };

const balance: ComponentProps<typeof BalanceSheet>['balance'] = {
  customer_id: id,
  currency: 'USD',
  balance: '74.4776',
  available: null,
  held: '5.00',
  unbilled_usage: '0.0002',
  owed: '846.00',
  credit_limit: '5000.00',
  credit_left: '4154.00',
  can_spend: null,
  credits: '12',
  credits_held: '2',
  session: { id, started_at: '2026-11-20T23:00:00Z', credits_per_minute: '10', credits_used: '48' },
  as_of: '2026-11-20T23:59:59.999Z',
  wallets: [
    { ...wallet, id, kind: 'prepaid', balance: '74.4776' },
    { ...wallet, id: `${id}-2`, kind: 'receivable', balance: '-846.00', held: '0.00', version: 4 },
  ],
};

const show = (isNow: boolean) =>
  render(<BalanceSheet balance={balance} isNow={isNow} />, { wrapper: TooltipProvider });

it('shows every figure to the last digit, says where there is no limit, and leads to the ledgers', async () => {
  const { container } = show(false);
  const prepaid = screen.getByRole('region', { name: 'Prepaid' });
  expect(prepaid).toHaveTextContent(
    'Balance$74.4776Of it on hold$5.00Ready to useNo limitUsed, not billed yet$0.0002',
  );
  expect(screen.getByRole('region', { name: 'Credit' })).toHaveTextContent(
    'Owed on orders$846.00Credit limit$5,000.00Credit left$4,154.00Can spend in allNo limit',
  );
  const credits = screen.getByRole('region', { name: 'Session credits' });
  expect(credits).toHaveTextContent('Credits12 creditsOf them on hold2 creditsSession that ran thenSince');
  expect(within(credits).getByRole('link')).toHaveAttribute('href', `/sessions/${id}`);
  expect(screen.getByRole('link', { name: 'Owed on orders' })).toHaveAttribute(
    'href',
    `/customers/${id}?wallet=receivable`,
  );
  expect(await axe(container)).toHaveNoViolations();
});

it('speaks of now where it is of now', () => {
  show(true);
  expect(screen.getByRole('region', { name: 'Session credits' })).toHaveTextContent('Running sessionSince');
});
