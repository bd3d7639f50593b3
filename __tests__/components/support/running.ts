import type {
  Session,
  SessionAnalytics,
  SessionDetail,
  SessionPage,
  SessionStatus,
} from '@/components/sessions/session-words';

export const adaId = '0196c1f0-0000-7000-8000-000000000001';
export const memberActor = 'user:0196c1f0-0000-7000-8000-00000000abcd';

/** Began 65 seconds ago with 100 credits at 10 a minute: 10 are used, and 90 last for 535 seconds more. */
export const running: Session = {
  id: '0196c1f0-0000-7000-8000-0000000000d1',
  customer_id: adaId,
  customer_name: 'Ada',
  status: 'active',
  credits_per_minute: '10',
  description: 'Piano lesson',
  started_at: '2026-11-21T09:00:00.000000Z',
  ended_at: null,
  end_reason: null,
  seconds: 65,
  credits_used: '10',
  credits_left: '90',
  runs_out_at: '2026-11-21T09:10:00.000000Z',
  started_by: memberActor,
  ended_by: null,
};

export const asOf = '2026-11-21T09:01:05.000000Z';

export const ended: Session = {
  ...running,
  id: '0196c1f0-0000-7000-8000-0000000000d2',
  status: 'ended',
  description: null,
  ended_at: '2026-11-21T08:20:00Z',
  end_reason: 'ran_out',
  started_at: '2026-11-21T08:00:00Z',
  seconds: 1200,
  credits_used: '1200.5',
  credits_left: null,
  runs_out_at: null,
  ended_by: null,
};

let answers = 0;

/** A list as it comes with an answer of its own: each is right a microsecond after the one before. */
export function pageOf(...data: Session[]): SessionPage {
  answers += 1;
  return {
    data,
    has_more: false,
    next_cursor: null,
    as_of: asOf.replace(/\d{6}Z$/, `${String(answers).padStart(6, '0')}Z`),
    clock_stands_still: false,
  };
}

export function statusOf(session: Session | null, change: Partial<SessionStatus> = {}): SessionStatus {
  const { as_of } = pageOf();
  return {
    customer_id: adaId,
    as_of,
    clock_stands_still: false,
    credits: session?.credits_left ?? '42',
    credits_held: '0',
    credits_per_minute: '10',
    can_start: session === null,
    session,
    last_session: null,
    ...change,
  };
}

export function detailOf(session: Session, entries: SessionDetail['entries']['data'] = []): SessionDetail {
  const { as_of, clock_stands_still } = pageOf();
  return {
    ...session,
    as_of,
    clock_stands_still,
    entries: { data: entries, has_more: false, next_cursor: null },
  };
}

export const analytics: SessionAnalytics = {
  from_day: '2026-11-19',
  to_day: '2026-11-21',
  as_of: asOf,
  sessions: 4,
  customers: 2,
  minutes: '123.45',
  credits: '1234',
  days: [
    { day: '2026-11-19', sessions: 1, minutes: '23.45', credits: '234' },
    { day: '2026-11-21', sessions: 3, minutes: '100.00', credits: '1000' },
  ],
  top_customers: [
    { customer_id: adaId, customer_name: 'Ada', sessions: 3, minutes: '120.45', credits: '1204' },
    {
      customer_id: '0196c1f0-0000-7000-8000-000000000002',
      customer_name: 'Bo',
      sessions: 1,
      minutes: '3.00',
      credits: '30',
    },
  ],
  running: 1,
  credits_per_minute: '10',
};
