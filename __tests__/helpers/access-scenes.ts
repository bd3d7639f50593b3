import { advanceClock } from '@/lib/operations/sandbox';
import { billByHand, chargesOf } from './billing';
import { addProduct, cancel, line, pay, sell } from './sales';
import { addBurner, give, start } from './sessions';
import { record } from './usage';
import type { Business, World } from './world';

/** Usage that is in the ledger, and some that waits. */
export async function billedUsage(business: Business, customer: { id: string }) {
  const event = await record(business, customer);
  await billByHand(business.owner);
  const [charge] = await chargesOf(business);
  await record(business, customer, { service: 'storage' });
  return { event_id: event.id, charge_id: charge?.id ?? '' };
}

/** A session that runs for as long as the tests do; and credits for the customer who has none. */
export async function runningSession(world: World, business: Business, customer: { id: string }) {
  await give(business, customer, '10');
  const { session } = await start(business, await addBurner(world, business, '1000000'));
  return session;
}

/** An order of long ago, part of it cancelled and part of it paid, the rest overdue; the clock has come to today since. */
export async function overdueSale(world: World, business: Business, customer: { id: string }) {
  await world.setClock(business.id, '2020-01-01T00:00:00Z');
  const product = await addProduct(business);
  const { order } = await sell(business, customer, [line(product, 3)]);
  await cancel(business, order, [line(product)]);
  const payment = await pay(business, customer, '1');
  await business.owner.run(advanceClock, { business_id: business.id, seconds: 1 });
  await world.setClock(business.id, new Date().toISOString());
  return { product_id: product.id, order_id: order.id, payment_id: payment.id };
}
