import { axe } from './support/accessible';
import { render, screen, within } from '@testing-library/react';
import { MonthLinks } from '@/components/statements/month-links';
import { monthAfter, monthName, monthOf, monthParameter } from '@/components/statements/months';
import { StatementSheet } from '@/components/statements/statement-sheet';
import type { Statement } from '@/components/statements/wallet-section';
import { lastDateBefore, utcDate, utcMoment } from '@/lib/ui/utc';

type Entry = Statement['wallets'][number]['entries'][number];

const customerId = '0196c1f0-0000-7000-8000-000000000001';
const orderId = '0196c1f0-0000-7000-8000-0000000000b1';

function entry(version: number, over: Partial<Entry>): Entry {
  return {
    id: `w.${version}`,
    wallet_id: '0196c1f0-0000-7000-8000-0000000000d1',
    wallet_kind: 'prepaid',
    customer_id: customerId,
    version,
    amount: '1.00',
    balance: '1.00',
    balance_after: '1.00',
    unit: 'USD',
    kind: 'top_up',
    counter_account: 'cash',
    description: null,
    reference_type: null,
    reference_id: null,
    actor: 'user:1',
    request_id: null,
    occurred_at: '2026-10-31T23:59:00Z',
    recorded_at: '2026-10-31T23:59:00Z',
    hash: '0'.repeat(64),
    ...over,
  };
}

const empty = { unit: 'USD', opening_balance: '0.00', money_in: '0.00', money_out: '0.00', entries: [] };
const statement: Statement = {
  business: { id: '0196c1f0-0000-7000-8000-00000000000b', name: 'Northwind' },
  customer: { id: customerId, name: 'Ada', email: 'ada@example.test', external_id: null },
  currency: 'USD',
  from: '2026-10-01T00:00:00Z',
  to: '2026-11-01T00:00:00Z',
  issued_at: '2026-11-21T09:30:00Z',
  due: '40.00',
  wallets: [
    {
      wallet_id: '0196c1f0-0000-7000-8000-0000000000d1',
      kind: 'prepaid',
      unit: 'USD',
      opening_balance: '10.00',
      money_in: '5.00',
      money_out: '2.50',
      closing_balance: '12.50',
      entries: [
        entry(2, { amount: '5.00', balance: '15.00', occurred_at: '2026-10-02T08:00:00Z' }),
        entry(3, {
          kind: 'hourly_debit',
          amount: '-2.50',
          balance: '12.50',
          description: 'Late',
          reference_type: 'order',
          reference_id: orderId,
        }),
      ],
    },
    {
      ...empty,
      wallet_id: '0196c1f0-0000-7000-8000-0000000000d2',
      kind: 'receivable',
      closing_balance: '0.00',
    },
  ],
  open_orders: [
    { id: orderId, number: 7, placed_at: '2026-10-05T00:00:00Z', total: '100.00', outstanding: '40.00' },
  ],
};

describe('months', () => {
  it.each([
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-11', 0, '2026-11'],
  ])('%s and %i more is %s', (month, count, after) => {
    expect(monthAfter(month, count)).toBe(after);
  });

  it('are those of UTC, whatever offset a time is written in', () => {
    expect(monthOf('2026-11-01T00:30:00+01:00')).toBe('2026-10');
    expect(utcDate('2026-11-01T00:30:00+01:00')).toBe('31 Oct 2026');
    expect(utcMoment('2026-11-01T00:30:00+01:00')).toBe('31 Oct, 23:30');
    expect(lastDateBefore('2026-11-01T00:00:00Z')).toBe('31 Oct 2026');
  });

  it('have a name, long and short', () => {
    expect([monthName('2026-10'), monthName('2026-10', 'short')]).toEqual(['October 2026', 'Oct 2026']);
  });

  it.each(['2026-13', '2026-00', '26-01', '0026-01', 'x', '2026-10-01', ''])(
    'such as %j in an address count as none',
    (month) => {
      expect(monthParameter({ month })).toBeUndefined();
    },
  );
});

describe('MonthLinks', () => {
  const links = () => screen.getAllByRole('link').map((link) => link.getAttribute('href'));

  it('lead to the neighbours of a month, and back to this one', () => {
    render(<MonthLinks path="/s" month="2026-08" latest="2026-11" />);
    expect(links()).toEqual(['/s?month=2026-07', '/s?month=2026-09', '/s']);
  });

  it('never lead beyond the month that is not over', () => {
    render(<MonthLinks path="/s" month="2026-11" latest="2026-11" />);
    expect(links()).toEqual(['/s?month=2026-10']);
  });
});

describe('StatementSheet', () => {
  it('runs from the opening balance over every movement to the closing balance', async () => {
    const { container } = render(<StatementSheet statement={statement} />);
    const table = screen.getByRole('table', { name: /^Prepaid balance/ });
    expect(
      within(table)
        .getAllByRole('row')
        .slice(1)
        .map((row) =>
          within(row)
            .getAllByRole('cell')
            .map((cell) => cell.textContent),
        ),
    ).toEqual([
      ['', 'Opening balance', '', '', '$10.00'],
      ['2 Oct, 08:00', 'Top-up', '', '+$5.00', '$15.00'],
      ['31 Oct, 23:59', 'Hourly debitLate', 'Order', '−$2.50', '$12.50'],
      ['', 'Closing balance', '', '', '$12.50'],
    ]);
    expect(within(table).getByRole('link', { name: 'Order' })).toHaveAttribute('href', `/orders/${orderId}`);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('names who it is from, whom it is for, when, and what was due then', () => {
    render(<StatementSheet statement={statement} />);
    expect(screen.getByRole('heading', { name: 'Statement for October 2026' })).toBeInTheDocument();
    for (const text of [
      'Northwind',
      'Ada',
      'ada@example.test',
      'Due at the end of 31 Oct 2026',
      'On 1 open order',
    ])
      expect(screen.getByText(text)).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Orders open then' })).toBeInTheDocument();
  });

  it('says of a month that is not over that it is so far, and what is due now', () => {
    render(<StatementSheet statement={{ ...statement, issued_at: '2026-10-20T00:00:00Z' }} />);
    expect(screen.getByText(/so far/)).toBeInTheDocument();
    expect(screen.getByText('Due now')).toBeInTheDocument();
  });

  it('leaves out a wallet that never held anything, but not the prepaid one', () => {
    const [prepaid] = statement.wallets;
    const quiet = { ...empty, kind: 'prepaid' as const, closing_balance: '0.00' };
    const { rerender } = render(<StatementSheet statement={statement} />);
    expect(screen.queryByRole('heading', { name: 'Orders on credit' })).not.toBeInTheDocument();
    rerender(
      <StatementSheet
        statement={{ ...statement, wallets: [{ ...quiet, wallet_id: prepaid?.wallet_id ?? '' }] }}
      />,
    );
    expect(screen.getByRole('heading', { name: 'Prepaid balance' })).toBeInTheDocument();
    expect(screen.getByText('Nothing moved.')).toBeInTheDocument();
  });
});
