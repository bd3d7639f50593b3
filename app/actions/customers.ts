'use server';

import { refresh } from 'next/cache';
import { env } from '@/lib/env';
import { addCredits } from '@/lib/operations/credits';
import { createCustomer, deleteCustomer, listCustomers, updateCustomer } from '@/lib/operations/customers';
import type { OutputOf } from '@/lib/operations/define';
import { inviteCustomer } from '@/lib/operations/portal';
import { addCredit } from '@/lib/operations/wallets';
import { perform } from '@/lib/pages/perform';
import { failureOf, type ActionResult } from '@/lib/ui/action-result';
import { idempotencyKeyOf, textField, textFields } from '@/lib/ui/form-data';

export interface FoundCustomer {
  id: string;
  name: string;
  email: string | null;
  balance: string;
  currency: string;
}

/** The few customers that match best. */
export async function findCustomers(term: string): Promise<ActionResult<FoundCustomer[]>> {
  const result = await perform(listCustomers, { search: term.slice(0, 200), status: 'all', limit: 6 });
  if (!result.ok) return result;
  return {
    ok: true,
    data: result.data.data.map(({ id, name, email, balance, currency }) => ({
      id,
      name,
      email,
      balance,
      currency,
    })),
  };
}

function isPostpaid(form: FormData): boolean {
  return textField(form, 'postpaid') === 'on';
}

export async function createCustomerAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof createCustomer>>> {
  const { name = '', ...rest } = textFields(form, [
    'name',
    'email',
    'external_id',
    'balance',
    'hourly_debit_amount',
    'credit_limit',
    'overdraft_limit',
  ]);
  const postpaid = isPostpaid(form) ? { postpaid: true } : {};
  const result = await perform(createCustomer, { name, ...rest, ...postpaid }, idempotencyKeyOf(form));
  if (result.ok) refresh();
  return result;
}

export async function updateCustomerAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof updateCustomer>>> {
  const result = await perform(
    updateCustomer,
    {
      customer_id: textField(form, 'customer_id'),
      name: textField(form, 'name'),
      // Empty on purpose removes the value, so these are sent as they stand.
      email: textField(form, 'email').trim(),
      external_id: textField(form, 'external_id').trim(),
      hourly_debit_amount: textField(form, 'hourly_debit_amount').trim() || '0',
      credit_limit: textField(form, 'credit_limit').trim() || '0',
      low_balance: textField(form, 'low_balance').trim(),
      // One of the two: without a limit there is none to name.
      ...(isPostpaid(form)
        ? { postpaid: true }
        : { overdraft_limit: textField(form, 'overdraft_limit').trim() || '0' }),
    },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

export async function setCustomerStatusAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof updateCustomer>>> {
  const status = form.get('status') === 'active' ? 'active' : 'inactive';
  const result = await perform(
    updateCustomer,
    { customer_id: textField(form, 'customer_id'), status },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

export async function removeCustomerAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof deleteCustomer>>> {
  const result = await perform(
    deleteCustomer,
    { customer_id: textField(form, 'customer_id') },
    idempotencyKeyOf(form),
  );
  // The page of a deleted customer is gone; whoever is on it is led away instead.
  if (result.ok && !result.data.deleted) refresh();
  return result;
}

export async function topUpAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof addCredit>>> {
  const { description } = textFields(form, ['description']);
  const result = await perform(
    addCredit,
    {
      customer_id: textField(form, 'customer_id'),
      amount: textField(form, 'amount').trim(),
      ...(description ? { description } : {}),
    },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

export async function addCreditsAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof addCredits>>> {
  const { description } = textFields(form, ['description']);
  const result = await perform(
    addCredits,
    {
      customer_id: textField(form, 'customer_id'),
      credits: textField(form, 'credits').trim(),
      source: textField(form, 'source') === 'given' ? 'given' : 'bought',
      ...(description ? { description } : {}),
    },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

export interface CustomerLink {
  /** Shown once: only its hash is kept. */
  link: string;
}

export async function inviteCustomerAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<CustomerLink>> {
  const { email } = textFields(form, ['email']);
  // Without a key: where the answer was lost on its way, a second click has to show a link, and that is a new one.
  const result = await perform(inviteCustomer, {
    customer_id: textField(form, 'customer_id'),
    ...(email ? { email } : {}),
  });
  if (!result.ok) return result;
  if (result.data.token === null) return failureOf('internal_error');
  return { ok: true, data: { link: new URL(`/invite/${result.data.token}`, env().APP_URL).toString() } };
}
