-- Sessions: what burns credits by time, the rule of how much, and how it comes into the ledger.
--
-- Nothing counts. What a session has burned at a moment follows from when it began and its rate: whole credits, one
-- each time a credit's worth of time has passed. It is bounded by the moment the credits run out, which is worked out
-- whenever the wallet moves. So any reader has the true figure without writing, and posting may come late.
-- A session changes only under the lock of the credits wallet of its customer.

create type public.session_end_reason as enum ('stopped', 'ran_out', 'ended_by_business', 'customer_archived');
comment on type public.session_end_reason is
  'stopped: by the customer, or by whoever started it; ran_out: the credits were used up; ended_by_business: by a member or an API key that did not start it; customer_archived.';

create table public.sessions (
  business_id uuid not null,
  id uuid not null default private.uuid_v7(),
  customer_id uuid not null,
  credits_per_minute public.amount not null check (credits_per_minute between 0 and 60000),
  description text check (length(description) between 1 and 200),
  started_at timestamptz not null,
  credits_used public.amount not null default 0,
  settled_at timestamptz not null,
  runs_out_at timestamptz,
  ended_at timestamptz,
  end_reason public.session_end_reason,
  entries integer not null default 0,
  first_version bigint,
  last_version bigint,
  started_by text not null,
  request_id text,
  ended_by text,
  primary key (business_id, id),
  foreign key (business_id, customer_id) references public.customers (business_id, id) on delete restrict,
  check ((ended_at is null) = (end_reason is null)),
  check (ended_at >= started_at)
) with (fillfactor = 50);
-- Room on each page for new versions; what settling changes is in no index.
comment on table public.sessions is
  'What customers run and pay by the minute. Of a running session the columns are as of settled_at; the view live_sessions has the truth of now.';
comment on column public.sessions.credits_per_minute is 'The rate, in credits a minute. Fixed when the session begins.';
comment on column public.sessions.started_at is 'On the clock of the business, as every moment here.';
comment on column public.sessions.credits_used is 'What is in the ledger of it, in credits.';
comment on column public.sessions.settled_at is 'Up to when what it burned is in the ledger.';
comment on column public.sessions.runs_out_at is 'When the credits are used up, if nothing else moves them. Null: they never are.';
comment on column public.sessions.ended_at is 'Null while it runs. Of one that ran out the moment it did, whenever that was noticed.';
comment on column public.sessions.entries is 'How many ledger entries it has made.';
comment on column public.sessions.first_version is 'The version of the first of these entries in the credits wallet.';
comment on column public.sessions.last_version is 'The version of the last of these entries in the credits wallet.';
comment on column public.sessions.started_by is 'user:<id>, api_key:<id> or customer:<id>; its ledger entries name the same.';
comment on column public.sessions.request_id is 'Of the request that started it; its ledger entries name the same.';
comment on column public.sessions.ended_by is 'Who ended it; null while it runs, and where it ran out.';
create unique index sessions_active_key on public.sessions (business_id, customer_id) where ended_at is null;
create index sessions_customer_idx on public.sessions (business_id, customer_id, id);
create index sessions_ended_at_idx on public.sessions (business_id, ended_at);
-- For lists: those that run, and those few that ended for a reason which is rare.
create index sessions_open_idx on public.sessions (business_id, id) where ended_at is null;
create index sessions_rare_end_idx on public.sessions (business_id, end_reason, id)
  where end_reason in ('ended_by_business', 'customer_archived');

create table private.session_schedules (
  business_id uuid primary key references public.businesses (id) on delete cascade,
  next_run_at timestamptz not null default '-infinity',
  after_customer_id uuid not null default '00000000-0000-0000-0000-000000000000'
);
alter table private.session_schedules enable row level security;
grant select on private.session_schedules to service_role;
comment on table private.session_schedules is
  'Where the job settle_sessions is in each business that ever had a session, or a test clock that was moved. Its row is the lock that lets one step of a business run at a time.';
comment on column private.session_schedules.next_run_at is 'Until then the job leaves the business alone: it was just looked at, or it raised an error.';
comment on column private.session_schedules.after_customer_id is 'Where the next step of a pass begins: customers up to this id are done.';
create index session_schedules_next_run_at_idx on private.session_schedules (next_run_at);

alter table public.sessions enable row level security;
create policy "Members and keys read the sessions of their businesses" on public.sessions
  for select to anon, authenticated
  -- What a session burns is part of a balance: who sees the wallet sees the session.
  using (business_id in (select private.my_business_ids('sessions:read', 'customers:read', 'wallets:read', 'orders:read')));
grant select on public.sessions to anon, authenticated, service_role;

create trigger sessions_before_delete_refuse
  before delete on public.sessions
  for each row execute function private.refuse_change();
create trigger sessions_before_truncate_refuse
  before truncate on public.sessions
  for each statement execute function private.refuse_change();

-- The rule ------------------------------------------------------------------------------------------

create function private.credits_burned(credits_per_minute numeric, started_at timestamptz, until timestamptz)
returns numeric
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  -- div() cuts off without rounding first, as a division before floor() would.
  return div(
    greatest(0, extract(epoch from credits_burned.until) - extract(epoch from credits_burned.started_at))
      * credits_burned.credits_per_minute,
    60);
end;
$$;
comment on function private.credits_burned(numeric, timestamptz, timestamptz) is
  'Whole credits that a session of this rate, in credits a minute, burns from one moment to another.';
grant execute on function private.credits_burned(numeric, timestamptz, timestamptz) to anon, authenticated, service_role;

create function private.burns_at(credits_per_minute numeric, started_at timestamptz, credits numeric)
returns timestamptz
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
  v_micros numeric;
begin
  if burns_at.credits_per_minute = 0 or burns_at.credits is null then
    return null;
  end if;
  v_micros := div(burns_at.credits * 60000000, burns_at.credits_per_minute)
    + sign(burns_at.credits * 60000000 % burns_at.credits_per_minute);
  -- A hundred years away is never.
  return case when v_micros < 3155760000000000 then
    burns_at.started_at + v_micros::double precision * interval '1 microsecond'
  end;
end;
$$;
comment on function private.burns_at(numeric, timestamptz, numeric) is
  'The first microsecond at which so many whole credits are burned, the inverse of private.credits_burned; null for never.';

create function private.session_at(session public.sessions, now timestamptz)
returns public.sessions
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
  v_session public.sessions := session_at.session;
begin
  if v_session.id is null or v_session.ended_at is not null then
    return v_session;
  end if;
  if v_session.runs_out_at <= session_at.now then
    v_session.settled_at := v_session.runs_out_at;
    v_session.ended_at := v_session.runs_out_at;
    v_session.end_reason := 'ran_out';
  else
    -- A clock that is set back takes nothing back.
    v_session.settled_at := greatest(v_session.settled_at, session_at.now);
  end if;
  v_session.credits_used := private.credits_burned(
    v_session.credits_per_minute, v_session.started_at, v_session.settled_at);
  return v_session;
end;
$$;
comment on function private.session_at(public.sessions, timestamptz) is
  'A session as it truly is at a moment not before it was last settled: what it has used by then, and its end where the credits have run out. Reads show it, settling writes it down.';
grant execute on function private.session_at(public.sessions, timestamptz) to anon, authenticated, service_role;

create function private.credits_of(wallet public.wallets, session public.sessions, now timestamptz)
returns numeric
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return coalesce(credits_of.wallet.balance, 0) - coalesce(
    (private.session_at(credits_of.session, credits_of.now)).credits_used - credits_of.session.credits_used, 0);
end;
$$;
comment on function private.credits_of(public.wallets, public.sessions, timestamptz) is
  'What is truly in a credits wallet at a moment: its balance less what the running session has burned since it was last settled. 0 without a wallet.';
grant execute on function private.credits_of(public.wallets, public.sessions, timestamptz) to anon, authenticated, service_role;

create function private.require_rate(credits_per_minute numeric, pointer text)
returns public.amount
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  if require_rate.credits_per_minute > 60000 then
    perform private.raise_invalid(require_rate.pointer, 'must be at most 60000');
  end if;
  return private.require_amount(require_rate.credits_per_minute, 6, require_rate.pointer);
end;
$$;
comment on function private.require_rate(numeric, text) is 'A rate in credits a minute, or a 422 that names the field.';

-- Settling one --------------------------------------------------------------------------------------

create function private.write_session(session public.sessions, entry_version bigint default null)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  update public.sessions as s
  set
    credits_used = write_session.session.credits_used,
    settled_at = write_session.session.settled_at,
    runs_out_at = write_session.session.runs_out_at,
    ended_at = write_session.session.ended_at,
    end_reason = write_session.session.end_reason,
    ended_by = write_session.session.ended_by,
    entries = s.entries + (write_session.entry_version is not null)::integer,
    first_version = coalesce(s.first_version, write_session.entry_version),
    last_version = coalesce(write_session.entry_version, s.last_version)
  where s.business_id = write_session.session.business_id and s.id = write_session.session.id;
  perform private.notify_change(
    write_session.session.business_id, 'sessions', write_session.session.customer_id);
end;
$$;
comment on function private.write_session(public.sessions, bigint) is
  'Writes down what has become of a session, and counts the ledger entry that was made of it. The caller holds the lock of the credits wallet.';

create function private.settling_moments(first_burn timestamptz, now timestamptz)
returns setof timestamptz
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return query
    select (d at time zone 'UTC') - interval '1 microsecond'
    from generate_series(
      date_trunc('day', settling_moments.first_burn at time zone 'UTC') + interval '1 day',
      settling_moments.now at time zone 'UTC', interval '1 day') as d
    order by d;
  return next settling_moments.now;
end;
$$;
comment on function private.settling_moments(timestamptz, timestamptz) is
  'Up to when to settle, step by step, what has burned since a first credit: the end of each day of UTC, and now. So no entry stands for credits of two days, and a statement of a month has what was burned in it, however late it was posted.';

create function private.settle_session(business_id uuid, customer_id uuid)
returns uuid
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_session public.sessions;
  v_then public.sessions;
  v_moment timestamptz;
  v_entry public.ledger_entries;
begin
  perform from public.wallets as w
  where w.business_id = settle_session.business_id and w.customer_id = settle_session.customer_id and w.kind = 'credits'
  for update;
  -- In a statement after the lock, so that it sees what the transaction left that held it.
  select s.* into v_session
  from public.sessions as s
  where s.business_id = settle_session.business_id and s.customer_id = settle_session.customer_id and s.ended_at is null;
  if not found then
    return null;
  end if;

  for v_moment in
    select m
    from private.settling_moments(
      private.burns_at(v_session.credits_per_minute, v_session.started_at, v_session.credits_used + 1),
      private.clock(settle_session.business_id)) as m
  loop
    v_then := private.session_at(v_session, v_moment);
    v_entry := null;
    if v_then.credits_used > v_session.credits_used then
      v_entry := private.post_movement(
        v_session.business_id, v_session.customer_id, 'credits', v_session.credits_used - v_then.credits_used, 'session',
        'revenue:sessions', v_session.started_by, v_session.request_id,
        private.burns_at(v_session.credits_per_minute, v_session.started_at, v_then.credits_used),
        null, 'session', v_session.id);
    end if;
    perform private.write_session(v_then, v_entry.version);
    v_session := v_then;
    exit when v_session.ended_at is not null;
  end loop;
  return case when v_session.ended_at is null then v_session.id end;
end;
$$;
comment on function private.settle_session(uuid, uuid) is
  'Locks the credits wallet of a customer and posts what the running session has burned until now, each day by itself, dated to the moment of the last of these credits; ends it where they have run out. Answers with the session if it still runs.';

create function private.reschedule_session(business_id uuid, session_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_session public.sessions;
  v_wallet public.wallets;
begin
  select s.* into v_session
  from public.sessions as s
  where s.business_id = reschedule_session.business_id and s.id = reschedule_session.session_id;
  select w.* into v_wallet
  from public.wallets as w
  where w.business_id = v_session.business_id and w.customer_id = v_session.customer_id and w.kind = 'credits';
  v_session.runs_out_at := private.runs_out_at(v_session, v_wallet);
  if v_session.runs_out_at <= v_session.settled_at then
    -- Not one whole credit is left to burn.
    v_session.ended_at := v_session.runs_out_at;
    v_session.end_reason := 'ran_out';
  end if;
  perform private.write_session(v_session);
end;
$$;
comment on function private.reschedule_session(uuid, uuid) is
  'Works out anew when a session that was just settled runs out, after another movement of its wallet; ends it where not one whole credit is left.';

create function private.end_session(
  business_id uuid, session_id uuid, end_reason public.session_end_reason, actor text
)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_session public.sessions;
begin
  select s.* into v_session
  from public.sessions as s
  where s.business_id = end_session.business_id and s.id = end_session.session_id;
  v_session.ended_at := v_session.settled_at;
  v_session.end_reason := end_session.end_reason;
  v_session.ended_by := end_session.actor;
  perform private.write_session(v_session);
end;
$$;
comment on function private.end_session(uuid, uuid, public.session_end_reason, text) is
  'Ends a session that private.settle_session said still runs, at the moment it was settled.';

create function private.end_session_of_archived(access private.access, customer_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_session_id uuid := private.settle_session(end_session_of_archived.access.business_id, end_session_of_archived.customer_id);
begin
  if v_session_id is not null then
    perform private.end_session(
      end_session_of_archived.access.business_id, v_session_id, 'customer_archived', end_session_of_archived.access.actor);
  end if;
end;
$$;
comment on function private.end_session_of_archived(private.access, uuid) is
  'Ends the running session of a customer that is about to be archived, while the wallet still moves.';

-- What operators and programs read ------------------------------------------------------------------

create view public.live_sessions with (security_invoker = true) as
select
  s.business_id, s.id as session_id, s.customer_id,
  case when l.ended_at is null then 'active' else 'ended' end as status,
  s.credits_per_minute, s.description, s.started_at, l.ended_at, l.end_reason, l.credits_used, s.runs_out_at
from public.sessions as s
join public.businesses as b on b.id = s.business_id
cross join lateral private.session_at(s, coalesce(b.test_clock_at, clock_timestamp())) as l;
comment on view public.live_sessions is
  'Sessions as they are right now, whatever is posted of them, under the row policies of whoever looks.';
comment on column public.live_sessions.credits_per_minute is 'In credits a minute.';
comment on column public.live_sessions.credits_used is 'In credits, right now.';
grant select on public.live_sessions to anon, authenticated, service_role;

create view public.credit_balances with (security_invoker = true) as
select
  w.business_id, w.customer_id, c.name as customer_name,
  private.credits_of(w, s, coalesce(b.test_clock_at, clock_timestamp())) as credits,
  s.id as session_id, s.runs_out_at
from public.wallets as w
join public.businesses as b on b.id = w.business_id
join public.customers as c on c.business_id = w.business_id and c.id = w.customer_id
left join public.sessions as s
  on s.business_id = w.business_id and s.customer_id = w.customer_id and s.ended_at is null
where w.kind = 'credits';
comment on view public.credit_balances is
  'What each customer has in credits right now, less what a running session has burned, under the row policies of whoever looks.';
comment on column public.credit_balances.credits is 'In credits, right now.';
comment on column public.credit_balances.session_id is 'The running session.';
grant select on public.credit_balances to anon, authenticated, service_role;
