'use server';

import { refresh } from 'next/cache';
import { errorCodes } from '@/lib/errors/codes';
import { listCustomers } from '@/lib/operations/customers';
import type { OutputOf } from '@/lib/operations/define';
import { captureHold, createHold, holdWallet, releaseHold } from '@/lib/operations/holds';
import { getBalance } from '@/lib/operations/wallets';
import { perform } from '@/lib/pages/perform';
import { invalidForm, type ActionResult } from '@/lib/ui/action-result';
import { idempotencyKeyOf, textField, textFields } from '@/lib/ui/form-data';

export async function createHoldAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof createHold>>> {
  const { amount, ...rest } = textFields(form, ['amount', 'description']);
  if (amount === undefined) return invalidForm({ amount: 'must not be empty' });
  const wallet = holdWallet.safeParse(textField(form, 'wallet'));
  const seconds = Number(textField(form, 'expires_in'));
  const result = await perform(
    createHold,
    {
      customer_id: textField(form, 'customer_id'),
      amount,
      ...rest,
      ...(wallet.success ? { wallet: wallet.data } : {}),
      ...(seconds > 0 ? { expires_in: seconds } : {}),
    },
    idempotencyKeyOf(form),
  );
  refreshAfter(result);
  return result;
}

export async function captureHoldAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof captureHold>>> {
  const result = await perform(
    captureHold,
    {
      hold_id: textField(form, 'hold_id'),
      ...textFields(form, ['amount', 'description']),
      ...(textField(form, 'keep_rest') === 'on' ? { keep_rest: true } : {}),
    },
    idempotencyKeyOf(form),
  );
  refreshAfter(result);
  return result;
}

export async function releaseHoldAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof releaseHold>>> {
  const result = await perform(releaseHold, { hold_id: textField(form, 'hold_id') }, idempotencyKeyOf(form));
  refreshAfter(result);
  return result;
}

/**
 * A refusal too tells that the page is behind: the time was up, or the money is gone. Where the database is away the
 * page stays as it is, for there is nothing to make it from.
 */
function refreshAfter(result: ActionResult<unknown>): void {
  if (result.ok || errorCodes[result.code].status < 500) refresh();
}

export type HoldableFigures = Pick<
  OutputOf<typeof getBalance>,
  'currency' | 'available' | 'unbilled_usage' | 'credits'
>;

/** What a customer has that something could be set aside of. */
export async function readHoldableAction(customerId: string): Promise<ActionResult<HoldableFigures>> {
  const result = await perform(getBalance, { customer_id: customerId, limit: 1 });
  if (!result.ok) return result;
  const { currency, available, unbilled_usage, credits } = result.data;
  return { ok: true, data: { currency, available, unbilled_usage, credits } };
}

export interface HoldCustomer {
  id: string;
  name: string;
  email: string | null;
  currency: string;
  balance: string;
  status: OutputOf<typeof listCustomers>['data'][number]['status'];
}

/** The few customers that match best, to set something of one aside. */
export async function findHoldCustomersAction(term: string): Promise<ActionResult<HoldCustomer[]>> {
  const result = await perform(listCustomers, { search: term.slice(0, 200), limit: 6 });
  if (!result.ok) return result;
  return {
    ok: true,
    data: result.data.data.map(({ id, name, email, currency, balance, status }) => ({
      id,
      name,
      email,
      currency,
      balance,
      status,
    })),
  };
}
