import { render, screen, within } from '@testing-library/react';
import { DiscrepancyList } from '@/components/ledger/discrepancy-list';
import { TrialBalance } from '@/components/ledger/trial-balance';

const wallet = '01a2004a-7b91-7624-af4b-4e7be752bb4f';

test('a discrepancy says what it should be and what is stored, and leads to its entry where it has one', () => {
  render(
    <DiscrepancyList
      rows={[
        { wallet_id: wallet, version: 3, check: 'running_balance', expected: '5.00', actual: '6.00' },
        { wallet_id: wallet, version: null, check: 'balance', expected: '1', actual: null },
        { wallet_id: null, version: null, check: 'stock', expected: 'product X: 3', actual: '4' },
      ]}
    />,
  );
  const [entry, whole, stock] = screen.getAllByRole('listitem').map((item) => within(item));
  expect(entry?.getByText('running balance')).toBeVisible();
  expect(entry?.getByText('5.00')).toBeVisible();
  expect(entry?.getByText('6.00')).toBeVisible();
  expect(entry?.getByRole('link', { name: `${wallet}.3` })).toHaveAttribute(
    'href',
    `/ledger/entries/${wallet}.3`,
  );
  expect(whole?.getByText(`Wallet ${wallet}`)).toBeVisible();
  expect(whole?.getByText('Nothing')).toBeVisible();
  expect(whole?.queryByRole('link')).toBeNull();
  expect(stock?.getByText('product X: 3')).toBeVisible();
});

test('an account of the trial balance has words beside its name, and amounts in its unit', () => {
  render(
    <TrialBalance
      rows={[
        { unit: 'USD', account: 'cash', amount: '-8438.00' },
        { unit: 'credit', account: 'credits:sold', amount: '-40' },
      ]}
    />,
  );
  const [, cash, credits] = screen.getAllByRole('row').map((row) => within(row));
  expect(cash?.getByText('Money received and paid out')).toBeVisible();
  expect(cash?.getByText('cash')).toBeVisible();
  expect(cash?.getByText('−$8,438.00')).toBeVisible();
  expect(credits?.getByText('−40 credits')).toBeVisible();
});
