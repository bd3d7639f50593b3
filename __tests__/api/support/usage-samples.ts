import { randomUUID } from 'node:crypto';
import { customer, idOf, none, product, type Prepare } from './makers';
import type { ApiStage } from './stage';

/** Usage of a service by a customer of its own. */
async function usage(api: ApiStage) {
  return {
    customer_id: await customer(api),
    service: `sample ${randomUUID()}`,
    units_consumed: '1204.5',
    price_per_unit: '0.000002',
    occurred_at: '2026-01-02T03:04:05Z',
  };
}

/** An event, and the charge that billed it. */
async function aCharge(api: ApiStage) {
  const event = { ...(await usage(api)), price_per_unit: '0.01' };
  const usage_event_id = await idOf(api, '/api/usage', event);
  const billing_run_id = await idOf(api, '/api/billing/runs', {});
  const { body } = await api.send('GET', '/api/billing/charges', { query: { billing_run_id } });
  const [charge] = body['data'] as { id: string }[];
  if (charge === undefined) throw new Error('the run billed nothing');
  return { ...event, usage_event_id, billing_run_id, usage_charge_id: charge.id };
}

/** For every operation of usage an input that it takes. */
export const usageSamples: Readonly<Record<string, Prepare>> = {
  record_usage: async (api) => ({ input: await usage(api) }),
  record_usage_batch: async (api) => ({
    input: {
      events: [
        await usage(api),
        {
          customer_id: await customer(api),
          product_id: await product(api, { usage_unit_price: '0.25' }),
          units: '3',
          request_id: randomUUID(),
        },
        { ...(await usage(api)), customer_id: randomUUID() },
      ],
    },
  }),
  record_product_usage: async (api) => ({
    input: {
      customer_id: await customer(api),
      product_id: await product(api, { usage_unit_price: '0.25' }),
      units: '42.5',
      occurred_at: '2026-01-02T03:04:05+01:00',
    },
  }),
  list_usage_events: async (api) => {
    const { customer_id, service, usage_charge_id } = await aCharge(api);
    return {
      input: {
        customer_id,
        service,
        status: 'billed',
        charge_id: usage_charge_id,
        occurred_from: '2026-01-01T00:00:00Z',
        occurred_before: '2999-01-01T00:00:00+01:00',
        limit: '1',
      },
    };
  },
  get_usage_event: async (api) => ({ input: { usage_event_id: (await aCharge(api)).usage_event_id } }),
  get_usage_summary: async (api) => ({
    input: { customer_id: (await aCharge(api)).customer_id, from_day: '2026-01-01', to_day: '2026-12-31' },
  }),
  list_unbilled_usage: async (api) => {
    const event = await usage(api);
    await idOf(api, '/api/usage', event);
    return { input: { customer_id: event.customer_id, held: 'false', limit: '1' } };
  },
  trigger_billing: async (api) => {
    await idOf(api, '/api/usage', await usage(api));
    return none;
  },
  preview_billing: async (api) => {
    await idOf(api, '/api/usage', await usage(api));
    return none;
  },
  get_billing_status: async (api) => {
    await aCharge(api);
    return none;
  },
  list_billing_runs: async (api) => {
    await aCharge(api);
    return { input: { limit: '1' } };
  },
  get_billing_run: async (api) => ({ input: { billing_run_id: (await aCharge(api)).billing_run_id } }),
  list_usage_charges: async (api) => {
    const { customer_id, billing_run_id } = await aCharge(api);
    return { input: { customer_id, billing_run_id, limit: '1' } };
  },
  get_usage_charge: async (api) => ({ input: { usage_charge_id: (await aCharge(api)).usage_charge_id } }),
};
