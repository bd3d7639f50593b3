import { Problem } from '@/lib/errors/problem';

const largestBodyBytes = 1_000_000;
/** Every decimal of so many significant digits comes out of a double as it went in. */
const exactDigits = 15;
/** What a number of more digits has in it. Looking at each value costs several times as much as parsing them all. */
const longNumber = /[\d.]{16}/;

/**
 * The JSON object in the body of a request; an empty body is an empty object.
 *
 * @throws Problem `invalid_json`, `payload_too_large`
 */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
  const text = await readText(request);
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = longNumber.test(text) ? JSON.parse(text, keepExactNumbers) : JSON.parse(text);
  } catch (cause) {
    throw new Problem('invalid_json', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Problem('invalid_json', { detail: 'The body must be a JSON object.' });
  }
  return value as Record<string, unknown>;
}

/** Stops at the limit, however long the body is and whatever its header said of that. */
async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > largestBodyBytes)
    throw new Problem('payload_too_large');
  const reader = request.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    bytes += chunk.value.byteLength;
    if (bytes > largestBodyBytes) {
      await reader.cancel();
      throw new Problem('payload_too_large');
    }
    text += decode(decoder, chunk.value);
  }
  return text + decode(decoder);
}

/** A byte that is not UTF-8 is refused: replaced by a question mark, it would be stored for ever. */
function decode(decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return decoder.decode(bytes, { stream: bytes !== undefined });
  } catch (cause) {
    throw new Problem('invalid_json', { detail: 'The body must be UTF-8.', cause });
  }
}

/**
 * A number of more digits than a double holds stays the text that was sent, so that an amount is never
 * rounded on its way to Postgres.
 */
function keepExactNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || !Number.isFinite(value) || context?.source === undefined) return value;
  const { source } = context;
  const [mantissa = ''] = source.split(/e/i);
  const digits = mantissa.replace(/\D/g, '').replace(/^0+/, '');
  return digits.length <= exactDigits || /^-?\d+$/.test(source) ? value : trimZeros(source);
}

function trimZeros(source: string): string {
  return source.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}
