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
  const spelled = new Map<string, string>();
  const rename = (value: unknown, path: string, depth: number): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (depth > deepest) {
      throw new Problem('invalid_json', { detail: `The body is nested deeper than ${deepest} levels.` });
    }
    if (Array.isArray(value)) return value.map((item, index) => rename(item, `${path}/${index}`, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const name = toSnakeCase(key);
        if (spelled.has(`${path}/${name}`)) throw givenTwice(pointerTo([...partsOf(path), name]));
        spelled.set(`${path}/${name}`, key);
        return [name, rename(item, `${path}/${name}`, depth + 1)];
      }),
    );
  };
  const pointerTo = (path: readonly PropertyKey[]): string => {
    let renamed = '';
    let pointer = '';
    for (const part of path) {
      renamed += `/${String(part)}`;
      pointer += `/${escapePointer(spelled.get(renamed) ?? String(part))}`;
    }
    return pointer;
  };
  return { value: rename(sent, '', 0) as Record<string, unknown>, pointerTo };
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
