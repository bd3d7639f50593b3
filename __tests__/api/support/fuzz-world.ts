import type { TestUser } from '../../helpers/callers';
import type { KnownIds } from '../../helpers/fuzz-values';
import { samples } from './samples';
import type { ApiStage, SendOptions } from './stage';

/** Two tenants with one of everything, and everybody who could call. */

export interface FuzzCaller {
  as: TestUser | string | null;
  headers: Record<string, string>;
  /** The words of the other tenant, which must be in no answer to this caller. */
  mustNotSee: readonly string[];
}

export interface FuzzWorld {
  callers: Readonly<Record<string, FuzzCaller>>;
  ids: KnownIds;
  tenants: readonly { user: TestUser; name: string }[];
}

const homeCanary = 'CanaryOfHome';
const rivalCanary = 'CanaryOfRival';

export async function fuzzWorld(api: ApiStage): Promise<FuzzWorld> {
  const rival = await api.signUp('rival');
  const own = await idsOf(stageOf(api, api.owner, homeCanary));
  const foreign = await idsOf(stageOf(api, rival, rivalCanary));
  const viewer = await api.signUp('viewer');
  await api.database.admin.query(
    "insert into public.memberships (business_id, user_id, role) values ($1, $2, 'viewer')",
    [api.owner.businessId, viewer.id],
  );
  const key = async (scopes: string[]) =>
    String((await api.send('POST', '/api/api-keys', { body: { name: 'Fuzz', scopes } })).body['key']);
  const customer = await signedInCustomer(api);
  const atHome = { headers: { 'x-business-id': api.owner.businessId }, mustNotSee: [rivalCanary] };
  return {
    callers: {
      owner: { as: api.owner, ...atHome },
      viewer: { as: viewer, ...atHome },
      'key of few scopes': { as: await key(['customers:read', 'usage:write']), ...atHome },
      customer: { as: customer, headers: {}, mustNotSee: [rivalCanary] },
      nobody: { as: null, headers: {}, mustNotSee: [rivalCanary, homeCanary] },
      'a key that is none': { as: 'sk_nonsense', headers: {}, mustNotSee: [rivalCanary, homeCanary] },
      rival: { as: rival, headers: { 'x-business-id': rival.businessId }, mustNotSee: [homeCanary] },
    },
    ids: {
      own: { ...own, business_id: [api.owner.businessId] },
      // An invitation is a secret: whoever has it may come in, and then it is their business.
      foreign: { ...foreign, token: [], business_id: [rival.businessId] },
    },
    tenants: [
      { user: api.owner, name: 'home' },
      { user: rival, name: 'rival' },
    ],
  };
}

/** The stage as another owner has it, whose every name tells whose it is. */
function stageOf(api: ApiStage, owner: TestUser, canary: string): ApiStage {
  const send: ApiStage['send'] = (method, path, options: SendOptions = {}) =>
    api.send(method, path, {
      as: owner,
      headers: { 'x-business-id': owner.businessId },
      ...options,
      ...(options.body !== undefined && {
        body: JSON.parse(
          JSON.stringify(options.body).replaceAll(/"(Sample|Listed|Ended)"/g, `"${canary}"`),
        ) as unknown,
      }),
    });
  return { ...api, owner, send };
}

/** Whatever the samples of all operations made, by the field that names it. */
async function idsOf(api: ApiStage): Promise<Record<string, string[]>> {
  const ids: Record<string, string[]> = {};
  for (const prepare of Object.values(samples)) {
    const { input } = await prepare(api);
    for (const [field, value] of Object.entries(input)) {
      if (typeof value !== 'string' || !/_id$|^slug$|^token$/.test(field) || field === 'user_id') continue;
      (ids[field] ??= []).push(value);
    }
  }
  return ids;
}

/** A person who is a customer of the owner's business, by an invitation. */
async function signedInCustomer(api: ApiStage): Promise<TestUser> {
  const { body } = await api.send('POST', '/api/customers', { body: { name: homeCanary, balance: '50' } });
  const invited = await api.send('POST', `/api/customers/${String(body['id'])}/invitation`, { body: {} });
  const person = await api.signUp('customer');
  const token = String(invited.body['token']);
  await api.send('POST', '/api/invitations/accept', { as: person, body: { token } });
  return person;
}
