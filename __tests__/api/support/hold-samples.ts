import { customer, idOf, type Prepare } from './makers';
import type { ApiStage } from './stage';

/** What is held of a customer of its own, who has 100. */
export async function aHold(
  api: ApiStage,
  more: object = {},
): Promise<{ customer_id: string; hold_id: string }> {
  const customer_id = await customer(api);
  return { customer_id, hold_id: await idOf(api, '/api/holds', { customer_id, amount: '25', ...more }) };
}

/** For every operation of holds an input that it takes. */
export const holdSamples: Readonly<Record<string, Prepare>> = {
  create_hold: async (api) => ({
    input: {
      customer_id: await customer(api),
      wallet: 'prepaid',
      amount: '25.50',
      expires_in: 900,
      description: 'render job 4711',
    },
  }),
  list_holds: async (api) => {
    const { customer_id } = await aHold(api);
    return { input: { customer_id, wallet: 'prepaid', status: 'active', limit: '1' } };
  },
  get_hold: async (api) => ({ input: { hold_id: (await aHold(api)).hold_id } }),
  capture_hold: async (api) => ({
    input: {
      hold_id: (await aHold(api)).hold_id,
      amount: '18.40',
      keep_rest: true,
      description: 'The first half',
    },
  }),
  release_hold: async (api) => ({ input: { hold_id: (await aHold(api)).hold_id } }),
};
