import { axe } from './support/accessible';
import './support/layout';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CustomerForm } from '@/components/customers/customer-form';
import type { Customer } from '@/components/customers/customer-table';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import type { ActionResult, FormAction } from '@/lib/ui/action-result';
import { failureOf, invalidForm } from '@/lib/ui/action-result';

const ada: Customer = {
  id: '0196c1f0-0000-7000-8000-000000000001',
  business_id: '0196c1f0-0000-7000-8000-000000000002',
  name: 'Ada',
  email: null,
  external_id: null,
  status: 'active',
  currency: 'USD',
  balance: '100.00',
  hourly_debit_amount: '5.00',
  runway_hours: 20,
  postpaid: false,
  has_login: false,
  overdraft_limit: '0.00',
  low_balance: '20.00',
  low_balance_is_own: false,
  held: '0.00',
  unbilled_usage: '0.00',
  credit_limit: '500.00',
  owed: '120.00',
  can_spend: '480.00',
  debited_through: null,
  created_at: '2026-11-21T06:00:00Z',
  updated_at: '2026-11-21T06:00:00Z',
};

/** The server's side of the form: answers what it is told to, in order, and keeps what was sent. */
function server(...answers: ActionResult<Customer>[]) {
  const sent: FormData[] = [];
  const action: FormAction<Customer> = (_previous, form) => {
    sent.push(form);
    const answer = answers[sent.length - 1];
    if (!answer) throw new Error('the network is gone');
    return Promise.resolve(answer);
  };
  return { action, sent };
}

function show(action: FormAction<Customer>, customer?: Customer) {
  const onDone = jest.fn();
  const view = render(
    <Dialog open>
      <DialogContent title="Customer">
        <CustomerForm action={action} currency="USD" onDone={onDone} {...(customer ? { customer } : {})} />
      </DialogContent>
    </Dialog>,
  );
  return { onDone, ...view };
}

const send = () => userEvent.click(screen.getByRole('button', { name: /Create customer|Save changes/ }));

describe('CustomerForm', () => {
  it('says at the field what is wrong, moves the focus there and keeps what was typed', async () => {
    const { action } = server(invalidForm({ balance: 'must not be negative' }));
    show(action);
    await userEvent.type(screen.getByLabelText('Name'), 'Ada');
    await userEvent.type(screen.getByLabelText('Opening balance'), '-5');
    await send();
    const field = await screen.findByLabelText('Opening balance');
    await waitFor(() => expect(field).toHaveFocus());
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription(/Must not be negative\./);
    expect(field).toHaveValue('-5');
    expect(screen.getByLabelText('Name')).toHaveValue('Ada');
    expect(screen.getByRole('alert')).toHaveTextContent('One field needs another value.');
  });

  it('sends an amount as the text that was typed', async () => {
    const { action, sent } = server({ ok: true, data: ada });
    show(action);
    await userEvent.type(screen.getByLabelText('Name'), 'Ada');
    await userEvent.type(screen.getByLabelText('Opening balance'), '9007199254740993.10');
    await send();
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.get('balance')).toBe('9007199254740993.10');
  });

  it('repeats the key of a failed attempt, so that a write that went through is not done twice', async () => {
    const { action, sent } = server(failureOf('service_unavailable'), { ok: true, data: ada });
    const { onDone } = show(action);
    await send();
    await screen.findByText('Service unavailable.');
    await send();
    await waitFor(() => expect(onDone).toHaveBeenCalledWith(ada));
    const keys = sent.map((form) => form.get('idempotency_key'));
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
  });

  it('takes a new key once it has succeeded', async () => {
    const { action, sent } = server({ ok: true, data: ada }, { ok: true, data: ada });
    show(action);
    await send();
    await waitFor(() => expect(sent).toHaveLength(1));
    await send();
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.get('idempotency_key')).not.toBe(sent[0]?.get('idempotency_key'));
  });

  it('stays usable when the server does not answer', async () => {
    const { action } = server();
    show(action);
    await send();
    expect(await screen.findByRole('alert')).toHaveTextContent('The server did not answer.');
    expect(screen.getByRole('button', { name: 'Create customer' })).toBeEnabled();
  });

  it('offers no balance to edit: it changes only through the ledger', () => {
    show(server().action, ada);
    expect(screen.queryByLabelText('Opening balance')).not.toBeInTheDocument();
    expect(screen.getByLabelText('Amount per hour')).toHaveValue('5.00');
  });

  it('sends the credit limit as it was typed, for a new customer and for one that is there', async () => {
    const { action, sent } = server({ ok: true, data: ada }, { ok: true, data: ada });
    const { unmount } = show(action);
    await userEvent.type(screen.getByLabelText('Credit limit'), '5000.50');
    await send();
    await waitFor(() => expect(sent).toHaveLength(1));
    unmount();
    show(action, ada);
    expect(screen.getByLabelText('Credit limit')).toHaveValue('500.00');
    await userEvent.clear(screen.getByLabelText('Credit limit'));
    await userEvent.type(screen.getByLabelText('Credit limit'), '0');
    await send();
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent.map((form) => form.get('credit_limit'))).toEqual(['5000.50', '0']);
  });

  it('sends how far the balance may go below zero, or that it may without a limit, and never both', async () => {
    const { action, sent } = server({ ok: true, data: ada }, { ok: true, data: ada });
    show(action, { ...ada, overdraft_limit: '25.00' });
    expect(screen.getByLabelText('Overdraft limit')).toHaveValue('25.00');
    await send();
    await waitFor(() => expect(sent).toHaveLength(1));
    await userEvent.click(screen.getByRole('switch', { name: 'Postpaid' }));
    expect(screen.queryByLabelText('Overdraft limit')).not.toBeInTheDocument();
    await send();
    await waitFor(() => expect(sent).toHaveLength(2));
    const told = sent.map((form) => [form.get('overdraft_limit'), form.get('postpaid')]);
    expect(told).toEqual([
      ['25.00', null],
      [null, 'on'],
    ]);
  });

  it('shows that a customer is postpaid, and asks for a limit once it is not', async () => {
    show(server().action, { ...ada, overdraft_limit: null, postpaid: true });
    expect(screen.getByRole('switch', { name: 'Postpaid' })).toBeChecked();
    await userEvent.click(screen.getByRole('switch', { name: 'Postpaid' }));
    expect(screen.getByLabelText('Overdraft limit')).toHaveValue('');
  });

  it('has no accessibility violation, with messages and without', async () => {
    const { action } = server(invalidForm({ name: 'must not be empty' }));
    const { baseElement } = show(action);
    expect(await axe(baseElement)).toHaveNoViolations();
    await send();
    await screen.findByText('Must not be empty.');
    expect(await axe(baseElement)).toHaveNoViolations();
  });
});
