import { axe } from './support/accessible';
import './support/layout';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { findSaleCustomers, type Purchase } from '@/app/actions/sales';
import { Till } from '@/components/sales/till';
import type { ActionResult } from '@/lib/ui/action-result';
import { ada, bolt, desk, made, previewOf, type Preview } from './support/sales';
import {
  asked,
  complete,
  finish,
  heldProducts,
  openShop,
  preview,
  search,
  till,
  total,
} from './support/till';

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

beforeEach(() => {
  openShop();
  window.history.replaceState(null, '', '/sales/new');
});

describe('the till, with the keyboard alone', () => {
  it('chooses a customer, adds a product by Enter and one more by Enter again, and asks what it comes to', async () => {
    render(<Till customer={null} currency="USD" />);
    await screen.findByRole('option', { name: /Ada/, selected: true });
    expect(screen.getByRole('combobox', { name: 'Find a customer' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(search()).toHaveFocus();
    expect(await screen.findByText('$500.00')).toBeInTheDocument();

    await userEvent.keyboard('desk');
    await screen.findByRole('option', { name: /Oak desk/, selected: true });
    await userEvent.keyboard('{Enter}{Enter}');
    expect(screen.getByRole('textbox', { name: 'Quantity of Oak desk' })).toHaveValue('2');
    await waitFor(() =>
      expect(asked()).toEqual({ customer_id: ada.id, items: [{ product_id: desk.id, quantity: 2 }] }),
    );
    expect(await within(total()).findByText('$100.00')).toBeInTheDocument();

    // What is typed next replaces the term.
    await userEvent.keyboard('bolt');
    await screen.findByRole('option', { name: /Bolt/, selected: true });
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(asked()?.items).toHaveLength(2));
  });

  it('adds what a scanner sends before the list has come, by its exact sku', async () => {
    const come = heldProducts();
    render(<Till customer={ada} currency="USD" />);
    await userEvent.type(search(), 'BOLT-M8{Enter}');
    come([bolt, { ...bolt, id: desk.id, sku: 'BOLT-M8-LONG' }]);
    expect(await screen.findByRole('textbox', { name: 'Quantity of Bolt' })).toHaveValue('1');
  });

  it('adds nothing unseen that is not beyond doubt', async () => {
    const come = heldProducts();
    render(<Till customer={ada} currency="USD" />);
    await userEvent.type(search(), 'o{Enter}');
    come([bolt, desk]);
    await screen.findByRole('option', { name: /Bolt/, selected: true });
    expect(screen.getByText('Nothing in the sale yet')).toBeInTheDocument();
  });

  it('takes the one customer who is meant though Enter is faster than the list', async () => {
    let give: (answer: ActionResult<(typeof ada)[]>) => void = () => undefined;
    jest.mocked(findSaleCustomers).mockReturnValue(new Promise((resolve) => (give = resolve)));
    render(<Till customer={null} currency="USD" />);
    await userEvent.type(screen.getByRole('combobox', { name: 'Find a customer' }), 'ada{Enter}');
    expect(screen.queryByText('$500.00')).not.toBeInTheDocument();
    give({ ok: true, data: [ada] });
    expect(await screen.findByText('$500.00')).toBeInTheDocument();
  });

  it('completes by Control and Enter from any field', async () => {
    complete.mockResolvedValue({ result: { ok: true, data: made }, preview: null });
    await till();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByRole('heading', { name: 'Order 1042 is made' })).toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole('button', { name: 'New sale' })).toHaveFocus());
  });
});

it('does not add the marked product once more when Control and Enter complete the sale from the search', async () => {
  complete.mockReturnValue(new Promise(() => undefined));
  await till();
  expect(search()).toHaveFocus();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(complete.mock.lastCall?.[0].items).toEqual([{ product_id: desk.id, quantity: 1 }]);
  expect(screen.getByRole('textbox', { name: 'Quantity of Oak desk' })).toHaveValue('1');
});

describe('the preview', () => {
  it('drops the answer to a question that is no longer asked, however late it comes', async () => {
    await till();
    const answers: ((answer: ActionResult<Preview>) => void)[] = [];
    preview.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    const more = screen.getByRole('button', { name: 'One more of Oak desk' });
    await userEvent.click(more);
    await waitFor(() => expect(answers).toHaveLength(1));
    await userEvent.click(more);
    await waitFor(() => expect(answers).toHaveLength(2));

    const items = (quantity: number): Purchase => ({
      customer_id: ada.id,
      items: [{ product_id: desk.id, quantity }],
    });
    await act(async () => {
      answers[1]?.({ ok: true, data: previewOf(items(3), { total: '300.00' }) });
      answers[0]?.({ ok: true, data: previewOf(items(2), { total: '200.00' }) });
      await Promise.resolve();
    });
    expect(within(total()).getByText('$300.00')).toBeInTheDocument();
    expect(within(total()).queryByText('$200.00')).not.toBeInTheDocument();
  });

  it('asks once for a burst of changes, when it has passed', async () => {
    await till();
    preview.mockClear();
    jest.useFakeTimers();
    try {
      const more = screen.getByRole('button', { name: 'One more of Oak desk' });
      for (let click = 0; click < 3; click += 1) {
        fireEvent.click(more);
        act(() => jest.advanceTimersByTime(100));
      }
      expect(preview).not.toHaveBeenCalled();
      await act(() => jest.advanceTimersByTimeAsync(100));
      expect(preview).toHaveBeenCalledTimes(1);
      expect(asked()?.items).toEqual([{ product_id: desk.id, quantity: 4 }]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('shows what the sale does to the credit before it is made', async () => {
    await till();
    const payment = screen.getByRole('region', { name: 'Payment' });
    expect(within(payment).getByText('$120.00')).toBeInTheDocument();
    expect(within(payment).getByText('$220.00')).toBeInTheDocument();
    expect(complete).not.toHaveBeenCalled();
  });
});

it('shows a receipt, begins the next sale empty, and has no accessibility violation', async () => {
  complete.mockResolvedValue({ result: { ok: true, data: made }, preview: null });
  const { container } = await till();
  expect(await axe(container)).toHaveNoViolations();
  await userEvent.click(finish());
  await screen.findByRole('heading', { name: 'Order 1042 is made' });
  expect(screen.getByRole('link', { name: 'Open order 1042' })).toHaveAttribute(
    'href',
    `/orders/${made.order.id}`,
  );
  expect(await axe(container)).toHaveNoViolations();
  expect(window.location.search).toBe(`?order=${made.order.id}`);
  await userEvent.click(screen.getByRole('button', { name: 'New sale' }));
  expect(await screen.findByRole('combobox', { name: 'Find a customer' })).toHaveFocus();
  expect(screen.getByText('Nothing in the sale yet')).toBeInTheDocument();
  expect(window.location.pathname + window.location.search).toBe('/sales/new');
});
