import { axe } from './support/accessible';
import './support/layout';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  captureHoldAction,
  createHoldAction,
  findHoldCustomersAction,
  readHoldableAction,
  releaseHoldAction,
} from '@/app/actions/holds';
import { CaptureHoldDialog } from '@/components/holds/capture-hold-dialog';
import { CreateHoldDialog } from '@/components/holds/create-hold-dialog';
import { ReleaseHoldButton } from '@/components/holds/release-hold-button';
import { Toaster } from '@/components/ui/toaster';
import { failureOf } from '@/lib/ui/action-result';
import { expired, holding } from './support/holds';
import { adaId } from './support/running';

// Server actions are calls over the network; the other side of them is played here.
jest.mock('@/app/actions/holds', () => ({
  captureHoldAction: jest.fn(),
  createHoldAction: jest.fn(),
  findHoldCustomersAction: jest.fn(),
  readHoldableAction: jest.fn(),
  releaseHoldAction: jest.fn(),
}));

const create = jest.mocked(createHoldAction);
const capture = jest.mocked(captureHoldAction);
const release = jest.mocked(releaseHoldAction);
const ada = { id: adaId, name: 'Ada', currency: 'USD' };

const entry = {
  id: `${adaId}.3`,
  wallet_id: adaId,
  wallet_kind: 'prepaid' as const,
  customer_id: adaId,
  version: 3,
  amount: '-10.00',
  balance_after: '83.40',
  unit: 'USD',
  kind: 'capture',
  counter_account: 'revenue:holds',
  description: null,
  reference_type: 'hold',
  reference_id: holding.id,
  actor: holding.actor,
  request_id: null,
  occurred_at: holding.created_at,
  recorded_at: holding.created_at,
  hash: 'a'.repeat(64),
};

beforeAll(() => {
  window.matchMedia = (query) =>
    Object.assign(new EventTarget(), { matches: true, media: query, onchange: null }) as MediaQueryList;
});

beforeEach(() => {
  jest.mocked(readHoldableAction).mockResolvedValue({
    ok: true,
    data: { currency: 'USD', available: '80.00', unbilled_usage: '2.50', credits: '42' },
  });
  create.mockResolvedValue({ ok: true, data: holding });
});

const sent = (action: { mock: { lastCall?: unknown[] | undefined } }) =>
  Object.fromEntries((action.mock.lastCall?.[1] as FormData | undefined) ?? []);

describe('making a hold', () => {
  const open = async () => {
    render(
      <>
        <CreateHoldDialog customer={ada} />
        <Toaster />
      </>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'New hold' }));
    return within(await screen.findByRole('dialog', { name: 'New hold' }));
  };

  it('tells what is ready to use, and sends the amount, for how long, and a key', async () => {
    const dialog = await open();
    const amount = dialog.getByRole('textbox', { name: 'Amount' });
    await waitFor(() =>
      expect(amount).toHaveAccessibleDescription('$80.00 ready to use, $2.50 of it used and not billed yet'),
    );
    expect(await axe(document.body)).toHaveNoViolations();
    await userEvent.type(amount, '25');
    await userEvent.click(dialog.getByRole('button', { name: 'Put on hold' }));
    expect(await screen.findByText('$18.40 of Ada on hold')).toBeInTheDocument();
    expect(sent(create)).toMatchObject({
      customer_id: adaId,
      wallet: 'prepaid',
      amount: '25',
      expires_in: '900',
      idempotency_key: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  it('holds credits as well, with their own figure', async () => {
    const dialog = await open();
    dialog.getByRole('combobox', { name: 'Of' }).focus();
    await userEvent.keyboard('{Enter}');
    await userEvent.click(await screen.findByRole('option', { name: /Credits/ }));
    expect(dialog.getByRole('textbox', { name: 'Amount' })).toHaveAccessibleDescription(
      /^42\scredits ready to use$/,
    );
  });

  it('stays open with what was typed where it is refused', async () => {
    create.mockResolvedValue(failureOf('insufficient_funds'));
    const dialog = await open();
    await userEvent.type(dialog.getByRole('textbox', { name: 'Amount' }), '900');
    await userEvent.click(dialog.getByRole('button', { name: 'Put on hold' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(/insufficient funds/i);
    expect(dialog.getByRole('textbox', { name: 'Amount' })).toHaveValue('900');
  });

  it('begins with whose it is, found by typing', async () => {
    jest.mocked(findHoldCustomersAction).mockResolvedValue({
      ok: true,
      data: [{ ...ada, email: null, balance: '80.00', status: 'active' }],
    });
    render(<CreateHoldDialog defaultOpen />);
    const dialog = within(await screen.findByRole('dialog', { name: 'New hold' }));
    await userEvent.click(await dialog.findByRole('option', { name: /Ada.*\$80\.00/ }));
    expect(await dialog.findByText('Of Ada.')).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Another customer' }));
    expect(await dialog.findByRole('combobox', { name: 'Find a customer' })).toBeInTheDocument();
  });
});

describe('capturing a hold', () => {
  const open = async () => {
    render(
      <>
        <CaptureHoldDialog hold={holding} />
        <Toaster />
      </>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Capture' }));
    return within(await screen.findByRole('dialog', { name: 'Capture' }));
  };

  it('takes all where no amount is given, and says that nothing is held any more', async () => {
    capture.mockResolvedValue({
      ok: true,
      data: { hold: { ...holding, status: 'captured', held: '0.00' }, entry: { ...entry, amount: '-18.40' } },
    });
    const dialog = await open();
    expect(await axe(document.body)).toHaveNoViolations();
    await userEvent.click(dialog.getByRole('button', { name: 'Capture' }));
    expect(await screen.findByText('$18.40 captured')).toBeInTheDocument();
    expect(screen.getByText('Nothing is on hold any more.')).toBeInTheDocument();
    const form = sent(capture);
    expect(form).toMatchObject({ hold_id: holding.id, amount: '' });
    expect(form).not.toHaveProperty('keep_rest');
  });

  it('takes a part and keeps the rest where that is asked', async () => {
    capture.mockResolvedValue({ ok: true, data: { hold: { ...holding, held: '8.40' }, entry } });
    const dialog = await open();
    await userEvent.type(dialog.getByRole('textbox', { name: /^Amount/ }), '10');
    await userEvent.click(dialog.getByRole('switch', { name: 'Keep the rest on hold' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Capture' }));
    expect(await screen.findByText('$8.40 stays on hold.')).toBeInTheDocument();
    expect(sent(capture)).toMatchObject({ amount: '10', keep_rest: 'on' });
  });

  it.each([
    ['capture_exceeds_hold', /no more than is held/],
    ['hold_not_active', /Nothing is held any more/],
  ] as const)('says of %s what to do', async (code, words) => {
    capture.mockResolvedValue(failureOf(code));
    const dialog = await open();
    await userEvent.click(dialog.getByRole('button', { name: 'Capture' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(words);
  });
});

describe('releasing a hold', () => {
  it.each([
    ['released', '$18.40 is released'],
    ['expired', 'The hold was over before'],
  ] as const)('asks first, and tells of one that is %s', async (status, words) => {
    release.mockResolvedValue({ ok: true, data: { ...expired, status } });
    render(
      <>
        <ReleaseHoldButton hold={holding} />
        <Toaster />
      </>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Release' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Release $18.40 of Ada?' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Release' }));
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(sent(release)).toMatchObject({ hold_id: holding.id });
  });
});
