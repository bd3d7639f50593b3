'use server';

import { refresh } from 'next/cache';
import { errorCodes } from '@/lib/errors/codes';
import { listCustomers } from '@/lib/operations/customers';
import type { OutputOf } from '@/lib/operations/define';
import { getSessionStatus, startSession, stopSession } from '@/lib/operations/sessions';
import { perform } from '@/lib/pages/perform';
import type { ActionResult } from '@/lib/ui/action-result';
import { idempotencyKeyOf, textFields } from '@/lib/ui/form-data';

/** A form of the portal names the business as well: the dashboard's cookie says nothing about it. */
const whose = ['business_id', 'customer_id'] as const;

export async function startSessionAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof startSession>>> {
  const input = textFields(form, [...whose, 'credits_per_minute', 'description']);
  const result = await perform(startSession, input, idempotencyKeyOf(form));
  refreshAfter(result);
  return result;
}

export async function stopSessionAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof stopSession>>> {
  const input = textFields(form, [...whose, 'session_id']);
  const result = await perform(stopSession, input, idempotencyKeyOf(form));
  refreshAfter(result);
  return result;
}

/**
 * A refusal too tells that the page is behind: a session runs already, or the credits are gone. Where the database is
 * away the page stays as it is, for there is nothing to make it from.
 */
function refreshAfter(result: ActionResult<unknown>): void {
  if (result.ok || errorCodes[result.code].status < 500) refresh();
}

export async function readSessionStatusAction(
  customerId: string,
): Promise<ActionResult<OutputOf<typeof getSessionStatus>>> {
  return perform(getSessionStatus, { customer_id: customerId });
}

export interface SessionCustomer {
  id: string;
  name: string;
  email: string | null;
  status: OutputOf<typeof listCustomers>['data'][number]['status'];
}

/** The few customers that match best, to start a session for one. */
export async function findSessionCustomersAction(term: string): Promise<ActionResult<SessionCustomer[]>> {
  const result = await perform(listCustomers, { search: term.slice(0, 200), limit: 6 });
  if (!result.ok) return result;
  return {
    ok: true,
    data: result.data.data.map(({ id, name, email, status }) => ({ id, name, email, status })),
  };
}
