import { randomUUID } from 'node:crypto';
import { testPassword } from '../../helpers/callers';
import { debitSamples } from './debit-samples';
import { holdSamples } from './hold-samples';
import {
  aCustomer,
  anOrder,
  aPayment,
  aProduct,
  aSale,
  customer,
  none,
  product,
  type Prepare,
  type Sample,
} from './makers';
import { memberSamples } from './member-samples';
import { sessionSamples } from './session-samples';
import type { ApiStage } from './stage';
import { usageSamples } from './usage-samples';
import { webhookSamples } from './webhook-samples';

/** For every operation an input that it takes, with whatever must exist for it made first. */
export const samples: Readonly<Record<string, Prepare>> = {
  sign_up: () => ({
    input: {
      email: `sample-${randomUUID()}@example.test`,
      password: testPassword,
      business_name: 'Sample',
      currency: 'EUR',
    },
    as: null,
  }),
  log_in: (api) => ({ input: { email: api.owner.email, password: testPassword }, as: null }),
  get_me: () => none,
  get_profile: () => none,
  list_customers: () => ({
    input: {
      search: 'sample',
      status: 'all',
      max_runway_hours: '24',
      sort: 'runway',
      direction: 'asc',
      limit: '2',
    },
  }),
  import_customers: () => ({
    input: {
      customers: [
        {
          name: 'Sample',
          balance: '100.50',
          hourly_debit_amount: '0.5',
          credit_limit: '250',
          email: 'Sample@Example.test',
          external_id: randomUUID(),
          status: 'active',
          overdraft_limit: '50',
          postpaid: false,
        },
      ],
      dry_run: false,
      skip_invalid: false,
    },
  }),
  create_customer: () => ({
    input: {
      name: 'Sample',
      balance: '100.50',
      hourly_debit_amount: '0.5',
      credit_limit: '250',
      email: 'Sample@Example.test',
      external_id: randomUUID(),
      status: 'active',
      overdraft_limit: '50',
      postpaid: false,
    },
  }),
  get_customer: aCustomer,
  update_customer: async (api) => ({
    input: {
      customer_id: await customer(api),
      name: 'Changed',
      hourly_debit_amount: '2',
      credit_limit: '0.50',
      status: 'inactive',
      postpaid: true,
      low_balance: '5',
    },
  }),
  delete_customer: aCustomer,
  list_products: async (api) => {
    await product(api);
    return { input: { search: 'sample', status: 'all', sort: 'stock', direction: 'desc', limit: '2' } };
  },
  import_products: () => ({
    input: {
      products: [
        {
          sku: `S-${randomUUID()}`,
          name: 'Sample',
          price: '19.90',
          stock: 5,
          usage_unit_price: '0.000002',
          description: 'A sample',
          status: 'inactive',
        },
      ],
      dry_run: false,
      skip_invalid: false,
    },
  }),
  create_product: () => ({
    input: {
      sku: `S-${randomUUID()}`,
      name: 'Sample',
      price: '19.90',
      stock: 5,
      usage_unit_price: '0.000002',
      description: 'As a sample',
      status: 'inactive',
    },
  }),
  get_product: aProduct,
  update_product: async (api) => ({
    input: {
      product_id: await product(api),
      sku: `S-${randomUUID()}`,
      name: 'Changed',
      price: '0',
      usage_unit_price: '',
      description: '',
      status: 'active',
    },
  }),
  archive_product: aProduct,
  adjust_stock: async (api) => ({
    input: { product_id: await product(api), change: -4, reason: 'Broken' },
  }),
  list_stock_movements: async (api) => ({ input: { product_id: await product(api), limit: '1' } }),
  process_purchase: async (api) => ({
    input: {
      ...(await aSale(api)),
      payment: { amount: '7.50', method: 'card', reference: 'R-1' },
      use_balance: true,
      note: 'Sample',
    },
  }),
  preview_purchase: async (api) => ({
    input: {
      ...(await aSale(api)),
      payment: { amount: '70', method: 'bank_transfer' },
      use_balance: false,
    },
  }),
  list_orders: async (api) => {
    const { customer_id } = await anOrder(api);
    return {
      input: {
        customer_id,
        status: 'open',
        search: 'sample',
        older_than_days: '0',
        up_to_days: '3650',
        as_of: '2030-01-01T00:00:00Z',
        limit: '1',
      },
    };
  },
  get_order: async (api) => ({ input: { order_id: (await anOrder(api)).order_id } }),
  cancel_order: async (api) => {
    const { order_id, items } = await anOrder(api);
    return { input: { order_id, items: items.slice(0, 1), reason: 'Sample' } };
  },
  get_overdue: async (api) => {
    await anOrder(api);
    return { input: { days: '0', as_of: '2999-01-01T00:00:00+01:00', limit: '200' } };
  },
  record_payment: async (api) => {
    const { customer_id, order_id } = await anOrder(api);
    const input = { customer_id, order_id, amount: '60', method: 'other', reference: 'R-2', note: 'Sample' };
    return { input };
  },
  list_payments: async (api) => {
    await aPayment(api);
    return { input: { status: 'received', method: 'cash', limit: '1' } };
  },
  get_payment: async (api) => ({ input: { payment_id: await aPayment(api) } }),
  reverse_payment: async (api) => ({ input: { payment_id: await aPayment(api), reason: 'Bounced' } }),
  get_statement: async (api) => ({
    input: {
      customer_id: (await anOrder(api)).customer_id,
      since: '2020-01-01T00:00:00Z',
      until: '2999-01-01T00:00:00Z',
    },
  }),
  ...usageSamples,
  ...debitSamples,
  ...sessionSamples,
  ...holdSamples,
  ...webhookSamples,
  create_business: async (api) => ({
    input: { name: 'Second', currency: 'JPY', is_sandbox: true },
    as: await api.signUp('founder'),
  }),
  get_business: () => none,
  update_business: () => ({
    input: {
      name: 'Renamed',
      welcome_grant: '0',
      session_credits_per_minute: '12.5',
      join_enabled: true,
      overdue_days: 14,
      low_balance: '25',
      low_credits: '',
    },
  }),
  ...memberSamples,
  list_audit_events: async (api) => ({
    input: {
      subject_type: 'customer',
      subject_id: await customer(api),
      action: 'customer.created',
      recorded_from: '2020-01-01T00:00:00Z',
      recorded_before: '2999-01-01T00:00:00+01:00',
      limit: '2',
    },
  }),
  get_status: () => none,
  get_health: () => ({ input: {}, as: null }),
  get_live: () => ({ input: {}, as: null }),
  get_ready: () => ({ input: {}, as: null }),
};

/** The sample of an operation; a test that meets a new operation asks for one here. */
export async function sampleOf(api: ApiStage, name: string): Promise<Sample> {
  const prepare = samples[name];
  if (prepare === undefined) throw new Error(`add a sample of ${name} to __tests__/api/support/samples.ts`);
  return prepare(api);
}
