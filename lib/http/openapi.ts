import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import packageFile from '@/package.json';
import { followChanges } from '@/lib/live/operation';
import { operations } from '@/lib/operations';
import type { Operation } from '@/lib/operations/define';
import { errorCodesOf } from '@/lib/operations/error-codes';
import { formats } from './format';
import { recorded, withExamples } from './openapi-examples';
import { components, description, limitHeaders, parameter, reference, tags } from './openapi-parts';
import { Refusals } from './openapi-refusals';

export type OpenApiDocument = ReturnType<typeof createDocument>;

/** The API as an OpenAPI 3.1 document, made of the very schemas that check requests and hold answers. */
export function openApiDocument(): OpenApiDocument {
  const refusals = new Refusals();
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describe(operation, refusals),
    };
  }
  paths[followChanges.path] = { get: describeStream(refusals) };
  const document = createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Drawdown',
        version: packageFile.version,
        summary: packageFile.description,
        description,
        license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/api', description: 'This installation' }],
      tags: tags.map(([name, text]) => ({ name, description: text })),
      security: [{ bearer: [] }, { apiKey: [] }],
      paths,
      components: { ...components, responses: refusals.components },
    },
    { override: tidy },
  );
  return withExamples(document);
}

function describe(operation: Operation, refusals: Refusals): ZodOpenApiOperationObject {
  const { access, idempotency } = operation;
  const isOfBusiness = access !== null && access !== 'user' && access !== 'signed_in';
  return {
    operationId: operation.name,
    tags: [operation.tag],
    summary: operation.summary,
    description: [operation.description, accessSentence(operation), idempotencySentence(idempotency)]
      .filter((sentence) => sentence !== undefined)
      .join('\n\n'),
    ...(access === null && { security: [] }),
    ...(access === 'user' && { security: [{ bearer: [] }] }),
    ...(isOfBusiness && { security: [{ bearer: [access] }, { apiKey: [access] }] }),
    ...requestOf(operation),
    parameters: [
      parameter('RequestId'),
      ...(isOfBusiness ? [parameter('BusinessId')] : []),
      ...(idempotency === 'key' ? [parameter('IdempotencyKey')] : []),
    ],
    responses: { [operation.status]: successOf(operation), ...refusals.of(errorCodesOf(operation)) },
    'x-idempotency': idempotency,
    ...(isOfBusiness && { 'x-permission': access }),
  };
}

/** The stream of changes: no operation, since what it answers is no JSON and has no end. */
function describeStream(refusals: Refusals): ZodOpenApiOperationObject {
  const described = describe(followChanges, refusals);
  return {
    ...described,
    parameters: [...(described.parameters ?? []), parameter('LastEventId')],
    responses: {
      ...described.responses,
      [followChanges.status]: {
        ...successOf(followChanges),
        content: { 'text/event-stream': { schema: followChanges.output, example: streamExample } },
      },
    },
  };
}

const streamExample = `retry: 1482

id: 7b0f6a52-2a44-4a0c-9f3e-3f3f2d1c9a10.0
event: resync
data: {}

id: 7b0f6a52-2a44-4a0c-9f3e-3f3f2d1c9a10.1
event: change
data: {"topic":"wallets"}

`;

function accessSentence({ access, forCustomers }: Operation): string {
  if (access === null) return 'Anyone may call it.';
  if (access === 'signed_in') return 'Any user or API key may call it.';
  if (access === 'user') return 'For a user; an API key may not.';
  const permission = `Needs the permission \`${access}\`.`;
  return forCustomers ? `${permission} A signed-in customer may call it on themselves.` : permission;
}

function idempotencySentence(idempotency: Operation['idempotency']): string | undefined {
  if (idempotency === 'key')
    return 'With an `Idempotency-Key`, the same request again returns the first answer.';
  return idempotency === 'natural' ? 'Doing it twice is the same as doing it once.' : undefined;
}

/** Path parameters; the other fields in the query of GET and DELETE, in the body of POST and PUT. */
function requestOf(operation: Operation): Pick<ZodOpenApiOperationObject, 'requestParams' | 'requestBody'> {
  const fields = Object.entries(operation.input.shape);
  const inPath = ([name]: [string, z.core.$ZodType]) => operation.path.includes(`{${name}}`);
  const path = Object.fromEntries(fields.filter(inPath));
  const rest = {
    ...Object.fromEntries(fields.filter((field) => !inPath(field))),
    ...(operation.csv !== undefined && { format }),
  };
  const requestParams = Object.keys(path).length > 0 ? { path: z.object(path) } : {};
  if (operation.method === 'GET' || operation.method === 'DELETE') {
    return Object.keys(rest).length > 0
      ? { requestParams: { ...requestParams, query: z.object(rest) } }
      : { requestParams };
  }
  const schema = z.strictObject(rest);
  const request = Object.entries(operation.examples?.request ?? {}).filter(([name]) => name in rest);
  const typical = request.length > 0 ? Object.fromEntries(request) : undefined;
  return {
    requestParams,
    requestBody: {
      required: !schema.safeParse({}).success,
      content: {
        'application/json': {
          schema,
          ...(typical !== undefined && {
            examples: { typical: { summary: 'A typical request', value: typical } },
          }),
        },
      },
    },
  };
}

/** No field of an operation: how its answer is written. */
const format = z.enum(formats).optional().meta({
  description: '`csv`: a table, of all pages in one whatever the `limit`; so does `Accept: text/csv`',
});

function successOf(operation: Operation): ZodOpenApiResponsesObject['200'] {
  return {
    description: operation.summary,
    headers: {
      'X-Request-Id': reference('headers', 'RequestId'),
      ...limitHeaders,
      ...(operation.csv !== undefined && {
        'Content-Disposition': reference('headers', 'ContentDisposition'),
      }),
      ...(operation.idempotency === 'key' && {
        'Idempotent-Replayed': reference('headers', 'IdempotentReplayed'),
      }),
    },
    content: {
      'application/json': { schema: operation.output },
      ...(operation.csv !== undefined && {
        'text/csv': {
          schema: { type: 'string' as const, description: 'RFC 4180, UTF-8, with a line of names' },
          example: recorded(operation.name)?.table,
        },
      }),
    },
  };
}

/** What zod says and a reader does not need: a pattern beside its format, the bounds of a JavaScript integer. */
const tidy: ZodOpenApiOverride = ({ jsonSchema, io }) => {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  // An answer may grow by a field; a client that refuses one it does not know would break on it.
  if (io === 'output') delete jsonSchema.additionalProperties;
};
