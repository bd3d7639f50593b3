import 'server-only';
import type { Identity } from '@/lib/auth/identity';
import { env } from '@/lib/env';
import { Problem } from '@/lib/errors/problem';
import { metrics } from '@/lib/observability/metrics';
import { traced } from '@/lib/observability/trace';
import { createDirectTransport } from './direct';
import { createSupabaseTransport } from './supabase';
import type { Answer, Arguments, PoolState, Transport } from './transport';

// Next reloads modules while developing; the pool outlives them.
const holder = globalThis as typeof globalThis & { drawdownTransport?: Transport };

function transport(): Transport {
  holder.drawdownTransport ??= createTransport();
  return holder.drawdownTransport;
}

function createTransport(): Transport {
  const { DATABASE_URL, DATABASE_POOL_SIZE, SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  if (DATABASE_URL !== undefined) {
    return createDirectTransport({ connectionString: DATABASE_URL, poolSize: DATABASE_POOL_SIZE });
  }
  return createSupabaseTransport({ url: SUPABASE_URL, publishableKey: SUPABASE_PUBLISHABLE_KEY });
}

/** The connections of this process; undefined where it has none of its own. */
export function poolState(): PoolState | undefined {
  return transport().pool?.();
}

/**
 * Calls a function of schema `public` as somebody: the only door from TypeScript to the data.
 *
 * @throws Problem whatever the function refuses, `service_unavailable` where Postgres cannot be reached
 */
export async function call(name: string, args: Arguments, identity: Identity): Promise<Answer> {
  const begun = performance.now();
  let outcome = 'failed';
  try {
    const answer = await traced(name, identity.requestId, () => transport().call(name, args, identity));
    outcome = 'ok';
    return answer;
  } catch (failure) {
    if (failure instanceof Problem && failure.status < 500) outcome = 'refused';
    throw failure;
  } finally {
    metrics().calls.observe({ function: name, outcome }, (performance.now() - begun) / 1000);
  }
}
