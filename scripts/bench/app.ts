import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import autocannon from 'autocannon';
import { anyFreePort } from '../local/ports';
import { StackProblem } from '../local/problem';
import { startService } from '../local/processes';

export interface BenchApp {
  url: string;
  /** Of the server process, whose memory can be read. */
  pid: number;
  stop(): Promise<void>;
}

export interface HttpLoad {
  perSecond: number;
  p99: number;
}

/** The production build with the empty routes in it, on the direct transport. */
export async function startBenchApp(databaseUrl: string, say: (line: string) => void): Promise<BenchApp> {
  say('Building the app with the empty routes');
  const next = resolve('node_modules', 'next', 'dist', 'bin', 'next');
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DRAWDOWN_BENCH: '1',
  };
  const build = spawnSync(process.execPath, [next, 'build'], { env: environment, encoding: 'utf8' });
  if (build.status !== 0) throw new StackProblem(`The build failed:\n${build.stdout}${build.stderr}`);

  const port = await anyFreePort();
  const url = `http://127.0.0.1:${port}`;
  const service = startService({
    name: 'Next.js',
    command: process.execPath,
    arguments: [join('.next-bench', 'standalone', 'server.js')],
    env: {
      ...environment,
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      DATABASE_URL: databaseUrl,
      // No route of the bench asks Supabase anything.
      SUPABASE_URL: 'http://127.0.0.1:9',
      SUPABASE_PUBLISHABLE_KEY: 'unused',
      APP_URL: url,
      LOG_LEVEL: 'warn',
      // Counted as ever, and never met: one key sends all there is.
      RATE_LIMIT_PER_KEY: '1000000/10',
      RATE_LIMIT_PER_USER: '1000000/10',
    },
    onLine: () => undefined,
  });
  const deadline = Date.now() + 60_000;
  while (!service.hasExited() && Date.now() < deadline) {
    const answer = await fetch(`${url}/api/bench-empty`).catch(() => null);
    if (answer?.ok) return { url, pid: service.pid, stop: () => service.stop() };
    await new Promise((settled) => setTimeout(settled, 50));
  }
  await service.stop();
  throw new StackProblem('The app did not start for the bench.');
}

export interface HttpTurn {
  url: string;
  method: 'GET' | 'POST';
  apiKey: string;
  /** The body of each request; made anew every time. */
  body?: () => string;
  seconds: number;
}

/** Sixteen connections, as many requests as they get through. */
export async function runHttp({ url, method, apiKey, body, seconds }: HttpTurn): Promise<HttpLoad> {
  const result = await autocannon({
    url,
    connections: 16,
    duration: seconds,
    requests: [
      {
        method,
        headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
        setupRequest: (request) => ({
          ...request,
          ...(method === 'POST' && {
            headers: { ...request.headers, 'idempotency-key': crypto.randomUUID() },
          }),
          ...(body && { body: body() }),
        }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} refusals and ${result.errors} errors`);
  }
  return { perSecond: result.requests.average, p99: result.latency.p99 };
}
