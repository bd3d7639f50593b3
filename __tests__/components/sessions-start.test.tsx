import { axe } from './support/accessible';
import './support/layout';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { addCreditsAction } from '@/app/actions/customers';
import {
  findSessionCustomersAction,
  readSessionStatusAction,
  startSessionAction,
} from '@/app/actions/sessions';
import { StartSessionDialog } from '@/components/sessions/start-session-dialog';
import { Toaster } from '@/components/ui/toaster';
import { failureOf } from '@/lib/ui/action-result';
import { adaId, running, statusOf } from './support/running';

// Server actions are calls over the network; the other side of them is played here.
jest.mock('@/app/actions/sessions', () => ({
  findSessionCustomersAction: jest.fn(),
  readSessionStatusAction: jest.fn(),
  startSessionAction: jest.fn(),
}));
jest.mock('@/app/actions/customers', () => ({ addCreditsAction: jest.fn() }));

const read = jest.mocked(readSessionStatusAction);
const start = jest.mocked(startSessionAction);
const ada = { id: adaId, name: 'Ada' };

beforeAll(() => {
  window.matchMedia = (query) =>
    Object.assign(new EventTarget(), { matches: true, media: query, onchange: null }) as MediaQueryList;
});

beforeEach(() => {
  read.mockResolvedValue({ ok: true, data: statusOf(null) });
  start.mockResolvedValue({ ok: true, data: { ...statusOf(running), session: running } });
});

/** The dialog of a known customer. */
async function open(mayAddCredits = true) {
  const view = render(
    <>
      <StartSessionDialog customer={ada} mayAddCredits={mayAddCredits} />
      <Toaster />
    </>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Start session' }));
  return { view, dialog: within(await screen.findByRole('dialog', { name: 'Start session' })) };
}

describe('starting a session', () => {
  it('tells what the customer has and the rate of the business, and sends another rate where one is given', async () => {
    const { dialog } = await open();
    expect(await dialog.findByText('42 credits')).toBeInTheDocument();
    const rate = dialog.getByRole('textbox', { name: /^Rate/ });
    expect(rate).toHaveAccessibleDescription(/^Left empty: 10 a minute/);
    expect(await axe(document.body)).toHaveNoViolations();
    await userEvent.type(rate, '2.5');
    await userEvent.type(dialog.getByRole('textbox', { name: /^What for/ }), 'Piano lesson');
    await userEvent.click(dialog.getByRole('button', { name: 'Start session' }));
    expect(await screen.findByText('The session of Ada is running')).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    const sent = start.mock.lastCall?.[1];
    expect(Object.fromEntries(sent ?? [])).toMatchObject({
      customer_id: adaId,
      credits_per_minute: '2.5',
      description: 'Piano lesson',
      idempotency_key: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  it('begins with whose it is, found by typing, and can go back to another', async () => {
    jest.mocked(findSessionCustomersAction).mockResolvedValue({
      ok: true,
      data: [{ ...ada, email: 'ada@lovelace.example', status: 'inactive' }],
    });
    render(<StartSessionDialog mayAddCredits defaultOpen />);
    const dialog = within(await screen.findByRole('dialog', { name: 'Start session' }));
    await userEvent.click(await dialog.findByRole('option', { name: /Ada.*Paused/ }));
    expect(await dialog.findByText('For Ada.')).toBeInTheDocument();
    expect(read).toHaveBeenLastCalledWith(adaId);
    await userEvent.click(dialog.getByRole('button', { name: 'Another customer' }));
    expect(await dialog.findByRole('combobox', { name: 'Find a customer' })).toBeInTheDocument();
  });

  it.each(['0', '0.9', '-3'])(
    'says of %s credits that they are too few, lets credits be added, and goes on once there are some',
    async (credits) => {
      read.mockResolvedValueOnce({ ok: true, data: statusOf(null, { credits, can_start: false }) });
      const { dialog } = await open();
      expect(
        await dialog.findByText(/A session needs at least one\. Add some; then it can start\./),
      ).toBeInTheDocument();
      expect(dialog.queryByRole('textbox')).not.toBeInTheDocument();
      jest.mocked(addCreditsAction).mockResolvedValue(failureOf('service_unavailable'));
      await userEvent.click(dialog.getByRole('button', { name: 'Add credits' }));
      const adding = within(await screen.findByRole('dialog', { name: 'Add credits to Ada' }));
      await userEvent.click(adding.getByRole('button', { name: 'Cancel' }));
      expect(await screen.findByRole('textbox', { name: /^Rate/ })).toBeInTheDocument();
      expect(start).not.toHaveBeenCalled();
    },
  );

  it('tells whoever may not add credits whom to ask', async () => {
    read.mockResolvedValue({ ok: true, data: statusOf(null, { credits: '0', can_start: false }) });
    const { dialog } = await open(false);
    expect(await dialog.findByText(/Ask an owner, an admin or a member to add some/)).toBeInTheDocument();
    expect(dialog.queryByRole('button', { name: 'Add credits' })).not.toBeInTheDocument();
  });

  it('leads to the session that runs already', async () => {
    read.mockResolvedValue({ ok: true, data: statusOf(running) });
    const { dialog } = await open();
    expect(await dialog.findByRole('link', { name: 'Open session' })).toHaveAttribute(
      'href',
      `/sessions/${running.id}`,
    );
    expect(await axe(document.body)).toHaveNoViolations();
  });

  it.each([
    ['session_already_active', statusOf(running), /is running already/],
    ['insufficient_credits', statusOf(null, { credits: '0', can_start: false }), /needs at least one/],
  ] as const)('explains %s when somebody else was faster', async (code, then, words) => {
    start.mockResolvedValue(failureOf(code));
    const { dialog } = await open();
    await dialog.findByRole('textbox', { name: /^Rate/ });
    read.mockResolvedValue({ ok: true, data: then });
    await userEvent.click(dialog.getByRole('button', { name: 'Start session' }));
    await waitFor(() => expect(dialog.queryByRole('textbox')).not.toBeInTheDocument());
    expect(dialog.getByText(words)).toBeInTheDocument();
  });

  it('keeps what was typed where a field needs another value', async () => {
    start.mockResolvedValue(failureOf('invalid_request', { credits_per_minute: 'must not be negative' }));
    const { dialog } = await open();
    const rate = await dialog.findByRole('textbox', { name: /^Rate/ });
    await userEvent.type(rate, '-1');
    await userEvent.click(dialog.getByRole('button', { name: 'Start session' }));
    expect(await dialog.findByText('Must not be negative.')).toBeInTheDocument();
    expect(rate).toHaveValue('-1');
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('says when the credits cannot be looked at', async () => {
    read.mockResolvedValue(failureOf('service_unavailable'));
    const { dialog } = await open();
    expect(await dialog.findByRole('alert')).toHaveTextContent(/Wait a moment, then try again/);
  });
});
