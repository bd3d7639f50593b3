import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { nobody } from '@/lib/auth/identity';
import { testPassword, type TestUser } from '../../helpers/callers';
import { customer, type Prepare } from './makers';
import type { ApiStage } from './stage';

/** A customer with credits, as a business makes one: without a login. */
export async function withCredits(api: ApiStage, credits = '100'): Promise<string> {
  const customer_id = await customer(api);
  const { status } = await api.send('POST', `/api/customers/${customer_id}/credits`, { body: { credits } });
  if (status !== 201) throw new Error('the customer got no credits');
  return customer_id;
}

/** The running session of a customer of its own, or of the one that is given. */
export async function aSession(api: ApiStage, customer_id?: string) {
  const owner_id = customer_id ?? (await withCredits(api));
  const { body } = await api.send('POST', '/api/session/start', { body: { customer_id: owner_id } });
  return { customer_id: owner_id, session_id: String((body['session'] as { id: string }).id) };
}

async function anEndedSession(api: ApiStage) {
  const running = await aSession(api);
  await api.send('POST', '/api/session/stop', { body: running });
  return running;
}

export async function slugOf(api: ApiStage, as: TestUser = api.owner): Promise<string> {
  return String((await api.send('GET', '/api/business', { as })).body['slug']);
}

/** Somebody who signed up at the join page of the owner's business, and so is a customer and no member of anything. */
export async function joinAs(api: ApiStage, name: string): Promise<TestUser & { customerId: string }> {
  const email = `${name}-${randomUUID().slice(0, 8)}@example.test`;
  const body = { email, password: testPassword, join: await slugOf(api), name };
  const { body: session } = await api.send('POST', '/api/auth/signup', { as: null, body });
  const accessToken = String(session['access_token']);
  const claims = decodeJwt(accessToken);
  const identity = { ...nobody, requestId: randomUUID(), accessToken, claims };
  const user = { id: claims.sub ?? '', email, accessToken, businessId: '', identity };
  const { body: profile } = await api.send('GET', '/api/user/profile', { as: user });
  const [own] = profile['customers'] as { customer_id: string }[];
  return { ...user, customerId: own?.customer_id ?? '' };
}

/** For every operation of sessions, credits and the portal an input that it takes. */
export const sessionSamples: Readonly<Record<string, Prepare>> = {
  start_session: async (api) => ({
    input: { customer_id: await withCredits(api), credits_per_minute: '12.5', description: 'A lesson' },
  }),
  stop_session: async (api) => ({ input: await aSession(api) }),
  get_session_status: async (api) => ({ input: { customer_id: (await aSession(api)).customer_id } }),
  list_sessions: async (api) => {
    const { customer_id } = await anEndedSession(api);
    const days = { from_day: '2020-01-01', to_day: '2999-12-31' };
    return { input: { customer_id, status: 'ended', end_reason: 'stopped', ...days, limit: '1' } };
  },
  get_session: async (api) => ({ input: { session_id: (await aSession(api)).session_id, limit: '1' } }),
  get_session_analytics: async (api) => {
    const { customer_id } = await anEndedSession(api);
    return { input: { customer_id, from_day: '2026-11-01', to_day: '2026-12-31' } };
  },
  add_credits: async (api) => ({
    input: {
      customer_id: (await aSession(api)).customer_id,
      credits: '12.5',
      source: 'given',
      description: 'For the trouble',
    },
  }),
  get_join_page: async (api) => ({ input: { slug: await slugOf(api) }, as: null }),
  join_business: async (api) => ({
    input: { slug: await slugOf(api), name: 'Sample' },
    as: await api.signUp('visitor'),
  }),
  invite_customer: async (api) => ({
    input: { customer_id: await customer(api), email: 'Sample@Example.test' },
  }),
};
