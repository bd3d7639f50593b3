import { axe } from './support/accessible';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AgeBar, agesInWords, type Overdue } from '@/components/overdue/ages';
import { overdueFile, overdueInput, overdueQuestion } from '@/components/overdue/overdue-address';
import { OverdueFilter } from '@/components/overdue/overdue-filter';
import { OverdueTable } from '@/components/overdue/overdue-table';
import { OverdueTotals } from '@/components/overdue/overdue-totals';
import { AgeingChart } from '@/components/overdue/ageing-chart';
import { OwedCard } from '@/components/overview/owed-card';

// Server actions are calls over the network; no payment is sent here.
jest.mock('@/app/actions/payments', () => ({ readOwedAction: jest.fn(), recordPaymentAction: jest.fn() }));

const push = jest.fn();
jest.mock('next/navigation', () => ({
  ...jest.requireActual<object>('next/navigation'),
  useRouter: () => ({ push }),
}));

const businessId = '0196c1f0-0000-7000-8000-00000000000b';
const buckets = { days_0_30: '5.00', days_31_60: '0.00', days_61_90: '20.10', days_over_90: '1000.00' };
const nothing = { days_0_30: '0.00', days_31_60: '0.00', days_61_90: '0.00', days_over_90: '0.00' };
const row: Overdue['data'][number] = {
  customer_id: '0196c1f0-0000-7000-8000-000000000001',
  customer_name: 'Ada',
  customer_email: null,
  owed: '1025.10',
  overdue: '1020.10',
  overdue_orders: 2,
  oldest_order_id: '0196c1f0-0000-7000-8000-0000000000b1',
  oldest_order_number: 7,
  oldest_placed_at: '2026-07-01T00:00:00Z',
  oldest_days: 143,
  buckets,
};
const overdue: Overdue = {
  currency: 'USD',
  days: 30,
  as_of: '2026-11-21T09:00:00Z',
  overdue_since: '2026-10-22T09:00:00Z',
  totals: {
    customers: 3,
    orders: 5,
    owed: '1100.00',
    overdue: '1020.10',
    overdue_customers: 1,
    overdue_orders: 2,
    buckets,
  },
  data: [row],
  has_more: false,
  next_cursor: null,
};
const paid: Overdue = {
  ...overdue,
  totals: {
    customers: 0,
    orders: 0,
    owed: '0.00',
    overdue: '0.00',
    overdue_customers: 0,
    overdue_orders: 0,
    buckets: nothing,
  },
  data: [],
};

describe('the address of the overdue page', () => {
  it.each([
    [{}, {}],
    [
      { days: '60', as_of: '2026-10-31' },
      { days: 60, date: '2026-10-31' },
    ],
    [{ days: '0' }, { days: 0 }],
    [{ days: '3650' }, { days: 3650 }],
    [{ days: '3651' }, {}],
    [{ days: '-1' }, {}],
    [{ days: '1.5' }, {}],
    [{ days: '', as_of: '' }, {}],
    [{ as_of: '2026-02-31' }, {}],
    [{ as_of: '2026-13-01' }, {}],
    [{ as_of: '0000-01-01' }, {}],
    [{ as_of: 'yesterday' }, {}],
  ])('%j asks %j', (params, question) => {
    expect(overdueQuestion(params)).toEqual(question);
  });

  it('means the last moment of a date, in UTC', () => {
    expect(overdueInput({ date: '2026-10-31' })).toEqual({ as_of: '2026-10-31T23:59:59.999Z' });
  });

  it('leads to the same view as a file of the business that is shown', () => {
    const url = new URL(overdueFile(businessId, { days: 60, date: '2026-10-31' }), 'http://localhost');
    expect(url.pathname).toBe('/api/overdue');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      business_id: businessId,
      format: 'csv',
      days: '60',
      as_of: '2026-10-31T23:59:59.999Z',
    });
    expect(overdueFile(businessId, {})).not.toContain('days');
  });
});

describe('what is owed by age', () => {
  it('is told in words, without the ages that have nothing', () => {
    expect(agesInWords(buckets, 'USD')).toBe(
      '0 to 30 days $5.00, 61 to 90 days $20.10, over 90 days $1,000.00',
    );
    expect(agesInWords(nothing, 'USD')).toBe('nothing');
  });

  it('is a bar for the eye and the words for the ear', () => {
    const { container } = render(<AgeBar buckets={buckets} currency="USD" />);
    expect(screen.getByText(/By age: 0 to 30 days \$5\.00/)).toBeInTheDocument();
    expect(container.querySelectorAll('[aria-hidden]')).toHaveLength(3);
  });
});

describe('AgeingChart', () => {
  beforeAll(() => {
    window.matchMedia = (query) =>
      Object.assign(new EventTarget(), { matches: true, media: query, onchange: null }) as MediaQueryList;
  });

  it('has below the picture each age as the link to its orders', async () => {
    const { container } = render(<AgeingChart buckets={buckets} currency="USD" date="2026-10-31" />);
    const hrefs = screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);
    expect(hrefs).toEqual([
      ['0 to 30 days: $5.00', '/orders?status=open&age=0-30&as_of=2026-10-31'],
      ['61 to 90 days: $20.10', '/orders?status=open&age=61-90&as_of=2026-10-31'],
      ['Over 90 days: $1,000.00', '/orders?status=open&age=over-90&as_of=2026-10-31'],
    ]);
    expect(await axe(container)).toHaveNoViolations();
  });
});

describe('OverdueFilter', () => {
  beforeEach(() => push.mockClear());
  const days = () => screen.getByLabelText('Unpaid for more than');
  const show = () => userEvent.click(screen.getByRole('button', { name: 'Show' }));

  it('puts the days and the date into the address', async () => {
    const { container } = render(<OverdueFilter question={{}} days={30} />);
    expect(days()).toHaveValue(30);
    await userEvent.clear(days());
    await userEvent.type(days(), '60');
    await userEvent.type(screen.getByLabelText('At the end of'), '2026-10-31');
    await show();
    expect(push).toHaveBeenCalledWith('/overdue?days=60&as_of=2026-10-31');
    expect(await axe(container)).toHaveNoViolations();
  });

  it('leaves out what the business has set anyway, so that a later change of the setting shows', async () => {
    render(<OverdueFilter question={{}} days={30} />);
    await show();
    expect(push).toHaveBeenCalledWith('/overdue');
  });

  it('keeps days that the address asks for, and goes back to what is usual', async () => {
    render(<OverdueFilter question={{ days: 60 }} days={60} />);
    await show();
    expect(push).toHaveBeenLastCalledWith('/overdue?days=60');
    await userEvent.click(screen.getByRole('button', { name: 'Reset' }));
    expect(push).toHaveBeenLastCalledWith('/overdue');
  });
});

describe('OverdueTable', () => {
  it('leads to the open orders of a customer and to the oldest of them', async () => {
    const { container } = render(<OverdueTable rows={[row]} currency="USD" days={30} mayRecord />);
    const line = screen.getAllByRole('row')[1] ?? document.body;
    expect(within(line).getByRole('link', { name: 'Ada' })).toHaveAttribute(
      'href',
      `/orders?customer=${row.customer_id}&status=open`,
    );
    expect(within(line).getByRole('link', { name: 'Oldest order: #7' })).toHaveAttribute(
      'href',
      `/orders/${row.oldest_order_id}`,
    );
    expect(line).toHaveTextContent('143 days');
    expect(await axe(container)).toHaveNoViolations();
  });

  it.each([
    [undefined, ''],
    ['2026-10-31', '&as_of=2026-10-31'],
  ])('leads from each figure to the orders that it is made of, with the date %s', (date, then) => {
    render(<OverdueTable rows={[row]} currency="USD" days={60} date={date} mayRecord={false} />);
    const hrefOf = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
    const theirs = `/orders?customer=${row.customer_id}&status=open`;
    expect(hrefOf('Overdue orders: $1,020.10')).toBe(`${theirs}&age=over-60${then}`);
    expect(hrefOf('All open orders: $1,025.10')).toBe(`${theirs}${then}`);
    expect(hrefOf('0 to 30 days: $5.00')).toBe(`${theirs}&age=0-30${then}`);
    expect(hrefOf('61 to 90 days: $20.10')).toBe(`${theirs}&age=61-90${then}`);
    expect(hrefOf('Over 90 days: $1,000.00')).toBe(`${theirs}&age=over-90${then}`);
    expect(screen.queryByRole('link', { name: /^31 to 60/ })).not.toBeInTheDocument();
  });

  it('takes a payment only from those who may record one', () => {
    const { rerender } = render(<OverdueTable rows={[row]} currency="USD" days={30} mayRecord />);
    expect(screen.getByRole('button', { name: 'Record payment of Ada' })).toBeInTheDocument();
    rerender(<OverdueTable rows={[row]} currency="USD" days={30} mayRecord={false} />);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});

describe('OverdueTotals', () => {
  it('lead to the orders that they are made of, now and of a day', () => {
    const { rerender } = render(<OverdueTotals overdue={overdue} />);
    expect(screen.getByText('2 orders of 1 customer')).toBeInTheDocument();
    const hrefOf = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
    expect(hrefOf('Overdue')).toBe('/orders?status=open&age=over-30');
    expect(hrefOf('Owed in all')).toBe('/orders?status=open');
    rerender(<OverdueTotals overdue={overdue} date="2026-10-31" />);
    expect(hrefOf('Overdue')).toBe('/orders?status=open&age=over-30&as_of=2026-10-31');
    expect(hrefOf('Owed in all')).toBe('/orders?status=open&as_of=2026-10-31');
  });
});

describe('OwedCard', () => {
  it('shows the totals and who is furthest behind', async () => {
    const { container } = render(<OwedCard overdue={overdue} />);
    expect(screen.getByRole('region', { name: 'Owed on orders' })).toHaveTextContent('$1,100.00');
    expect(screen.getByRole('list', { name: 'The most overdue' })).toHaveTextContent(
      /Ada.*143 days.*\$1,020\.10/,
    );
    const hrefOf = (name: string | RegExp) => screen.getByRole('link', { name }).getAttribute('href');
    expect(hrefOf('Who owes what')).toBe('/overdue');
    expect(hrefOf(/^\$1,100\s?\.00$/)).toBe('/orders?status=open');
    expect(hrefOf('$1,020.10')).toBe('/orders?status=open&age=over-30');
    expect(hrefOf('Ada')).toBe(`/orders?customer=${row.customer_id}&status=open&age=over-30`);
    expect(hrefOf('5 open orders')).toBe('/orders?status=open');
    expect(hrefOf('3 customers')).toBe('/overdue?days=0');
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says so where nobody is overdue, and is not there where nobody owes', () => {
    const { rerender, container } = render(
      <OwedCard overdue={{ ...overdue, data: [], totals: { ...overdue.totals, overdue: '0.00' } }} />,
    );
    expect(screen.getByText(/Nobody is overdue/)).toBeInTheDocument();
    rerender(<OwedCard overdue={paid} />);
    expect(container).toBeEmptyDOMElement();
  });
});
