import 'server-only';
import type { z } from 'zod';
import { errorCodes } from '@/lib/errors/codes';
import { Problem } from '@/lib/errors/problem';
import type { Operation } from '@/lib/operations/define';
import { execute } from '@/lib/operations/execute';
import type { ActionFailure, ActionResult, PlanChange } from '@/lib/ui/action-result';
import { pageIdentity } from './identity';
import { logFailure } from './log-failure';

/**
 * Does an operation for a server action, as the signed-in user. What the user can put right comes back as a
 * value with a message for each field; it never throws for it.
 */
export async function perform<Input extends z.ZodObject, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  input: z.input<Input>,
  options: { idempotencyKey?: string | undefined } = {},
): Promise<ActionResult<z.output<Output>>> {
  try {
    const identity = { ...(await pageIdentity(input)), idempotencyKey: options.idempotencyKey ?? null };
    return { ok: true, data: (await execute(operation, input, identity)).body };
  } catch (failure) {
    return refusalOf(failure);
  }
}

/** What went wrong, as a server action answers it. What nobody expected is logged. */
export function refusalOf(failure: unknown): ActionFailure {
  const problem = failure instanceof Problem ? failure : new Problem('internal_error', { cause: failure });
  if (problem.status >= 500) logFailure(problem);
  return {
    ok: false,
    code: problem.code,
    message: problem.message,
    remedy:
      problem.code === 'rate_limited' && problem.retryAfterSeconds !== undefined
        ? // The message says when to try again.
          'Nothing was changed.'
        : errorCodes[problem.code].remedy,
    fields: Object.fromEntries(
      (problem.errors ?? []).map(({ pointer, message }) => [pointer.replace(/^\//, ''), message]),
    ),
    ...(problem.code === 'plan_changed' && { changed: problem.context as unknown as PlanChange }),
  };
}
