import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { installedClient, output, started, write, type Installed } from './support/package';
import { json, misbehavingServer, problem, type Behaviour, type Misbehaving } from './support/server';

jest.setTimeout(120_000);

const run = promisify(execFile);
let installed: Installed;
let server: Misbehaving;

beforeAll(async () => {
  server = await misbehavingServer();
  installed = await installedClient();
});

afterAll(async () => {
  await server.close();
  installed.remove();
});

describe('the tarball', () => {
  test('has the bundles, their types, and what a reader looks for; nothing else', () => {
    const files = readdirSync(installed.folder, { recursive: true, encoding: 'utf8' });
    expect(files.sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'dist/index.cjs',
      'dist/index.d.cts',
      'dist/index.d.ts',
      'dist/index.js',
      'package.json',
    ]);
  });

  test.each(['index.js', 'index.cjs'])('%s needs no other package, and is below 10 kB gzipped', (name) => {
    const text = readFileSync(join(installed.folder, 'dist', name));
    expect(gzipSync(text).length).toBeLessThan(10_000);
    expect(text.toString()).not.toMatch(/\brequire\(|\bfrom\s*["']|\bimport\s*["'(]/);
    const { dependencies, peerDependencies } = JSON.parse(
      readFileSync(join(installed.folder, 'package.json'), 'utf8'),
    ) as Record<string, unknown>;
    expect([dependencies, peerDependencies]).toEqual([undefined, undefined]);
  });

  test.each([
    ['publint', ['publint', 'src', 'cli.js'], ['--strict']],
    ['Are the types wrong?', ['@arethetypeswrong', 'cli', 'dist', 'index.js'], []],
  ])('%s finds nothing', async (_name, tool, options) => {
    const file = resolve('node_modules', ...tool);
    const { stdout } = await run(process.execPath, [file, installed.tarball, ...options]);
    expect(stdout).toMatch(/All good!|No problems found/);
  });
});

const useIt = `
const client = new BillingSystemClient({ baseUrl: process.env.API, apiKey: 'sk_test', firstRetryDelayMs: 1 });
const recorder = client.usageRecorder({ onInvalid: console.error });
const names = [];
for await (const customer of client.customers.list()) names.push(customer.name);
await recorder.record({ customerId: 'c', service: 's', unitsConsumed: 1, pricePerUnit: '0.5' });
await recorder.close();
let failure;
try { await client.recordUsage({ customerId: 'c', service: 's', unitsConsumed: 1, pricePerUnit: '0.5' }); }
catch (error) { failure = error; }
console.log(JSON.stringify({
  names, recorded: recorder.stats().recorded,
  failure: [failure.name, failure instanceof DuplicateRecordError, failure instanceof BillingError, failure.record.id],
}));
`;

const answers: Behaviour = (response, received) => {
  const { url } = received;
  if (url.startsWith('/api/customers')) {
    json(200, { data: [{ name: 'Ada' }], has_more: false, next_cursor: null })(response, received);
  } else if (url === '/api/usage/batch') {
    json(200, { results: [{ outcome: 'recorded' }] })(response, received);
  } else {
    problem(409, 'duplicate_record', { record: { id: 'first', source_request_id: null } })(
      response,
      received,
    );
  }
};

describe('Node runs it', () => {
  const expected = { names: ['Ada'], recorded: 1, failure: ['DuplicateRecordError', true, true, 'first'] };

  test('as an ES module', async () => {
    server.does(answers);
    const text = `import { BillingError, BillingSystemClient, DuplicateRecordError } from '@drawdown/client';${useIt}`;
    const said = await output(installed, 'app.mjs', text.replace('process.env.API', `'${server.url}'`));
    expect(JSON.parse(said)).toEqual(expected);
  });

  test('as CommonJS', async () => {
    server.does(answers);
    const text = `const { BillingError, BillingSystemClient, DuplicateRecordError } = require('@drawdown/client');
(async () => {${useIt}})();`;
    const said = await output(installed, 'app.cjs', text.replace('process.env.API', `'${server.url}'`));
    expect(JSON.parse(said)).toEqual(expected);
  });
});

const typed = `
import { BillingSystemClient, DuplicateRecordError, ValidationError, type BillingErrorCode, type Customer } from '@drawdown/client';

export async function use(client: BillingSystemClient): Promise<string> {
  const customer: Customer = await client.customers.get({ customerId: 'c' });
  const balance: string = customer.balance;
  for await (const { id } of client.customers.list({ status: 'active', limit: 10 })) await client.customers.get({ customerId: id });
  const page = await client.orders.getOverdue({ asOf: new Date() }).page();
  const owed: string = page.totals.owed;
  const record = await client.recordUsage({ customerId: 'c', service: 's', unitsConsumed: '1', pricePerUnit: 0.5 });
  const amount: string = record.amount;
  await client.recordUsage({ customerId: 'c', productId: 'p', units: 1 });
  // @ts-expect-error the price is missing
  await client.recordUsage({ customerId: 'c', service: 's', unitsConsumed: '1' });
  // @ts-expect-error an amount is text
  const number: number = customer.balance;
  // @ts-expect-error no such status
  client.customers.list({ status: 'asleep' });
  // @ts-expect-error what becomes of a refused event must be said
  client.usageRecorder({});
  try {
    await client.wallets.addCredit({ customerId: 'c', amount: '5.00' }, { idempotencyKey: 'k' });
  } catch (error) {
    if (error instanceof DuplicateRecordError) return error.record.id;
    if (error instanceof ValidationError) return error.errors[0]?.pointer ?? '';
    throw error;
  }
  const known: BillingErrorCode = 'insufficient_funds';
  const ofTheFuture: BillingErrorCode = 'a_new_code';
  return [balance, owed, amount, number, known, ofTheFuture].join();
}
`;

test.each([
  ['node16', 'node16', 'use.mts'],
  ['node16', 'node16', 'use.cts'],
  ['bundler', 'esnext', 'use.ts'],
])(
  'TypeScript finds its types with moduleResolution %s, module %s, in %s',
  async (resolution, module, file) => {
    write(installed, file, typed);
    const config = {
      compilerOptions: {
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        noEmit: true,
        target: 'es2022',
        lib: ['dom', 'es2022'],
        types: [],
        module,
        moduleResolution: resolution,
      },
      files: [file],
    };
    const project = write(installed, `tsconfig.${file}.json`, JSON.stringify(config));
    const tsc = resolve('node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = await run(process.execPath, [tsc, '-p', project]).catch(
      (failure: unknown) => failure as { stdout: string },
    );
    expect(stdout).toBe('');
  },
);

describe('a process that ends', () => {
  const program = (options: string, rest: string) => `
import { BillingSystemClient } from '@drawdown/client';
const client = new BillingSystemClient({ baseUrl: '${server.url}', apiKey: 'sk_test', firstRetryDelayMs: 1 });
const recorder = client.usageRecorder({ onInvalid: console.error, firstRetryDelayMs: 1, ${options} });
for (const service of ['a', 'b', 'c']) await recorder.record({ customerId: 'c', service, unitsConsumed: 1, pricePerUnit: '1' });
${rest}
console.log('ready');
`;
  const takeAll: Behaviour = (response, received) => {
    const { events } = received.body as { events: unknown[] };
    json(200, { results: events.map(() => ({ outcome: 'recorded' })) })(response, received);
  };
  const sizes = () => server.received.map(({ body }) => (body as { events: unknown[] }).events.length);

  test('sends what is buffered before it does, without being asked to', async () => {
    server.does(takeAll);
    const { ended } = await started(installed, 'idle.mjs', program('flushIntervalMs: 20', ''));
    expect(await ended).toMatchObject({ code: 0 });
    expect(sizes()).toEqual([3]);
  });

  test('does not wait for the interval with flushOnExit', async () => {
    server.does(takeAll);
    const { ended } = await started(
      installed,
      'idle-hook.mjs',
      program('flushIntervalMs: 3_600_000, flushOnExit: true', ''),
    );
    expect(await ended).toMatchObject({ code: 0 });
    expect(sizes()).toEqual([3]);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s with flushOnExit sends it first, and ends by that signal',
    async (name) => {
      server.does(takeAll);
      const options = 'flushIntervalMs: 3_600_000, flushOnExit: true';
      const { child, ended } = await started(
        installed,
        'signal.mjs',
        program(options, 'setInterval(() => {}, 1000);'),
      );
      child.kill(name);
      expect(await ended).toMatchObject({ code: null, signal: name });
      expect(sizes()).toEqual([3]);
    },
  );

  test('by a signal while the server is away hands over what could not be sent, with its ids', async () => {
    server.does(problem(503, 'service_unavailable'));
    const options = `flushOnExit: { timeoutMs: 50, onUnsent: (events) => console.log(JSON.stringify(events)) }`;
    const { child, ended } = await started(
      installed,
      'unsent.mjs',
      program(options, 'setInterval(() => {}, 1000);'),
    );
    child.kill('SIGTERM');
    const { signal, said } = await ended;
    expect(signal).toBe('SIGTERM');
    const unsent = JSON.parse(said.replace('ready', '')) as { service: string; requestId: string }[];
    expect(unsent.map(({ service }) => service)).toEqual(['a', 'b', 'c']);
    expect(unsent.every(({ requestId }) => requestId.length === 36)).toBe(true);
  });

  test.each([
    ['process.exit()', 'setImmediate(() => process.exit(3));', 3],
    ['an error that nobody caught', "setImmediate(() => { throw new Error('lost'); });", 1],
  ])('by %s hands over what was not sent', async (_, last, code) => {
    server.does(takeAll);
    const options = `flushIntervalMs: 3_600_000, flushOnExit: { onUnsent: (events) => console.log(events.length) }`;
    const { ended } = await started(installed, 'exit.mjs', program(options, last));
    expect(await ended).toEqual({ code, signal: null, said: 'ready\n3\n' });
    expect(sizes()).toEqual([]);
  });

  test('leaves the end to a program that listens to the signal itself', async () => {
    server.does(takeAll);
    const own = `
setInterval(() => {}, 1000);
process.on('SIGTERM', () => {
  console.log('asked');
  void recorder.close().then(() => setTimeout(() => process.exit(7), 100));
});`;
    const { child, ended } = await started(installed, 'own.mjs', program('flushOnExit: true', own));
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 7, signal: null, said: 'ready\nasked\n' });
    expect(sizes()).toEqual([3]);
  });
});
