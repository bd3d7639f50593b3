import type { z } from 'zod';
import { Problem, type FieldError } from '@/lib/errors/problem';
import type { Operation } from '@/lib/operations/define';
import { messageOf } from '@/lib/operations/messages';
import { readBody } from './body';
import { takeFormat, type Format } from './format';
import { givenTwice, renameKeys, toSnakeCase, type Renamed } from './names';

export interface RequestInput<Input extends z.ZodObject> {
  readonly value: z.output<Input>;
  /** What the answer is to be. */
  readonly format: Format;
  readonly pointerTo: Renamed['pointerTo'];
}

/**
 * The input of an operation from a request: its path, its query and its body together.
 *
 * @throws Problem `invalid_request` with a JSON Pointer to each field that does not parse, `invalid_json`, `payload_too_large`
 */
export async function readInput<Input extends z.ZodObject>(
  operation: Operation<Input>,
  request: Request,
  pathParameters: Readonly<Record<string, string>>,
): Promise<RequestInput<Input>> {
  const parameters = readQuery(new URL(request.url).searchParams);
  const format = takeFormat(operation, parameters, request.headers.get('accept'));
  const query = Object.fromEntries(parameters);
  const body = operation.method === 'GET' ? {} : await readBody(request);
  const bodyNames = new Set(Object.keys(body).map(toSnakeCase));
  for (const name of Object.keys(query)) if (bodyNames.has(toSnakeCase(name))) throw givenTwice(`/${name}`);
  const sent = renameKeys({ ...query, ...body });
  for (const [name, value] of Object.entries(pathParameters)) {
    if (sent.value[name] !== undefined && sent.value[name] !== value) {
      throw new Problem('invalid_request', {
        errors: [{ pointer: sent.pointerTo([name]), message: 'must be the id in the path, or left out' }],
      });
    }
    sent.value[name] = value;
  }
  const parsed = operation.input.safeParse(sent.value);
  if (parsed.success) return { value: parsed.data, format, pointerTo: sent.pointerTo };
  throw new Problem('invalid_request', { errors: fieldErrors(parsed.error, sent) });
}

function readQuery(parameters: URLSearchParams): Map<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (query.has(name)) throw givenTwice(`/${name}`);
    query.set(name, value);
  }
  return query;
}

function fieldErrors(error: z.ZodError, sent: Renamed): FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: sent.pointerTo([...issue.path, key]), message: issue.message }))
      : [{ pointer: sent.pointerTo(issue.path), message: messageOf(issue, sent.value) }],
  );
}
