/** A request of the page that tries the API: made of what was typed, sent to this origin, and its answer told. */

export interface TriedOperation {
  method: string;
  path: string;
  isForAnyone: boolean;
  takesKey: boolean;
  /** Its answer has no end: it is listened to for a few seconds. */
  isStream: boolean;
  parameters: readonly TriedParameter[];
  /** The JSON to begin with; undefined where it takes no body. */
  body: string | undefined;
}

export interface TriedParameter {
  name: string;
  place: 'path' | 'query';
  isRequired: boolean;
  example: string;
}

export interface TriedAnswer {
  status: number;
  milliseconds: number;
  headers: [string, string][];
  body: string;
}

const streamSeconds = 5;
/** More would make the page slow, and nobody reads it there. */
const shownCharacters = 100_000;

/** The address: what is left empty in the query is left out. */
export function addressOf(operation: TriedOperation, values: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams();
  let path = operation.path;
  for (const { name, place } of operation.parameters) {
    const value = values[name] ?? '';
    if (place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(value));
    else if (value !== '') query.set(name, value);
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** @throws TypeError where the server cannot be reached */
export async function tryRequest(
  operation: TriedOperation,
  values: Readonly<Record<string, string>>,
  body: string,
  credential: string,
): Promise<TriedAnswer> {
  const leaving = new AbortController();
  const started = performance.now();
  const response = await fetch(addressOf(operation, values), {
    method: operation.method,
    cache: 'no-store',
    redirect: 'error',
    // A key that was typed is what is tried, not who happens to be signed in.
    credentials: credential === '' ? 'same-origin' : 'omit',
    headers: {
      ...(credential !== '' && { authorization: `Bearer ${credential}` }),
      ...(operation.takesKey && { 'idempotency-key': crypto.randomUUID() }),
      ...(operation.body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(operation.body !== undefined && { body }),
    signal: leaving.signal,
  });
  const milliseconds = Math.round(performance.now() - started);
  const text =
    operation.isStream && response.ok ? await beginningOf(response, leaving) : await response.text();
  return { status: response.status, milliseconds, headers: [...response.headers], body: readable(text) };
}

/** What a stream says in its first seconds. */
async function beginningOf(response: Response, leaving: AbortController): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const timer = setTimeout(() => leaving.abort(), streamSeconds * 1000);
  try {
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read())
      text += part.value;
  } catch {
    // It was left on purpose.
  } finally {
    clearTimeout(timer);
  }
  return text;
}

function readable(text: string): string {
  const shown = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}\n…` : text;
  try {
    return JSON.stringify(JSON.parse(shown), null, 2);
  } catch {
    return shown;
  }
}
