import { operations } from '@/lib/operations';
import { sampleOf } from './support/samples';
import { startApi, type ApiStage } from './support/stage';

let api: ApiStage;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s',
  (_name, operation) => {
    test('answers with its status and with what its schema promises', async () => {
      const { input, as } = await sampleOf(api, operation.name);
      const reply = await api.perform(operation, input, { as: as === undefined ? api.owner : as });
      expect(reply).toMatchObject({ status: operation.status });
      expect(operation.output.safeParse(reply.body).error?.issues ?? []).toEqual([]);
      expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(reply.headers.get('cache-control')).toBe('no-store');
      expect(reply.headers.get('x-request-id')).toBeTruthy();
      expect(reply.headers.get('idempotent-replayed')).toBeNull();
      expect(keysOf(reply.body).filter((key) => key !== key.toLowerCase())).toEqual([]);
    });

    test('takes its fields in camelCase as well', async () => {
      const { input, as } = await sampleOf(api, operation.name);
      const camel = Object.fromEntries(
        Object.entries(input).map(([key, value]) => [toCamelCase(key), value]),
      );
      const path = operation.path.replace(
        /\{(\w+)\}/g,
        (_match, name: string) => `{${toCamelCase(name)}}`,
      ) as '/';
      const reply = await api.perform({ ...operation, path }, camel, {
        as: as === undefined ? api.owner : as,
      });
      expect(reply).toMatchObject({ status: operation.status });
    });
  },
);

test('answers hold no more than their schemas say', async () => {
  for (const operation of operations) {
    const { input, as } = await sampleOf(api, operation.name);
    const { body } = await api.perform(operation, input, { as: as === undefined ? api.owner : as });
    expect([operation.name, body]).toEqual([operation.name, operation.output.parse(body)]);
  }
});

function toCamelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...(Array.isArray(value) ? [] : [key]),
    ...keysOf(item),
  ]);
}
