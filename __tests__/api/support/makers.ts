import { randomUUID } from 'node:crypto';
import type { TestUser } from '../../helpers/callers';
import type { ApiStage } from './stage';

/** What samples are made of: a customer, something to sell, an order, a payment. */

export interface Sample {
  input: Record<string, unknown>;
  /** Who sends it, where that is not the owner. */
  as?: TestUser | null;
}

export type Prepare = (api: ApiStage) => Promise<Sample> | Sample;

export const none = { input: {} };

export async function idOf(api: ApiStage, path: string, body: unknown): Promise<string> {
  return String((await api.send('POST', path, { body })).body['id']);
}

export const customer = (api: ApiStage, more: object = {}) =>
  idOf(api, '/api/customers', { name: 'Sample', balance: '100', ...more });

export const aCustomer: Prepare = async (api) => ({ input: { customer_id: await customer(api) } });

export const product = (api: ApiStage, more: object = {}) =>
  idOf(api, '/api/products', { sku: `S-${randomUUID()}`, name: 'Sample', price: '10', stock: 100, ...more });

export const aProduct: Prepare = async (api) => ({ input: { product_id: await product(api) } });

/** Something that can be sold: a customer with credit and a balance, and two products. */
export async function aSale(api: ApiStage) {
  const customer_id = await customer(api, { credit_limit: '1000' });
  const items = [
    { product_id: await product(api), quantity: 2 },
    { product_id: await product(api, { stock: undefined }), quantity: 3 },
  ];
  return { customer_id, items };
}

export async function anOrder(api: ApiStage) {
  const sale = await aSale(api);
  const { body } = await api.send('POST', '/api/purchase', { body: sale });
  return { ...sale, order_id: String((body['order'] as { id: string }).id) };
}

export async function aPayment(api: ApiStage): Promise<string> {
  const { customer_id } = await anOrder(api);
  return idOf(api, '/api/payments', { customer_id, amount: '60' });
}
