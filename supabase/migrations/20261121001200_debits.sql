-- The hourly debit: a run is one business and one hour, and advances chunk by chunk.
--
-- Exactly once: a wallet carries the newest hour that was attempted, and the statement that debits it moves
-- that hour with the balance under the row's lock. An overlapping run finds the hour taken.

create table private.debit_schedules (
  business_id uuid primary key references public.businesses (id) on delete cascade,
  next_period timestamptz not null,
  retry_at timestamptz
);
alter table private.debit_schedules enable row level security;
grant select on private.debit_schedules to service_role;
comment on table private.debit_schedules is
  'The next hour each business is due to run. Its row is the lock that lets one chunk of a business run at a time.';
comment on column private.debit_schedules.retry_at is
  'Until when the job leaves a business alone whose last step raised an error. Null: nothing is wrong.';
create index debit_schedules_next_period_idx on private.debit_schedules (next_period);

create table public.debit_runs (
  business_id uuid not null references public.businesses (id) on delete restrict,
  id uuid not null default private.uuid_v7(),
  trigger text not null check (trigger in ('schedule', 'catch_up', 'manual')),
  status text not null default 'running' check (status in ('running', 'completed')),
  period_start timestamptz not null,
  manual_run_id uuid,
  due bigint not null default 0,
  processed bigint not null default 0,
  succeeded bigint not null default 0,
  failed bigint not null default 0,
  total_debited public.amount not null default 0,
  next_after_customer_id uuid not null default '00000000-0000-0000-0000-000000000000',
  started_by text not null,
  request_id text,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  primary key (business_id, id)
);
comment on table public.debit_runs is 'One pass over the customers of a business for one hour: its progress and its result.';
comment on column public.debit_runs.trigger is 'schedule: on time; catch_up: a scheduled hour made up for later; manual: asked for by someone.';
comment on column public.debit_runs.period_start is 'The start of the hour that is paid for.';
comment on column public.debit_runs.request_id is 'Of the request that made a run by hand; the entries of the run name it.';
comment on column public.debit_runs.manual_run_id is 'The run by hand that made up for this missed hour on its way.';
comment on column public.debit_runs.due is 'Customers that were due when the run was made.';
comment on column public.debit_runs.total_debited is 'In the currency of the business.';
comment on column public.debit_runs.next_after_customer_id is 'Where the next chunk begins: customers up to this id are done.';
create unique index debit_runs_scheduled_period_key on public.debit_runs (business_id, period_start)
  where trigger <> 'manual';
create index debit_runs_running_idx on public.debit_runs (business_id, id) where status = 'running';
create index debit_runs_period_idx on public.debit_runs (business_id, period_start);
create index debit_runs_manual_run_idx on public.debit_runs (business_id, manual_run_id) where manual_run_id is not null;

create table public.debit_logs (
  business_id uuid not null,
  run_id uuid not null,
  customer_id uuid not null,
  status text not null check (status in ('success', 'failed')),
  amount public.amount not null,
  balance_before public.amount not null,
  balance_after public.amount not null,
  error_code text,
  error_message text,
  period_start timestamptz not null,
  attempt smallint not null,
  created_at timestamptz not null,
  entry_version bigint,
  primary key (business_id, run_id, customer_id)
);
comment on table public.debit_logs is 'Each attempt to debit a customer for an hour. Append-only. Runs are in time order, so the newest run is the newest log.';
comment on column public.debit_logs.amount is 'What was to be taken, in the currency of the business.';
comment on column public.debit_logs.balance_before is 'In the currency of the business.';
comment on column public.debit_logs.balance_after is 'In the currency of the business; a failed debit leaves it as it was.';
comment on column public.debit_logs.period_start is 'The start of the hour it pays for.';
comment on column public.debit_logs.attempt is '1 for the first attempt at that hour.';
comment on column public.debit_logs.entry_version is 'The ledger entry that it wrote, by its version in the prepaid wallet of the customer; null where it failed. Entries have no index of what caused them.';
create index debit_logs_customer_idx on public.debit_logs (business_id, customer_id, run_id);

alter table public.debit_runs enable row level security;
alter table public.debit_logs enable row level security;
create policy "Members and keys read the debit runs of their businesses" on public.debit_runs
  for select to anon, authenticated
  using (business_id in (select private.my_business_ids('debits:read')));
create policy "Members and keys read the debit logs of their businesses" on public.debit_logs
  for select to anon, authenticated
  using (business_id in (select private.my_business_ids('debits:read')));
grant select on public.debit_runs, public.debit_logs to anon, authenticated, service_role;

create trigger debit_logs_before_change_refuse
  before update or delete on public.debit_logs
  for each row execute function private.refuse_change();
create trigger debit_logs_before_truncate_refuse
  before truncate on public.debit_logs
  for each statement execute function private.refuse_change();

create function private.schedule_debits()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  insert into private.debit_schedules (business_id, next_period)
  values (new.id, private.hour_of(coalesce(new.test_clock_at, now())) + interval '1 hour');
  return new;
end;
$$;
comment on function private.schedule_debits() is 'Trigger: a new business is due from its next full hour on.';
create trigger businesses_after_insert_schedule_debits
  after insert on public.businesses
  for each row execute function private.schedule_debits();

-- One chunk -----------------------------------------------------------------------------------------

create type private.debit_counts as (processed bigint, succeeded bigint, total public.amount);
comment on type private.debit_counts is 'What a chunk did; the total is in the currency of the business.';

create function private.debit_customers(run public.debit_runs, above uuid, up_to uuid, now timestamptz)
returns private.debit_counts
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_run public.debit_runs := debit_customers.run;
  v_actor text := case when v_run.trigger = 'manual' then v_run.started_by else 'job:hourly_debits' end;
  v_written_at timestamptz := clock_timestamp();
  v_run_id text := v_run.id;
  v_occurred_at text := (extract(epoch from debit_customers.now) * 1000000)::bigint;
  v_decimals integer := (select b.currency_decimals from public.businesses as b where b.id = v_run.business_id);
  -- Who could not pay a moment ago, in the scheduled run that this run made up for, is not asked again.
  v_retries boolean := v_run.trigger = 'manual' and not exists (
    select from public.debit_runs as r
    where r.business_id = v_run.business_id and r.manual_run_id = v_run.id and r.period_start = v_run.period_start
  );
  v_counts private.debit_counts;
begin
  with debited as (
    -- What is held is asked for at one moment, so that the columns of a row are all of one mind.
    update public.wallets as w
    set
      balance = case when w.minimum_balance is null or w.balance - w.hourly_debit_amount >= w.minimum_balance
          + case w.held when 0 then 0 else private.held_now(w.business_id, w.id, w.held, debit_customers.now) end
        then w.balance - w.hourly_debit_amount else w.balance end,
      version = case when w.minimum_balance is null or w.balance - w.hourly_debit_amount >= w.minimum_balance
          + case w.held when 0 then 0 else private.held_now(w.business_id, w.id, w.held, debit_customers.now) end
        then w.version + 1 else w.version end,
      last_hash = case when w.minimum_balance is null or w.balance - w.hourly_debit_amount >= w.minimum_balance
          + case w.held when 0 then 0 else private.held_now(w.business_id, w.id, w.held, debit_customers.now) end
        -- The hash of private.entry_hash.
        then sha256(w.last_hash || convert_to(
          array_to_json(array[
            w.business_id::text, w.id::text, (w.version + 1)::text,
            (-w.hourly_debit_amount)::text, (w.balance - w.hourly_debit_amount)::text,
            'hourly_debit', 'revenue:hourly', null, 'debit_run', v_run_id, v_actor, v_run.request_id,
            v_occurred_at,
            ((extract(epoch from greatest(w.updated_at, v_written_at)) * 1000000)::bigint)::text
          ])::text,
          'UTF8'
        )) else w.last_hash end,
      debit_succeeded = w.minimum_balance is null or w.balance - w.hourly_debit_amount >= w.minimum_balance
          + case w.held when 0 then 0 else private.held_now(w.business_id, w.id, w.held, debit_customers.now) end,
      debit_attempts = case when w.debited_through = v_run.period_start then w.debit_attempts + 1 else 1 end,
      debited_through = v_run.period_start,
      updated_at = greatest(w.updated_at, v_written_at)
    where w.business_id = v_run.business_id
      and w.kind = 'prepaid' and w.status = 'active' and w.hourly_debit_amount > 0
      and w.customer_id > debit_customers.above and w.customer_id <= debit_customers.up_to
      and (
        w.debited_through < v_run.period_start
        or v_run.trigger = 'manual' and w.debited_through = v_run.period_start and not w.debit_succeeded
          and (v_retries or w.debit_attempts = 0)
      )
    returning
      w.id, w.customer_id, w.version, w.balance, w.minimum_balance, w.held, w.hourly_debit_amount, w.last_hash, w.updated_at,
      w.debit_succeeded, w.debit_attempts, w.unit
  ), entries as (
    insert into public.ledger_entries (
      business_id, wallet_id, version, amount, balance_after, kind, counter_account, reference_type, reference_id,
      actor, request_id, occurred_at, recorded_at, hash
    )
    select
      v_run.business_id, d.id, d.version, -d.hourly_debit_amount, d.balance, 'hourly_debit', 'revenue:hourly',
      'debit_run', v_run.id, v_actor, v_run.request_id, debit_customers.now, d.updated_at, d.last_hash
    from debited as d
    where d.debit_succeeded
  ), logs as (
    insert into public.debit_logs (
      business_id, run_id, customer_id, status, amount, balance_before, balance_after, error_code, error_message,
      period_start, attempt, created_at, entry_version
    )
    select
      v_run.business_id, v_run.id, d.customer_id,
      case when d.debit_succeeded then 'success' else 'failed' end,
      d.hourly_debit_amount,
      case when d.debit_succeeded then d.balance + d.hourly_debit_amount else d.balance end,
      d.balance,
      case when not d.debit_succeeded then 'insufficient_funds' end,
      case when not d.debit_succeeded then format(
        'The wallet can bear %s %s, and the hour costs %s.',
        private.amount_text(
          d.balance - d.minimum_balance - private.held_of(v_run.business_id, d.id, d.held, debit_customers.now), v_decimals), d.unit,
        private.amount_text(d.hourly_debit_amount, v_decimals)
      ) end,
      v_run.period_start, d.debit_attempts, v_written_at, case when d.debit_succeeded then d.version end
    from debited as d
  )
  select
    count(*), count(*) filter (where d.debit_succeeded),
    coalesce(sum(d.hourly_debit_amount) filter (where d.debit_succeeded), 0)
  into v_counts
  from debited as d;
  return v_counts;
end;
$$;
comment on function private.debit_customers(public.debit_runs, uuid, uuid, timestamptz) is
  'The set-based twin of private.post_movement: debits the customers of a key range in one statement, success and failure alike, with their entries and logs. Amounts are in the currency of the business.';

create function private.log_broken_debit(run public.debit_runs, customer_id uuid, now timestamptz)
returns private.debit_counts
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_run public.debit_runs := log_broken_debit.run;
  v_wallet public.wallets;
begin
  begin
    update public.wallets as w
    set
      debit_attempts = case when w.debited_through = v_run.period_start then w.debit_attempts + 1 else 1 end,
      debited_through = v_run.period_start,
      debit_succeeded = false
    where w.business_id = v_run.business_id and w.customer_id = log_broken_debit.customer_id and w.kind = 'prepaid'
    returning w.* into v_wallet;
  exception when others then
    -- The row itself cannot be written: then only the log tells of the attempt.
    select w.* into v_wallet
    from public.wallets as w
    where w.business_id = v_run.business_id and w.customer_id = log_broken_debit.customer_id and w.kind = 'prepaid';
    v_wallet.debit_attempts := 1;
  end;
  insert into public.debit_logs (
    business_id, run_id, customer_id, status, amount, balance_before, balance_after, error_code, error_message,
    period_start, attempt, created_at
  )
  values (
    v_run.business_id, v_run.id, log_broken_debit.customer_id, 'failed', v_wallet.hourly_debit_amount,
    v_wallet.balance, v_wallet.balance, 'internal_error',
    'The debit could not be written. The operator finds the reason in the log of the database.',
    v_run.period_start, v_wallet.debit_attempts, clock_timestamp()
  );
  return row(1, 0, 0)::private.debit_counts;
end;
$$;
comment on function private.log_broken_debit(public.debit_runs, uuid, timestamptz) is
  'The log of a customer whose debit raised an error, alone in its range.';

create function private.debit_range(run public.debit_runs, above uuid, up_to uuid, now timestamptz)
returns private.debit_counts
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_customer_ids uuid[];
  v_middle uuid;
  v_first private.debit_counts;
  v_second private.debit_counts;
begin
  return private.debit_customers(debit_range.run, debit_range.above, debit_range.up_to, debit_range.now);
exception
  -- Not the customers' fault: the whole chunk is tried again later.
  when query_canceled or lock_not_available or deadlock_detected or serialization_failure
    or admin_shutdown or crash_shutdown or disk_full or out_of_memory then
    raise;
  when others then
    select array_agg(w.customer_id order by w.customer_id) into v_customer_ids
    from public.wallets as w
    where w.business_id = debit_range.run.business_id
      and w.kind = 'prepaid' and w.status = 'active' and w.hourly_debit_amount > 0
      and w.customer_id > debit_range.above and w.customer_id <= debit_range.up_to;
    if v_customer_ids is null then
      raise;
    elsif cardinality(v_customer_ids) = 1 then
      raise warning 'debit run %: customer % could not be debited: % (%)',
        debit_range.run.id, v_customer_ids[1], sqlerrm, sqlstate;
      return private.log_broken_debit(debit_range.run, v_customer_ids[1], debit_range.now);
    end if;
    v_middle := v_customer_ids[cardinality(v_customer_ids) / 2];
    v_first := private.debit_range(debit_range.run, debit_range.above, v_middle, debit_range.now);
    v_second := private.debit_range(debit_range.run, v_middle, debit_range.up_to, debit_range.now);
    return row(
      v_first.processed + v_second.processed, v_first.succeeded + v_second.succeeded, v_first.total + v_second.total
    )::private.debit_counts;
end;
$$;
comment on function private.debit_range(public.debit_runs, uuid, uuid, timestamptz) is
  'Debits a key range; on an error the range is halved until the customer that raises it stands alone, is logged as failed, and stops nobody else.';

-- Runs ----------------------------------------------------------------------------------------------

create function private.insert_debit_run(
  business_id uuid, trigger text, period_start timestamptz, started_by text, request_id text, manual_run_id uuid
)
returns public.debit_runs
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_run public.debit_runs;
begin
  insert into public.debit_runs (business_id, trigger, period_start, started_by, request_id, manual_run_id, due)
  select
    insert_debit_run.business_id, insert_debit_run.trigger, insert_debit_run.period_start,
    insert_debit_run.started_by, insert_debit_run.request_id, insert_debit_run.manual_run_id, count(*)
  from public.wallets as w
  where w.business_id = insert_debit_run.business_id
    and w.kind = 'prepaid' and w.status = 'active' and w.hourly_debit_amount > 0
    and (
      w.debited_through < insert_debit_run.period_start
      or insert_debit_run.trigger = 'manual' and w.debited_through = insert_debit_run.period_start and not w.debit_succeeded
    )
  returning * into v_run;
  return v_run;
end;
$$;
comment on function private.insert_debit_run(uuid, text, timestamptz, text, text, uuid) is
  'A new run with the count of customers that are due.';

create function private.advance_debit_run(run public.debit_runs, chunk_size integer)
returns public.debit_runs
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_run public.debit_runs := advance_debit_run.run;
  v_now timestamptz := private.clock(v_run.business_id);
  v_up_to uuid;
  v_is_last boolean;
  v_counts private.debit_counts;
begin
  -- A key range, not a lock on found rows: the chunk is one index scan, and no row is visited twice.
  select w.customer_id into v_up_to
  from public.wallets as w
  where w.business_id = v_run.business_id
    and w.kind = 'prepaid' and w.status = 'active' and w.hourly_debit_amount > 0
    and w.customer_id > v_run.next_after_customer_id
  order by w.customer_id
  offset advance_debit_run.chunk_size - 1
  limit 1;
  v_is_last := not found;
  if v_is_last then
    v_up_to := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  end if;

  v_counts := private.debit_range(v_run, v_run.next_after_customer_id, v_up_to, v_now);

  update public.debit_runs as r
  set
    processed = r.processed + v_counts.processed,
    succeeded = r.succeeded + v_counts.succeeded,
    failed = r.failed + v_counts.processed - v_counts.succeeded,
    total_debited = r.total_debited + v_counts.total,
    next_after_customer_id = v_up_to,
    status = case when v_is_last then 'completed' else 'running' end,
    finished_at = case when v_is_last then clock_timestamp() end
  where r.business_id = v_run.business_id and r.id = v_run.id
  returning * into v_run;

  perform private.notify_change(v_run.business_id, 'debits');
  if v_counts.succeeded > 0 then
    perform private.notify_range(v_run.business_id, 'wallets', advance_debit_run.run.next_after_customer_id, v_up_to);
  end if;
  return v_run;
end;
$$;
comment on function private.advance_debit_run(public.debit_runs, integer) is
  'Debits the next chunk of a run. The caller holds the row of the business in private.debit_schedules.';

create function private.advance_business_debits(business_id uuid, manual_run_id uuid, chunk_size integer default 500)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_schedule private.debit_schedules;
  v_target timestamptz;
  v_run public.debit_runs;
  v_now timestamptz;
begin
  select s.* into v_schedule
  from private.debit_schedules as s
  where s.business_id = advance_business_debits.business_id
  for update;
  v_now := private.clock(advance_business_debits.business_id);
  v_target := coalesce(
    (select r.period_start from public.debit_runs as r
     where r.business_id = v_schedule.business_id and r.id = advance_business_debits.manual_run_id),
    private.hour_of(v_now));

  -- Oldest first: an unfinished hour, then the next hour that is due, then what was asked for by hand.
  select r.* into v_run
  from public.debit_runs as r
  where r.business_id = v_schedule.business_id and r.status = 'running' and r.trigger <> 'manual'
  order by r.period_start
  limit 1;

  if not found and v_schedule.next_period <= v_target then
    v_run := private.insert_debit_run(
      v_schedule.business_id,
      case when v_schedule.next_period = private.hour_of(v_now) then 'schedule' else 'catch_up' end,
      v_schedule.next_period, 'job:hourly_debits', null, advance_business_debits.manual_run_id);
    update private.debit_schedules as s set next_period = v_schedule.next_period + interval '1 hour'
    where s.business_id = v_schedule.business_id;
  elsif v_run.id is null then
    select r.* into v_run
    from public.debit_runs as r
    where r.business_id = v_schedule.business_id and r.status = 'running' and r.trigger = 'manual'
    order by r.id
    limit 1;
    if not found then
      return false;
    end if;
  end if;

  perform private.advance_debit_run(v_run, advance_business_debits.chunk_size);
  return true;
end;
$$;
comment on function private.advance_business_debits(uuid, uuid, integer) is
  'The next chunk of what is due in a business, in the order of the hours; false where nothing is. With a run by hand, only hours up to its own.';

create function private.run_hourly_debits(chunk_size integer default 500)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_business_id uuid;
begin
  -- Whoever is at work on a business holds its row; another worker takes the next business.
  select s.business_id into v_business_id
  from private.debit_schedules as s
  join public.businesses as b on b.id = s.business_id
  where (s.retry_at is null or s.retry_at <= now())
    and (
      s.next_period <= coalesce(b.test_clock_at, now())
      or exists (select from public.debit_runs as r where r.business_id = s.business_id and r.status = 'running')
    )
  order by s.next_period, s.business_id
  limit 1
  for update of s skip locked;
  if not found then
    return false;
  end if;

  begin
    perform private.advance_business_debits(v_business_id, null, run_hourly_debits.chunk_size);
    update private.debit_schedules as s set retry_at = null
    where s.business_id = v_business_id and s.retry_at is not null;
  exception
    when query_canceled or admin_shutdown or crash_shutdown then
      raise;
    when others then
      -- One business never stops the others: it is left alone for a while, and the operator is told.
      raise warning 'hourly debits of business % wait five minutes: % (%)', v_business_id, sqlerrm, sqlstate;
      update private.debit_schedules as s set retry_at = now() + interval '5 minutes'
      where s.business_id = v_business_id;
  end;
  return true;
end;
$$;
comment on function private.run_hourly_debits(integer) is
  'One step of the job hourly_debits: one chunk of one business; false where nothing is due anywhere. Called again and again, each step its own transaction, it debits every hour that is due in every business. Safe to run twice at once, and to kill at any point.';
