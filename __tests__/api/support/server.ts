import { AsyncLocalStorage } from 'node:async_hooks';
import { readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { CookieMethodsServer } from '@supabase/ssr';

export type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response> | Response;

interface RouteModule {
  [method: string]: Handler | unknown;
}

export interface RouteFile {
  /** As Next spells it, below the repository: `app/api/customers/[customer_id]/route.ts`. */
  file: string;
  segments: string[];
}

const current = new AsyncLocalStorage<Request>();

/** What `next/headers` gives a route handler, outside of Next: the cookies of the request at hand. */
export function nextHeaders(): {
  cookies: () => Promise<CookieMethodsServer & { get(name: string): unknown }>;
  headers: () => Promise<Headers>;
} {
  const getAll = () =>
    (current.getStore()?.headers.get('cookie') ?? '')
      .split('; ')
      .filter(Boolean)
      .map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return { name, value: decodeURIComponent(value.join('=')) };
      });
  const store = {
    getAll,
    get: (name: string) => getAll().find((cookie) => cookie.name === name),
    setAll: () => undefined,
  };
  return {
    cookies: () => Promise.resolve(store),
    headers: () => Promise.resolve(current.getStore()?.headers ?? new Headers()),
  };
}

/** Runs a server action as a request of the dashboard would, with the cookies of its user. */
export function actAs<T>(
  cookie: string,
  action: () => Promise<T>,
  headers: Record<string, string> = {},
): Promise<T> {
  const request = new Request('http://localhost:3000/', { method: 'POST', headers: { cookie, ...headers } });
  return current.run(request, action);
}

let files: RouteFile[] | undefined;

export function routeFiles(): RouteFile[] {
  return (files ??= findRouteFiles());
}

function findRouteFiles(): RouteFile[] {
  const root = join(process.cwd(), 'app', 'api');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(`${sep}route.ts`))
    .map((file) => ({
      file: relative(process.cwd(), join(root, file)),
      segments: ['api', ...dirname(file).split(sep)],
    }));
}

/** Answers a request as Next would: finds the file, a fixed segment before a parameter, and calls its export. */
export async function serve(request: Request): Promise<Response> {
  const match = matchOf(request);
  const exported = (await import(join(process.cwd(), match.file))) as RouteModule;
  const handler = exported[request.method] as Handler | undefined;
  if (handler === undefined) return new Response(null, { status: 405 });
  return current.run(request, () =>
    Promise.resolve(handler(request, { params: Promise.resolve(match.params) })),
  );
}

function matchOf(request: Request): RouteFile & { params: Record<string, string | string[]> } {
  const path = new URL(request.url).pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const match = routeFiles()
    .flatMap((route) => {
      const params = matchSegments(route.segments, path);
      return params === null ? [] : [{ ...route, params }];
    })
    .sort((one, other) => generality(one.segments) - generality(other.segments))[0];
  if (match === undefined) throw new Error(`no route file for ${request.url}`);
  return match;
}

function matchSegments(
  segments: readonly string[],
  path: readonly string[],
): Record<string, string | string[]> | null {
  const params: Record<string, string | string[]> = {};
  for (const [index, segment] of segments.entries()) {
    const [, rest, name = ''] = /^\[{1,2}(\.\.\.)?(\w+)\]{1,2}$/.exec(segment) ?? [];
    if (rest !== undefined) return { ...params, [name]: path.slice(index) };
    const value = path[index];
    if (value === undefined || (name === '' && value !== segment)) return null;
    if (name !== '') params[name] = value;
  }
  return path.length === segments.length ? params : null;
}

function generality(segments: readonly string[]): number {
  return segments.reduce(
    (sum, segment) => sum + (segment.includes('...') ? 100 : segment.startsWith('[') ? 1 : 0),
    0,
  );
}
