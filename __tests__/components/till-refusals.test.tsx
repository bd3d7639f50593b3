import { axe } from './support/accessible';
import './support/layout';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Till } from '@/components/sales/till';
import { failureOf } from '@/lib/ui/action-result';
import { desk, previewOf } from './support/sales';
import { asked, complete, finish, openShop, preview, search, till } from './support/till';

// Server actions are calls over the network; the other side of it is played here.
jest.mock('@/app/actions/sales', () => ({
  completeSaleAction: jest.fn(),
  findSaleCustomers: jest.fn(),
  findSaleProducts: jest.fn(),
  previewPurchaseAction: jest.fn(),
  readCreditAction: jest.fn(),
}));

jest.mock('next/navigation', () => ({
  ...jest.requireActual<object>('next/navigation'),
  useSearchParams: () => new URLSearchParams(window.location.search),
}));

beforeEach(openShop);

describe('a sale that cannot be made', () => {
  it('says on its line how many are left, and lowers it to that at a click', async () => {
    preview.mockImplementation((purchase) =>
      Promise.resolve({
        ok: true,
        data: previewOf(purchase, (purchase.items[0]?.quantity ?? 0) > 3 ? { short: 3 } : {}),
      }),
    );
    const { container } = await till(5);
    expect(await screen.findByText('Only 3 in stock')).toBeInTheDocument();
    expect(screen.getByRole('textbox', { name: 'Quantity of Oak desk' })).toBeInvalid();
    expect(screen.getByRole('textbox', { name: 'Quantity of Oak desk' })).toHaveAccessibleDescription(
      'Only 3 in stock',
    );
    expect(await axe(container)).toHaveNoViolations();
    await userEvent.click(screen.getByRole('button', { name: /^Lower to 3/ }));
    await waitFor(() => expect(asked()?.items).toEqual([{ product_id: desk.id, quantity: 3 }]));
    await waitFor(() => expect(screen.queryByText('Only 3 in stock')).not.toBeInTheDocument());
  });

  it('says by how much the credit falls short, and takes exactly that at once when asked to', async () => {
    preview.mockImplementation((purchase) =>
      Promise.resolve({ ok: true, data: previewOf(purchase, purchase.payment ? {} : { missing: '37.50' }) }),
    );
    await till();
    expect(await screen.findByText('$37.50 over the credit limit.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Take $37.50 now' }));
    const amount = screen.getByRole('textbox', { name: 'Amount paid' });
    expect(amount).toHaveValue('37.50');
    expect(amount).toHaveFocus();
    await waitFor(() => expect(asked()?.payment).toEqual({ amount: '37.50', method: 'cash' }));
    await waitFor(() => expect(screen.queryByText('$37.50 over the credit limit.')).not.toBeInTheDocument());
  });

  it('takes the reasons that came with the refusal, and moves the focus to them', async () => {
    await till();
    const purchase = asked();
    if (!purchase) throw new Error('nothing was asked');
    const refused = previewOf(purchase, { missing: '12.00' });
    // From here on the server says the same.
    preview.mockResolvedValue({ ok: true, data: refused });
    complete.mockResolvedValue({ result: failureOf('credit_limit_exceeded'), preview: refused });
    await userEvent.click(finish());
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('$12.00 over the credit limit.');
    await waitFor(() => expect(alert).toHaveFocus());
  });

  it('is not sent while the amount of a payment is still to be typed', async () => {
    await till();
    await userEvent.click(screen.getByRole('switch', { name: 'Payment now' }));
    await userEvent.click(finish());
    const amount = screen.getByRole('textbox', { name: 'Amount paid' });
    expect(amount).toHaveFocus();
    expect(amount).toBeInvalid();
    expect(complete).not.toHaveBeenCalled();
  });

  it('is not sent without a customer or a product: the focus goes to what is missing', async () => {
    render(<Till customer={null} currency="USD" />);
    await userEvent.click(finish());
    expect(screen.getByRole('combobox', { name: 'Find a customer' })).toHaveFocus();
    await screen.findByRole('option', { name: /Ada/, selected: true });
    await userEvent.keyboard('{Enter}');
    await userEvent.click(finish());
    expect(search()).toHaveFocus();
    expect(complete).not.toHaveBeenCalled();
  });
});

describe('the key of a sale', () => {
  it('stays for a retry after no answer, and is new once the sale changes', async () => {
    await till();
    complete.mockRejectedValueOnce(new Error('the network is gone'));
    await userEvent.click(finish());
    expect(await screen.findByText('The server did not answer.')).toBeInTheDocument();
    complete.mockResolvedValue({ result: failureOf('service_unavailable'), preview: null });
    await userEvent.click(finish());
    await waitFor(() => expect(complete).toHaveBeenCalledTimes(2));
    await userEvent.click(screen.getByRole('button', { name: 'One more of Oak desk' }));
    await userEvent.click(finish());
    await waitFor(() => expect(complete).toHaveBeenCalledTimes(3));
    const keys = complete.mock.calls.map(([, key]) => key);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('warns before a changed sale that the one before it may have been made', async () => {
    await till();
    complete.mockRejectedValueOnce(new Error('the network is gone'));
    await userEvent.click(finish());
    await screen.findByText('The server did not answer.');
    await userEvent.click(screen.getByRole('button', { name: 'One more of Oak desk' }));
    expect(await screen.findByText('The sale before this change may have been made.')).toBeInTheDocument();
  });

  it('is sent once for one click, however often it is clicked', async () => {
    complete.mockReturnValue(new Promise(() => undefined));
    await till();
    await userEvent.dblClick(finish());
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(complete).toHaveBeenCalledTimes(1);
  });
});
