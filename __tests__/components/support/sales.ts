import type {
  CompletedSale,
  Credit,
  Purchase,
  PurchasePreview,
  SaleCustomer,
  SaleProduct,
} from '@/app/actions/sales';

/** A customer on credit, two products, and what the server says of a sale of them. */

export type Preview = PurchasePreview;

export const ada: SaleCustomer = {
  id: '0196c1f0-0000-7000-8000-000000000001',
  name: 'Ada',
  email: 'ada@lovelace.example',
  status: 'active',
  currency: 'USD',
  can_spend: '380.00',
};

export const desk: SaleProduct = {
  id: '0196c1f0-0000-7000-8000-0000000000a1',
  sku: 'DESK-OAK',
  name: 'Oak desk',
  price: '100.00',
  currency: 'USD',
  stock: 3,
};

export const bolt: SaleProduct = {
  id: '0196c1f0-0000-7000-8000-0000000000a2',
  sku: 'BOLT-M8',
  name: 'Bolt',
  price: '0.10',
  currency: 'USD',
  stock: null,
};

export const credit: Credit = {
  currency: 'USD',
  balance: '0.00',
  held: '0.00',
  unbilled_usage: '0.00',
  owed: '120.00',
  credit_limit: '500.00',
  credit_left: '380.00',
  can_spend: '380.00',
};

interface Said {
  total?: string;
  /** How many of each product are left, where that is too few. */
  short?: number;
  missing?: string;
}

/** What the server would say; the sums are its business, so here they are what the test says they are. */
export function previewOf(
  purchase: Purchase,
  { total = '100.00', short, missing = '0.00' }: Said = {},
): Preview {
  const isShort = short !== undefined;
  return {
    currency: 'USD',
    outcome: isShort ? 'insufficient_stock' : missing === '0.00' ? 'ok' : 'credit_limit_exceeded',
    total,
    from_balance: '0.00',
    from_payment: '0.00',
    on_credit: total,
    overpaid: '0.00',
    credit_missing: missing,
    items: purchase.items.map(({ product_id, quantity }) => {
      const { sku, name, price, stock } = product_id === desk.id ? desk : bolt;
      return {
        product_id,
        sku,
        name,
        unit_price: price,
        quantity,
        amount: '100.00',
        available: short ?? stock,
        problem: isShort ? ('insufficient_stock' as const) : null,
      };
    }),
    before: credit,
    after: { ...credit, owed: '220.00', credit_left: '280.00', can_spend: '280.00' },
  };
}

export const made: CompletedSale = {
  success: true,
  order: {
    id: '0196c1f0-0000-7000-8000-0000000000b1',
    business_id: '0196c1f0-0000-7000-8000-0000000000c1',
    number: 1042,
    customer_id: ada.id,
    customer_name: ada.name,
    status: 'open',
    currency: 'USD',
    total: '100.00',
    cancelled: '0.00',
    paid: '0.00',
    outstanding: '100.00',
    item_count: 1,
    overdue: false,
    due_at: '2026-12-21T09:00:00Z',
    note: null,
    placed_at: '2026-11-21T09:00:00Z',
    items: [
      {
        product_id: desk.id,
        sku: desk.sku,
        name: desk.name,
        unit_price: '100.00',
        quantity: 1,
        cancelled_quantity: 0,
        amount: '100.00',
      },
    ],
    actor: 'user:0196c1f0-0000-7000-8000-00000000abcd',
    request_id: null,
  },
  payments: [],
  credit: { ...credit, owed: '220.00', credit_left: '280.00', can_spend: '280.00' },
};
