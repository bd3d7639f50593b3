import { axe } from './support/accessible';
import './support/layout';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { cancelOrderAction } from '@/app/actions/orders';
import { CancelOrderDialog, type CancellableOrder } from '@/components/orders/cancel-order-dialog';
import { failureOf } from '@/lib/ui/action-result';
import { bolt, desk, made } from './support/sales';

// A server action is a call over the network; the other side of it is played here.
jest.mock('@/app/actions/orders', () => ({ cancelOrderAction: jest.fn() }));

const cancel = jest.mocked(cancelOrderAction);

const line = (
  product: typeof desk,
  quantity: number,
  cancelled: number,
): CancellableOrder['items'][number] => ({
  product_id: product.id,
  sku: product.sku,
  name: product.name,
  unit_price: product.price,
  quantity,
  cancelled_quantity: cancelled,
  amount: '300.00',
});

const order: CancellableOrder = {
  id: made.order.id,
  number: 1042,
  currency: 'USD',
  outstanding: '250.00',
  paid: '50.00',
  customer_name: 'Ada',
  items: [line(desk, 3, 1), line(bolt, 10, 10)],
};

async function open(what: CancellableOrder = order) {
  const view = render(<CancelOrderDialog order={what} />);
  await userEvent.click(screen.getByRole('button', { name: 'Cancel order' }));
  await screen.findByRole('dialog', { name: 'Cancel order 1042?' });
  return view;
}

const sent = () => Object.fromEntries(cancel.mock.lastCall?.[1].entries() ?? []);

beforeEach(() => {
  cancel.mockResolvedValue({
    ok: true,
    data: {
      order: made.order,
      cancellation: {
        id: made.order.id,
        amount: '100.00',
        reason: null,
        items: [],
        actor: 'user:1',
        request_id: null,
        occurred_at: '2026-11-21T09:00:00Z',
      },
      credit: made.credit,
    },
  });
});

describe('CancelOrderDialog', () => {
  it('says before what becomes of the stock, of what is owed and of what was paid', async () => {
    const { baseElement } = await open();
    const said = within(screen.getByRole('dialog'));
    expect(said.getByText(/return to the stock/)).toBeInTheDocument();
    expect(said.getByText('Ada owes $250.00 less.')).toBeInTheDocument();
    expect(said.getByText('$50.00 was paid and becomes prepaid balance.')).toBeInTheDocument();
    expect(cancel).not.toHaveBeenCalled();
    expect(await axe(baseElement)).toHaveNoViolations();
  });

  it('names no pieces where all that is left goes, so that none is forgotten', async () => {
    await open();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel all that is left' }));
    await waitFor(() => expect(cancel).toHaveBeenCalledTimes(1));
    expect(sent()).toEqual({
      order_id: order.id,
      reason: '',
      idempotency_key: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('offers only lines that have pieces left, sends only those chosen, and never more than are left', async () => {
    const { baseElement } = await open({
      ...order,
      items: [...order.items, line({ ...desk, id: 'third', name: 'Lamp' }, 1, 0)],
    });
    await userEvent.click(screen.getByRole('radio', { name: /Some pieces/ }));
    expect(screen.queryByRole('textbox', { name: 'Quantity of Bolt' })).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Cancel these pieces' })).toBeDisabled();
    const more = screen.getByRole('button', { name: 'One more of Oak desk' });
    for (let click = 0; click < 3; click += 1) await userEvent.click(more);
    expect(screen.getByRole('textbox', { name: 'Quantity of Oak desk' })).toHaveValue('2');
    expect(await axe(baseElement)).toHaveNoViolations();
    await userEvent.type(screen.getByLabelText(/Reason/), 'Damaged');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel these pieces' }));
    await waitFor(() => expect(cancel).toHaveBeenCalledTimes(1));
    expect(sent()).toMatchObject({ order_id: order.id, [`quantity:${desk.id}`]: '2', reason: 'Damaged' });
    expect(sent()).not.toHaveProperty('quantity:third');
  });

  it('says so when the chosen pieces are all that is left', async () => {
    await open();
    await userEvent.click(screen.getByRole('radio', { name: /Some pieces/ }));
    const quantity = screen.getByRole('textbox', { name: 'Quantity of Oak desk' });
    await userEvent.clear(quantity);
    await userEvent.type(quantity, '2');
    expect(screen.getByRole('button', { name: 'Cancel all that is left' })).toBeEnabled();
  });

  it('puts a quantity back that is more than is left, or no number', async () => {
    await open();
    await userEvent.click(screen.getByRole('radio', { name: /Some pieces/ }));
    const quantity = screen.getByRole('textbox', { name: 'Quantity of Oak desk' });
    for (const typed of ['7', 'x']) {
      await userEvent.clear(quantity);
      await userEvent.type(quantity, typed);
      await userEvent.tab();
      expect(quantity).toHaveValue('0');
    }
  });

  it('stays open and says what to do when it is refused', async () => {
    cancel.mockResolvedValue(failureOf('customer_archived'));
    await open();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel all that is left' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Reactivate the customer first.');
    expect(screen.getByRole('dialog')).toBeInTheDocument();
  });
});
