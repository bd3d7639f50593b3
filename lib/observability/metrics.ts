import 'server-only';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * What this process counts. Labels are names of operations, functions and policies, which are lists of ours: nothing
 * that a caller can choose becomes a label.
 */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'operation' | 'method' | 'status'>;
  readonly calls: Histogram<'function' | 'outcome'>;
  readonly limited: Counter<'policy'>;
  readonly streams: Gauge;
}

// Each bundle of the server has a copy of this module; the counts are one.
const holder = globalThis as typeof globalThis & { drawdownMetrics?: Metrics };

export function metrics(): Metrics {
  holder.drawdownMetrics ??= makeMetrics();
  return holder.drawdownMetrics;
}

function makeMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'drawdown_http_request_duration_seconds',
      help: 'Requests of the API, from the first line of the handler to the answer.',
      labelNames: ['operation', 'method', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    calls: new Histogram({
      name: 'drawdown_rpc_duration_seconds',
      help: 'Calls of SQL functions, with the wait for a connection. outcome: ok, refused (an expected problem) or failed.',
      labelNames: ['function', 'outcome'],
      buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
      registers,
    }),
    limited: new Counter({
      name: 'drawdown_rate_limited_total',
      help: 'Requests refused with 429, by the limit that they met.',
      labelNames: ['policy'],
      registers,
    }),
    streams: new Gauge({
      name: 'drawdown_live_streams',
      help: 'Open streams of live updates.',
      registers,
    }),
  };
}

/** @param policy the limit that was met; `sign_in` where somebody guesses passwords */
export function countRateLimited(policy: 'key' | 'user' | 'address' | 'sign_up' | 'sign_in'): void {
  metrics().limited.inc({ policy });
}
