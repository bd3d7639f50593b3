'use server';

import { refresh } from 'next/cache';
import { previewDebits, triggerDebits } from '@/lib/operations/debits';
import type { OutputOf } from '@/lib/operations/define';
import { perform } from '@/lib/pages/perform';
import type { ActionResult } from '@/lib/ui/action-result';

export type DebitPreview = OutputOf<typeof previewDebits>;
export type DebitOutcome = OutputOf<typeof triggerDebits>;

/** What the confirmation says; asked for when the dialog opens, so that it is of this moment. */
export async function previewDebitsAction(): Promise<ActionResult<DebitPreview>> {
  return perform(previewDebits, {});
}

/** Just what was looked at, or nothing; without a plan, where it is too long for one, whatever is due. */
export async function triggerDebitsAction(
  idempotencyKey: string,
  plan: string | null,
): Promise<ActionResult<DebitOutcome>> {
  const result = await perform(triggerDebits, plan === null ? {} : { plan }, { idempotencyKey });
  if (result.ok) refresh();
  return result;
}
