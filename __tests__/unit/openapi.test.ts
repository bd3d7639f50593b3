import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodes } from '@/lib/errors/codes';
import { openApiDocument } from '@/lib/http/openapi';
import { recorded } from '@/lib/http/openapi-examples';
import { followChanges } from '@/lib/live/operation';
import { operations } from '@/lib/operations';
import type { Operation } from '@/lib/operations/define';
import { errorCodesOf } from '@/lib/operations/error-codes';

interface Described {
  operationId: string;
  summary: string;
  description: string;
  security?: object[];
  parameters?: { $ref?: string; name?: string; in?: string; required?: boolean }[];
  requestBody?: { required: boolean; content: Record<string, { schema: { properties?: object } }> };
  responses: Record<string, { $ref?: string; headers?: object; content?: object }>;
  'x-idempotency': string;
  'x-permission'?: string;
}

const document = JSON.parse(JSON.stringify(openApiDocument())) as {
  openapi: string;
  paths: Record<string, Record<string, Described>>;
  components: Record<string, Record<string, unknown>>;
};
const all = operations.map((operation) => [operation.name, operation] as const);

function described({ path, method }: Operation): Described {
  const found = document.paths[path]?.[method.toLowerCase()];
  if (found === undefined) throw new Error(`${method} ${path} is not described`);
  return found;
}

test('public/openapi.json is what the operations say: run "npm run openapi" after a change', () => {
  expect(JSON.parse(readFileSync('public/openapi.json', 'utf8'))).toEqual(document);
});

test('it is served as it is committed', async () => {
  const { GET } = await import('@/app/api/openapi.json/route');
  const answer = await GET(new Request('http://localhost/'), { params: Promise.resolve({}) });
  expect(await answer.json()).toEqual(document);
});

test('every reference leads somewhere', () => {
  expect(document.openapi).toBe('3.1.0');
  for (const [reference] of JSON.stringify(document).matchAll(/(?<="\$ref":"#\/)[^"]+/g)) {
    const target = reference
      .split('/')
      .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)?.[key], document);
    expect([reference, typeof target]).toEqual([reference, 'object']);
  }
});

test('describes every operation and the stream of changes once, and nothing else', () => {
  const ids = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  expect(ids.sort()).toEqual([...operations, followChanges].map(({ name }) => name).sort());
});

describe.each(all)('%s', (_name, operation) => {
  const { access, idempotency } = operation;
  const isOfBusiness = access !== null && access !== 'user' && access !== 'signed_in';
  const names = (where: string) =>
    (described(operation).parameters ?? []).filter((each) => each.in === where).map(({ name }) => name);

  test('is described in words, with who may call it and what a repetition does', () => {
    const description = described(operation);
    expect(description.summary).toMatch(/^[A-Z]/);
    expect(description.description.length).toBeGreaterThan(10);
    expect(description['x-idempotency']).toBe(idempotency);
    expect(description['x-permission']).toBe(isOfBusiness ? access : undefined);
    expect(description.security).toEqual(
      isOfBusiness
        ? [{ bearer: [access] }, { apiKey: [access] }]
        : access === null
          ? []
          : access === 'user'
            ? [{ bearer: [] }]
            : undefined,
    );
  });

  test('has every field in its path, its query or its body', () => {
    const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, field]) => field);
    const { requestBody } = described(operation);
    const inBody = Object.keys(requestBody?.content['application/json']?.schema.properties ?? {});
    expect(names('path')).toEqual(inPath);
    const fields = [
      ...Object.keys(operation.input.shape),
      ...(operation.csv === undefined ? [] : ['format']),
    ];
    expect([...inPath, ...names('query'), ...inBody].sort()).toEqual(fields.sort());
    const takesBody = operation.method === 'POST' || operation.method === 'PUT';
    expect(requestBody !== undefined).toBe(takesBody);
    if (takesBody && inPath.length === 0) {
      expect(requestBody?.required).toBe(!operation.input.safeParse({}).success);
    }
  });

  test('names its headers', () => {
    const headers = (described(operation).parameters ?? [])
      .map(({ $ref }) => $ref?.split('/').at(-1))
      .filter(Boolean);
    expect(headers).toEqual([
      'RequestId',
      ...(isOfBusiness ? ['BusinessId'] : []),
      ...(idempotency === 'key' ? ['IdempotencyKey'] : []),
    ]);
    const answered = Object.keys(described(operation).responses[operation.status]?.headers ?? {});
    expect(answered).toEqual([
      'X-Request-Id',
      'RateLimit-Policy',
      'RateLimit',
      ...(operation.csv === undefined ? [] : ['Content-Disposition']),
      ...(idempotency === 'key' ? ['Idempotent-Replayed'] : []),
    ]);
  });

  test('is told as a table where it is one', () => {
    const types = Object.keys(described(operation).responses[operation.status]?.content ?? {});
    expect(types).toEqual(['application/json', ...(operation.csv === undefined ? [] : ['text/csv'])]);
  });

  test('names every code it can refuse with, under its status', () => {
    const given = Object.entries(described(operation).responses).flatMap(([status, { $ref }]) => {
      if ($ref === undefined) return [];
      const response = JSON.stringify(document.components['responses']?.[$ref.split('/').at(-1) ?? '']);
      const codes = JSON.parse(
        /"enum":(\["[a-z_",]+\])/.exec(response)?.[1] ?? '[]',
      ) as (keyof typeof errorCodes)[];
      for (const code of codes) expect([code, errorCodes[code].status]).toEqual([code, Number(status)]);
      return codes;
    });
    expect(given.sort()).toEqual(errorCodesOf(operation).sort());
  });

  test('takes the examples it gives, and gives an answer that was recorded: npm run openapi:examples', () => {
    const example = recorded(operation.name);
    expect(example).toBeDefined();
    expect(operation.input.safeParse(example?.input).error?.issues ?? []).toEqual([]);
    expect(operation.output.parse(example?.answer)).toEqual(example?.answer);
    expect(typeof example?.table).toBe(operation.csv === undefined ? 'undefined' : 'string');
    if (operation.examples?.request === undefined) return;
    expect(operation.input.safeParse(operation.examples.request).success).toBe(true);
  });
});

test('the stream of changes is told with its events, its fields, its header and what it can refuse', () => {
  const described = document.paths['/live']?.['get'];
  expect(Object.keys(described?.responses['200']?.content ?? {})).toEqual(['text/event-stream']);
  const parameters = described?.parameters?.map(({ name, $ref }) => name ?? $ref?.split('/').at(-1));
  expect(parameters?.sort()).toEqual(
    ['BusinessId', 'LastEventId', 'RequestId', ...Object.keys(followChanges.input.shape)].sort(),
  );
  expect(Object.keys(described?.responses ?? {})).toEqual([
    '200',
    '401',
    '403',
    '404',
    '422',
    '429',
    '500',
    '503',
  ]);
});

test('the list of codes is the list of errors', () => {
  expect(document.components['schemas']?.['ErrorCode']).toMatchObject({ enum: Object.keys(errorCodes) });
  expect(Object.keys(document.components['examples'] ?? {})).toEqual(Object.keys(errorCodes));
});

describe('route files', () => {
  /** What a program reaches that is no operation. */
  const others = ['[[...path]]', 'jobs/webhooks', 'live', 'metrics', 'openapi.json'];
  const files = readdirSync('app/api', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('route.ts'))
    .map((file) => file.replace(/\/route\.ts$/, ''));

  test('there is one for every operation, and none for anything else', async () => {
    const exported = await Promise.all(
      files
        .filter((folder) => !others.includes(folder))
        .map(async (folder) => {
          const route = (await import(join(process.cwd(), 'app/api', folder, 'route'))) as {
            OPTIONS: () => Response;
          };
          const path = `/${folder.replaceAll('[', '{').replaceAll(']', '}')}`;
          const taken = route.OPTIONS().headers.get('allow')?.split(', ') ?? [];
          return taken
            .filter((method) => method !== 'HEAD' && method !== 'OPTIONS')
            .map((method) => `${method} ${path}`);
        }),
    );
    expect(exported.flat().sort()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort());
    expect(files.filter((folder) => others.includes(folder)).sort()).toEqual([...others].sort());
  });
});
