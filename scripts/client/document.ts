import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Of JSON Schema what the API document uses. Bounds and patterns are the server's to check. */
export interface Schema {
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  format?: string | undefined;
  description?: string | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  anyOf?: Schema[] | undefined;
  items?: Schema | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
}

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    anyOf: z.array(schema).optional(),
    items: schema.optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
  }),
);

const content = z.object({ 'application/json': z.object({ schema }) });

const operation = z.object({
  operationId: z.string(),
  tags: z.array(z.string()).length(1),
  summary: z.string(),
  description: z.string(),
  parameters: z
    .array(
      z.object({
        name: z.string().optional(),
        in: z.enum(['path', 'query']).optional(),
        required: z.boolean().optional(),
        description: z.string().optional(),
        schema: schema.optional(),
      }),
    )
    .default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content: z.unknown().optional() })),
  'x-idempotency': z.enum(['safe', 'key', 'natural', 'none']),
});

const document = z.object({
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), schema) }),
});

/** An operation as the client needs it. */
export interface Described {
  name: string;
  tag: string;
  method: string;
  path: string;
  doc: string;
  idempotency: 'safe' | 'key' | 'natural' | 'none';
  input: Schema;
  output: Schema;
}

export interface ApiDocument {
  tags: { name: string; description: string }[];
  schemas: Record<string, Schema>;
  operations: Described[];
}

/** The API document as it is committed: what is generated from it follows the operations through it. */
export function readDocument(): ApiDocument {
  const { tags, paths, components } = document.parse(
    JSON.parse(readFileSync(join('public', 'openapi.json'), 'utf8')),
  );
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(answersJson)
      .map(([method, described]) => ({
        name: described.operationId,
        tag: described.tags[0] ?? '',
        method: method.toUpperCase(),
        path,
        doc: `${described.summary}.\n\n${described.description}`,
        idempotency: described['x-idempotency'],
        input: inputOf(described),
        output: outputOf(described),
      })),
  );
  return { tags, schemas: components.schemas, operations };
}

/** A stream is followed, not called: docs/guides/live.md. */
const eventStream = z.object({ 'text/event-stream': z.unknown() });

function answersJson([, { responses }]: [string, z.output<typeof operation>]): boolean {
  return !Object.values(responses).some(({ content: types }) => eventStream.safeParse(types).success);
}

/** Path, query and body as one object, as the server reads them. `format` is left out: the client reads JSON. */
function inputOf({ parameters, requestBody }: z.output<typeof operation>): Schema {
  const fields = parameters.flatMap(({ name, in: place, required, description, schema: type }) =>
    name === undefined || place === undefined || name === 'format' || type === undefined
      ? []
      : [{ name, required: required === true, schema: { description, ...type } }],
  );
  const body = requestBody?.content['application/json'].schema;
  return {
    type: 'object',
    properties: {
      ...Object.fromEntries(fields.map((field) => [field.name, field.schema])),
      ...body?.properties,
    },
    required: [
      ...fields.filter((field) => field.required).map(({ name }) => name),
      ...(body?.required ?? []),
    ],
  };
}

function outputOf({ operationId, responses }: z.output<typeof operation>): Schema {
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  if (success === undefined) throw new Error(`${operationId} never succeeds`);
  return content.parse(success.content)['application/json'].schema;
}
