import type { z } from 'zod';
import { groupDigits, isZero } from '@/lib/money/format';
import type { session, sessionStatus } from '@/lib/operations/sessions';
import { counted } from '@/lib/ui/words';

export type Session = z.output<typeof session>;
export type SessionStatus = z.output<typeof sessionStatus>;
export type EndReason = NonNullable<Session['end_reason']>;

/** A session that is over, as far as a page tells of it. */
export interface EndedSession {
  at: string;
  reason: EndReason | null;
  /** Who ended it: `customer:…` where it was the customer. */
  by: string | null;
  seconds: number;
  creditsUsed: string;
}

/** Why a session is over, as its customer reads it after "Ended at 14:03:12:". */
export function endWords({ reason, by }: Pick<EndedSession, 'reason' | 'by'>, businessName: string): string {
  switch (reason) {
    case 'stopped':
      // Whoever started a session stops it: a customer, or for them somebody of the business.
      return by === null || by.startsWith('customer:') ? 'you stopped it' : `${businessName} stopped it`;
    case 'ran_out':
      return 'your credits ran out';
    case 'ended_by_business':
      return `${businessName} ended it`;
    case 'customer_archived':
      return `${businessName} closed your account`;
    case null:
      return 'it is over';
  }
}

/** The same in a list, where it stands alone. */
export function shortEndWords(session: Session, businessName: string): string {
  const words = endWords({ reason: session.end_reason, by: session.ended_by }, businessName);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const units = [
  ['day', 'd', 86_400],
  ['hour', 'h', 3600],
  ['minute', 'min', 60],
  ['second', 's', 1],
] as const;

/** In at most two units, the second only where it follows at once: an hour and five seconds is an hour. */
function partsOf(seconds: number): { count: number; unit: string; short: string }[] {
  const first = units.findIndex(([, , size]) => seconds >= size);
  let rest = seconds;
  return units.slice(first === -1 ? units.length - 1 : first).flatMap(([unit, short, size], index) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return index === 0 || (index === 1 && count > 0) ? [{ count, unit, short }] : [];
  });
}

/** As a person says it: `10 minutes`, `1 hour 5 minutes`, `2 days`. */
export function durationWords(seconds: number): string {
  return partsOf(seconds)
    .map(({ count, unit }) => counted(count, unit))
    .join(' ');
}

/** The same where there is little room: `11 min 48 s`. */
export function shortDuration(seconds: number): string {
  return partsOf(seconds)
    .map(({ count, short }) => `${count.toLocaleString('en-US')} ${short}`)
    .join(' ');
}

/** What a minute costs: `10 credits a minute`, or nothing. */
export function rateWords(creditsPerMinute: string): string {
  if (isZero(creditsPerMinute)) return 'nothing is burned';
  return `${groupDigits(creditsPerMinute)} ${/^1(\.0+)?$/.test(creditsPerMinute) ? 'credit' : 'credits'} a minute`;
}
