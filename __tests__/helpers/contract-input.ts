/** What was sent, as the document names it. Our own code for it is what is under test, so this is another. */

/** The fields of a body; none where it is no JSON object, which is refused. */
export function spelledInside(body: string): Record<string, unknown> {
  try {
    const value: unknown = body.trim() === '' ? {} : JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (inSnakeCase(value) as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

export function parametersIn(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].map(([name, value]) => [snakeCase(name), value]));
}

function inSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inSnakeCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [snakeCase(name), inSnakeCase(inner)]),
  );
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Text without the spaces around it, at every depth. */
export function trimmed(value: unknown): unknown {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(trimmed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, trimmed(inner)]));
}

/** The fields that are not among those of the path. */
export function without(
  fields: Record<string, unknown>,
  path: Record<string, string>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in path)));
}
