import type { z } from 'zod';
import { Problem, type FieldError } from '@/lib/errors/problem';
import type { Operation } from '@/lib/operations/define';
import { readBody } from './body';
import { renameKeys, type Renamed } from './names';

/**
 * The input of an operation from a request: path, then body, then query.
 *
 * @throws Problem `invalid_request` with a JSON Pointer to each field that does not parse
 */
export async function readInput<Input extends z.ZodObject>(
  operation: Operation<Input>,
  request: Request,
  pathParameters: Readonly<Record<string, string>>,
): Promise<z.output<Input>> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const body = operation.method === 'GET' ? {} : await readBody(request);
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
  if (parsed.success) return parsed.data;
  throw new Problem('invalid_request', { errors: fieldErrors(parsed.error, sent) });
}

function fieldErrors(error: z.ZodError, sent: Renamed): FieldError[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: sent.pointerTo([...issue.path, key]),
        message: 'is not a field of this request',
      }));
    }
    const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
    return [{ pointer: sent.pointerTo(issue.path), message: isMissing ? 'is required' : issue.message }];
  });
}
