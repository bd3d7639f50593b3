-- Sessions as lists: all of them, one with its ledger entries, and minutes and credits by day.

create function private.list_sessions(
  business_id uuid, customer_id uuid, status text, end_reason text, from_day date, to_day date, page_size integer,
  cursor text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
-- One plan for all filters would read all sessions of the business for each of them.
set plan_cache_mode = 'force_custom_plan'
as $$
declare
  v_access private.access := private.require_access_to(list_sessions.business_id, list_sessions.customer_id, 'sessions:read');
  v_customer_id uuid := coalesce(v_access.customer_id, list_sessions.customer_id);
  v_limit integer := private.page_limit(list_sessions.page_size);
  v_after uuid := private.cursor_id(list_sessions.cursor, 1);
  -- Of those that are not written down as ended, one may have run out by now.
  v_wants_open boolean := coalesce(list_sessions.status <> 'ended', true) or coalesce(list_sessions.end_reason = 'ran_out', true);
  -- At some time of these days, to the end of the last.
  v_since timestamptz := list_sessions.from_day::timestamp at time zone 'UTC';
  v_until timestamptz := (list_sessions.to_day + 1)::timestamp at time zone 'UTC';
  v_wants_ended boolean := coalesce(list_sessions.status <> 'active', true);
  v_answer json;
begin
  if list_sessions.status not in ('active', 'ended') then
    perform private.raise_invalid('/status', 'must be active or ended');
  elsif list_sessions.end_reason not in ('stopped', 'ran_out', 'ended_by_business', 'customer_archived') then
    perform private.raise_invalid('/end_reason', 'must be stopped, ran_out, ended_by_business or customer_archived');
  end if;
  perform private.require_customer(v_access.business_id, v_customer_id);

  with found as (
    -- Each half by its own index; what is not asked for is not even looked at.
    (
      select s
      from public.sessions as s
      where v_wants_open and s.business_id = v_access.business_id and s.ended_at is null
        and (v_customer_id is null or s.customer_id = v_customer_id)
        and (v_after is null or s.id < v_after)
        and (list_sessions.status is null or (list_sessions.status = 'ended') = coalesce(s.runs_out_at <= v_access.now, false))
        and (list_sessions.end_reason is null
          or list_sessions.end_reason = 'ran_out' and coalesce(s.runs_out_at <= v_access.now, false))
        and (v_until is null or s.started_at < v_until)
        and (v_since is null or least(s.runs_out_at, v_access.now) > v_since or s.started_at >= v_since)
      order by s.id desc
      limit v_limit + 1
    )
    union all
    (
      select s
      from public.sessions as s
      where v_wants_ended and s.business_id = v_access.business_id and s.ended_at is not null
        and (v_customer_id is null or s.customer_id = v_customer_id)
        and (v_after is null or s.id < v_after)
        and (list_sessions.end_reason is null or s.end_reason = list_sessions.end_reason::public.session_end_reason)
        and (v_until is null or s.started_at < v_until)
        and (v_since is null or s.ended_at > v_since or s.started_at >= v_since)
      order by s.id desc
      limit v_limit + 1
    )
  ), page as (
    select (f.s).id as id, private.session_json(f.s, w, c.name, v_access.now) as row
    from found as f
    join public.customers as c on c.business_id = v_access.business_id and c.id = (f.s).customer_id
    left join public.wallets as w
      on w.business_id = c.business_id and w.customer_id = c.id and w.kind = 'credits' and (f.s).ended_at is null
    order by (f.s).id desc
    limit v_limit + 1
  )
  select private.json_join(
    private.page_json(
      array_agg(p.row order by p.id desc), array_agg(private.encode_cursor(p.id::text) order by p.id desc), v_limit),
    json_build_object(
      'as_of', v_access.now, 'clock_stands_still', private.clock_stands_still(v_access.business_id)))
  into v_answer
  from page as p;
  return v_answer;
end;
$$;
comment on function private.list_sessions(uuid, uuid, text, text, date, date, integer, text) is
  'Sessions as they are right now, the newest first, of one customer or all, by state, end, and the days of UTC at some time of which they ran.';
grant execute on function private.list_sessions(uuid, uuid, text, text, date, date, integer, text) to anon, authenticated;

create function public.list_sessions(
  business_id uuid default null, customer_id uuid default null, status text default null, end_reason text default null,
  from_day date default null, to_day date default null, page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.list_sessions(
    list_sessions.business_id, list_sessions.customer_id, list_sessions.status, list_sessions.end_reason,
    list_sessions.from_day, list_sessions.to_day, list_sessions.page_size, list_sessions.cursor);
end;
$$;
comment on function public.list_sessions(uuid, uuid, text, text, date, date, integer, text) is 'List sessions.';
grant execute on function public.list_sessions(uuid, uuid, text, text, date, date, integer, text) to anon, authenticated;

create function private.get_session(business_id uuid, session_id uuid, page_size integer, cursor text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access_to(get_session.business_id, null, 'sessions:read');
  v_limit integer := private.page_limit(get_session.page_size);
  v_after text[] := private.decode_cursor(get_session.cursor, 1);
  v_found record;
  v_entries json;
begin
  if v_after[1] !~ '^\d{1,18}$' then
    perform private.raise_invalid('/cursor', 'is not a cursor of this list');
  end if;
  -- The session and the wallet in one snapshot: what is settled meanwhile is in both or in neither.
  select
    private.session_json(s, w, c.name, v_access.now) as session, s.id, s.first_version, s.last_version,
    w.business_id, w.id as wallet_id, w.customer_id, w.unit
  into v_found
  from public.sessions as s
  join public.customers as c on c.business_id = s.business_id and c.id = s.customer_id
  left join public.wallets as w on w.business_id = s.business_id and w.customer_id = s.customer_id and w.kind = 'credits'
  where s.business_id = v_access.business_id and s.id = get_session.session_id
    and (v_access.customer_id is null or s.customer_id = v_access.customer_id);
  if not found then
    perform private.raise_session_not_found(get_session.session_id);
  end if;

  with page as (
    select e.version, private.entry_json(e, v_found.customer_id, 'credits', v_found.unit, v_access.decimals) as row
    from public.ledger_entries as e
    where e.business_id = v_found.business_id and e.wallet_id = v_found.wallet_id
      and e.version between v_found.first_version and v_found.last_version
      and (v_after is null or e.version < v_after[1]::bigint)
      and e.kind = 'session' and e.reference_id = v_found.id
    order by e.version desc
    limit v_limit + 1
  )
  select private.page_json(
    array_agg(p.row order by p.version desc),
    array_agg(private.encode_cursor(p.version::text) order by p.version desc),
    v_limit)
  into v_entries
  from page as p;
  return private.json_join(
    v_found.session,
    json_build_object(
      'as_of', v_access.now, 'clock_stands_still', private.clock_stands_still(v_access.business_id),
      'entries', v_entries));
end;
$$;
comment on function private.get_session(uuid, uuid, integer, text) is
  'A session as it is right now, with a page of the ledger entries it has made so far, the newest first.';
grant execute on function private.get_session(uuid, uuid, integer, text) to anon, authenticated;

create function public.get_session(
  business_id uuid default null, session_id uuid default null, page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_session(get_session.business_id, get_session.session_id, get_session.page_size, get_session.cursor);
end;
$$;
comment on function public.get_session(uuid, uuid, integer, text) is 'Read a session.';
grant execute on function public.get_session(uuid, uuid, integer, text) to anon, authenticated;

create function private.get_session_analytics(business_id uuid, customer_id uuid, from_day date, to_day date)
returns json
language plpgsql
volatile
security definer
set search_path = ''
-- Of one customer it is another way through than of all.
set plan_cache_mode = 'force_custom_plan'
as $$
declare
  v_access private.access := private.require_access_to(
    get_session_analytics.business_id, get_session_analytics.customer_id, 'sessions:read');
  v_customer_id uuid := coalesce(v_access.customer_id, get_session_analytics.customer_id);
  v_to date := coalesce(get_session_analytics.to_day, (v_access.now at time zone 'UTC')::date);
  v_from date := coalesce(get_session_analytics.from_day, v_to - 29);
  v_since timestamptz := v_from::timestamp at time zone 'UTC';
  v_until timestamptz := (v_to + 1)::timestamp at time zone 'UTC';
  v_answer json;
begin
  if v_from > v_to then
    perform private.raise_invalid('/from_day', 'must not be after to_day');
  elsif v_to - v_from > 365 then
    perform private.raise_invalid('/from_day', 'must be at most 365 days before to_day');
  end if;
  perform private.require_customer(v_access.business_id, v_customer_id);

  with lasting as materialized (
    -- Each with its end, or now; both halves by an index.
    select s.id, s.customer_id, s.credits_per_minute, s.started_at, s.ended_at, s.credits_used
    from public.sessions as s
    where s.business_id = v_access.business_id and s.ended_at >= v_since and s.started_at < v_until
      and (v_customer_id is null or s.customer_id = v_customer_id)
    union all
    select s.id, s.customer_id, s.credits_per_minute, s.started_at,
      least(s.runs_out_at, greatest(s.settled_at, v_access.now)), null
    from public.sessions as s
    where s.business_id = v_access.business_id and s.ended_at is null and s.started_at < v_until
      and (v_customer_id is null or s.customer_id = v_customer_id)
  ), parts as materialized (
    -- One row for each session and day. What burns at midnight is of the new day, as its ledger entry is; a session that
    -- ends at midnight did not run in the new day.
    select
      l.id, l.customer_id, d.day, p.seconds, p.seconds > 0 or l.started_at >= d.begins_at as ran,
      case
        -- Most are of one day, and have it written down.
        when l.credits_used is not null and l.started_at >= d.begins_at and l.ended_at < d.ends_at then l.credits_used
        else
          private.credits_burned(l.credits_per_minute, l.started_at, least(l.ended_at, d.ends_at - interval '1 microsecond'))
          - private.credits_burned(l.credits_per_minute, l.started_at, d.begins_at - interval '1 microsecond')
      end as credits
    from lasting as l
    cross join lateral (
      select
        x::date as day, x at time zone 'UTC' as begins_at, (x + interval '1 day') at time zone 'UTC' as ends_at
      from generate_series(
        greatest((l.started_at at time zone 'UTC')::date, v_from)::timestamp,
        least((l.ended_at at time zone 'UTC')::date, v_to)::timestamp, interval '1 day') as x
    ) as d
    cross join lateral (
      select
        extract(epoch from least(l.ended_at, d.ends_at)) - extract(epoch from greatest(l.started_at, d.begins_at)) as seconds
    ) as p
  ), days as (
    select p.day, count(*) filter (where p.ran) as sessions, sum(p.seconds) as seconds, sum(p.credits) as credits
    from parts as p
    group by p.day
  ), top as (
    select p.customer_id, count(distinct p.id) filter (where p.ran) as sessions, sum(p.seconds) as seconds, sum(p.credits) as credits
    from parts as p
    group by p.customer_id
    order by sum(p.credits) desc, p.customer_id
    limit 5
  ), running as (
    select count(*) as sessions, coalesce(sum(s.credits_per_minute), 0) as credits_per_minute
    from public.sessions as s
    where s.business_id = v_access.business_id and s.ended_at is null
      and (s.runs_out_at is null or s.runs_out_at > v_access.now)
      and (v_customer_id is null or s.customer_id = v_customer_id)
  )
  select json_build_object(
    'from_day', v_from,
    'to_day', v_to,
    'as_of', v_access.now,
    'sessions', (select count(distinct p.id) from parts as p where p.ran),
    'customers', (select count(distinct p.customer_id) from parts as p where p.ran),
    'minutes', private.minutes_text((select sum(p.seconds) from parts as p)),
    'credits', private.amount_text((select coalesce(sum(p.credits), 0) from parts as p), 0),
    'days', (
      select json_agg(json_build_object(
        'day', x::date,
        'sessions', coalesce(d.sessions, 0),
        'minutes', private.minutes_text(d.seconds),
        'credits', private.amount_text(coalesce(d.credits, 0), 0)
      ) order by x)
      from generate_series(v_from::timestamp, v_to::timestamp, interval '1 day') as x
      left join days as d on d.day = x::date
    ),
    'top_customers', coalesce((
      select json_agg(json_build_object(
        'customer_id', t.customer_id,
        'customer_name', c.name,
        'sessions', t.sessions,
        'minutes', private.minutes_text(t.seconds),
        'credits', private.amount_text(t.credits, 0)
      ) order by t.credits desc, t.customer_id)
      from top as t
      join public.customers as c on c.business_id = v_access.business_id and c.id = t.customer_id
    ), '[]'::json),
    'running', (select r.sessions from running as r),
    'credits_per_minute', private.amount_text((select r.credits_per_minute from running as r), 0)
  )
  into v_answer;
  return v_answer;
end;
$$;
comment on function private.get_session_analytics(uuid, uuid, date, date) is
  'Sessions, minutes and credits by day of UTC and by customer, to this moment; a session that passes midnight counts in each of its days.';
grant execute on function private.get_session_analytics(uuid, uuid, date, date) to anon, authenticated;

create function private.minutes_text(seconds numeric)
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return round(coalesce(minutes_text.seconds, 0) / 60, 2)::text;
end;
$$;
comment on function private.minutes_text(numeric) is 'Seconds as minutes with two decimals.';

create function public.get_session_analytics(
  business_id uuid default null, customer_id uuid default null, from_day date default null, to_day date default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_session_analytics(
    get_session_analytics.business_id, get_session_analytics.customer_id, get_session_analytics.from_day,
    get_session_analytics.to_day);
end;
$$;
comment on function public.get_session_analytics(uuid, uuid, date, date) is 'Minutes and credits of sessions by day.';
grant execute on function public.get_session_analytics(uuid, uuid, date, date) to anon, authenticated;
