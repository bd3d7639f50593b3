import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from './support/accessible';
import { advanceClockAction, type ClockMove } from '@/app/actions/sandbox';
import { SandboxBanner } from '@/components/sandbox/sandbox-banner';
import { failureOf } from '@/lib/ui/action-result';

// Server actions are calls over the network; the other side of it is played here.
jest.mock('@/app/actions/sandbox', () => ({ advanceClockAction: jest.fn() }));

const refreshed = jest.fn();
jest.mock('next/navigation', () => ({
  ...jest.requireActual<object>('next/navigation'),
  useRouter: () => ({ refresh: refreshed }),
}));

const advance = jest.mocked(advanceClockAction);
const clock = '2026-11-21T10:00:00Z';

const whole: ClockMove = {
  test_clock_at: '2026-12-21T10:00:00Z',
  from: clock,
  until: '2026-12-21T10:00:00Z',
  reached: true,
  hours: 720,
  debits_succeeded: 700,
  debits_failed: 20,
  total_debited: '1050.00',
  charges: 1,
  total_billed: '9.00',
  sessions_ended: 2,
  holds_expired: 1,
  orders_overdue: 1,
  currency: 'USD',
};
const half: ClockMove = { ...whole, test_clock_at: '2026-12-06T10:00:00Z', reached: false, hours: 360 };

const button = (name: string) => screen.getByRole('button', { name });

describe('SandboxBanner', () => {
  it('says on each page that it is a sandbox and what time it is there', async () => {
    const { container } = render(<SandboxBanner clock={clock} canAdvance />);
    const banner = screen.getByRole('region', { name: 'Sandbox' });
    expect(banner).toHaveTextContent(/Sandbox\. Its clock stands at 21 Nov 2026/);
    expect(
      within(banner)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(['an hour', 'a day', '30 days']);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('offers whoever may not move it no button', () => {
    render(<SandboxBanner clock={clock} canAdvance={false} />);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('goes on until the end is reached, shows how far it is, and then what happened, each with its rows', async () => {
    let answer: (move: ClockMove) => void = () => undefined;
    advance
      .mockResolvedValueOnce({ ok: true, data: half })
      .mockReturnValueOnce(new Promise((resolve) => (answer = (data) => resolve({ ok: true, data }))));
    const { container } = render(<SandboxBanner clock={clock} canAdvance />);
    await userEvent.click(button('Advance 30 days'));
    expect(await screen.findByRole('progressbar')).toHaveAttribute('aria-valuenow', '50');
    expect(screen.getByRole('region')).toHaveTextContent(/6 Dec 2026/);
    expect(button('Advance an hour')).toBeDisabled();
    expect(advance.mock.calls.map(([step]) => step)).toEqual([{ days: 30 }, { until: whole.until }]);
    await act(async () => answer(whole));
    const report = await screen.findByRole('list', { name: 'What happened on the way' });
    expect(
      within(report)
        .getAllByRole('link')
        .map((link) => [link.textContent, link.getAttribute('href')]),
    ).toEqual([
      ['720 hours: 700 debits of $1,050.00, 20 failed', '/debits'],
      ['1 charge for usage of $9.00', '/billing/charges'],
      ['2 sessions ended', '/sessions/history?status=ended'],
      ['1 hold expired', '/holds?status=expired'],
      ['1 order became overdue', '/overdue'],
    ]);
    expect(await axe(container)).toHaveNoViolations();
    await userEvent.click(button('Dismiss what happened'));
    expect(report).not.toBeInTheDocument();
  });

  it('says where nothing happened, and why it did not move', async () => {
    advance.mockResolvedValueOnce({
      ok: true,
      data: {
        ...whole,
        hours: 0,
        charges: 0,
        sessions_ended: 0,
        holds_expired: 0,
        orders_overdue: 0,
      },
    });
    render(<SandboxBanner clock={clock} canAdvance />);
    await userEvent.click(button('Advance an hour'));
    expect(await screen.findByText('Nothing happened on the way.')).toBeInTheDocument();
    advance.mockResolvedValueOnce(failureOf('permission_denied'));
    await userEvent.click(button('Advance a day'));
    expect(await screen.findByText(/Permission denied\./)).toBeInTheDocument();
    expect(refreshed).toHaveBeenCalled();
  });
});
