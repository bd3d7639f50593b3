import { Archive, BatteryLow, Hand, OctagonX, type LucideIcon } from 'lucide-react';
import type { z } from 'zod';
import { groupDigits } from '@/lib/money/format';
import type { OutputOf } from '@/lib/operations/define';
import type {
  getSession,
  getSessionAnalytics,
  getSessionStatus,
  listSessions,
  sessionEndReason,
} from '@/lib/operations/sessions';
import type { SessionMoment } from '@/lib/ui/session-clock';

export type SessionPage = OutputOf<typeof listSessions>;
export type Session = SessionPage['data'][number];
export type SessionDetail = OutputOf<typeof getSession>;
export type SessionStatus = OutputOf<typeof getSessionStatus>;
export type SessionAnalytics = OutputOf<typeof getSessionAnalytics>;
export type SessionEndReason = z.output<typeof sessionEndReason>;

interface Ending {
  label: string;
  /** What happened, after "It". */
  words: string;
  icon: LucideIcon;
}

const endings: Record<SessionEndReason, Ending> = {
  stopped: { label: 'Stopped', words: 'was stopped by whoever started it.', icon: Hand },
  ran_out: { label: 'Ran out', words: 'ended by itself when the last credit was used.', icon: BatteryLow },
  ended_by_business: {
    label: 'By the business',
    words: 'was stopped by the business, by somebody who did not start it.',
    icon: OctagonX,
  },
  customer_archived: {
    label: 'Archived',
    words: 'ended when the customer was archived.',
    icon: Archive,
  },
};

/** Why a session ended. */
export function endingOf(reason: SessionEndReason): Ending {
  return endings[reason];
}

/** Why it ended as a sentence; of one that was stopped also by whom of the two who may. */
export function endingWords(reason: SessionEndReason, endedBy: string | null): string {
  if (reason === 'stopped' && endedBy?.startsWith('customer:')) return 'It was stopped by the customer.';
  return `It ${endings[reason].words}`;
}

/** A rate as a person says it. */
export function rateText(creditsPerMinute: string): string {
  return `${groupDigits(creditsPerMinute)} a minute`;
}

export interface SessionRow {
  session: Session;
  /** What its figures move on from while it runs. */
  moment: SessionMoment;
}

/** The sessions of a list, each with the moment at which the list was right. */
export function rowsOf({ data, as_of, clock_stands_still }: SessionPage): readonly SessionRow[] {
  return data.map((session) => ({
    session,
    moment: { as_of, clock_stands_still, credits: session.credits_left, session },
  }));
}
