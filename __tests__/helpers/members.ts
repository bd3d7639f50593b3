import { signUp } from '@/lib/operations/account';
import { createInvitation } from '@/lib/operations/business';
import { ask, newEmail, password, type Account } from './journeys';

/** Somebody who joined an owner's business by an invitation, and belongs to no other. */
export async function newMember(owner: Account, role: 'admin' | 'member' | 'viewer'): Promise<Account> {
  const { token: invitation } = await ask(createInvitation.output, owner.token, 'POST', '/invitations', { role });
  const person = { email: newEmail(), password };
  const { access_token: token } = await ask(signUp.output, null, 'POST', '/auth/signup', { ...person, invitation });
  return { ...owner, ...person, token };
}
