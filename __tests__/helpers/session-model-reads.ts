import { getProfile } from '@/lib/operations/account';
import { getSession, getSessionAnalytics, getSessionStatus } from '@/lib/operations/sessions';
import { getBalance } from '@/lib/operations/wallets';
import { scaled } from './decimals';
import type { ModelSession } from './session-model';
import { microCredits, type SessionRun } from './session-model-run';
import { day, microsOf, minutesText, momentOf } from './session-times';
import { sessionsOf, type Session } from './sessions';

/** What every read of sessions and credits tells, against the model: the same, whether or not the job has run. */

const micros = (text: string | null) => (text === null ? null : microsOf(text));

/** A session in the words of the model. */
const told = (session: Session) => ({
  rate: microCredits(session.credits_per_minute),
  startedAt: micros(session.started_at),
  used: session.credits_used,
  left: session.credits_left === null ? null : microCredits(session.credits_left),
  seconds: BigInt(session.seconds),
  endedAt: micros(session.ended_at),
  reason: session.end_reason,
  runsOutAt: micros(session.runs_out_at),
});

function expected({ model }: SessionRun, session: ModelSession) {
  const until = session.ended?.at ?? model.now;
  return {
    rate: session.rate,
    startedAt: session.startedAt,
    used: String(model.usedBy(session)),
    left: session.ended === null ? model.credits(session.customer) : null,
    seconds: (until - session.startedAt) / 1_000_000n,
    endedAt: session.ended?.at ?? null,
    reason: session.ended?.reason ?? null,
    runsOutAt: session.ended === null ? model.runsOutAt(session) : null,
  };
}

export async function expectReadsOf(run: SessionRun): Promise<void> {
  const { model, business, ids } = run;
  const list = await sessionsOf(business);
  expect(list.map(told)).toEqual(model.sessions.map((session) => expected(run, session)));
  expect(list.map(({ customer_id }) => customer_id)).toEqual(
    model.sessions.map(({ customer }) => ids[customer]),
  );
  for (const [index, id] of ids.entries()) await expectReadsOfCustomer(run, index, id, list);
  await expectViews(run, list);
  await expectProfile(run);
  await expectAnalytics(run);
  const [last] = list.slice(-1);
  if (last !== undefined)
    expect(await business.owner.run(getSession, { session_id: last.id })).toMatchObject({ ...last });
}

async function expectReadsOfCustomer(run: SessionRun, index: number, id: string, list: readonly Session[]) {
  const { model, business } = run;
  const { running, archived } = model.at(index);
  const credits = model.credits(index);
  // What was there when it began, and what came, bounds what it uses.
  expect(credits).toBeGreaterThanOrEqual(0n);
  const own = list.filter(({ customer_id }) => customer_id === id);
  const [latest = null] = own.slice(-1);
  const [ended = null] = own.filter(({ status }) => status === 'ended').slice(-1);
  const status = await business.owner.run(getSessionStatus, { customer_id: id });
  expect(status).toMatchObject({
    session: running === null ? null : latest,
    last_session: ended,
    can_start: !archived && running === null && credits >= 1_000_000n,
    clock_stands_still: true,
  });
  expect(microsOf(status.as_of)).toBe(model.now);
  expect(microCredits(status.credits)).toBe(credits);
  const balance = await business.owner.run(getBalance, { customer_id: id });
  expect(microCredits(balance.credits)).toBe(credits);
  expect(balance.session).toEqual(
    running === null || latest === null
      ? null
      : {
          id: latest.id,
          started_at: latest.started_at,
          credits_per_minute: latest.credits_per_minute,
          credits_used: latest.credits_used,
          runs_out_at: latest.runs_out_at,
        },
  );
  const wallet = balance.wallets.find(({ kind }) => kind === 'credits');
  expect(microCredits(wallet?.balance ?? '0')).toBe(credits);
}

async function expectViews(run: SessionRun, list: readonly Session[]): Promise<void> {
  const { model, business, ids } = run;
  const live = await business.owner.rows<Record<string, string | null>>(
    `select to_json(v) ->> 'session_id' as id, status, trim_scale(credits_used)::text as used, end_reason::text as reason,
       to_json(ended_at) #>> '{}' as ended_at
     from public.live_sessions as v where business_id = $1 order by session_id`,
    [business.id],
  );
  expect(live.map((row) => ({ ...row, ended_at: micros(row['ended_at'] ?? null) }))).toEqual(
    list.map((session) => ({
      id: session.id,
      status: session.status,
      used: session.credits_used,
      reason: session.end_reason,
      ended_at: micros(session.ended_at),
    })),
  );
  const balances = await business.owner.rows<{ id: string; credits: string }>(
    `select customer_id as id, trim_scale(credits)::text as credits from public.credit_balances where business_id = $1`,
    [business.id],
  );
  for (const { id, credits } of balances) expect(microCredits(credits)).toBe(model.credits(ids.indexOf(id)));
}

async function expectProfile({ model, self, ids }: SessionRun): Promise<void> {
  const { customers } = await self.run(getProfile);
  expect(customers).toHaveLength(1);
  const [own] = customers;
  expect(microCredits(own?.credits ?? '')).toBe(model.credits(0));
  expect(own?.customer_id).toBe(ids[0]);
  expect(own?.session?.credits_used ?? null).toBe(
    model.at(0).running === null ? null : own?.sessions[0]?.credits_used,
  );
  const of = model.sessions.filter(({ customer }) => customer === 0).slice(-10);
  expect(own?.sessions.map(({ credits_used }) => credits_used)).toEqual(
    of.map((session) => String(model.usedBy(session))).reverse(),
  );
}

/** By day of UTC: minutes, and the credits that were burned in it; one of midnight itself is of the new day. */
async function expectAnalytics({ model, business }: SessionRun): Promise<void> {
  const begin = microsOf('2026-03-01T00:00:00Z');
  const least = (one: bigint, other: bigint) => (one < other ? one : other);
  const most = (one: bigint, other: bigint) => (one > other ? one : other);
  const expectedDays = [0n, 1n, 2n].map((number) => {
    const [from, to] = [begin + number * day, begin + (number + 1n) * day];
    let [time, credits] = [0n, 0n];
    for (const { startedAt, rate, ended } of model.sessions) {
      const until = ended?.at ?? model.now;
      const burned = (by: bigint) => (most(0n, least(until, by) - startedAt) * rate) / 60_000_000_000_000n;
      time += most(0n, least(until, to) - most(startedAt, from));
      credits += burned(to - 1n) - burned(from - 1n);
    }
    return { day: momentOf(from).slice(0, 10), minutes: minutesText(time), credits: String(credits) };
  });
  const analytics = await business.owner.run(getSessionAnalytics, {
    from_day: expectedDays[0]?.day,
    to_day: expectedDays[2]?.day,
  });
  expect(analytics.days.map(({ day, minutes, credits }) => ({ day, minutes, credits }))).toEqual(
    expectedDays,
  );
  const running = model.sessions.filter(({ ended }) => ended === null);
  expect(analytics).toMatchObject({ sessions: model.sessions.length, running: running.length });
  expect(microCredits(analytics.credits_per_minute)).toBe(running.reduce((sum, { rate }) => sum + rate, 0n));
  expect(scaled(microCredits(analytics.credits), 6)).toBe(
    scaled(expectedDays.reduce((sum, { credits }) => sum + BigInt(credits), 0n) * 1_000_000n, 6),
  );
}
