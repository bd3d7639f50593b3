import { axe } from './support/accessible';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  previewDebitsAction,
  triggerDebitsAction,
  type DebitOutcome,
  type DebitPreview,
} from '@/app/actions/debits';
import { RunDebitsDialog } from '@/components/debits/run-debits-dialog';
import { Toaster } from '@/components/ui/toaster';
import { failureOf } from '@/lib/ui/action-result';

// Server actions are calls over the network; the other side of it is played here.
jest.mock('@/app/actions/debits', () => ({ previewDebitsAction: jest.fn(), triggerDebitsAction: jest.fn() }));

jest.mock('next/navigation', () => ({
  ...jest.requireActual<object>('next/navigation'),
  useRouter: () => ({ push: jest.fn() }),
}));

const preview = jest.mocked(previewDebitsAction);
const trigger = jest.mocked(triggerDebitsAction);

const plan: DebitPreview = {
  period_start: '2026-11-21T06:00:00Z',
  missed_hours: 0,
  due: 26,
  would_succeed: 24,
  would_fail: 2,
  total: '1240.00',
  currency: 'USD',
  lines: [],
  more_lines: 26,
  plan: `1.${'0'.repeat(64)}`,
};

const outcome: DebitOutcome = {
  run_id: '0196c1f0-0000-7000-8000-000000000001',
  status: 'completed',
  processed: 26,
  succeeded: 24,
  failed: 2,
  total_debited: '1240.00',
  currency: 'USD',
  runs: [],
};

async function open(found: DebitPreview) {
  preview.mockResolvedValue({ ok: true, data: found });
  const view = render(
    <>
      <RunDebitsDialog />
      <Toaster />
    </>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Run debits now' }));
  await screen.findByRole('dialog', { name: 'Run debits now' });
  return view;
}

beforeAll(() => {
  window.matchMedia = (query) =>
    ({ ...new EventTarget(), matches: false, media: query, onchange: null }) as MediaQueryList;
});

describe('RunDebitsDialog', () => {
  it('says what will be taken, from how many, and who cannot pay, before anything is taken', async () => {
    const { baseElement } = await open(plan);
    expect(await screen.findByText('$1,240')).toBeInTheDocument();
    expect(screen.getByText('will be taken from 24 customers.')).toBeInTheDocument();
    expect(screen.getByText('2 customers cannot pay')).toBeInTheDocument();
    expect(trigger).not.toHaveBeenCalled();
    expect(await axe(baseElement)).toHaveNoViolations();
  });

  it('tells of the missed hours that the amount is for as well, and counts debits and not customers then', async () => {
    await open({ ...plan, missed_hours: 3, would_succeed: 96, would_fail: 8 });
    expect(await screen.findByText('3 missed hours first')).toBeInTheDocument();
    expect(screen.getByText('will be taken in 96 debits.')).toBeInTheDocument();
    expect(screen.getByText('8 debits will fail')).toBeInTheDocument();
  });

  it('offers nothing to confirm when nothing is due', async () => {
    await open({ ...plan, due: 0, would_succeed: 0, would_fail: 0, total: '0.00' });
    expect(await screen.findByText(/Nothing is due/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Debit/ })).not.toBeInTheDocument();
  });

  it('debits once for one confirmation, however often it is clicked, then says the result and closes', async () => {
    let answer: (value: { ok: true; data: DebitOutcome }) => void = () => undefined;
    trigger.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    await open(plan);
    const confirm = await screen.findByRole('button', { name: 'Debit $1,240.00' });
    await userEvent.dblClick(confirm);
    await userEvent.keyboard('{Escape}');
    expect(screen.getByRole('dialog')).toBeInTheDocument();
    expect(trigger).toHaveBeenCalledTimes(1);
    answer({ ok: true, data: outcome });
    expect(
      await screen.findByText('$1,240.00 debited from 24 customers, 2 could not pay'),
    ).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('says that a long run goes on, and does not call it done', async () => {
    trigger.mockResolvedValue({ ok: true, data: { ...outcome, status: 'running' } });
    await open(plan);
    await userEvent.click(await screen.findByRole('button', { name: 'Debit $1,240.00' }));
    const toast = (await screen.findByText('$1,240.00 debited so far, and the run goes on')).closest('li');
    expect(toast).toHaveTextContent('Open run');
  });

  it('gives the focus back to the button that opened it', async () => {
    await open(plan);
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Run debits now' })).toHaveFocus());
  });

  it('says what to do when the run is refused', async () => {
    trigger.mockResolvedValue(failureOf('permission_denied'));
    await open(plan);
    await userEvent.click(await screen.findByRole('button', { name: 'Debit $1,240.00' }));
    expect(await screen.findByText('Permission denied.')).toBeInTheDocument();
    expect(screen.getByText(/Ask an owner or admin/)).toBeInTheDocument();
  });

  it('does just what was looked at, or says who changed, and looks again', async () => {
    trigger.mockResolvedValue({
      ...failureOf('plan_changed'),
      message: 'The run would not do what was looked at any more. Nothing was debited.',
      changed: {
        changed: [
          { customer_id: '1', customer_name: 'Ada', balance_before: '3.00', balance_after: '53.00' },
          { customer_id: '2', customer_name: 'Bob', balance_before: '8.00', balance_after: '8.00' },
        ],
        more_changed: 1,
        currency: 'USD',
      },
    });
    const { baseElement } = await open({
      ...plan,
      lines: [
        {
          customer_id: '1',
          customer_name: 'Ada',
          hours: 1,
          hourly_debit_amount: '5.00',
          would_succeed: 0,
          would_fail: 1,
          total: '0.00',
          balance_before: '3.00',
          balance_after: '3.00',
        },
      ],
    });
    expect(await screen.findByRole('list', { name: 'Customer by customer' })).toHaveTextContent(
      /Ada.*cannot pay/,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Debit $1,240.00' }));
    expect(trigger).toHaveBeenLastCalledWith(expect.any(String), plan.plan);
    const changed = await screen.findByRole('list', { name: 'What has changed' });
    expect(changed).toHaveTextContent('Ada$3.00 to $53.00Bobsettings changed, balance $8.00');
    expect(screen.getByText('1 more customer.')).toBeInTheDocument();
    expect(await axe(baseElement)).toHaveNoViolations();
    preview.mockResolvedValue({ ok: true, data: { ...plan, total: '1190.00' } });
    await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
    expect(await screen.findByRole('button', { name: 'Debit $1,190.00' })).toBeInTheDocument();
    const [first] = trigger.mock.lastCall ?? [];
    trigger.mockResolvedValue({ ok: true, data: outcome });
    await userEvent.click(screen.getByRole('button', { name: 'Debit $1,190.00' }));
    expect(trigger.mock.lastCall?.[0]).not.toBe(first);
  });
});
