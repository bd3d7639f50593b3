'use server';

import { refresh } from 'next/cache';
import { previewBilling, triggerBilling } from '@/lib/operations/billing';
import type { OutputOf } from '@/lib/operations/define';
import { perform } from '@/lib/pages/perform';
import type { ActionResult } from '@/lib/ui/action-result';

export type BillingPreview = OutputOf<typeof previewBilling>;
export type BillingOutcome = OutputOf<typeof triggerBilling>;

/** What the confirmation says; asked for when the dialog opens, so that it is of this moment. */
export async function previewBillingAction(): Promise<ActionResult<BillingPreview>> {
  return perform(previewBilling, {});
}

/** Just what was looked at, or nothing; without a plan, where it is too long for one, whatever is due. */
export async function triggerBillingAction(
  idempotencyKey: string,
  plan: string | null,
): Promise<ActionResult<BillingOutcome>> {
  const result = await perform(triggerBilling, plan === null ? {} : { plan }, { idempotencyKey });
  if (result.ok) refresh();
  return result;
}
