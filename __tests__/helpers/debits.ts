import type { z } from 'zod';
import { triggerDebits } from '@/lib/operations/debits';
import type { Caller } from './sql-callers';
import type { World } from './world';

export type DebitResult = z.infer<(typeof triggerDebits)['output']>;

/** A run by hand, driven to its end as the route does it. */
export async function advanceToEnd(caller: Caller, businessId?: string): Promise<DebitResult> {
  let result = await caller.run(triggerDebits, { business_id: businessId });
  while (result.status === 'running') {
    const args = { business_id: businessId, run_id: result.run_id };
    result = triggerDebits.output.parse(await caller.call('advance_debits', args));
  }
  return result;
}

/** What the scheduler does: steps until nothing is due that nobody else is at work on. */
export async function runSchedule(world: World, chunkSize = 500): Promise<void> {
  for (let more = true; more; ) {
    const { rows } = await world.admin.query<{ more: boolean }>(
      'select private.advance_hourly_debits($1) as more',
      [chunkSize],
    );
    more = rows[0]?.more ?? false;
  }
}
