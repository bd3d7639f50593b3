import type { OperationSpec } from './caller';
import type { Credential, Settings } from './options';

/** Where a request goes and what it carries. */
export interface Target {
  readonly method: string;
  readonly url: string;
  readonly body: string | undefined;
}

/**
 * A call as HTTP has it: ids into the path, the rest into the query of a GET or DELETE and into the body of the others.
 * Names stay in camelCase, which the API takes in both.
 *
 * @throws TypeError where an id of the path is missing
 */
export function targetOf(settings: Settings, [method, template]: OperationSpec, input: object = {}): Target {
  const rest = new Map<string, unknown>(Object.entries(input));
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    // A path of dots would lead elsewhere.
    if (typeof value !== 'string' || /^\.*$/.test(value)) throw new TypeError(`${name} must be an id`);
    return encodeURIComponent(value);
  });
  const url = settings.baseUrl + path;
  if (method !== 'GET' && method !== 'DELETE') {
    return { method, url, body: JSON.stringify(Object.fromEntries(rest)) };
  }
  const query = new URLSearchParams();
  for (const [name, value] of rest) {
    if (value !== undefined && value !== null)
      query.set(name, value instanceof Date ? value.toISOString() : String(value));
  }
  const asked = query.toString();
  return { method, url: asked === '' ? url : `${url}?${asked}`, body: undefined };
}

/** What goes with each attempt. A credential that is a function is asked each time, so that it may be renewed. */
export async function headersOf(
  settings: Settings,
  requestId: string,
  idempotencyKey: string | undefined,
): Promise<Headers> {
  const headers = new Headers({
    accept: 'application/json',
    'content-type': 'application/json',
    'x-request-id': requestId,
  });
  const apiKey = await valueOf(settings.apiKey);
  const accessToken = await valueOf(settings.accessToken);
  if (apiKey !== undefined) headers.set('x-api-key', apiKey);
  if (accessToken !== undefined) headers.set('authorization', `Bearer ${accessToken}`);
  if (settings.businessId !== undefined) headers.set('x-business-id', settings.businessId);
  if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey);
  return headers;
}

async function valueOf(credential: Credential | undefined): Promise<string | undefined> {
  return typeof credential === 'function' ? credential() : credential;
}
