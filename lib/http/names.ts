/** Requests may be in camelCase or snake_case; inside, and in answers, names are snake_case. */

export interface Renamed {
  readonly value: Record<string, unknown>;
  /** From a path in the renamed value to the JSON Pointer into what was sent. */
  pointerTo(path: readonly PropertyKey[]): string;
}

export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Renames the keys of a request, at every depth, and remembers how they were spelled. */
export function renameKeys(sent: Record<string, unknown>): Renamed {
  const spelled = new Map<string, string>();
  const rename = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => rename(item, `${path}/${index}`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const name = toSnakeCase(key);
        spelled.set(`${path}/${name}`, key);
        return [name, rename(item, `${path}/${name}`)];
      }),
    );
  };
  return {
    value: rename(sent, '') as Record<string, unknown>,
    pointerTo(path) {
      let renamed = '';
      let pointer = '';
      for (const part of path) {
        renamed += `/${String(part)}`;
        pointer += `/${escapePointer(spelled.get(renamed) ?? String(part))}`;
      }
      return pointer;
    },
  };
}

/** RFC 6901, section 3. */
function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
