import 'server-only';
import { createClient } from '@supabase/supabase-js';
import { identityHeaders } from '@/lib/auth/identity';
import { problemFrom } from './failure';
import type { Transport } from './transport';

export interface SupabaseOptions {
  readonly url: string;
  readonly publishableKey: string;
}

/** `supabase-js` `.rpc()`, for deployments that have only the URL and the publishable key of a project. */
export function createSupabaseTransport({ url, publishableKey }: SupabaseOptions): Transport {
  return {
    async call(name, args, identity) {
      let replayed = false;
      const client = createClient(url, publishableKey, {
        auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
        global: {
          headers: {
            ...identityHeaders(identity),
            ...(identity.accessToken !== null && { Authorization: `Bearer ${identity.accessToken}` }),
          },
          fetch: async (input, init) => {
            const response = await fetch(input, init);
            replayed = response.headers.get('Idempotent-Replayed') === 'true';
            return response;
          },
        },
      });
      const { data, error, status } = await client.rpc(name, args);
      if (error) {
        // A proxy in front of PostgREST that cannot reach it answers with a page and no code.
        const code = error.code || (status >= 502 && status <= 504 ? '08006' : undefined);
        throw problemFrom(
          { code, message: error.message, detail: error.details, hint: error.hint },
          identity,
          error,
        );
      }
      return { text: JSON.stringify(data), replayed };
    },
    close: () => Promise.resolve(),
  };
}
