'use server';

import { refresh } from 'next/cache';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { ownCookie } from '@/lib/auth/cookies';
import { errorCodes } from '@/lib/errors/codes';
import { acceptInvitation } from '@/lib/operations/business';
import type { OutputOf } from '@/lib/operations/define';
import { joinBusiness } from '@/lib/operations/portal';
import { getSessionStatus } from '@/lib/operations/sessions';
import { perform } from '@/lib/pages/perform';
import type { ActionResult } from '@/lib/ui/action-result';
import { customerCookie } from '@/lib/ui/current-customer';
import { textField } from '@/lib/ui/form-data';
import { joinFailure } from '@/lib/ui/join-failure';

const year = 365 * 24 * 60 * 60;

async function remember(customerId: string): Promise<void> {
  (await cookies()).set(customerCookie, customerId, {
    ...ownCookie(),
    maxAge: year,
  });
}

/** The cookie only says which portal is meant; the database says whether it may be seen. */
export async function chooseCustomer(customerId: string): Promise<void> {
  await remember(customerId);
  refresh();
}

/** For somebody who is signed in; who has no account yet signs up with the name of the business. */
export async function joinAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof joinBusiness>>> {
  const result = await perform(joinBusiness, { slug: textField(form, 'slug') });
  if (!result.ok) return joinFailure(result);
  await remember(result.data.customer_id);
  redirect('/portal');
}

/** Takes the login that a business gave to one of its customers. */
export async function acceptLoginAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof acceptInvitation>>> {
  const result = await perform(acceptInvitation, { token: textField(form, 'token') });
  if (!result.ok) return result;
  const { customer_id } = result.data;
  if (customer_id !== null) await remember(customer_id);
  redirect(customer_id === null ? '/' : '/portal');
}

/** Whose portal it is. */
export interface Self {
  business_id: string;
  customer_id: string;
}

/**
 * Makes the page again once the server has answered. Where it has not, the page stays as it is and goes on counting:
 * made again without a database it would be an error page.
 */
export async function lookAgain(self: Self): Promise<boolean> {
  const { business_id, customer_id } = self;
  const result = await perform(getSessionStatus, { business_id, customer_id });
  if (!result.ok && errorCodes[result.code].status >= 500) return false;
  refresh();
  return true;
}
