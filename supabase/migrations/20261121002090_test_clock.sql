-- The test clock of a sandbox: it stands still until somebody moves it, and whatever lies on the way happens there, each
-- thing at its own moment, by the functions that the jobs of real time call.
--
-- A move of months is many transactions. The clock is moved in the transaction that does what happens at the moment it
-- moves to, so that one that was cut off stands at a moment where all is done, or goes on with what is left of it.

create table private.clock_moves (
  business_id uuid primary key references public.businesses (id) on delete cascade,
  from_at timestamptz not null,
  until timestamptz not null,
  started_at timestamptz not null,
  finished_at timestamptz
);
alter table private.clock_moves enable row level security;
grant select on private.clock_moves to service_role;
comment on table private.clock_moves is 'The last move of each test clock: one that is not finished was cut off, and goes on when its end is asked for again.';
comment on column private.clock_moves.from_at is 'Where the clock stood when the move was asked for.';
comment on column private.clock_moves.until is 'Where the clock is to stand.';
comment on column private.clock_moves.started_at is 'When it was asked for, in real time.';
comment on column private.clock_moves.finished_at is 'When all was done that is due at its end, in real time.';

create function private.next_moment(business_id uuid, after timestamptz)
returns timestamptz
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return least(
    (select s.next_period from private.debit_schedules as s where s.business_id = next_moment.business_id),
    (
      select min(h.expires_at) from public.holds as h
      where h.business_id = next_moment.business_id and h.status = 'active' and h.expires_at > next_moment.after
    )
  );
end;
$$;
comment on function private.next_moment(uuid, timestamptz) is
  'The next moment at which something happens by itself that depends on what happened before it: the next full hour, or the end of a hold, whose amount usage that waits may be billed from. Where a session runs out of credits is worked out from the session, to the microsecond, wherever the clock stops.';

create function private.step_clock(business_id uuid, until timestamptz, budget interval)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_deadline timestamptz := clock_timestamp() + step_clock.budget;
  v_clock timestamptz;
  v_has_moved boolean := false;
begin
  select b.test_clock_at into v_clock
  from public.businesses as b where b.id = step_clock.business_id for no key update;
  if v_clock is null or step_clock.until < v_clock then
    raise exception 'business % has no test clock, or one that is ahead of %', step_clock.business_id, step_clock.until;
  end if;
  -- In the order of private.bill_usage, which takes the first and then that of the debits; the job of sessions takes
  -- the second and no other.
  perform from private.usage_schedules as s where s.business_id = step_clock.business_id for update;
  -- There from now on, if no session was ever started: a first one that starts meanwhile would bring it and with it the
  -- job, which takes credits wallets by id where the hours on the way take them as they come.
  insert into private.session_schedules (business_id) values (step_clock.business_id)
  on conflict on constraint session_schedules_pkey do nothing;
  perform from private.session_schedules as s where s.business_id = step_clock.business_id for update;
  loop
    -- All that is due at this moment, what another step left of it too.
    while private.advance_business_debits(step_clock.business_id, null) loop
      if clock_timestamp() > v_deadline then
        return false;
      end if;
    end loop;
    perform private.bill_business(step_clock.business_id);
    perform private.settle_business(step_clock.business_id);
    perform private.expire_holds(step_clock.business_id);
    if v_clock >= step_clock.until then
      return true;
    elsif v_has_moved and clock_timestamp() > v_deadline then
      return false;
    end if;
    v_clock := least(private.next_moment(step_clock.business_id, v_clock), step_clock.until);
    update public.businesses as b set test_clock_at = v_clock where b.id = step_clock.business_id;
    v_has_moved := true;
  end loop;
end;
$$;
comment on function private.step_clock(uuid, timestamptz, interval) is
  'Moves the test clock of a sandbox forward for so much real time, moment by moment, and does what happens at each: hourly debits, billing of usage, sessions, holds. True where all is done that is due until the end; else the next step goes on from where the clock stands.';

create function private.advance_clock(business_id uuid, until timestamptz)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform private.step_clock(advance_clock.business_id, advance_clock.until, interval '1 day');
end;
$$;
comment on function private.advance_clock(uuid, timestamptz) is
  'The whole way in one transaction, for tests and by hand; a caller has public.advance_clock.';

-- The door ------------------------------------------------------------------------------------------

create function private.clock_json(move private.clock_moves, clock timestamptz, access private.access)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_move private.clock_moves := clock_json.move;
  v_days integer := private.overdue_days(v_move.business_id);
  v_first_charge uuid := private.uuid_v7((extract(epoch from v_move.started_at) * 1000000)::bigint);
begin
  return (
    select json_build_object(
      'test_clock_at', clock_json.clock,
      'from', v_move.from_at,
      'until', v_move.until,
      'reached', v_move.finished_at is not null,
      'hours', d.hours,
      'debits_succeeded', d.succeeded,
      'debits_failed', d.failed,
      'total_debited', private.amount_text(d.total, clock_json.access.decimals),
      'charges', u.charges,
      'total_billed', private.amount_text(u.total, clock_json.access.decimals),
      'sessions_ended', (
        select count(*) from public.sessions as s
        where s.business_id = v_move.business_id and s.ended_at > v_move.from_at and s.ended_at <= clock_json.clock
      ),
      'holds_expired', (
        select count(*) from public.holds as h
        where h.business_id = v_move.business_id and h.status = 'expired'
          and h.ended_at > v_move.from_at and h.ended_at <= clock_json.clock
      ),
      'orders_overdue', (
        select count(*) from public.orders as o
        where o.business_id = v_move.business_id and o.status = 'open'
          and private.due_at(o.placed_at, v_days) >= v_move.from_at
          and private.due_at(o.placed_at, v_days) < clock_json.clock
      ),
      'currency', clock_json.access.currency
    )
    from (
      select
        count(*) as hours, coalesce(sum(r.succeeded), 0) as succeeded, coalesce(sum(r.failed), 0) as failed,
        coalesce(sum(r.total_debited), 0) as total
      from public.debit_runs as r
      where r.business_id = v_move.business_id and r.trigger <> 'manual'
        and r.period_start > v_move.from_at and r.period_start <= clock_json.clock
    ) as d
    cross join (
      -- By when they were made: what was used before the move is billed at its first moment.
      select count(*) as charges, coalesce(sum(c.amount), 0) as total
      from public.usage_charges as c
      where c.business_id = v_move.business_id and c.id >= v_first_charge
    ) as u
  );
end;
$$;
comment on function private.clock_json(private.clock_moves, timestamptz, private.access) is
  'How far a move of the test clock is, and what has happened on the way.';

create function private.advance_test_clock(
  business_id uuid, until timestamptz, seconds integer, hours integer, days integer
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(advance_test_clock.business_id, 'business:write');
  v_request text := row(
    advance_test_clock.until, advance_test_clock.seconds, advance_test_clock.hours, advance_test_clock.days)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'advance_clock', v_request);
  v_business public.businesses;
  v_clock timestamptz;
  v_until timestamptz;
  v_is_done boolean;
  v_move private.clock_moves;
begin
  if v_first is not null then
    return v_first;
  end if;
  if num_nonnulls(
    advance_test_clock.until, advance_test_clock.seconds, advance_test_clock.hours, advance_test_clock.days) <> 1
  then
    perform private.raise_invalid('/until', 'or just one of seconds, hours and days is required');
  end if;
  select b.* into v_business from public.businesses as b where b.id = v_access.business_id for no key update;
  if not v_business.is_sandbox then
    perform private.raise_problem(
      409, 'not_a_sandbox', 'This business goes by real time. Only a sandbox has a clock that can be moved.');
  end if;
  if v_business.test_clock_at is null then
    update public.businesses as b set test_clock_at = now() where b.id = v_access.business_id;
  end if;
  v_clock := coalesce(v_business.test_clock_at, now());
  if advance_test_clock.seconds not between 1 and 31622400 then
    perform private.raise_invalid('/seconds', 'must be from 1 to 31622400');
  elsif advance_test_clock.hours not between 1 and 8784 then
    perform private.raise_invalid('/hours', 'must be from 1 to 8784');
  elsif advance_test_clock.days not between 1 and 366 then
    perform private.raise_invalid('/days', 'must be from 1 to 366');
  end if;
  -- Hours, not days: a day of a session that keeps a time zone may have 23 or 25.
  v_until := coalesce(advance_test_clock.until, v_clock + make_interval(
    hours => coalesce(advance_test_clock.hours, 24 * advance_test_clock.days, 0),
    secs => coalesce(advance_test_clock.seconds, 0)));
  if v_until < v_clock then
    perform private.raise_invalid('/until', format('must not be before the clock, which stands at %s',
      to_char(v_clock at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')));
  elsif v_until > v_clock + make_interval(hours => 8784) then
    perform private.raise_invalid('/until', 'must be at most 366 days after the clock; go in steps');
  elsif v_until > '9999-12-31' then
    perform private.raise_invalid('/until', 'must be of the years up to 9999');
  end if;

  -- The same end once more goes on with the move that was cut off.
  insert into private.clock_moves as m (business_id, from_at, until, started_at)
  values (v_access.business_id, v_clock, v_until, clock_timestamp())
  on conflict on constraint clock_moves_pkey do update
  set from_at = excluded.from_at, until = excluded.until, started_at = excluded.started_at, finished_at = null
  where m.until <> excluded.until or m.finished_at is not null;

  v_is_done := private.step_clock(v_access.business_id, v_until, interval '1 second');
  update private.clock_moves as m
  set finished_at = case when v_is_done then clock_timestamp() end
  where m.business_id = v_access.business_id
  returning m.* into v_move;
  v_clock := private.clock(v_access.business_id);
  perform private.notify_change(v_access.business_id, 'settings');
  perform private.notify_change(v_access.business_id, 'orders');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'advance_clock', v_request,
    private.clock_json(v_move, v_clock, v_access));
end;
$$;
comment on function private.advance_test_clock(uuid, timestamptz, integer, integer, integer) is
  'Moves the test clock of a sandbox to a moment, or on by seconds, hours or days; for about a second of real time: where the end is not reached the same end, asked for again, goes on.';
grant execute on function private.advance_test_clock(uuid, timestamptz, integer, integer, integer) to anon, authenticated;

create function public.advance_clock(
  business_id uuid default null, until timestamptz default null, seconds integer default null,
  hours integer default null, days integer default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.advance_test_clock(
    advance_clock.business_id, advance_clock.until, advance_clock.seconds, advance_clock.hours, advance_clock.days);
end;
$$;
comment on function public.advance_clock(uuid, timestamptz, integer, integer, integer) is
  'Move the test clock of a sandbox forward.';
grant execute on function public.advance_clock(uuid, timestamptz, integer, integer, integer) to anon, authenticated;
