import { Problem } from '@/lib/errors/problem';

const largestBodyBytes = 1_000_000;

/**
 * The JSON object in the body of a request; an empty body is an empty object.
 *
 * @throws Problem `invalid_json`, `payload_too_large`
 */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
  if (Number(request.headers.get('content-length') ?? 0) > largestBodyBytes) throw new Problem('payload_too_large');
  const text = await request.text();
  if (text.length > largestBodyBytes) throw new Problem('payload_too_large');
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text, keepExactNumbers);
  } catch (cause) {
    throw new Problem('invalid_json', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Problem('invalid_json', { detail: 'The body must be a JSON object.' });
  }
  return value as Record<string, unknown>;
}

/**
 * A number that a double cannot hold exactly stays the text that was sent, so that an amount is never
 * rounded on its way to Postgres.
 */
function keepExactNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  return String(value) === context.source || Number.isSafeInteger(value) || !/^-?\d+\.\d+$/.test(context.source)
    ? value
    : trimZeros(context.source);
}

function trimZeros(source: string): string {
  return source.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}
