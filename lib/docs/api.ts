import 'server-only';
import file from '@/public/openapi.json';

/** The API document, as the pages under `/docs/api` show it. */

export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  description?: string;
  example?: unknown;
  schema: Schema;
}

interface Content {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, Example | { $ref: string }>;
}

interface Example {
  summary: string;
  value: unknown;
}

interface Response {
  description: string;
  headers?: Record<string, object>;
  content?: Record<string, Content>;
}

interface Described {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security?: object[];
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { required: boolean; content: Record<string, Content> };
  responses: Record<string, Response | { $ref: string }>;
}

interface ApiDocument {
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Described>>;
  components: Record<string, Record<string, unknown>>;
}

const document = file as unknown as ApiDocument;

export interface Outcome {
  status: number;
  headers: string[];
  /** The answer of a success, in each form it comes in. */
  answers: { contentType: string; schema: Schema | undefined; example: string }[];
  /** The problems of a refusal. */
  problems: { code: string; summary: string; example: string }[];
}

export interface ApiOperation {
  name: string;
  method: string;
  /** Below this origin, with `{parameters}`. */
  path: string;
  tag: string;
  summary: string;
  description: string;
  isForAnyone: boolean;
  parameters: Parameter[];
  body: { schema: Schema; isRequired: boolean; examples: Example[] } | undefined;
  outcomes: Outcome[];
}

/** What a reference leads to; itself where it is none. */
export function follow<T extends object>(value: T | { $ref?: string }): T {
  const reference = (value as { $ref?: string }).$ref;
  if (reference === undefined) return value as T;
  const [, , section = '', name = ''] = reference.split('/');
  return follow(document.components[section]?.[name] as T);
}

export const operations: readonly ApiOperation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => read(path, method, described)),
);

export const introduction = document.info.description;

/** The operations of each tag, in the order of the document. */
export function operationsByTag(): { name: string; description: string; operations: ApiOperation[] }[] {
  return document.tags.map((tag) => ({
    ...tag,
    operations: operations.filter((operation) => operation.tag === tag.name),
  }));
}

function read(path: string, method: string, described: Described): ApiOperation {
  const json = described.requestBody?.content['application/json'];
  return {
    name: described.operationId,
    method: method.toUpperCase(),
    path: `${document.servers[0]?.url ?? ''}${path}`,
    tag: described.tags[0] ?? '',
    summary: described.summary,
    description: described.description,
    isForAnyone: described.security?.length === 0,
    parameters: (described.parameters ?? []).map((parameter) => follow<Parameter>(parameter)),
    body:
      json?.schema === undefined
        ? undefined
        : {
            schema: json.schema,
            isRequired: described.requestBody?.required ?? false,
            examples: examplesOf(json).map(([, example]) => example),
          },
    outcomes: Object.entries(described.responses).map(([status, response]) =>
      outcomeOf(Number(status), follow<Response>(response)),
    ),
  };
}

function outcomeOf(status: number, { headers = {}, content = {} }: Response): Outcome {
  const problems = content['application/problem+json'];
  return {
    status,
    headers: Object.keys(headers),
    answers: Object.entries(content)
      .filter(([type]) => type !== 'application/problem+json')
      .map(([contentType, each]) => ({
        contentType,
        schema: each.schema,
        example: textOf(examplesOf(each)[0]?.[1].value ?? each.example),
      })),
    problems:
      problems === undefined
        ? []
        : examplesOf(problems).map(([code, { summary, value }]) => ({
            code,
            summary,
            example: textOf(value),
          })),
  };
}

function examplesOf({ examples = {} }: Content): [string, Example][] {
  return Object.entries(examples).map(([name, example]) => [name, follow<Example>(example)]);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
