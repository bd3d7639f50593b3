import { axe } from './support/accessible';
import './support/layout';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { toast } from 'sonner';
import { findPayersAction, readOwedAction, recordPaymentAction } from '@/app/actions/payments';
import { whereItWent } from '@/components/payments/payment-words';
import { ReceivePaymentDialog } from '@/components/payments/receive-payment-dialog';
import { RecordPaymentDialog } from '@/components/payments/record-payment-dialog';
import { Toaster } from '@/components/ui/toaster';
import { failureOf, invalidForm } from '@/lib/ui/action-result';
import { orderId, payment, put } from './support/payments';

// Server actions are calls over the network; the other side of them is played here.
jest.mock('@/app/actions/payments', () => ({
  findPayersAction: jest.fn(),
  readOwedAction: jest.fn(),
  recordPaymentAction: jest.fn(),
}));

const readOwed = jest.mocked(readOwedAction);
const record = jest.mocked(recordPaymentAction);

const ada = { id: payment.customer_id, name: 'Ada', currency: 'USD' };
const order = { id: orderId(12), number: 12, outstanding: '120.00' };
const orders = [{ id: orderId(11), number: 11, outstanding: '80.50' }, order];

const sent = () => Object.fromEntries(record.mock.lastCall?.[1].entries() ?? []);
const send = () => userEvent.click(screen.getByRole('button', { name: 'Record payment' }));

async function choose(field: string, option: RegExp): Promise<void> {
  screen.getByRole('combobox', { name: field }).focus();
  await userEvent.keyboard('{Enter}');
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

async function open(forOrder?: typeof order) {
  const view = render(
    <>
      <RecordPaymentDialog customer={ada} {...(forOrder ? { order: forOrder } : {})} />
      <Toaster />
    </>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Record payment' }));
  await screen.findByRole('dialog', { name: 'Record payment' });
  await screen.findByRole('button', { name: /^All of/ });
  return view;
}

// What is said in one test would still stand in the next.
afterEach(() => void toast.dismiss());

beforeAll(() => {
  window.matchMedia = (query) =>
    ({ ...new EventTarget(), matches: false, media: query, onchange: null }) as MediaQueryList;
});

beforeEach(() => {
  readOwed.mockResolvedValue({ ok: true, data: { balance: '40.00', owed: '200.50', orders } });
  record.mockResolvedValue({ ok: true, data: payment });
});

describe('RecordPaymentDialog', () => {
  it('goes to the oldest orders first unless an order is chosen, and sends the amount as it was typed', async () => {
    await open();
    await userEvent.type(screen.getByLabelText('Amount'), '9007199254740993.10');
    await send();
    expect(sent()).toMatchObject({ customer_id: ada.id, amount: '9007199254740993.10', method: 'cash' });
    expect(sent()).not.toHaveProperty('order_id');
  });

  it('is for the order of the page it stands on, and another one can be chosen', async () => {
    await open(order);
    expect(screen.getByRole('combobox', { name: 'For' })).toHaveTextContent('Order 12');
    await userEvent.type(screen.getByLabelText('Amount'), '5');
    await choose('For', /Order 11/);
    await send();
    expect(sent()).toMatchObject({ order_id: orderId(11), amount: '5' });
  });

  it('fills in all that is owed, on the chosen order alone where one is chosen', async () => {
    await open();
    await userEvent.click(screen.getByRole('button', { name: 'All of $200.50' }));
    expect(screen.getByLabelText('Amount')).toHaveValue('200.50');
    await choose('For', /Order 12/);
    await userEvent.click(screen.getByRole('button', { name: 'All of $120.00' }));
    expect(screen.getByLabelText('Amount')).toHaveValue('120.00');
  });

  it('says from the balance what is on it, and that no more than is owed is taken', async () => {
    await open();
    expect(screen.getByLabelText('Amount')).toHaveAccessibleDescription(/more than is owed becomes prepaid/);
    await choose('Paid by', /Prepaid balance/);
    expect(screen.getByRole('combobox', { name: 'Paid by' })).toHaveAccessibleDescription(
      'The balance is $40.00',
    );
    expect(screen.getByLabelText('Amount')).toHaveAccessibleDescription(/No more than is owed/);
  });

  it('says what it was put on and what of it became balance', async () => {
    await open();
    await userEvent.type(screen.getByLabelText('Amount'), '150');
    await send();
    expect(await screen.findByText('$150.00 from Ada')).toBeInTheDocument();
    expect(screen.getByText('$120.00 on order 12. $30.00 became balance.')).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('keeps what was typed when it is refused, and says why', async () => {
    record.mockResolvedValueOnce(invalidForm({ amount: 'must be more than zero' }));
    record.mockResolvedValueOnce(failureOf('order_not_open'));
    await open(order);
    await userEvent.type(screen.getByLabelText('Amount'), '0');
    await send();
    expect(await screen.findByText('Must be more than zero.')).toBeInTheDocument();
    expect(screen.getByLabelText('Amount')).toHaveValue('0');
    await send();
    expect(await screen.findByText('Order not open.')).toBeInTheDocument();
  });

  it('can still record a payment when what is owed cannot be read', async () => {
    readOwed.mockResolvedValue(failureOf('service_unavailable'));
    render(<RecordPaymentDialog customer={ada} />);
    await userEvent.click(screen.getByRole('button', { name: 'Record payment' }));
    expect(await screen.findByText('What is owed could not be read.')).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('Amount'), '5');
    await send();
    expect(sent()).toMatchObject({ amount: '5' });
  });

  it('has no accessibility violation', async () => {
    const { baseElement } = await open();
    expect(await axe(baseElement)).toHaveNoViolations();
  });
});

describe('ReceivePaymentDialog', () => {
  it('asks whose money it is first, and lets another customer be chosen', async () => {
    const people = [
      { ...ada, email: null, owed: '200.50' },
      { id: orderId(99), name: 'Grace', currency: 'USD', email: null, owed: '0.00' },
    ];
    jest.mocked(findPayersAction).mockResolvedValue({ ok: true, data: people });
    render(<ReceivePaymentDialog customer={null} />);
    await userEvent.click(screen.getByRole('button', { name: 'Record payment' }));
    await userEvent.click(await screen.findByRole('option', { name: /Ada.*Owes.*\$200\.50/ }));
    expect(screen.getByText('Money from Ada.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Another customer' }));
    await userEvent.click(await screen.findByRole('option', { name: /Grace.*Owes nothing/ }));
    expect(screen.getByText('Money from Grace.')).toBeInTheDocument();
  });
});

describe('whereItWent', () => {
  it.each([
    ['on one order', { to_balance: '0.00' }, '$120.00 on order 12.'],
    [
      'on several orders',
      { to_balance: '0.00', allocations: [put(11, '80.00'), put(12, '40.00')] },
      '$80.00 on order 11, $40.00 on order 12.',
    ],
    [
      'on more orders than are worth naming',
      { to_balance: '0.00', allocations: [11, 12, 13, 14, 15].map((number) => put(number, '1.00')) },
      '$1.00 on order 11, $1.00 on order 12, $1.00 on order 13, the rest on 2 more orders.',
    ],
    [
      'with nothing owed',
      { allocations: [], to_balance: '150.00' },
      'Nothing was owed: $150.00 became balance.',
    ],
  ])('tells of a payment %s', (_what, change, text) => {
    expect(whereItWent({ ...payment, ...change })).toBe(text);
  });
});
