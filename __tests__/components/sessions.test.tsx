import { axe } from './support/accessible';
import './support/layout';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CreditFacts } from '@/components/customers/credit-facts';
import { SessionsCard } from '@/components/overview/sessions-card';
import { SessionFacts } from '@/components/sessions/session-facts';
import { SessionTable } from '@/components/sessions/session-table';
import { SessionTotals } from '@/components/sessions/session-totals';
import { SessionsChart } from '@/components/sessions/sessions-chart';
import { TopSessions } from '@/components/sessions/top-sessions';
import { TooltipProvider } from '@/components/ui/tooltip';
import { adaId, analytics, detailOf, ended, pageOf, running, statusOf } from './support/running';

// Server actions are calls over the network; none is made here.
jest.mock('@/app/actions/sessions', () => ({ stopSessionAction: jest.fn() }));

const router = { refresh: jest.fn() };
jest.mock('next/navigation', () => ({
  ...jest.requireActual<object>('next/navigation'),
  useRouter: () => router,
}));

beforeAll(() => {
  window.matchMedia = (query) =>
    Object.assign(new EventTarget(), { matches: true, media: query, onchange: null }) as MediaQueryList;
});

const days = 'from=2026-11-19&to=2026-11-21';

describe('sessions by day', () => {
  // jsdom has no layout, and a chart of no size draws nothing.
  beforeEach(() => {
    const box = { x: 0, y: 0, top: 0, left: 0, right: 800, bottom: 240, width: 800, height: 240 };
    jest.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue({ ...box, toJSON: () => box });
  });
  afterEach(() => jest.restoreAllMocks());

  it('are drawn as credits and as minutes, with nothing on a day without a session', () => {
    const { container } = render(<SessionsChart analytics={analytics} />);
    expect(container.querySelectorAll('.recharts-bar-rectangle path')).toHaveLength(4);
    expect(screen.getByRole('img', { name: /1,234.credits in 123\.45 minutes/ })).toBeInTheDocument();
  });

  it('stand in a table to the last digit, where each day leads to its sessions', async () => {
    const { container } = render(<SessionsChart analytics={analytics} customerId={adaId} />);
    await userEvent.click(screen.getByRole('button', { name: 'View as table' }));
    const table = screen.getByRole('table', { name: 'Credits and minutes by day' });
    expect(within(table).getAllByRole('row')[2]).toHaveTextContent(/21 Nov3100\.001,000$/);
    expect(within(table).getByRole('link', { name: '21 Nov' })).toHaveAttribute(
      'href',
      `/sessions/history?customer=${adaId}&from=2026-11-21&to=2026-11-21`,
    );
    expect(await axe(container)).toHaveNoViolations();
  });

  it('are links to the sessions of the day, where there was one', () => {
    render(<SessionsChart analytics={analytics} customerId={adaId} />);
    const list = screen.getByRole('list', { name: 'Sessions of each day' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(3);
    expect(
      within(list)
        .getAllByRole('link')
        .map((link) => link.getAttribute('href')),
    ).toEqual(
      ['2026-11-19', '2026-11-21'].map((day) => `/sessions/history?customer=${adaId}&from=${day}&to=${day}`),
    );
  });

  it('say in words that there was none', () => {
    render(<SessionsChart analytics={{ ...analytics, sessions: 0, days: [] }} />);
    expect(
      screen.getByRole('img', { name: 'No session from 19 Nov 2026 to 21 Nov 2026.' }),
    ).toBeInTheDocument();
  });

  it('come to totals that each lead to the sessions of these days', async () => {
    const { container } = render(<SessionTotals analytics={analytics} />);
    expect(container).toHaveTextContent(/Sessions4Of 2 customersMinutes123\.45.*Credits used1,234/);
    for (const link of screen.getAllByRole('link'))
      expect(link).toHaveAttribute('href', `/sessions/history?${days}`);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('name who used most, and lead to their sessions of these days', async () => {
    const { container } = render(<TopSessions analytics={analytics} />);
    const [ada] = screen.getAllByRole('listitem');
    expect(ada).toHaveTextContent(/Ada1,204.credits3 sessions, 120\.45 min/);
    expect(screen.getByRole('link', { name: 'Ada' })).toHaveAttribute(
      'href',
      `/sessions/history?customer=${adaId}&${days}`,
    );
    expect(await axe(container)).toHaveNoViolations();
  });

  it('say that nobody had one', () => {
    render(<TopSessions analytics={{ ...analytics, top_customers: [] }} />);
    expect(screen.getByText('Nobody had a session in this period.')).toBeInTheDocument();
  });
});

describe('a list of sessions', () => {
  const show = (without?: 'customer') =>
    render(
      <TooltipProvider>
        <SessionTable caption="Sessions" page={pageOf(running, ended)} {...(without ? { without } : {})} />
      </TooltipProvider>,
    );

  it('says who, when, why it ended, by whom and what it used, and leads to each', async () => {
    const { container } = show();
    const [, first, second] = screen.getAllByRole('row');
    expect(first).toHaveTextContent(/^Ada.*Running.*Piano lesson.*Nobody yet/);
    expect(second).toHaveTextContent(/Ran out.*By itself.*10 a minute20:001,200\.5/);
    expect(screen.getAllByRole('link', { name: 'Ada' }).map((link) => link.getAttribute('href'))).toEqual([
      `/sessions/${running.id}`,
      `/sessions/${ended.id}`,
    ]);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('begins each row with when it started where all are of one customer', () => {
    show('customer');
    expect(screen.queryByRole('columnheader', { name: 'Customer' })).not.toBeInTheDocument();
    expect(screen.getAllByRole('link')[1]).toHaveAttribute('href', `/sessions/${ended.id}`);
  });
});

describe('one session', () => {
  it('that ended says why, when and by whom, and leads to its customer', async () => {
    const { container } = render(<SessionFacts session={detailOf(ended)} />);
    expect(container).toHaveTextContent(
      /Credits used1,200\.5Lasted20:00It ended by itself when the last credit was used\./,
    );
    expect(container).not.toHaveTextContent('Time left');
    expect(container).toHaveTextContent(/Started byMember …00abcdEnded21 Nov 2026/);
    expect(screen.getByRole('link', { name: 'Ada' })).toHaveAttribute(
      'href',
      `/customers/${adaId}?tab=sessions`,
    );
    expect(await axe(container)).toHaveNoViolations();
  });

  it('that was stopped says whether by the customer or by whoever started it', () => {
    const { container, rerender } = render(
      <SessionFacts session={detailOf({ ...ended, end_reason: 'stopped', ended_by: `customer:${adaId}` })} />,
    );
    expect(container).toHaveTextContent('It was stopped by the customer.');
    expect(container).toHaveTextContent('Ended byThe customer');
    rerender(
      <SessionFacts session={detailOf({ ...ended, end_reason: 'stopped', ended_by: ended.started_by })} />,
    );
    expect(container).toHaveTextContent('It was stopped by whoever started it.');
  });
});

describe('the credits of a customer', () => {
  it('lead to each that came and went, and name the rate of a session to come', async () => {
    const { container } = render(
      <CreditFacts
        status={statusOf(null)}
        mayStop
        start={<button type="button">Start session</button>}
        add={null}
      />,
    );
    expect(container).toHaveTextContent(/Credits right now42.*No session is runningOne uses 10 a minute\./);
    expect(screen.getByRole('link', { name: /came and went/ })).toHaveAttribute(
      'href',
      `/customers/${adaId}?wallet=credits`,
    );
    expect(screen.getByRole('button', { name: 'Start session' })).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });
});

describe('sessions on the overview', () => {
  it('tell how many run and what they burn together, and lead to each', async () => {
    const { container } = render(
      <SessionsCard running={12} creditsPerMinute="125.5" page={pageOf(running)} analytics={analytics} />,
    );
    expect(container).toHaveTextContent(/Running now12.*Burn125\.5.*Last 30 days1,234Credits in 4 sessions/);
    expect(screen.getByRole('link', { name: 'Ada' })).toHaveAttribute('href', `/sessions/${running.id}`);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('say that none runs, and take no room where none ever did', () => {
    const { container, rerender } = render(
      <SessionsCard running={0} creditsPerMinute="0" page={pageOf()} analytics={analytics} />,
    );
    expect(container).toHaveTextContent('No session is running.');
    rerender(
      <SessionsCard
        running={0}
        creditsPerMinute="0"
        page={pageOf()}
        analytics={{ ...analytics, sessions: 0 }}
      />,
    );
    expect(container).toBeEmptyDOMElement();
  });
});
