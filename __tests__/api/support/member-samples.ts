import { idOf, none, type Prepare } from './makers';
import type { ApiStage } from './stage';

async function aMember(api: ApiStage): Promise<string> {
  const { id } = await api.signUp('member');
  await api.database.admin.query(
    "insert into public.memberships (business_id, user_id, role) values ($1, $2, 'member')",
    [api.owner.businessId, id],
  );
  return id;
}

async function anInvitation(api: ApiStage): Promise<{ id: string; token: string }> {
  const { body } = await api.send('POST', '/api/invitations', { body: { role: 'member' } });
  return { id: String(body['id']), token: String(body['token']) };
}

/** For every operation of members, invitations and API keys an input that it takes. */
export const memberSamples: Readonly<Record<string, Prepare>> = {
  list_members: () => none,
  update_member: async (api) => ({ input: { user_id: await aMember(api), role: 'admin' } }),
  remove_member: async (api) => ({ input: { user_id: await aMember(api) } }),
  create_invitation: () => ({ input: { role: 'viewer', email: 'guest@example.test' } }),
  list_invitations: async (api) => {
    await anInvitation(api);
    return none;
  },
  get_invitation: async (api) => ({ input: { token: (await anInvitation(api)).token }, as: null }),
  revoke_invitation: async (api) => ({ input: { invitation_id: (await anInvitation(api)).id } }),
  accept_invitation: async (api) => ({
    input: { token: (await anInvitation(api)).token },
    as: await api.signUp('guest'),
  }),
  create_api_key: () => ({
    input: {
      name: 'Sample',
      scopes: ['customers:read', 'debits:run'],
      expires_at: '2999-01-01T01:00:00+01:00',
    },
  }),
  list_api_keys: async (api) => {
    await idOf(api, '/api/api-keys', { name: 'Listed' });
    return none;
  },
  revoke_api_key: async (api) => ({
    input: { api_key_id: await idOf(api, '/api/api-keys', { name: 'Ended' }) },
  }),
};
