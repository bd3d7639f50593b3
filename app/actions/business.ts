'use server';

import { refresh } from 'next/cache';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { ownCookie } from '@/lib/auth/cookies';
import {
  acceptInvitation,
  createBusiness,
  createInvitation,
  removeMember,
  revokeInvitation,
  updateBusiness,
  updateMember,
} from '@/lib/operations/business';
import type { InputOf, OutputOf } from '@/lib/operations/define';
import { perform } from '@/lib/pages/perform';
import { invalidForm, type ActionResult } from '@/lib/ui/action-result';
import { businessCookie } from '@/lib/ui/current-business';
import { idempotencyKeyOf, textField, textFields } from '@/lib/ui/form-data';

const year = 365 * 24 * 60 * 60;

async function remember(businessId: string): Promise<void> {
  (await cookies()).set(businessCookie, businessId, {
    ...ownCookie(),
    maxAge: year,
  });
}

/** The cookie only says which business is meant; the database says whether it may be seen. */
export async function chooseBusiness(businessId: string): Promise<void> {
  await remember(businessId);
  refresh();
}

export async function createBusinessAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof createBusiness>>> {
  const { name = '', currency } = textFields(form, ['name', 'currency']);
  const result = await perform(
    createBusiness,
    { name, ...(currency ? { currency } : {}), is_sandbox: form.get('is_sandbox') === 'on' },
    idempotencyKeyOf(form),
  );
  if (!result.ok) return result;
  await remember(result.data.id);
  redirect('/');
}

export async function updateBusinessAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof updateBusiness>>> {
  const days = textField(form, 'overdue_days').trim();
  if (!/^\d{1,3}$/.test(days)) {
    return invalidForm({ overdue_days: 'must be a whole number from 1 to 365' });
  }
  const result = await perform(
    updateBusiness,
    {
      name: textField(form, 'name'),
      overdue_days: Number(days),
      // Empty on purpose removes the threshold.
      low_balance: textField(form, 'low_balance').trim(),
      low_credits: textField(form, 'low_credits').trim(),
    },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

export async function updatePortalAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof updateBusiness>>> {
  const result = await perform(
    updateBusiness,
    {
      join_enabled: textField(form, 'join_enabled') === 'on',
      welcome_grant: textField(form, 'welcome_grant').trim(),
      session_credits_per_minute: textField(form, 'session_credits_per_minute').trim(),
    },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

export async function createInvitationAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof createInvitation>>> {
  const { email } = textFields(form, ['email']);
  const chosen = createInvitation.input.shape.role.safeParse(form.get('role'));
  const input: InputOf<typeof createInvitation> = {
    role: chosen.success ? chosen.data : 'member',
    ...(email ? { email } : {}),
  };
  // Without a key: where the answer was lost on its way, a second click has to show a link, and that is a new one.
  const result = await perform(createInvitation, input);
  if (result.ok) refresh();
  return result;
}

export async function revokeInvitationAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof revokeInvitation>>> {
  const result = await perform(
    revokeInvitation,
    { invitation_id: textField(form, 'invitation_id') },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

export async function updateMemberAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof updateMember>>> {
  const chosen = updateMember.input.shape.role.safeParse(form.get('role'));
  const result = await perform(
    updateMember,
    { user_id: textField(form, 'user_id'), role: chosen.success ? chosen.data : 'viewer' },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

export async function removeMemberAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof removeMember>>> {
  const result = await perform(removeMember, { user_id: textField(form, 'user_id') }, idempotencyKeyOf(form));
  if (result.ok) refresh();
  return result;
}

export async function acceptInvitationAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof acceptInvitation>>> {
  const result = await perform(acceptInvitation, { token: textField(form, 'token') });
  if (!result.ok) return result;
  await remember(result.data.business_id);
  redirect('/');
}
