import { signUp } from '@/lib/operations/account';
import { createApiKey } from '@/lib/operations/api-keys';
import { createInvitation } from '@/lib/operations/business';
import { ask, newEmail, password, type Account } from './journeys';

/** Somebody who joined an owner's business by an invitation, and belongs to no other. */
export async function newMember(owner: Account, role: 'admin' | 'member' | 'viewer'): Promise<Account> {
  const { token: invitation } = await ask(createInvitation.output, owner.token, 'POST', '/invitations', {
    role,
  });
  const person = { email: newEmail(), password };
  const { access_token: token } = await ask(signUp.output, null, 'POST', '/auth/signup', {
    ...person,
    invitation,
  });
  return { ...owner, ...person, token };
}

/** An API key of the business that may do everything. */
export async function newKey(owner: Account): Promise<string> {
  const made = await ask(createApiKey.output, owner.token, 'POST', '/api-keys', { name: 'Program' });
  return made.key ?? '';
}
