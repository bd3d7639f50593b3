/** The API document, as a contract reads it. */

export type Schema = Record<string, unknown>;

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  schema: Schema;
}

export interface Answer {
  headers: Record<string, { required?: boolean; schema: Schema }>;
  content: Record<string, { schema?: Schema }>;
}

interface Described {
  operationId: string;
  security?: object[];
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, Answer | { $ref: string }>;
}

export interface ApiDocument {
  servers: { url: string }[];
  security: object[];
  paths: Record<string, Record<string, Described>>;
  components: Record<string, Record<string, unknown>>;
}

export interface Exchange {
  request: {
    method: string;
    /** With the `/api` before it. */
    path: string;
    query: URLSearchParams;
    headers: Headers;
    body: string;
  };
  response: {
    status: number;
    headers: Headers;
    /** Undefined where it has no end, or was not waited for. */
    body: string | undefined;
  };
}

/** One operation of the document, with every reference followed. */
export interface Route {
  name: string;
  method: string;
  /** The values of its path, from the address. */
  path: Record<string, string>;
  security: object[];
  parameters: Parameter[];
  bodySchema: Schema | undefined;
  answers: Record<string, Answer>;
}

export class Routes {
  readonly document: ApiDocument;
  readonly #base: string;
  readonly #routes: { pattern: RegExp; fixedSegments: number; method: string; route: Omit<Route, 'path'> }[];

  constructor(document: ApiDocument) {
    this.document = document;
    this.#base = document.servers[0]?.url ?? '';
    this.#routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => ({
        pattern: new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
        fixedSegments: path.split('/').filter((segment) => !segment.startsWith('{')).length,
        method,
        route: this.#read(method, described),
      })),
    );
  }

  /** A fixed segment comes before a parameter. */
  find(method: string, address: string): Route | undefined {
    const path = address.startsWith(this.#base) ? address.slice(this.#base.length) : address;
    const [best] = this.#routes
      .flatMap((each) => {
        const match = each.pattern.exec(path);
        return match === null ? [] : [{ ...each, match }];
      })
      .sort((one, other) => other.fixedSegments - one.fixedSegments)
      .filter(
        ({ pattern }, _index, all) =>
          pattern === all[0]?.pattern || all[0] === undefined || sameShape(pattern, all[0].pattern),
      )
      .filter((each) => each.method === method.toLowerCase());
    if (best === undefined) return undefined;
    const values = Object.entries({ ...best.match.groups }).map(([name, value]) => [name, decoded(value)]);
    return { ...best.route, path: Object.fromEntries(values) as Record<string, string> };
  }

  /** What a reference leads to, itself where it is none. */
  follow<T extends object>(value: T | { $ref: string }): T {
    if (!('$ref' in value) || typeof value.$ref !== 'string') return value as T;
    const [, , section = '', name = ''] = value.$ref.split('/');
    const found = this.document.components[section]?.[name];
    if (found === undefined) throw new Error(`${value.$ref} leads nowhere`);
    return this.follow(found as T);
  }

  #read(method: string, described: Described): Omit<Route, 'path'> {
    const answers = Object.entries(described.responses).map(([status, response]) => {
      const { headers = {}, content = {} } = this.follow<Answer>(response);
      const named = Object.entries(headers).map(([name, header]) => [
        name.toLowerCase(),
        this.follow(header),
      ]);
      return [status, { headers: Object.fromEntries(named), content }];
    });
    return {
      name: described.operationId,
      method,
      security: described.security ?? this.document.security,
      parameters: (described.parameters ?? []).map((parameter) => this.follow<Parameter>(parameter)),
      bodySchema: described.requestBody?.content['application/json']?.schema,
      answers: Object.fromEntries(answers) as Record<string, Answer>,
    };
  }
}

function sameShape(one: RegExp, other: RegExp): boolean {
  return one.source === other.source;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A copy of it all, where a schema allows the fields it names and no others, unless it says so or is a part of one. */
export function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === 'allOf' ? inner : closed(inner)]),
  );
  const isObject =
    copy['type'] === 'object' || (Array.isArray(copy['type']) && copy['type'].includes('object'));
  return isObject && 'properties' in copy && !('additionalProperties' in copy)
    ? { ...copy, additionalProperties: false }
    : copy;
}
