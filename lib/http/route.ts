import 'server-only';
import type { z } from 'zod';
import { nobody, type Identity } from '@/lib/auth/identity';
import type { Answer } from '@/lib/database/transport';
import { Problem } from '@/lib/errors/problem';
import { executeParsed } from '@/lib/operations/execute';
import type { Operation } from '@/lib/operations/define';
import { identityOf, requestIdOf } from './identity';
import { readInput } from './input';
import { respell } from './names';
import { problemResponse } from './problem-response';

interface RouteContext {
  /** Next gives a route without parameters none at all. */
  params: Promise<Record<string, string> | undefined>;
}

type Handler = (request: Request, context: RouteContext) => Promise<Response>;

/**
 * The route handler of an operation. `perform` stands in for the SQL function where the work is not in the
 * database: signing up and in are Supabase Auth's.
 */
export function route<Input extends z.ZodObject, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  perform: (input: z.output<Input>, identity: Identity) => Promise<Answer> = (input, identity) =>
    executeParsed(operation, input, identity),
): Handler {
  return async (request, context) => {
    const requestId = requestIdOf(request);
    try {
      const identity = await callerOf(operation, request, requestId);
      const input = await readInput(operation, request, (await context.params) ?? {});
      const answer = await perform(input.value, identity).catch((failure: unknown) => {
        if (!(failure instanceof Problem) || failure.errors === undefined) throw failure;
        throw failure.withErrors(respell(failure.errors, input.pointerTo));
      });
      return new Response(answer.text, {
        status: operation.status,
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          'Cache-Control': 'no-store',
          'X-Request-Id': requestId,
          ...(answer.replayed && { 'Idempotent-Replayed': 'true' }),
        },
      });
    } catch (failure) {
      return problemResponse(failure, requestId);
    }
  };
}

/**
 * Who calls an operation. One that anyone may call looks at no credentials, so that a token that has expired
 * does not keep its holder from signing in; a key counts only where a repeated request is answered from memory.
 *
 * @throws Problem `authentication_required`, `token_invalid`, `token_expired`
 */
async function callerOf(operation: Operation, request: Request, requestId: string): Promise<Identity> {
  if (operation.access === null) return { ...nobody, requestId };
  const identity = await identityOf(request, requestId);
  if (identity.accessToken === null && identity.apiKey === null) {
    throw new Problem('authentication_required', { detail: 'Sign in, or send an API key.' });
  }
  return operation.idempotency === 'key' ? identity : { ...identity, idempotencyKey: null };
}
