import 'server-only';
import { notFound, redirect } from 'next/navigation';
import type { z } from 'zod';
import { Problem } from '@/lib/errors/problem';
import type { Operation } from '@/lib/operations/define';
import { execute } from '@/lib/operations/execute';
import { pageIdentity, userIdentity } from './identity';
import { logFailure } from './log-failure';

/**
 * Reads for a page, as the signed-in user. Whoever is not signed in is sent to sign in; what does not exist
 * (or is another business's) is the not-found page; anything else goes to the error page of the segment.
 */
export async function query<Input extends z.ZodObject, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  input: z.input<Input> = {} as z.input<Input>,
): Promise<z.output<Output>> {
  try {
    const needsBusiness = operation.access !== null && operation.access !== 'signed_in';
    const identity = await (needsBusiness ? pageIdentity(input) : userIdentity());
    return (await execute(operation, input, identity)).body;
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    if (failure.status === 401) redirect('/sign-in');
    if (failure.status === 404 || namesNothing(failure)) notFound();
    if (failure.status >= 500) logFailure(failure);
    throw failure;
  }
}

/** What is in the address where an id should be, and is none, names nothing that could be found. */
function namesNothing({ errors = [] }: Problem): boolean {
  return errors.length > 0 && errors.every(({ pointer }) => pointer.endsWith('_id'));
}
