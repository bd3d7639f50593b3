import { createServerClient } from '@supabase/ssr';
import { testPassword, type TestUser } from '../../helpers/callers';
import type { ApiStage } from './stage';

/** The cookie of the dashboard, as a browser sends it after its user signed in. */
export async function sessionCookie(api: ApiStage, user: TestUser = api.owner): Promise<string> {
  const jar = new Map<string, string>();
  const client = createServerClient(api.lite.url, api.lite.publishableKey, {
    cookieOptions: { name: 'drawdown_session' },
    cookies: {
      getAll: () => [],
      setAll: (changes) => changes.forEach(({ name, value }) => jar.set(name, value)),
    },
  });
  await client.auth.signInWithPassword({ email: user.email, password: testPassword });
  return [...jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ');
}
