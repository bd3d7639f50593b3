import { customer, idOf, none, type Prepare } from './makers';
import type { ApiStage } from './stage';

/** A business has at most 20 endpoints, and a suite makes more: those before are deleted in time. */
async function makeRoom(api: ApiStage): Promise<void> {
  await api.database.admin.query(
    `update public.webhook_endpoints set deleted_at = now()
     where deleted_at is null
       and (select count(*) from public.webhook_endpoints where business_id = $1 and deleted_at is null) >= 15`,
    [api.owner.businessId],
  );
}

/** An endpoint, by default for everything. */
export async function anEndpoint(api: ApiStage, more: object = {}): Promise<string> {
  await makeRoom(api);
  return idOf(api, '/api/webhook-endpoints', { url: 'https://example.com/hooks', ...more });
}

/** An endpoint, and an event that is to go there. */
export async function anEvent(api: ApiStage) {
  const endpoint_id = await anEndpoint(api);
  const customer_id = await customer(api);
  const { body } = await api.send('GET', `/api/webhook-events?customer_id=${customer_id}`);
  const [event] = body['data'] as { id: string }[];
  // The API suite delivers nothing: what is waiting here waits for good.
  return { endpoint_id, customer_id, event_id: event?.id ?? '' };
}

const ofEndpoint: Prepare = async (api) => ({ input: { endpoint_id: await anEndpoint(api) } });

/** For every operation of webhooks an input that it takes. */
export const webhookSamples: Readonly<Record<string, Prepare>> = {
  list_webhook_endpoints: async (api) => {
    await anEndpoint(api);
    return none;
  },
  create_webhook_endpoint: async (api) => {
    await makeRoom(api);
    const event_types = ['wallet.low', 'order.overdue'];
    return { input: { url: 'https://example.com/hooks', description: 'Sample', event_types } };
  },
  get_webhook_endpoint: ofEndpoint,
  update_webhook_endpoint: async (api) => ({
    input: {
      endpoint_id: await anEndpoint(api),
      url: 'https://example.com/changed',
      description: '',
      event_types: [],
      status: 'disabled',
    },
  }),
  delete_webhook_endpoint: ofEndpoint,
  rotate_webhook_secret: ofEndpoint,
  send_test_webhook: ofEndpoint,
  replay_webhook_events: async (api) => {
    const { endpoint_id, event_id } = await anEvent(api);
    return { input: { endpoint_id, from_event_id: event_id } };
  },
  list_webhook_events: async (api) => {
    const { endpoint_id, customer_id } = await anEvent(api);
    return {
      input: {
        type: 'customer.created',
        customer_id,
        endpoint_id,
        status: 'pending',
        since: '2020-01-01T00:00:00Z',
        until: '2999-01-01T00:00:00Z',
        limit: '1',
      },
    };
  },
  get_webhook_event: async (api) => ({ input: { event_id: (await anEvent(api)).event_id } }),
  retry_webhook_delivery: async (api) => {
    const { endpoint_id, event_id } = await anEvent(api);
    return { input: { event_id, endpoint_id } };
  },
};
