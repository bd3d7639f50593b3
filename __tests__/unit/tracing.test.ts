import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { traced, traceIds } from '@/lib/observability/trace';

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  status: { code?: number; message?: string };
  attributes: { key: string; value: { stringValue?: string } }[];
}

let collector: Server;
const paths: string[] = [];
const spans: Span[] = [];
const services = new Set<string | undefined>();

interface Sent {
  resourceSpans: {
    resource: { attributes: Span['attributes'] };
    scopeSpans: { spans: Span[] }[];
  }[];
}

beforeAll(async () => {
  collector = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => (text += String(part)));
    request.on('end', () => {
      paths.push(`${request.method} ${request.url}`);
      for (const { resource, scopeSpans } of (JSON.parse(text) as Sent).resourceSpans) {
        services.add(resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue);
        spans.push(...scopeSpans.flatMap((scope) => scope.spans));
      }
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => collector.close(resolve)));

test('without it a call is made as it is, and a line of the log has no ids', async () => {
  expect(await traced('get_me', 'r-0', () => Promise.resolve(7))).toBe(7);
  expect(traceIds()).toBeUndefined();
});

test('the collector is sent a span for each call of SQL, with the function, the request and how it ended', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--conditions=react-server', '__tests__/helpers/traced-calls.ts'],
    {
      env: {
        ...process.env,
        SUPABASE_URL: 'http://127.0.0.1:9',
        SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_test',
        APP_URL: 'http://localhost:3000',
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
      },
    },
  );
  const { ids, after } = JSON.parse(stdout) as { ids: unknown; after: unknown };

  expect(new Set(paths)).toEqual(new Set(['POST /v1/traces']));
  expect([...services]).toEqual(['drawdown']);
  const told = spans.map(({ name, status, attributes }) => ({
    name,
    status: status.code ?? 0,
    ...Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue])),
  }));
  const common = { 'db.system.name': 'postgresql' };
  expect(told).toEqual([
    {
      ...common,
      name: 'sql get_customer',
      status: 0,
      'db.operation.name': 'get_customer',
      'drawdown.request_id': 'r-1',
    },
    {
      ...common,
      name: 'sql stop_session',
      status: 0,
      'db.operation.name': 'stop_session',
      'drawdown.request_id': 'r-2',
      'error.type': 'session_not_found',
    },
    {
      ...common,
      name: 'sql get_overview',
      status: 2,
      'db.operation.name': 'get_overview',
      'drawdown.request_id': 'r-3',
      'error.type': 'internal_error',
    },
  ]);
  expect(ids).toEqual({ trace_id: spans[0]?.traceId, span_id: spans[0]?.spanId });
  expect(JSON.stringify(spans)).not.toContain('sk_secret_of_a_tenant');
  expect(after).toBeNull();
}, 30_000);

test('nothing of OpenTelemetry is loaded where it is not asked for: only tracing.ts names it, and only the start imports that', () => {
  const named = sources().filter(({ text }) => text.includes('@opentelemetry/'));
  expect(named.map(({ file }) => file).sort()).toEqual(['lib/observability/tracing.ts', 'next.config.ts']);
  const importing = sources().filter(({ text }) => /import.*observability\/tracing'/.test(text));
  expect(importing.map(({ file }) => file)).toEqual(['instrumentation-node.ts']);
  expect(importing[0]?.text).toContain("await import('@/lib/observability/tracing')");
});

/** What the app is built from. */
function sources(): { file: string; text: string }[] {
  const roots = ['app', 'lib', 'components'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) => join(root, file)),
  );
  return [...roots, 'proxy.ts', 'instrumentation.ts', 'instrumentation-node.ts', 'next.config.ts']
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}
