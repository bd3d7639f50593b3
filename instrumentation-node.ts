import { env, EnvironmentError } from '@/lib/env';
import { watchRequests } from '@/lib/observability/requests';

/** What is missing from the environment is said when the server starts, not at the first request. */
export function checkEnvironment(): void {
  if (process.env.NEXT_PHASE === 'phase-production-build') return;
  try {
    env();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(`\n${error.message}\n`);
    process.exit(1);
  }
}

/** What is watched from the first request on. */
export async function startObserving(): Promise<void> {
  if (process.env.NEXT_PHASE === 'phase-production-build') return;
  watchRequests();
  if (env().OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return;
  const { startTracing } = await import('@/lib/observability/tracing');
  const stop = startTracing();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}
