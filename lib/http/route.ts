import 'server-only';
import type { z } from 'zod';
import type { Identity } from '@/lib/auth/identity';
import type { Answer } from '@/lib/database/transport';
import { executeParsed } from '@/lib/operations/execute';
import type { Operation } from '@/lib/operations/define';
import { identityOf, requestIdOf } from './identity';
import { readInput } from './input';
import { problemResponse } from './problem-response';

interface RouteContext {
  params: Promise<Record<string, string | string[] | undefined>>;
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
      const identity = await identityOf(request, requestId);
      const input = await readInput(operation, request, (await context.params) as Record<string, string>);
      const answer = await perform(input, identity);
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
