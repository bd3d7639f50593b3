import 'server-only';
import type { z } from 'zod';
import { errorCodes } from '@/lib/errors/codes';
import { Problem } from '@/lib/errors/problem';
import type { Operation } from '@/lib/operations/define';
import { execute } from '@/lib/operations/execute';
import { log } from '@/lib/observability/log';
import type { ActionFailure, ActionResult } from '@/lib/ui/action-result';
import { pageIdentity } from './identity';

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
  if (problem.status >= 500) log().error({ code: problem.code, err: problem.cause }, problem.message);
  return {
    ok: false,
    code: problem.code,
    message: problem.message,
    remedy: errorCodes[problem.code].remedy,
    fields: Object.fromEntries(
      (problem.errors ?? []).map(({ pointer, message }) => [pointer.replace(/^\//, ''), message]),
    ),
  };
}
