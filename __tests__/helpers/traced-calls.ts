import { Problem } from '@/lib/errors/problem';
import { traced, traceIds } from '@/lib/observability/trace';
import { startTracing } from '@/lib/observability/tracing';

/** A process of its own that is traced: an answer, a refusal, and something that fails. It prints what its log would have. */
async function main(): Promise<void> {
  const stop = startTracing();
  const ids = await traced('get_customer', 'r-1', () => Promise.resolve(traceIds()));
  const refused = () => Promise.reject(new Problem('session_not_found'));
  await traced('stop_session', 'r-2', refused).catch(() => undefined);
  const broken = () => Promise.reject(new Error('no rows for sk_secret_of_a_tenant'));
  await traced('get_overview', 'r-3', broken).catch(() => undefined);
  await stop();
  console.log(JSON.stringify({ ids, after: traceIds() ?? null }));
}

void main();
