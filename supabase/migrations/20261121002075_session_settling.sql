-- Settling sessions: the job that puts into the ledger what has burned, and ends what has run out.
--
-- Nothing is late for being posted late: each entry is dated to the moment its last credit was burned, each end to the
-- moment the credits ran out. A minute is how old a cached balance may be, not how exact anything is.

create function private.settle_customers(business_id uuid, customer_ids uuid[], now timestamptz)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_due bigint;
  v_customer_ids uuid[];
  v_ended uuid[];
begin
  with due as materialized (
    select
      s.id, s.customer_id, s.credits_per_minute, s.started_at, s.started_by, s.request_id, s.credits_used as posted,
      l.credits_used, l.settled_at, l.ended_at, l.end_reason
    from public.sessions as s
    -- What private.session_at says; a call of it would take longer than the rest of this statement.
    cross join lateral (
      select s.runs_out_at <= settle_customers.now is true as has_run_out
    ) as r
    cross join lateral (
      select
        case when r.has_run_out then s.runs_out_at else greatest(s.settled_at, settle_customers.now) end as settled_at,
        case when r.has_run_out then s.runs_out_at end as ended_at,
        case when r.has_run_out then 'ran_out'::public.session_end_reason end as end_reason
    ) as t
    cross join lateral (
      select
        private.credits_burned(s.credits_per_minute, s.started_at, t.settled_at)::public.amount as credits_used,
        t.settled_at, t.ended_at, t.end_reason
      offset 0
    ) as l
    where s.business_id = settle_customers.business_id and s.customer_id = any (settle_customers.customer_ids)
      and s.ended_at is null and (l.credits_used > s.credits_used or l.ended_at is not null)
  ), entries as (
    select p.*
    from (
      select array_agg(row(
        d.customer_id, d.posted - d.credits_used, null, d.id, d.started_by, d.request_id,
        private.burns_at(d.credits_per_minute, d.started_at, d.credits_used)
      )::private.movement) as movements
      from due as d
      where d.credits_used > d.posted
    ) as a
    cross join lateral private.post_movements(
      settle_customers.business_id, 'credits', 'session', 'revenue:sessions', 'session', a.movements) as p
  ), settled as (
    update public.sessions as s
    set
      credits_used = d.credits_used,
      settled_at = d.settled_at,
      ended_at = d.ended_at,
      end_reason = d.end_reason,
      entries = s.entries + (e.version is not null)::integer,
      first_version = coalesce(s.first_version, e.version),
      last_version = coalesce(e.version, s.last_version)
    from due as d
    left join entries as e on e.customer_id = d.customer_id
    where s.business_id = settle_customers.business_id and s.id = d.id
      and (d.credits_used = d.posted or e.version is not null)
    returning s.customer_id, s.ended_at
  )
  select
    (select count(*) from due as d), array_agg(s.customer_id),
    array_agg(s.customer_id) filter (where s.ended_at is not null)
  into v_due, v_customer_ids, v_ended
  from settled as s;

  if v_due > coalesce(cardinality(v_customer_ids), 0) then
    raise exception 'a wallet cannot bear what its session has burned';
  end if;
  perform private.notify_customers(settle_customers.business_id, 'wallets', v_customer_ids);
  perform private.notify_customers(settle_customers.business_id, 'sessions', v_ended);
end;
$$;
comment on function private.settle_customers(uuid, uuid[], timestamptz) is
  'The set-based twin of private.settle_session: settles the running sessions of these customers in one statement. The caller holds their credits wallets.';

create function private.settle_some(business_id uuid, customer_ids uuid[], now timestamptz)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_count integer := cardinality(settle_some.customer_ids);
begin
  perform private.settle_customers(settle_some.business_id, settle_some.customer_ids, settle_some.now);
exception
  -- Not the customers' fault: the whole chunk is tried again later.
  when query_canceled or lock_not_available or deadlock_detected or serialization_failure
    or admin_shutdown or crash_shutdown or disk_full or out_of_memory then
    raise;
  when others then
    if v_count = 1 then
      raise warning 'the session of customer % of business % could not be settled: % (%)',
        settle_some.customer_ids[1], settle_some.business_id, sqlerrm, sqlstate;
      return;
    end if;
    perform private.settle_some(settle_some.business_id, settle_some.customer_ids[:v_count / 2], settle_some.now);
    perform private.settle_some(settle_some.business_id, settle_some.customer_ids[v_count / 2 + 1:], settle_some.now);
end;
$$;
comment on function private.settle_some(uuid, uuid[], timestamptz) is
  'Settles the sessions of these customers; on an error they are halved until the one that raises it stands alone, and stops nobody else.';

create function private.settle_chunk(business_id uuid, above uuid, chunk_size integer)
returns uuid
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_customer_ids uuid[];
  v_now timestamptz;
  v_first_burn timestamptz;
  v_moment timestamptz;
begin
  select array_agg(r.customer_id order by r.customer_id) into v_customer_ids
  from (
    select s.customer_id
    from public.sessions as s
    where s.business_id = settle_chunk.business_id and s.ended_at is null and s.customer_id > settle_chunk.above
    order by s.customer_id
    limit settle_chunk.chunk_size
  ) as r;
  if v_customer_ids is null then
    return null;
  end if;
  -- Before their sessions are read, and before the clock is: who moves such a wallet settles its session.
  perform from public.wallets as w
  where w.business_id = settle_chunk.business_id and w.customer_id = any (v_customer_ids) and w.kind = 'credits'
  order by w.id
  for update;
  v_now := private.clock(settle_chunk.business_id);
  -- Of those that were settled today the next credit burns today, and only a day that has ended makes a moment.
  select min(private.burns_at(s.credits_per_minute, s.started_at, s.credits_used + 1)) into v_first_burn
  from public.sessions as s
  where s.business_id = settle_chunk.business_id and s.customer_id = any (v_customer_ids) and s.ended_at is null
    and s.settled_at < date_trunc('day', v_now at time zone 'UTC') at time zone 'UTC';
  for v_moment in
    select m from private.settling_moments(v_first_burn, v_now) as m
  loop
    perform private.settle_some(settle_chunk.business_id, v_customer_ids, v_moment);
  end loop;
  return v_customer_ids[settle_chunk.chunk_size];
end;
$$;
comment on function private.settle_chunk(uuid, uuid, integer) is
  'Settles the next running sessions of a business in the order of customers; answers with where to go on, null at the end. The caller holds the row of the business in private.session_schedules.';

create function private.settle_business(business_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_after uuid := '00000000-0000-0000-0000-000000000000';
begin
  while v_after is not null loop
    v_after := private.settle_chunk(settle_business.business_id, v_after, 500);
  end loop;
end;
$$;
comment on function private.settle_business(uuid) is
  'Settles all running sessions of a business, for a test clock on its way. The caller holds the row of the business in private.session_schedules, where there is one.';

create function private.settle_sessions(chunk_size integer default 500)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_schedule private.session_schedules;
  v_after uuid;
begin
  for v_idle in 1 .. 100 loop
    -- Whoever is at work on a business holds its row; another worker takes the next one.
    select s.* into v_schedule
    from private.session_schedules as s
    where s.next_run_at <= now()
    order by s.next_run_at
    limit 1
    for update skip locked;
    if not found then
      return false;
    end if;
    exit when exists (
      select from public.sessions as r where r.business_id = v_schedule.business_id and r.ended_at is null
    );
    update private.session_schedules as s set next_run_at = date_trunc('minute', now()) + interval '1 minute'
    where s.business_id = v_schedule.business_id;
    v_schedule := null;
  end loop;
  if v_schedule.business_id is null then
    return true;
  end if;

  begin
    v_after := private.settle_chunk(v_schedule.business_id, v_schedule.after_customer_id, settle_sessions.chunk_size);
    -- To the end of the line with the rest; who is through is due again in the next minute.
    update private.session_schedules as s
    set
      after_customer_id = coalesce(v_after, '00000000-0000-0000-0000-000000000000'),
      next_run_at = case when v_after is null then date_trunc('minute', now()) + interval '1 minute' else clock_timestamp() end
    where s.business_id = v_schedule.business_id;
  exception
    when query_canceled or admin_shutdown or crash_shutdown then
      raise;
    when others then
      -- One business never stops the others: it is left alone for a while, and the operator is told.
      raise warning 'sessions of business % wait: % (%)', v_schedule.business_id, sqlerrm, sqlstate;
      update private.session_schedules as s
      set next_run_at = now() + case
        when sqlstate in ('55P03', '40P01', '40001') then interval '1 minute'
        else interval '5 minutes'
      end
      where s.business_id = v_schedule.business_id;
  end;
  return true;
end;
$$;
comment on function private.settle_sessions(integer) is
  'One step of the job settle_sessions: one chunk of one business, in turn; false where no business is due. Safe to run twice at once, and to kill at any point.';
