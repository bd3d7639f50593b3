import { randomUUID } from 'node:crypto';
import { createInvitation } from '@/lib/operations/business';
import { createHold } from '@/lib/operations/holds';
import { addBuyer, addProduct, line, pay, sell } from './sales';
import type { Arguments } from './sql-callers';
import { eventOf } from './usage';
import { deliveredWebhook } from './webhooks';
import type { Business, World } from './world';

interface Scene {
  world: World;
  business: Business;
}

async function customerWithCredits({ world, business }: Scene): Promise<{ id: string }> {
  const customer = await world.addCustomer(business);
  await business.owner.call('add_credits', {
    business_id: business.id,
    customer_id: customer.id,
    credits: '100',
  });
  return customer;
}

async function aHold({ world, business }: Scene): Promise<string> {
  const { id: customer_id } = await world.addCustomer(business);
  return (await business.owner.run(createHold, { business_id: business.id, customer_id, amount: '25' })).id;
}

/** For each keyed operation: parameters that work now, and others. */
export const keyedSamples: Record<string, (scene: Scene) => Promise<[Arguments, Arguments]>> = {
  create_business: async () => [{ name: 'Second' }, { name: 'Third' }],
  update_business: async () => [{ name: 'Renamed' }, { name: 'Renamed', overdue_days: 14 }],
  update_member: async ({ world, business }) => {
    const { id } = await world.addMember(business, 'viewer');
    return [
      { user_id: id, role: 'member' },
      { user_id: id, role: 'admin' },
    ];
  },
  remove_member: async ({ world, business }) => {
    const { id } = await world.addMember(business, 'viewer');
    return [{ user_id: id }, { user_id: randomUUID() }];
  },
  create_invitation: async () => [{ role: 'viewer' }, { role: 'viewer', email: 'someone@example.test' }],
  revoke_invitation: async ({ business }) => {
    const { id } = await business.owner.run(createInvitation, { business_id: business.id, role: 'viewer' });
    return [{ invitation_id: id }, { invitation_id: randomUUID() }];
  },
  create_api_key: async () => [{ name: 'Key' }, { name: 'Key', scopes: ['customers:read'] }],
  create_customer: async () => [
    { name: 'Ada', balance: '10.00' },
    { name: 'Ada', balance: '10.01' },
  ],
  import_customers: async () => [
    { customers: [{ name: 'Ada', balance: '10.00' }, { name: 'Grace' }] },
    { customers: [{ name: 'Ada', balance: '10.01' }] },
  ],
  update_customer: async ({ world, business }) => {
    const { id } = await world.addCustomer(business);
    return [
      { customer_id: id, hourly_debit_amount: '1' },
      { customer_id: id, hourly_debit_amount: '2' },
    ];
  },
  delete_customer: async ({ world, business }) => {
    const { id } = await world.addCustomer(business, { balance: '0' });
    return [{ customer_id: id }, { customer_id: randomUUID() }];
  },
  add_credit: async ({ world, business }) => {
    const { id } = await world.addCustomer(business);
    return [
      { customer_id: id, amount: '5' },
      { customer_id: id, amount: '5', description: 'again' },
    ];
  },
  add_credits: async ({ world, business }) => {
    const { id } = await world.addCustomer(business);
    return [
      { customer_id: id, credits: '5' },
      { customer_id: id, credits: '5', source: 'given' },
    ];
  },
  invite_customer: async ({ world, business }) => {
    const { id } = await world.addCustomer(business);
    return [{ customer_id: id }, { customer_id: id, email: 'someone@example.test' }];
  },
  start_session: async (scene) => {
    const { id } = await customerWithCredits(scene);
    return [{ customer_id: id }, { customer_id: id, credits_per_minute: '20' }];
  },
  stop_session: async (scene) => {
    const { id } = await customerWithCredits(scene);
    await scene.business.owner.call('start_session', { business_id: scene.business.id, customer_id: id });
    return [{ customer_id: id }, { customer_id: randomUUID() }];
  },
  import_products: async () => [
    { products: [{ sku: `I-${randomUUID()}`, name: 'Lamp', price: '1', stock: 2 }] },
    { products: [{ sku: `I-${randomUUID()}`, name: 'Lamp', price: '1', stock: 2 }] },
  ],
  create_hold: async ({ world, business }) => {
    const { id } = await world.addCustomer(business);
    return [
      { customer_id: id, amount: '5', expires_in: 60 },
      { customer_id: id, amount: '5', expires_in: 61 },
    ];
  },
  capture_hold: async (scene) => {
    const hold_id = await aHold(scene);
    return [
      { hold_id, amount: '5', keep_rest: true },
      { hold_id, amount: '5' },
    ];
  },
  release_hold: async (scene) => [{ hold_id: await aHold(scene) }, { hold_id: randomUUID() }],
  create_webhook_endpoint: async () => [
    { url: 'https://example.com/one' },
    { url: 'https://example.com/one', event_types: ['wallet.low'] },
  ],
  update_webhook_endpoint: async ({ world, business }) => {
    const { endpoint_id } = await deliveredWebhook(world, business);
    return [
      { endpoint_id, status: 'disabled' },
      { endpoint_id, description: 'Ours' },
    ];
  },
  delete_webhook_endpoint: async ({ world, business }) => [
    { endpoint_id: (await deliveredWebhook(world, business)).endpoint_id },
    { endpoint_id: randomUUID() },
  ],
  rotate_webhook_secret: async ({ world, business }) => [
    { endpoint_id: (await deliveredWebhook(world, business)).endpoint_id },
    { endpoint_id: randomUUID() },
  ],
  send_test_webhook: async ({ world, business }) => [
    { endpoint_id: (await deliveredWebhook(world, business)).endpoint_id },
    { endpoint_id: randomUUID() },
  ],
  replay_webhook_events: async ({ world, business }) => {
    const { endpoint_id, event_id } = await deliveredWebhook(world, business);
    return [
      { endpoint_id, from_event_id: event_id },
      { endpoint_id, since: '2020-01-01T00:00:00Z' },
    ];
  },
  retry_webhook_delivery: async ({ world, business }) => {
    const { endpoint_id, event_id } = await deliveredWebhook(world, business);
    return [
      { endpoint_id, event_id },
      { endpoint_id, event_id: randomUUID() },
    ];
  },
  create_product: async () => {
    const sku = randomUUID();
    return [
      { sku, name: 'Desk', price: '1.00' },
      { sku, name: 'Desk', price: '1.01' },
    ];
  },
  update_product: async ({ business }) => {
    const { id } = await addProduct(business);
    return [
      { product_id: id, price: '2' },
      { product_id: id, price: '2', usage_unit_price: '0.1' },
    ];
  },
  archive_product: async ({ business }) => [
    { product_id: (await addProduct(business)).id },
    { product_id: (await addProduct(business)).id },
  ],
  adjust_stock: async ({ business }) => {
    const { id } = await addProduct(business);
    return [
      { product_id: id, change: -1 },
      { product_id: id, counted: 1 },
    ];
  },
  process_purchase: async ({ world, business }) => {
    const { id } = await addBuyer(world, business);
    const product = await addProduct(business);
    return [
      { customer_id: id, items: [line(product, 2)], payment: { amount: '5' } },
      { customer_id: id, items: [line(product, 2)], payment: { amount: '6' } },
    ];
  },
  cancel_order: async ({ world, business }) => {
    const product = await addProduct(business);
    const { order } = await sell(business, await addBuyer(world, business), [line(product, 2)]);
    return [{ order_id: order.id, items: [line(product)] }, { order_id: order.id }];
  },
  record_payment: async ({ world, business }) => {
    const customer = await addBuyer(world, business);
    await sell(business, customer, [line(await addProduct(business))]);
    return [
      { customer_id: customer.id, amount: '4' },
      { customer_id: customer.id, amount: '4', method: 'card' },
    ];
  },
  reverse_payment: async ({ world, business }) => {
    const { id } = await pay(business, await addBuyer(world, business), '4');
    return [{ payment_id: id }, { payment_id: id, reason: 'Bounced' }];
  },
  record_usage: async ({ world, business }) => {
    const customer = await world.addCustomer(business);
    return [eventOf(customer), eventOf(customer, { units_consumed: '1205' })];
  },
  record_product_usage: async ({ world, business }) => {
    const { id: customer_id } = await world.addCustomer(business);
    const { id: product_id } = await addProduct(business);
    return [
      { customer_id, product_id, units: '1' },
      { customer_id, product_id, units: '1', occurred_at: '2020-01-01T00:00:00Z' },
    ];
  },
  record_usage_batch: async ({ world, business }) => {
    const customer = await world.addCustomer(business);
    return [{ events: [eventOf(customer)] }, { events: [eventOf(customer), eventOf(customer)] }];
  },
  trigger_billing: async () => [{}, { plan: `1.${'0'.repeat(64)}` }],
  trigger_debits: async () => [{}, { plan: `1.${'0'.repeat(64)}` }],
  advance_clock: async ({ world, business }) => {
    await world.setClock(business.id, '2026-03-01T09:30:00Z');
    return [{ hours: 1 }, { hours: 2 }];
  },
};
