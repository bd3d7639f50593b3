import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import { Gauge, Registry } from 'prom-client';
import { appIdentity } from '@/lib/auth/app-identity';
import { call, poolState } from '@/lib/database/call';
import { env } from '@/lib/env';
import { Problem } from '@/lib/errors/problem';
import { requestIdOf } from '@/lib/http/identity';
import { problemResponse } from '@/lib/http/problem-response';
import { metrics } from './metrics';

/** What SQL says of the whole installation. */
interface Facts {
  scheduler_age_seconds: number | null;
  jobs: {
    name: string;
    done_age_seconds: number | null;
    last_duration_seconds: number | null;
    runs: number;
    failures: number;
  }[];
  backlog: Record<string, number>;
}

/**
 * The metrics as Prometheus reads them. Without METRICS_TOKEN there is no such page; with it, only for who sends it.
 */
export async function answerMetrics(request: Request): Promise<Response> {
  const requestId = requestIdOf(request);
  try {
    const { METRICS_TOKEN } = env();
    if (METRICS_TOKEN === undefined) {
      throw new Problem('route_not_found', { detail: 'There is no GET /api/metrics.' });
    }
    const sent = /^bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (sent === undefined || !isSame(sent, METRICS_TOKEN)) {
      throw new Problem('authentication_required', { detail: 'Send METRICS_TOKEN as a bearer token.' });
    }
    const { registry } = metrics();
    const all = Registry.merge([registry, await readState(requestId)]);
    return new Response(await all.metrics(), {
      headers: {
        'Content-Type': registry.contentType,
        'Cache-Control': 'no-store',
        'X-Request-Id': requestId,
      },
    });
  } catch (failure) {
    return problemResponse(failure, requestId);
  }
}

/** In a time that says nothing of how much of it is right. */
function isSame(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}

/** What is read at each scrape, anew: what is not known is not there. */
async function readState(requestId: string): Promise<Registry> {
  const registry = new Registry();
  const gauge = (name: string, help: string, labels: string[] = []) =>
    new Gauge({ name: `drawdown_${name}`, help, labelNames: labels, registers: [registry] });
  const pool = poolState();
  if (pool !== undefined) {
    const connections = gauge('pool_connections', 'Connections of this process to Postgres.', ['state']);
    connections.set({ state: 'idle' }, pool.idle);
    connections.set({ state: 'busy' }, pool.open - pool.idle);
    gauge('pool_limit', 'How many connections this process may hold.').set(pool.limit);
    gauge('pool_waiting', 'Calls that wait for a connection.').set(pool.waiting);
  }
  const facts = await readFacts(requestId);
  gauge('database_up', '1 where the database answered this scrape.').set(facts === 'failed' ? 0 : 1);
  if (facts === 'failed' || facts === 'unknown') return registry;

  const set = (each: Gauge, labels: Record<string, string>, value: number | null) => {
    if (value !== null) each.set(labels, value);
  };
  set(
    gauge('scheduler_age_seconds', 'Since a scheduler called a job last.'),
    {},
    facts.scheduler_age_seconds,
  );
  const done = gauge('job_done_age_seconds', 'Since a job last found nothing left to do.', ['job']);
  const duration = gauge('job_last_duration_seconds', 'How long the last run took.', ['job']);
  const runs = gauge('job_runs', 'Runs that came to their end; only grows.', ['job']);
  const failures = gauge('job_failures', 'Runs that broke off with an error; only grows.', ['job']);
  for (const job of facts.jobs) {
    set(done, { job: job.name }, job.done_age_seconds);
    set(duration, { job: job.name }, job.last_duration_seconds);
    set(runs, { job: job.name }, job.runs);
    set(failures, { job: job.name }, job.failures);
  }
  const backlog = gauge('backlog', 'What waits, by kind: see docs/operations/monitoring.md.', ['kind']);
  for (const [kind, count] of Object.entries(facts.backlog)) backlog.set({ kind }, count);
  return registry;
}

async function readFacts(requestId: string): Promise<Facts | 'failed' | 'unknown'> {
  const app = await appIdentity(requestId);
  if (app === null) return 'unknown';
  try {
    return JSON.parse((await call('get_metrics', {}, app)).text) as Facts;
  } catch {
    return 'failed';
  }
}
