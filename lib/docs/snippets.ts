import { camelCase, knownByPayload, methodName } from '@/scripts/client/names';
import type { ApiOperation } from './api';

/** How a request of an operation is sent, for the reader to copy. */

const keyVariable = 'DRAWDOWN_API_KEY';

export function exampleBody(operation: ApiOperation): Record<string, unknown> | undefined {
  return operation.body?.examples[0]?.value as Record<string, unknown> | undefined;
}

/** Whether a request gets a key that nobody asked for: not usage, which is known by what it says. */
export function sendsKey({ name, parameters }: ApiOperation): boolean {
  return !knownByPayload.has(name) && parameters.some((parameter) => parameter.name === 'Idempotency-Key');
}

export function curlSnippet(operation: ApiOperation, origin: string): string {
  const parts = [`curl --request ${operation.method} "${origin}${exampleAddress(operation)}"`];
  if (!operation.isForAnyone) parts.push(`--header "x-api-key: $${keyVariable}"`);
  if (sendsKey(operation)) {
    parts.push('--header "Idempotency-Key: $(uuidgen)"');
  }
  const body = exampleBody(operation);
  if (operation.body !== undefined) {
    parts.push('--header "Content-Type: application/json"');
    // A quote in the body would end the argument.
    parts.push(`--data '${JSON.stringify(body ?? {}, null, 2).replaceAll("'", String.raw`'\''`)}'`);
  }
  return parts.join(' \\\n  ');
}

/** The path with its example values; the query only where a parameter must be there. */
function exampleAddress({ path, parameters }: ApiOperation): string {
  const value = ({ example }: { example?: unknown }) => encodeURIComponent(String(example ?? ''));
  const filled = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((text, parameter) => text.replace(`{${parameter.name}}`, value(parameter)), path);
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required === true)
    .map((parameter) => `${parameter.name}=${value(parameter)}`);
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}

/** The same by the TypeScript client; nothing where the client has no such method. */
export function clientSnippet(operation: ApiOperation): string | undefined {
  const method = clientMethodOf(operation);
  if (method === undefined) return undefined;
  const inAddress = operation.parameters.filter(
    (each) => each.in === 'path' || (each.in === 'query' && each.required === true),
  );
  const input = {
    ...Object.fromEntries(inAddress.map(({ name, example }) => [name, example])),
    ...exampleBody(operation),
  };
  const isPaged =
    operation.parameters.some(({ name }) => name === 'cursor') &&
    operation.outcomes[0]?.answers[0]?.example.startsWith('{\n  "data": [') === true;
  const call = `client.${method}(${Object.keys(input).length === 0 ? '' : literal(camelCased(input))})`;
  return [
    "import { BillingSystemClient } from '@drawdown/client';",
    '',
    `const client = new BillingSystemClient({ baseUrl, apiKey: process.env.${keyVariable} });`,
    isPaged ? `for await (const row of ${call}) console.log(row);` : `const answer = await ${call};`,
  ].join('\n');
}

/** Its place in the generated client, which has all but the stream of changes. */
function clientMethodOf({ name, tag }: ApiOperation): string | undefined {
  return tag === 'Live' ? undefined : `${camelCase(tag)}.${methodName(name, tag)}`;
}

function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name.replaceAll(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase()),
      camelCased(inner),
    ]),
  );
}

/** As a person would type it: no quotes around names, single ones around text. */
function literal(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replaceAll(/^(\s*)"(\w+)":/gm, '$1$2:')
    .replaceAll(/"((?:[^"\\']|\\[^"])*)"/g, "'$1'");
}
