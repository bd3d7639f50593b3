import { createCustomer } from '@/lib/operations/customers';
import { processPurchase } from '@/lib/operations/orders';
import { createProduct } from '@/lib/operations/products';
import type { Visitor } from './browser';
import { ask, newOwner } from './journeys';

/** A customer with a limit of 500 who owes 120 on a first order and 80 on a second. */
export async function debtor() {
  const owner = await newOwner();
  const customer = await ask(createCustomer.output, owner.token, 'POST', '/customers', {
    name: 'Ada Lovelace',
    credit_limit: '500',
  });
  const product = await ask(createProduct.output, owner.token, 'POST', '/products', {
    sku: 'LAMP',
    name: 'Reading lamp',
    price: '40',
    stock: 10,
  });
  const sell = (quantity: number) =>
    ask(processPurchase.output, owner.token, 'POST', '/purchase', {
      customer_id: customer.id,
      items: [{ product_id: product.id, quantity }],
    });
  const [first, second] = [(await sell(3)).order, (await sell(2)).order];
  return { owner, customer, product, first, second };
}

/** The figures at the top of the page of a customer. */
const figures = ({ page }: Visitor) => page.getByRole('region', { name: 'Balance' });

/** Until the figures of a customer read so. */
export async function reads(who: Visitor, text: RegExp): Promise<void> {
  await figures(who).filter({ hasText: text }).waitFor();
}
