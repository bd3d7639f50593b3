/** Each address takes the methods that it has, and says so to every other. */
import { readFileSync } from 'node:fs';
import { operations } from '@/lib/operations';
import { followChanges } from '@/lib/live/operation';
import { routeFiles, type RouteFile } from './support/server';
import { startApi, type ApiStage } from './support/stage';

let api: ApiStage;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const everyMethod = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** What is no operation. */
const others: Readonly<Record<string, readonly string[]>> = {
  '/api/metrics': ['GET'],
  '/api/openapi.json': ['GET'],
  '/api/jobs/webhooks': ['GET', 'POST'],
};

const templateOf = ({ segments }: RouteFile) => `/${segments.join('/').replace(/\[(\w+)\]/g, '{$1}')}`;
const pathOf = (route: RouteFile) => templateOf(route).replace(/\{\w+\}/g, 'nonsense');

function takenBy(route: RouteFile): readonly string[] {
  const template = templateOf(route);
  const own = [...operations, followChanges].filter(({ path }) => `/api${path}` === template);
  return others[template] ?? own.map(({ method }) => method);
}

const routes = routeFiles()
  .filter(({ file }) => !file.includes('[[...path]]'))
  .map((route) => [templateOf(route), route] as const);

test.each(routes)('%s answers what it does not take with 405 and all that it takes', async (_path, route) => {
  const taken = takenBy(route);
  expect(taken).not.toEqual([]);
  const allow = [...taken, ...(taken.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort().join(', ');
  for (const method of everyMethod.filter((name) => !taken.includes(name))) {
    const reply = await api.send(method, pathOf(route), { as: null });
    expect(reply).toMatchObject({
      status: 405,
      body: {
        code: 'method_not_allowed',
        status: 405,
        detail: `There is no ${method} ${pathOf(route)}; it takes ${allow}.`,
        request_id: reply.headers.get('x-request-id'),
      },
    });
    expect(reply.headers.get('allow')).toBe(allow);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
  }
  const exported = (await import(`${process.cwd()}/${route.file}`)) as Record<string, unknown>;
  const { OPTIONS } = exported as { OPTIONS: () => Response };
  expect([OPTIONS().status, OPTIONS().headers.get('allow')]).toEqual([204, allow]);
});

test.each(routes)('%s has one way to say what it takes', (_path, { file }) => {
  const source = readFileSync(file, 'utf8');
  expect(source).toContain('export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({');
});
