import 'server-only';
import { z } from 'zod';
import { nobody, type Identity } from '@/lib/auth/identity';
import type { Answer } from '@/lib/database/transport';
import { Problem } from '@/lib/errors/problem';
import { admit } from '@/lib/limits/admit';
import { log } from '@/lib/observability/log';
import { executeParsed } from '@/lib/operations/execute';
import type { CsvTable, Operation } from '@/lib/operations/define';
import { attachment, csvStream } from './csv';
import { identityOf } from './identity';
import { readInput } from './input';
import { respell } from './names';
import { observed } from './observe';
import { problemResponse } from './problem-response';

interface RouteContext {
  /** Next gives a route without parameters none at all. */
  params: Promise<Record<string, string> | undefined>;
}

/** Rows read at once for a table of all pages: the most that a page may hold. */
const rowsPerRead = 200;

/** What of an answer leads to the next page. */
const pageEnd = z.object({ next_cursor: z.string().nullable().optional(), as_of: z.string().optional() });

export type RouteHandler = (request: Request, context: RouteContext) => Promise<Response> | Response;

/**
 * The route handler of an operation. `perform` stands in for the SQL function where the work is not in the
 * database: signing up and in are Supabase Auth's.
 */
export function route<Input extends z.ZodObject, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  perform: (input: z.output<Input>, identity: Identity) => Promise<Answer> = (input, identity) =>
    executeParsed(operation, input, identity),
): (request: Request, context: RouteContext) => Promise<Response> {
  return (request, context) =>
    observed(operation, request, async (seen) => {
      const { requestId } = seen;
      let limits: Record<string, string> = {};
      try {
        const identity = await callerOf(operation, request, requestId);
        if (typeof identity.claims?.sub === 'string') seen.actor = `user:${identity.claims.sub}`;
        limits = await admit(operation, identity, seen.address);
        const { value, format, pointerTo } = await readInput(
          operation,
          request,
          (await context.params) ?? {},
        );
        const read = (input: z.output<Input>) =>
          perform(input, identity).catch((failure: unknown) => {
            if (!(failure instanceof Problem) || failure.errors === undefined) throw failure;
            throw failure.withErrors(respell(failure.errors, pointerTo));
          });
        if (format === 'csv' && operation.csv !== undefined) {
          return await csvResponse(operation, operation.csv, value, read, { requestId, limits });
        }
        const answer = await read(value);
        return new Response(answer.text, {
          status: operation.status,
          headers: {
            ...headersOf('application/json; charset=utf-8', requestId),
            ...limits,
            ...(answer.replayed && { 'Idempotent-Replayed': 'true' }),
          },
        });
      } catch (failure) {
        return problemResponse(failure, requestId, limits);
      }
    });
}

function headersOf(contentType: string, requestId: string): Record<string, string> {
  return { 'Content-Type': contentType, 'Cache-Control': 'no-store', 'X-Request-Id': requestId };
}

/**
 * The answer as a table, all pages in one. The first is read before anything is sent, so that a refusal is a
 * problem like any other; the rest are read as of the moment of the first.
 */
async function csvResponse<Input extends z.ZodObject, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  table: CsvTable<z.output<Output>>,
  input: z.output<Input>,
  read: (input: z.output<Input>) => Promise<Answer>,
  { requestId, limits }: { requestId: string; limits: Record<string, string> },
): Promise<Response> {
  const takes = (field: string) => Object.hasOwn(operation.input.shape, field);
  const page = async (part: z.output<Input>) => JSON.parse((await read(part)).text) as z.output<Output>;
  const whole: z.output<Input> = takes('limit') ? { limit: rowsPerRead, ...input } : input;
  const first = await page(whole);
  const following = async (answer: z.output<Output>): Promise<z.output<Output> | null> => {
    const { next_cursor: cursor, as_of } = pageEnd.parse(answer);
    if (typeof cursor !== 'string') return null;
    return page({ ...whole, cursor, ...(takes('as_of') && as_of !== undefined && { as_of }) }).catch(
      (failure: unknown) => {
        log().error({ request_id: requestId, err: failure }, 'a table broke off between two pages');
        throw failure;
      },
    );
  };
  return new Response(csvStream(table, first, following), {
    status: operation.status,
    headers: {
      ...headersOf('text/csv; charset=utf-8; header=present', requestId),
      ...limits,
      'Content-Disposition': attachment(table.fileName(first)),
    },
  });
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
