import { axe } from './support/accessible';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { lookAgain } from '@/app/actions/portal';
import { startSessionAction, stopSessionAction } from '@/app/actions/sessions';
import { LiveBanner } from '@/components/portal/portal-live';
import { SessionList } from '@/components/portal/session-list';
import { SessionPanel, type SessionPanelProps } from '@/components/portal/session-panel';
import type { Session, SessionStatus } from '@/components/portal/session-words';
import { failureOf } from '@/lib/ui/action-result';

// Server actions are calls over the network; nothing is sent here.
jest.mock('@/app/actions/portal', () => ({ lookAgain: jest.fn(), chooseCustomer: jest.fn() }));
jest.mock('@/app/actions/sessions', () => ({ startSessionAction: jest.fn(), stopSessionAction: jest.fn() }));
jest.mock('next/navigation', () => ({
  ...jest.requireActual<object>('next/navigation'),
  useRouter: () => ({ push: jest.fn(), refresh: jest.fn() }),
  usePathname: () => '/portal',
}));

const customerId = '0196c1f0-0000-7000-8000-000000000001';
const self = { business_id: '0196c1f0-0000-7000-8000-00000000000b', customer_id: customerId };
const running: Session = {
  id: '0196c1f0-0000-7000-8000-0000000000a1',
  customer_id: customerId,
  customer_name: 'Ada',
  status: 'active',
  credits_per_minute: '10',
  description: null,
  started_at: '2026-11-21T12:00:00Z',
  ended_at: null,
  end_reason: null,
  seconds: 0,
  credits_used: '0',
  credits_left: '12',
  runs_out_at: '2026-11-21T12:01:12Z',
  started_by: `customer:${customerId}`,
  ended_by: null,
};
const ended: Session = {
  ...running,
  status: 'ended',
  ended_at: '2026-11-21T12:01:12Z',
  end_reason: 'ran_out',
  seconds: 72,
  credits_used: '12',
  credits_left: null,
  runs_out_at: null,
};
const atRest: SessionStatus = {
  customer_id: customerId,
  as_of: '2026-11-21T12:05:00Z',
  clock_stands_still: false,
  credits: '12',
  credits_held: '0',
  credits_per_minute: '10',
  can_start: true,
  session: null,
  last_session: null,
};
/** Each test is on a day of its own, so that none goes back in time. */
let day = 0;
const at = (seconds: number): string => new Date(Date.UTC(2027, 0, day, 12) + seconds * 1000).toISOString();

/** A session that runs, seen so many seconds after it began. */
function atWork(changes: Partial<SessionStatus> = {}, seconds = 0, lasts = 72): SessionStatus {
  const used = String(Math.floor(seconds / 6));
  const session = { ...running, started_at: at(0), runs_out_at: at(lasts), credits_used: used };
  return { ...atRest, as_of: at(seconds), can_start: false, session, ...changes };
}

function panel(changes: Partial<SessionPanelProps> = {}) {
  return (
    <SessionPanel self={self} businessName="Northwind" isArchived={false} status={atRest} {...changes} />
  );
}
const button = (name: string) => screen.getByRole('button', { name });
const spoken = () =>
  screen
    .getAllByRole('status')
    .map((each) => each.textContent)
    .join(' ');

beforeEach(() => {
  day += 1;
  jest.mocked(lookAgain).mockResolvedValue(true);
});

describe('the session of a customer', () => {
  it('at rest: what there is, what it is enough for, and one button', async () => {
    const { container } = render(panel());
    expect(screen.getByRole('timer', { name: /^12.credits$/ })).toBeInTheDocument();
    expect(screen.getByText('1 min 12 s')).toBeInTheDocument();
    expect(screen.getAllByRole('button')).toHaveLength(1);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('a start is only asked for: until the server has answered nothing runs', async () => {
    let answer: (value: Awaited<ReturnType<typeof startSessionAction>>) => void = () => undefined;
    jest.mocked(startSessionAction).mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const { rerender } = render(panel());
    await userEvent.click(button('Start session'));
    expect(button('Starting…')).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByText('Ready')).toBeInTheDocument();
    const status = atWork();
    const session = status.session ?? running;
    await act(async () => answer({ ok: true, data: { ...status, session } }));
    rerender(panel({ status }));
    expect(button('Stop session')).toHaveFocus();
    expect(screen.getByText('Running')).toBeInTheDocument();
    const [, form] = jest.mocked(startSessionAction).mock.lastCall ?? [];
    expect(Object.fromEntries(form ?? [])).toMatchObject(self);
  });

  it('a stop names the session, so that it cannot stop a later one', async () => {
    const status = atWork();
    jest
      .mocked(stopSessionAction)
      .mockResolvedValue({ ok: true, data: { ...status, session: ended, stopped: true } });
    const { rerender } = render(panel({ status }));
    await userEvent.click(button('Stop session'));
    const [, form] = jest.mocked(stopSessionAction).mock.lastCall ?? [];
    expect(Object.fromEntries(form ?? [])).toMatchObject({ ...self, session_id: running.id });
    rerender(
      panel({
        status: {
          ...atRest,
          last_session: { ...ended, end_reason: 'stopped', ended_by: running.started_by },
        },
      }),
    );
    expect(button('Start session')).toHaveFocus();
    expect(screen.getByText(/: you stopped it$/)).toHaveTextContent(
      /^Ended at .*\d\d:\d\d:12: you stopped it$/,
    );
  });

  it('a 402 says what is needed and who can help', async () => {
    jest.mocked(startSessionAction).mockResolvedValue(failureOf('insufficient_credits'));
    render(panel());
    await userEvent.click(button('Start session'));
    expect(await screen.findByRole('alert')).toHaveTextContent(/at least one credit. Ask Northwind for more/);
  });

  it.each(['0', '0.9', '0.00'])(
    'with %s credits it says why it does not start, and sends nothing',
    async (credits) => {
      const { container } = render(panel({ status: { ...atRest, credits, can_start: false } }));
      expect(button('Start session')).toHaveAccessibleDescription(/needs at least one credit/);
      await userEvent.click(button('Start session'));
      expect(startSessionAction).not.toHaveBeenCalled();
      expect(await axe(container)).toHaveNoViolations();
    },
  );

  it('an archived customer reads what was and starts nothing', async () => {
    render(panel({ isArchived: true, status: { ...atRest, can_start: false, last_session: ended } }));
    expect(button('Start session')).toHaveAccessibleDescription(/Northwind has closed this account/);
    expect(screen.getByText(/your credits ran out$/)).toBeInTheDocument();
    await userEvent.click(button('Start session'));
    expect(startSessionAction).not.toHaveBeenCalled();
  });

  it('with a test clock nothing moves, and it says so', () => {
    jest.useFakeTimers();
    try {
      render(panel({ status: atWork({ clock_stands_still: true }) }));
      act(() => jest.advanceTimersByTime(60_000));
      expect(screen.getByRole('timer', { name: /^12.credits$/ })).toBeInTheDocument();
      expect(screen.getByText('Time stands still')).toBeInTheDocument();
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('the counter', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const pass = (seconds: number) => act(() => jest.advanceTimersByTime(seconds * 1000));

  it('moves by the second and tells a screen reader only what changes for it', () => {
    render(panel({ status: atWork() }));
    pass(6.2);
    expect(screen.getByRole('timer', { name: /^11.credits$/ })).toBeInTheDocument();
    expect(screen.getByText('0:06')).toBeInTheDocument();
    expect(screen.getByText('1:06')).toBeInTheDocument();
    expect(spoken()).toContain('Session running.');
    pass(7);
    expect(spoken()).toContain('Less than a minute left.');
    const before = spoken();
    pass(30);
    expect(spoken()).toBe(before);
    expect(screen.getByRole('timer')).not.toHaveAttribute('aria-live');
  });

  it('shows the end at the second in which the credits are gone, and asks the server', () => {
    render(panel({ status: atWork() }));
    pass(71);
    expect(button('Stop session')).toBeInTheDocument();
    expect(lookAgain).not.toHaveBeenCalled();
    pass(1.2);
    expect(screen.getByRole('timer', { name: /^0.credits$/ })).toBeInTheDocument();
    expect(screen.getByText(/^Ended at/)).toHaveTextContent(/:12: your credits ran out$/);
    expect(screen.getByText(/^1 minute 12 seconds, 12.credits$/)).toBeInTheDocument();
    expect(button('Start session')).toHaveAttribute('aria-disabled', 'true');
    expect(spoken()).toContain('Your credits ran out.');
    expect(lookAgain).toHaveBeenCalledTimes(1);
    expect(lookAgain).toHaveBeenCalledWith(self);
  });

  it('asks again until the server has answered, and stays as it is meanwhile', async () => {
    jest.mocked(lookAgain).mockRejectedValueOnce(new Error('no network')).mockResolvedValueOnce(false);
    render(panel({ status: atWork() }));
    pass(72.2);
    for (const calls of [2, 3]) {
      await act(() => jest.advanceTimersByTimeAsync(3_100));
      expect(lookAgain).toHaveBeenCalledTimes(calls);
    }
    await act(() => jest.advanceTimersByTimeAsync(30_000));
    expect(lookAgain).toHaveBeenCalledTimes(3);
    expect(screen.getByText(/your credits ran out$/)).toBeInTheDocument();
  });

  it('goes on when credits came in before the end', () => {
    const { rerender } = render(panel({ status: atWork() }));
    pass(60);
    rerender(panel({ status: atWork({ credits: '102' }, 60, 672) }));
    pass(20);
    expect(screen.getByRole('timer', { name: /^99.credits$/ })).toBeInTheDocument();
    expect(button('Stop session')).toBeInTheDocument();
  });
});

describe('LiveBanner', () => {
  it('speaks up only when the line is lost', async () => {
    const { rerender, container } = render(<LiveBanner state="live" />);
    expect(screen.getByRole('status')).toHaveTextContent(/^Live$/);
    rerender(<LiveBanner state="reconnecting" isTicking />);
    expect(screen.getByRole('status')).toHaveTextContent(/Reconnecting….*session goes on/);
    expect(await axe(container)).toHaveNoViolations();
  });
});

describe('SessionList', () => {
  it('tells when, how long, how much and why of each', async () => {
    const { container } = render(
      <SessionList
        sessions={[running, { ...ended, id: 'another', description: 'Piano room' }]}
        businessName="Northwind"
      />,
    );
    const [first, second] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent(/Running/);
    expect(second).toHaveTextContent(/12 credits.*Your credits ran out · Piano room.*1:12/);
    expect(await axe(container)).toHaveNoViolations();
  });
});
