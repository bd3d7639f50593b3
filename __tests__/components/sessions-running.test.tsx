import { axe } from './support/accessible';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { stopSessionAction } from '@/app/actions/sessions';
import { CreditFacts } from '@/components/customers/credit-facts';
import { SessionsCard } from '@/components/overview/sessions-card';
import { RunningTable } from '@/components/sessions/running-table';
import { SessionFacts } from '@/components/sessions/session-facts';
import { SessionTable } from '@/components/sessions/session-table';
import { Toaster } from '@/components/ui/toaster';
import { TooltipProvider } from '@/components/ui/tooltip';
import { failureOf } from '@/lib/ui/action-result';
import { adaId, analytics, detailOf, ended, pageOf, running, statusOf } from './support/running';

// Server actions are calls over the network; the other side of it is played here.
jest.mock('@/app/actions/sessions', () => ({ stopSessionAction: jest.fn() }));

const refresh = jest.fn();
const router = { refresh };
jest.mock('next/navigation', () => ({
  ...jest.requireActual<object>('next/navigation'),
  useRouter: () => router,
}));

beforeAll(() => {
  window.matchMedia = (query) =>
    Object.assign(new EventTarget(), { matches: true, media: query, onchange: null }) as MediaQueryList;
});

const pass = (seconds: number) => act(() => jest.advanceTimersByTime(seconds * 1000));
const figures = (row: number) =>
  within(screen.getAllByRole('row')[row] as HTMLElement)
    .getAllByRole('cell')
    .slice(1, 5)
    .map((cell) => cell.textContent);

describe('the sessions that run', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('show what is left, for how long, the time and what is used, and move on each second', () => {
    render(<RunningTable page={pageOf(running)} mayStop />);
    expect(figures(1)).toEqual(['90left', '8:55', '1:05', '10']);
    pass(1);
    expect(figures(1)).toEqual(['89left', '8:54', '1:06', '11']);
    pass(59);
    expect(figures(1)).toEqual(['80left', '7:55', '2:05', '20']);
  });

  it('have one timer together, and of the page only the figures are drawn again', async () => {
    const { container } = render(
      <RunningTable page={pageOf(running, { ...running, id: 'b' }, { ...running, id: 'c' })} mayStop />,
    );
    expect(jest.getTimerCount()).toBe(1);
    const touched = new Set<string>();
    const observer = new MutationObserver((changes) => changes.forEach(({ type }) => touched.add(type)));
    observer.observe(container, { subtree: true, childList: true, attributes: true, characterData: true });
    pass(3);
    await act(async () => Promise.resolve());
    observer.disconnect();
    expect([...touched]).toEqual(['characterData']);
  });

  it('stand still where the clock of a sandbox does', () => {
    render(<RunningTable page={{ ...pageOf(running), clock_stands_still: true }} mayStop />);
    const before = figures(1);
    pass(3600);
    expect(figures(1)).toEqual(before);
    expect(refresh).not.toHaveBeenCalled();
  });

  it('have run out at the second the credits do, and the page asks once what came of it', () => {
    const soon = { ...running, id: 'soon', credits_left: '1', runs_out_at: '2026-11-21T09:01:08.000000Z' };
    const { rerender } = render(<RunningTable page={pageOf(running, soon)} mayStop />);
    pass(2);
    expect(figures(2)[1]).toBe('0:01');
    expect(refresh).not.toHaveBeenCalled();
    pass(1);
    pass(0.3);
    expect(figures(2).slice(0, 2)).toEqual(['0left', 'Ran out']);
    expect(refresh).toHaveBeenCalledTimes(1);
    pass(60);
    expect(refresh).toHaveBeenCalledTimes(1);
    rerender(<RunningTable page={pageOf(running)} mayStop />);
    expect(screen.getAllByRole('row')).toHaveLength(2);
  });

  it('never end where the rate is nothing', () => {
    render(
      <RunningTable
        page={pageOf({ ...running, credits_per_minute: '0', credits_used: '0', runs_out_at: null })}
        mayStop
      />,
    );
    expect(figures(1)[1]).toBe('No end');
    pass(10);
    expect(figures(1)).toEqual(['90left', 'No end', '1:15', '0']);
  });

  it('move on in a history too, beside those that have ended', () => {
    render(
      <TooltipProvider>
        <SessionTable caption="Sessions" page={pageOf(running, ended)} />
      </TooltipProvider>,
    );
    const [, first, second] = screen.getAllByRole('row');
    pass(7);
    expect(first).toHaveTextContent(/Ada.*Running.*10 a minute1:1212used$/);
    expect(second).toHaveTextContent(/Ran out.*20:001,200\.5used$/);
  });

  it('move on where one is looked at, on the page of its customer and on the overview', () => {
    render(<SessionFacts session={detailOf(running)} />);
    render(<CreditFacts status={statusOf(running)} mayStop start={null} add={null} />);
    render(<SessionsCard running={1} creditsPerMinute="10" page={pageOf(running)} analytics={analytics} />);
    pass(7);
    expect(screen.getByRole('region', { name: 'Figures' })).toHaveTextContent(
      /Credits used12Elapsed1:12Credits left88Time left8:48/,
    );
    expect(screen.getByRole('region', { name: 'Credits' })).toHaveTextContent(
      /Credits right now88.*Session running1:12.*Time left8:48Used by it12.credits/,
    );
    expect(screen.getByRole('region', { name: 'Sessions' })).toHaveTextContent(
      /Ada1:12, 8:48 left88.credits/,
    );
  });
});

describe('stopping a session', () => {
  const stop = jest.mocked(stopSessionAction);
  const open = async () => {
    const view = render(
      <>
        <RunningTable page={pageOf(running)} mayStop />
        <Toaster />
      </>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Stop the session of Ada' }));
    const dialog = await screen.findByRole('dialog', { name: 'Stop the session of Ada?' });
    return { view, confirm: within(dialog).getByRole('button', { name: 'Stop session' }) };
  };

  it('names the session, so that a later one is never meant, and tells what it used', async () => {
    stop.mockResolvedValue({
      ok: true,
      data: { ...statusOf(running), session: { ...ended, credits_used: '11' }, stopped: true },
    });
    const { confirm } = await open();
    await userEvent.click(confirm);
    expect(await screen.findByText('The session of Ada is stopped')).toBeInTheDocument();
    expect(screen.getByText(/^11.credits used\.$/)).toBeInTheDocument();
    const sent = stop.mock.lastCall?.[1];
    expect(sent?.get('session_id')).toBe(running.id);
    expect(sent?.get('customer_id')).toBe(adaId);
  });

  it('says of one that had ended before that it had', async () => {
    stop.mockResolvedValue({ ok: true, data: { ...statusOf(running), session: ended, stopped: false } });
    const { confirm } = await open();
    await userEvent.click(confirm);
    expect(await screen.findByText('The session of Ada had ended before')).toBeInTheDocument();
  });

  it('stays open with the reason when it is refused', async () => {
    stop.mockResolvedValue(failureOf('permission_denied'));
    const { confirm } = await open();
    await userEvent.click(confirm);
    expect(await screen.findByRole('alert')).toHaveTextContent(/Ask an owner or admin/);
  });

  it('is for nobody who only looks', async () => {
    const { container } = render(<RunningTable page={pageOf(running)} mayStop={false} />);
    render(<CreditFacts status={statusOf(running)} mayStop={false} start={null} add={null} />);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    expect(screen.queryByRole('columnheader', { name: 'Action' })).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: /^Ada/ })).toHaveAttribute('href', `/sessions/${running.id}`);
    expect(await axe(container)).toHaveNoViolations();
  });
});
