import 'server-only';
import { env } from '@/lib/env';

/** Decision 0011: no script reads a cookie of ours, no other site sends it along with what it posts or loads. */
export function ownCookie(): { httpOnly: true; sameSite: 'lax'; path: '/'; secure: boolean } {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() };
}

/**
 * Over https the name begins with `__Host-`, which a browser takes from this host alone: a neighbour under the same
 * domain, or whoever sits on the line, cannot put a session of theirs in its place.
 */
export function sessionCookieName(): string {
  return isSecure() ? '__Host-drawdown_session' : 'drawdown_session';
}

function isSecure(): boolean {
  return env().APP_URL.startsWith('https:');
}
