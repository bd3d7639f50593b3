'use server';

import { refresh } from 'next/cache';
import type { OutputOf } from '@/lib/operations/define';
import { advanceClock } from '@/lib/operations/sandbox';
import { perform } from '@/lib/pages/perform';
import type { ActionResult } from '@/lib/ui/action-result';

export type ClockMove = OutputOf<typeof advanceClock>;
export type ClockStep = { hours: number } | { days: number } | { until: string };

/** Some seconds of the way; where the end is not reached, its `until` goes on. */
export async function advanceClockAction(
  step: ClockStep,
  idempotencyKey: string,
): Promise<ActionResult<ClockMove>> {
  const result = await perform(advanceClock, step, { idempotencyKey });
  if (result.ok && result.data.reached) refresh();
  return result;
}
