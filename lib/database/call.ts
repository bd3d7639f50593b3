import 'server-only';
import type { Identity } from '@/lib/auth/identity';
import { env } from '@/lib/env';
import { createDirectTransport } from './direct';
import { createSupabaseTransport } from './supabase';
import type { Answer, Arguments, Transport } from './transport';

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

/**
 * Calls a function of schema `public` as somebody: the only door from TypeScript to the data.
 *
 * @throws Problem whatever the function refuses, `service_unavailable` where Postgres cannot be reached
 */
export function call(name: string, args: Arguments, identity: Identity): Promise<Answer> {
  return transport().call(name, args, identity);
}
