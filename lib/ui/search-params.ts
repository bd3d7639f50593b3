/** The query of a page, as Next hands it over. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** One parameter; of a repeated one, the first. An empty one counts as none. */
export function parameter(params: SearchParams, name: string): string | undefined {
  const value = params[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first === '' ? undefined : first;
}

/** One parameter, where it is one of the known values. */
export function choice<const Value extends string>(
  params: SearchParams,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const value = parameter(params, name);
  return values.find((each) => each === value);
}

/** A link to the same page with some parameters changed; null removes one. */
export function withParameters(
  pathname: string,
  params: SearchParams,
  changes: Readonly<Record<string, string | null | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(params)) {
    const value = parameter(params, name);
    if (value !== undefined && !(name in changes)) query.set(name, value);
  }
  for (const [name, value] of Object.entries(changes)) if (value) query.set(name, value);
  const text = query.toString();
  return text === '' ? pathname : `${pathname}?${text}`;
}

const trailSeparator = '~';
const trailLength = 20;

export interface PageLinks {
  first: string | null;
  previous: string | null;
  next: string | null;
}

/**
 * A cursor leads forward only, so the address carries the cursors of the pages before: the way back is a
 * link like any other and survives a reload.
 */
export function pageLinks(
  pathname: string,
  params: SearchParams,
  page: { has_more: boolean; next_cursor: string | null },
): PageLinks {
  const cursor = parameter(params, 'cursor');
  const trail = parameter(params, 'trail')?.split(trailSeparator) ?? [];
  const before = trail.at(-1);
  const next =
    page.has_more && page.next_cursor
      ? withParameters(pathname, params, {
          cursor: page.next_cursor,
          trail: cursor === undefined ? null : [...trail, cursor].slice(-trailLength).join(trailSeparator),
        })
      : null;
  if (cursor === undefined) return { first: null, previous: null, next };
  const first = withParameters(pathname, params, { cursor: null, trail: null });
  const previous =
    before === undefined
      ? first
      : withParameters(pathname, params, {
          cursor: before,
          trail: trail.slice(0, -1).join(trailSeparator) || null,
        });
  return { first, previous, next };
}
