import { axe } from './support/accessible';
import './support/layout';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { toast } from 'sonner';
import { adjustStockAction } from '@/app/actions/products';
import { AdjustStockDialog } from '@/components/products/adjust-stock-dialog';
import { MovementTable, type StockMovement } from '@/components/products/movement-table';
import type { Product } from '@/components/products/product-status';
import { Stock } from '@/components/products/stock';
import { Toaster } from '@/components/ui/toaster';
import { failureOf, invalidForm } from '@/lib/ui/action-result';

// A server action is a call over the network; the other side of it is played here.
jest.mock('@/app/actions/products', () => ({ adjustStockAction: jest.fn() }));

const adjust = jest.mocked(adjustStockAction);

const desk: Product = {
  id: '0196c1f0-0000-7000-8000-0000000000a1',
  business_id: '0196c1f0-0000-7000-8000-000000000002',
  sku: 'DESK-OAK',
  name: 'Oak desk',
  description: null,
  status: 'active',
  currency: 'USD',
  price: '349.00',
  usage_unit_price: null,
  stock: 12,
  created_at: '2026-11-21T06:00:00Z',
  updated_at: '2026-11-21T06:00:00Z',
};

const sale: StockMovement = {
  id: `${desk.id}.2`,
  product_id: desk.id,
  version: 2,
  kind: 'sale',
  quantity: -1200,
  stock_after: 12,
  reason: null,
  order_id: '0196c1f0-0000-7000-8000-0000000000b1',
  order_number: 7,
  actor: 'user:1',
  request_id: null,
  occurred_at: '2026-11-21T09:00:00Z',
};

const answer = (stock: number | null) => ({
  ok: true as const,
  data: { product: { ...desk, stock }, movement: sale },
});

const sent = () => Object.fromEntries(adjust.mock.lastCall?.[1].entries() ?? []);
const pick = (name: RegExp) => userEvent.click(screen.getByRole('radio', { name }));

async function open(stock: number | null = 12) {
  const view = render(
    <>
      <AdjustStockDialog product={{ ...desk, stock }} />
      <Toaster />
    </>,
  );
  await userEvent.click(
    screen.getByRole('button', { name: stock === null ? 'Count stock' : 'Adjust stock' }),
  );
  await screen.findByRole('dialog', { name: 'Stock of Oak desk' });
  return view;
}

// What is said in one test would still stand in the next.
afterEach(() => void toast.dismiss());

beforeAll(() => {
  window.matchMedia = (query) =>
    ({ ...new EventTarget(), matches: false, media: query, onchange: null }) as MediaQueryList;
});

describe('AdjustStockDialog', () => {
  it.each([
    [/^Delivery/, 'Pieces that came', '24', 'Add pieces', '36 pieces on hand then', 'delivery'],
    [/^Loss/, 'Pieces that are gone', '2', 'Take off pieces', '10 pieces on hand then', 'loss'],
    [/^Count/, 'Pieces on the shelf', '9', 'Set the count', '3 pieces fewer than were counted', 'count'],
  ])(
    'tells before what %s makes of the stock, and sends it',
    async (kind, field, typed, submit, then, name) => {
      adjust.mockResolvedValue(answer(10));
      await open();
      await pick(kind);
      await userEvent.type(screen.getByLabelText(field), typed);
      expect(screen.getByLabelText(field)).toHaveAccessibleDescription(then);
      await userEvent.click(screen.getByRole('button', { name: submit }));
      expect(sent()).toMatchObject({ product_id: desk.id, kind: name, pieces: typed });
      expect(await screen.findByText('10 pieces on hand')).toBeInTheDocument();
    },
  );

  it('tells before it is sent that more cannot be lost than there is, and says so when it is refused', async () => {
    adjust.mockResolvedValue(failureOf('insufficient_stock'));
    await open();
    await pick(/^Loss/);
    await userEvent.type(screen.getByLabelText('Pieces that are gone'), '13');
    expect(screen.getByText('Only 12 pieces on hand')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Take off pieces' }));
    expect(await screen.findByText('Insufficient stock.')).toBeInTheDocument();
  });

  it('says at the field that what was typed is no number of pieces', async () => {
    adjust.mockResolvedValue(invalidForm({ pieces: 'must be a whole number' }));
    await open();
    await userEvent.type(screen.getByLabelText('Pieces that came'), '1.5');
    await userEvent.click(screen.getByRole('button', { name: 'Add pieces' }));
    await waitFor(() => expect(screen.getByLabelText('Pieces that came')).toBeInvalid());
    expect(screen.getByText('Must be a whole number.')).toBeInTheDocument();
  });

  it('stops counting without asking for pieces, and says what that means', async () => {
    adjust.mockResolvedValue(answer(null));
    await open();
    await pick(/^Stop counting/);
    expect(screen.getByText(/12 pieces leave the books/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Stop counting' }));
    expect(sent()).toMatchObject({ kind: 'stop' });
    expect(await screen.findByText('Oak desk is not counted any more')).toBeInTheDocument();
  });

  it('offers nothing but a count where the stock is not counted yet', async () => {
    adjust.mockResolvedValue(answer(40));
    await open(null);
    expect(screen.queryByRole('radio')).not.toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('Pieces on the shelf'), '40');
    expect(screen.getByText('Counting begins with 40 pieces')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Set the count' }));
    expect(sent()).toMatchObject({ kind: 'count', pieces: '40' });
  });

  it('has no accessibility violation', async () => {
    const { baseElement } = await open();
    expect(await axe(baseElement)).toHaveNoViolations();
  });
});

describe('Stock', () => {
  it.each([
    [null, 'Not counted'],
    [0, 'None left'],
    [1204, '1,204'],
  ])('shows %p as %s', (stock, text) => {
    render(<Stock stock={stock} />);
    expect(screen.getByText(text)).toBeInTheDocument();
  });
});

describe('MovementTable', () => {
  it('leads from a sale to its order, and writes the sign of what went out', () => {
    render(<MovementTable movements={[sale]} />);
    expect(screen.getByRole('link', { name: 'Order 7' })).toHaveAttribute('href', `/orders/${sale.order_id}`);
    expect(screen.getByText('\u22121,200')).toBeInTheDocument();
  });

  it('shows no number after the movement that ended the counting', () => {
    const stopped = {
      ...sale,
      kind: 'untracked' as const,
      order_id: null,
      order_number: null,
      stock_after: 0,
    };
    render(<MovementTable movements={[stopped]} />);
    expect(screen.getByText('Not counted')).toBeInTheDocument();
    expect(screen.queryByText('0')).not.toBeInTheDocument();
  });
});
