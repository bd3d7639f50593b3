'use server';

import { withoutNote } from '@/components/sales/sale';
import { listCustomers } from '@/lib/operations/customers';
import type { InputOf, OutputOf } from '@/lib/operations/define';
import { previewPurchase, processPurchase } from '@/lib/operations/orders';
import { listProducts } from '@/lib/operations/products';
import { getBalance } from '@/lib/operations/wallets';
import { perform } from '@/lib/pages/perform';
import type { ActionResult } from '@/lib/ui/action-result';

export type Purchase = InputOf<typeof processPurchase>;
export type PurchasePreview = OutputOf<typeof previewPurchase>;
export type CompletedSale = OutputOf<typeof processPurchase>;
export type Credit = PurchasePreview['before'];

export type SaleCustomer = Pick<
  OutputOf<typeof listCustomers>['data'][number],
  'id' | 'name' | 'email' | 'status' | 'currency' | 'can_spend'
>;
export type SaleProduct = Pick<
  OutputOf<typeof listProducts>['data'][number],
  'id' | 'sku' | 'name' | 'price' | 'currency' | 'stock'
>;

/** What came of a sale; of a refused one also what it would do now, which says how to put it right. */
export interface SaleAnswer {
  result: ActionResult<CompletedSale>;
  preview: PurchasePreview | null;
}

/** The few customers who can buy and match best; without a term, the first by name. */
export async function findSaleCustomers(term: string): Promise<ActionResult<SaleCustomer[]>> {
  const result = await perform(listCustomers, {
    search: term.slice(0, 200),
    sort: 'name',
    direction: 'asc',
    limit: 6,
  });
  if (!result.ok) return result;
  return {
    ok: true,
    data: result.data.data.map(({ id, name, email, status, currency, can_spend }) => ({
      id,
      name,
      email,
      status,
      currency,
      can_spend,
    })),
  };
}

/** The few products on sale that match best; without a term, the first by name. */
export async function findSaleProducts(term: string): Promise<ActionResult<SaleProduct[]>> {
  const result = await perform(listProducts, {
    search: term.slice(0, 200),
    status: 'active',
    sort: 'name',
    direction: 'asc',
    limit: 12,
  });
  if (!result.ok) return result;
  return {
    ok: true,
    data: result.data.data.map(({ id, sku, name, price, currency, stock }) => ({
      id,
      sku,
      name,
      price,
      currency,
      stock,
    })),
  };
}

/** What a customer owes and may still spend, before anything is in the sale. */
export async function readCreditAction(customerId: string): Promise<ActionResult<Credit>> {
  const result = await perform(getBalance, { customer_id: customerId, limit: 1 });
  if (!result.ok) return result;
  const { currency, balance, held, unbilled_usage, owed, credit_limit, credit_left, can_spend } = result.data;
  return {
    ok: true,
    data: { currency, balance, held, unbilled_usage, owed, credit_limit, credit_left, can_spend },
  };
}

export async function previewPurchaseAction(purchase: Purchase): Promise<ActionResult<PurchasePreview>> {
  return perform(previewPurchase, withoutNote(purchase));
}

/** Refusals that the preview explains: which line, how many are left, by how much the credit falls short. */
const explained: readonly string[] = [
  'customer_archived',
  'product_not_for_sale',
  'insufficient_stock',
  'credit_limit_exceeded',
];

export async function completeSaleAction(purchase: Purchase, idempotencyKey: string): Promise<SaleAnswer> {
  const result = await perform(processPurchase, purchase, { idempotencyKey });
  if (result.ok || !explained.includes(result.code)) return { result, preview: null };
  const preview = await previewPurchaseAction(purchase);
  return { result, preview: preview.ok ? preview.data : null };
}
