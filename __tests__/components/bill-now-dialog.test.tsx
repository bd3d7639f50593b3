import { axe } from './support/accessible';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { toast } from 'sonner';
import {
  previewBillingAction,
  triggerBillingAction,
  type BillingOutcome,
  type BillingPreview,
} from '@/app/actions/billing';
import { BillNowDialog } from '@/components/billing/bill-now-dialog';
import { Toaster } from '@/components/ui/toaster';
import { failureOf } from '@/lib/ui/action-result';
import { adaId, productId } from './support/usage';

// Server actions are calls over the network; the other side of it is played here.
jest.mock('@/app/actions/billing', () => ({
  previewBillingAction: jest.fn(),
  triggerBillingAction: jest.fn(),
}));

jest.mock('next/navigation', () => ({
  ...jest.requireActual<object>('next/navigation'),
  useRouter: () => ({ push: jest.fn() }),
}));

const preview = jest.mocked(previewBillingAction);
const trigger = jest.mocked(triggerBillingAction);

const line: BillingPreview['lines'][number] = {
  customer_id: adaId,
  customer_name: 'Ada',
  service: 'chat completions',
  product_id: null,
  name: 'chat completions',
  events: 12,
  units: '14448',
  amount: '0.028896',
  outcome: 'bill',
  held_reason: null,
};

const plan: BillingPreview = {
  as_of: '2026-11-21T09:00:00Z',
  currency: 'USD',
  new_events: 20,
  would_bill: 3,
  total: '12.50',
  would_hold: 1,
  total_held: '4.00',
  lines: [
    line,
    {
      ...line,
      customer_id: productId,
      customer_name: 'Bo',
      amount: '4.00',
      outcome: 'hold',
      held_reason: 'insufficient_funds',
    },
  ],
  more_lines: 2,
  plan: `1.${'0'.repeat(64)}`,
};

const nothing: BillingPreview = {
  ...plan,
  new_events: 0,
  would_bill: 0,
  total: '0.00',
  would_hold: 0,
  total_held: '0.00',
  lines: [],
  more_lines: 0,
};

const outcome: BillingOutcome = {
  id: '0196c1f0-0000-7000-8000-0000000000f1',
  trigger: 'manual',
  status: 'completed',
  events: 20,
  charges: 3,
  total_billed: '12.50',
  held: 0,
  total_held: '0.00',
  currency: 'USD',
  started_by: 'user:1',
  started_at: '2026-11-21T09:00:00Z',
  finished_at: '2026-11-21T09:00:01Z',
};

async function open(found: BillingPreview) {
  preview.mockResolvedValue({ ok: true, data: found });
  const view = render(
    <>
      <BillNowDialog />
      <Toaster />
    </>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Bill now' }));
  await screen.findByRole('dialog', { name: 'Bill now' });
  return view;
}

afterEach(() => void toast.dismiss());

beforeAll(() => {
  window.matchMedia = (query) =>
    ({ ...new EventTarget(), matches: false, media: query, onchange: null }) as MediaQueryList;
});

describe('BillNowDialog', () => {
  it('says before anything is billed what would be, what would be held and why, customer by customer', async () => {
    const { baseElement } = await open(plan);
    expect(await screen.findByText(/will be taken in 3 charges/)).toBeInTheDocument();
    const billed = within(screen.getByRole('list', { name: 'Would be billed' }));
    expect(billed.getByRole('listitem')).toHaveTextContent('Adachat completions, 12 events$0.028896');
    const held = within(screen.getByRole('list', { name: 'Would be held' }));
    expect(held.getByRole('listitem')).toHaveTextContent(/^Bo.*The balance does not bear it\$4\.00$/);
    expect(screen.getByText(/2 smaller lines are not listed here; the sums are of all/)).toBeInTheDocument();
    expect(trigger).not.toHaveBeenCalled();
    expect(await axe(baseElement)).toHaveNoViolations();
  });

  it('offers nothing to confirm when everything is billed', async () => {
    await open(nothing);
    expect(await screen.findByText(/Everything that was recorded is billed/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /^(Bill \$|Run billing)/ })).not.toBeInTheDocument();
  });

  it('offers nothing to confirm where all that is left stays held', async () => {
    await open({ ...nothing, would_hold: 1, total_held: '4.00', lines: plan.lines.slice(1) });
    expect(await screen.findByText(/cannot be billed now/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /^(Bill \$|Run billing)/ })).not.toBeInTheDocument();
  });

  it('bills once for one confirmation, however often it is clicked, then says the result and closes', async () => {
    let answer: (value: { ok: true; data: BillingOutcome }) => void = () => undefined;
    trigger.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    await open(plan);
    await userEvent.dblClick(await screen.findByRole('button', { name: 'Bill $12.50' }));
    await userEvent.keyboard('{Escape}');
    expect(screen.getByRole('dialog')).toBeInTheDocument();
    expect(trigger).toHaveBeenCalledTimes(1);
    answer({ ok: true, data: outcome });
    expect(await screen.findByText('$12.50 billed in 3 charges')).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it.each([
    [{ held: 2, total_held: '4.00' }, '$12.50 billed in 3 charges, $4.00 held'],
    [{ status: 'running' as const }, '$12.50 billed so far, and the run goes on'],
    [{ charges: 0, total_billed: '0.00' }, 'Nothing was left to bill'],
  ])('tells a run with %p from one that billed everything', async (change, words) => {
    trigger.mockResolvedValue({ ok: true, data: { ...outcome, ...change } });
    await open(plan);
    await userEvent.click(await screen.findByRole('button', { name: 'Bill $12.50' }));
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('bills what costs nothing too, without calling it an amount', async () => {
    await open({ ...nothing, new_events: 1, would_bill: 1, lines: [{ ...line, amount: '0.00' }] });
    expect(await screen.findByRole('button', { name: 'Run billing' })).toBeInTheDocument();
  });

  it('says what to do when the server never answers', async () => {
    trigger.mockRejectedValue(new Error('the network is gone'));
    await open(plan);
    await userEvent.click(await screen.findByRole('button', { name: 'Bill $12.50' }));
    expect(await screen.findByText('The server did not answer.')).toBeInTheDocument();
    expect(
      screen.getByText('Look at the list of runs before you try again. No event is billed twice.'),
    ).toBeInTheDocument();
  });

  it('says what to do when the run is refused', async () => {
    trigger.mockResolvedValue(failureOf('permission_denied'));
    await open(plan);
    await userEvent.click(await screen.findByRole('button', { name: 'Bill $12.50' }));
    expect(await screen.findByText('Permission denied.')).toBeInTheDocument();
  });
});
