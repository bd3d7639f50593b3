import { Problem, type FieldError } from '@/lib/errors/problem';

/** Requests may be in camelCase or snake_case; inside, and in answers, names are snake_case. */

/** Deeper than any request of ours, and far from the depth that would exhaust the stack. */
const deepest = 32;

export interface Renamed {
  readonly value: Record<string, unknown>;
  /** From a path in the renamed value to the JSON Pointer into what was sent. */
  pointerTo(path: readonly PropertyKey[]): string;
}

export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * Renames the keys of a request, at every depth, and remembers how they were spelled.
 *
 * @throws Problem `invalid_request` where one field is given in both spellings, `invalid_json` for a body nested too deep
 */
export function renameKeys(sent: Record<string, unknown>): Renamed {
  const rename = (value: unknown, depth: number): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (depth > deepest) {
      throw new Problem('invalid_json', { detail: `The body is nested deeper than ${deepest} levels.` });
    }
    if (Array.isArray(value)) return value.map((item) => rename(item, depth + 1));
    const entries = Object.entries(value);
    const renamed = Object.fromEntries(
      entries.map(([key, item]) => [snakeCaseOf(key), rename(item, depth + 1)]),
    );
    if (Object.keys(renamed).length < entries.length) throw givenTwice(pointerTo(sent, twiceIn(sent) ?? []));
    return renamed;
  };
  return {
    value: rename(sent, 0) as Record<string, unknown>,
    pointerTo: (path) => pointerTo(sent, path),
  };
}

/** Looked for only when somebody asks: nearly every request is right. */
function pointerTo(sent: unknown, path: readonly PropertyKey[]): string {
  let value = sent;
  let pointer = '';
  for (const part of path) {
    const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    const key = keys.find((name) => toSnakeCase(name) === part) ?? String(part);
    pointer += `/${escapePointer(key)}`;
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  return pointer;
}

/** The path to the first field that is given in two spellings. */
function twiceIn(value: unknown): string[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const seen = new Set<string>();
  for (const [key, item] of Object.entries(value)) {
    const name = Array.isArray(value) ? key : toSnakeCase(key);
    if (seen.has(name)) return [name];
    seen.add(name);
    const below = twiceIn(item);
    if (below !== undefined) return [name, ...below];
  }
  return undefined;
}

/** A batch has the same few names a thousand times. */
const known = new Map<string, string>();
const knownAtMost = 1_000;

function snakeCaseOf(name: string): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  const renamed = toSnakeCase(name);
  if (known.size < knownAtMost && name.length <= 100) known.set(name, renamed);
  return renamed;
}

/** A field that came more than once: which of the values was meant cannot be told. */
export function givenTwice(pointer: string): Problem {
  return new Problem('invalid_request', { errors: [{ pointer, message: 'is given more than once' }] });
}

/** The pointers of a refusal by the database, which knows only our spelling, in the spelling of the caller. */
export function respell(errors: readonly FieldError[], pointerTo: Renamed['pointerTo']): FieldError[] {
  return errors.map(({ pointer, message }) => ({ pointer: pointerTo(partsOf(pointer)), message }));
}

function partsOf(path: string): string[] {
  return path.split('/').slice(1);
}

/** RFC 6901, section 3. */
function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
