-- The doors of the hourly debit.

create function private.debit_run_json(run public.debit_runs, currency text, decimals integer)
returns json
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return json_build_object(
    'id', debit_run_json.run.id,
    'trigger', debit_run_json.run.trigger,
    'status', debit_run_json.run.status,
    'period_start', debit_run_json.run.period_start,
    'due', debit_run_json.run.due,
    'processed', debit_run_json.run.processed,
    'succeeded', debit_run_json.run.succeeded,
    'failed', debit_run_json.run.failed,
    'total_debited', private.amount_text(debit_run_json.run.total_debited, debit_run_json.decimals),
    'currency', debit_run_json.currency,
    'started_by', debit_run_json.run.started_by,
    'started_at', debit_run_json.run.started_at,
    'finished_at', debit_run_json.run.finished_at
  );
end;
$$;
comment on function private.debit_run_json(public.debit_runs, text, integer) is 'A debit run as every answer shows it.';
grant execute on function private.debit_run_json(public.debit_runs, text, integer) to anon, authenticated;

create function private.debit_log_json(
  log public.debit_logs, customer_name text, wallet_id uuid, currency text, decimals integer
)
returns json
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return json_build_object(
    'run_id', debit_log_json.log.run_id,
    'customer_id', debit_log_json.log.customer_id,
    'customer_name', debit_log_json.customer_name,
    'status', debit_log_json.log.status,
    'amount', private.amount_text(debit_log_json.log.amount, debit_log_json.decimals),
    'balance_before', private.amount_text(debit_log_json.log.balance_before, debit_log_json.decimals),
    'balance_after', private.amount_text(debit_log_json.log.balance_after, debit_log_json.decimals),
    'currency', debit_log_json.currency,
    'error_code', debit_log_json.log.error_code,
    'error_message', debit_log_json.log.error_message,
    'period_start', debit_log_json.log.period_start,
    'attempt', debit_log_json.log.attempt,
    'created_at', debit_log_json.log.created_at,
    'entry_id', debit_log_json.wallet_id || '.' || debit_log_json.log.entry_version
  );
end;
$$;
comment on function private.debit_log_json(public.debit_logs, text, uuid, text, integer) is 'A debit log as every answer shows it.';
grant execute on function private.debit_log_json(public.debit_logs, text, uuid, text, integer) to anon, authenticated;

-- Running now ---------------------------------------------------------------------------------------

create function private.debit_result(business_id uuid, run_id uuid, currency text, decimals integer)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select json_build_object(
      'run_id', debit_result.run_id,
      'status', case when bool_and(r.status = 'completed') then 'completed' else 'running' end,
      'processed', sum(r.processed),
      'succeeded', sum(r.succeeded),
      'failed', sum(r.failed),
      'total_debited', private.amount_text(sum(r.total_debited), debit_result.decimals),
      'currency', debit_result.currency,
      'runs', json_agg(private.debit_run_json(r, debit_result.currency, debit_result.decimals) order by r.period_start, r.id)
    )
    from public.debit_runs as r
    where r.business_id = debit_result.business_id
      and (r.id = debit_result.run_id or r.manual_run_id = debit_result.run_id)
  );
end;
$$;
comment on function private.debit_result(uuid, uuid, text, integer) is
  'A run by hand together with the missed hours it made up for.';

create function private.advance_debits(business_id uuid, run_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(advance_debits.business_id, 'debits:run');
begin
  if not exists (
    select from public.debit_runs as r
    where r.business_id = v_access.business_id and r.id = advance_debits.run_id and r.trigger = 'manual'
  ) then
    perform private.raise_problem(404, 'debit_run_not_found', 'There is no such debit run in this business.');
  end if;
  if exists (
    select from public.debit_runs as r
    where r.business_id = v_access.business_id and r.id = advance_debits.run_id and r.status = 'running'
  ) then
    perform private.advance_business_debits(v_access.business_id, advance_debits.run_id);
  end if;
  return private.debit_result(v_access.business_id, advance_debits.run_id, v_access.currency, v_access.decimals);
end;
$$;
comment on function private.advance_debits(uuid, uuid) is
  'The next chunk of a run by hand, missed hours first. Harmless to call too often.';
grant execute on function private.advance_debits(uuid, uuid) to anon, authenticated;

create function public.advance_debits(business_id uuid default null, run_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.advance_debits(advance_debits.business_id, advance_debits.run_id);
end;
$$;
comment on function public.advance_debits(uuid, uuid) is 'Advance a run by hand by one chunk.';
grant execute on function public.advance_debits(uuid, uuid) to anon, authenticated;

create function private.missed_hours(business_id uuid, now timestamptz)
returns bigint
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select greatest(0, extract(epoch from private.hour_of(missed_hours.now) - s.next_period) / 3600)::bigint
      + (
        select count(*) from public.debit_runs as r
        where r.business_id = s.business_id and r.status = 'running' and r.trigger <> 'manual'
          and r.period_start < private.hour_of(missed_hours.now)
      )
    from private.debit_schedules as s
    where s.business_id = missed_hours.business_id
  );
end;
$$;
comment on function private.missed_hours(uuid, timestamptz) is
  'Scheduled hours before the current one that are not completed.';

-- What a run would do, and doing just that ---------------------------------------------------------------

create function private.first_due_hour(business_id uuid)
returns timestamptz
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select coalesce(min(r.period_start), min(s.next_period))
    from private.debit_schedules as s
    left join public.debit_runs as r
      on r.business_id = s.business_id and r.status = 'running' and r.trigger <> 'manual'
    where s.business_id = first_due_hour.business_id
  );
end;
$$;
comment on function private.first_due_hour(uuid) is
  'The first scheduled hour that is not done: one that was begun, or the next that is due.';

create function private.plan_debits(business_id uuid, now timestamptz)
returns table (
  wallet_id uuid, customer_id uuid, version bigint, balance numeric, minimum_balance numeric, amount numeric,
  hours bigint, would_succeed bigint, rests_on text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_period timestamptz := private.hour_of(plan_debits.now);
  v_first timestamptz := private.first_due_hour(plan_debits.business_id);
begin
  return query
    select
      d.id, d.customer_id, d.version, d.balance, d.minimum_balance, d.amount, d.hours, least(d.hours, d.bearable)::bigint,
      concat_ws(' ', d.id, d.version, d.balance, d.held, d.minimum_balance, d.amount, d.hours, d.attempts,
        least(d.hours, d.bearable)::bigint)
    from (
      select
        w.id, w.customer_id, w.version, w.balance::numeric, w.minimum_balance::numeric,
        w.hourly_debit_amount::numeric as amount, w.debit_attempts as attempts,
        l.held,
        -- A wallet without a limit bears every hour: greatest() passes over a null, so the null is met before it.
        greatest(0, coalesce(
          floor((w.balance - w.minimum_balance - l.held) / w.hourly_debit_amount), 1e9)) as bearable,
        case
          -- Paid, or to be tried again by hand.
          when w.debited_through = v_period then (not w.debit_succeeded)::integer::bigint
          -- The scheduled hours that are behind, this one included; by hand, this one alone.
          when v_first <= v_period then
            (extract(epoch from v_period - greatest(w.debited_through + interval '1 hour', v_first)) / 3600 + 1)::bigint
          else 1
        end as hours
      from public.wallets as w
      cross join lateral (select private.held_of(w.business_id, w.id, w.held) as held) as l
      where w.business_id = plan_debits.business_id
        and w.kind = 'prepaid' and w.status = 'active' and w.hourly_debit_amount > 0
        and w.debited_through <= v_period
    ) as d
    where d.hours > 0;
end;
$$;
comment on function private.plan_debits(uuid, timestamptz) is
  'What a run by hand would do at a moment, customer by customer, missed hours included: debits fail from the hour on that a wallet does not bear. rests_on is all of a wallet that it follows from. Amounts are in the currency of the business.';

create function private.seal_plan(kind text, business_id uuid, at text, lines text[])
returns text
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  return (extract(epoch from clock_timestamp()) * 1000000)::bigint::text || '.' || encode(sha256(convert_to(
    concat_ws(E'\n', seal_plan.kind, seal_plan.business_id, seal_plan.at, array_to_string(seal_plan.lines, E'\n')),
    'UTF8')), 'hex');
end;
$$;
comment on function private.seal_plan(text, uuid, text, text[]) is
  'The name of a plan: when it was looked at, in microseconds since 1970, and the SHA-256 of all that it rests on.';

create function private.raise_plan_changed(access private.access, plan text, message text, names boolean default true)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_looked_at timestamptz := to_timestamp(split_part(raise_plan_changed.plan, '.', 1)::numeric / 1000000);
  v_changed json;
  v_count bigint;
begin
  with changed as (
    select c.id, c.name, w.balance, (
      select e.balance_after - e.amount
      from public.ledger_entries as e
      where e.business_id = w.business_id and e.wallet_id = w.id and e.recorded_at >= v_looked_at
      order by e.version
      limit 1
    ) as before
    from public.wallets as w
    join public.customers as c on c.business_id = w.business_id and c.id = w.customer_id
    where raise_plan_changed.names and w.business_id = raise_plan_changed.access.business_id and w.kind = 'prepaid'
      and (w.updated_at >= v_looked_at or c.updated_at >= v_looked_at)
  )
  select
    count(*),
    (
      select json_agg(json_build_object(
        'customer_id', x.id, 'customer_name', x.name,
        'balance_before', private.amount_text(coalesce(x.before, x.balance), raise_plan_changed.access.decimals),
        'balance_after', private.amount_text(x.balance, raise_plan_changed.access.decimals)
      ) order by x.name, x.id)
      from (select y.* from changed as y order by y.name, y.id limit 20) as x
    )
  into v_count, v_changed
  from changed as x;
  perform private.raise_problem(
    409, 'plan_changed', raise_plan_changed.message,
    jsonb_build_object(
      'looked_at', v_looked_at, 'changed', coalesce(v_changed, '[]'::json),
      'more_changed', greatest(0, v_count - 20), 'currency', raise_plan_changed.access.currency));
end;
$$;
comment on function private.raise_plan_changed(private.access, text, text, boolean) is
  'The 409 of a plan that is not what would be done any more: with the customers that changed since it was looked at, and their balances before and after; without names, where the transaction has changed them itself.';

create function private.require_plan(plan text)
returns void
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  if require_plan.plan !~ '^\d{1,16}\.[0-9a-f]{64}$' then
    perform private.raise_invalid('/plan', 'must be a plan that a preview answered with');
  end if;
end;
$$;
comment on function private.require_plan(text) is 'Refuses with a 422 what is not the name of a plan.';

create function private.preview_debits(business_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(preview_debits.business_id, 'debits:read');
  v_period timestamptz := private.hour_of(v_access.now);
  v_answer json;
begin
  with plan as materialized (
    select p.* from private.plan_debits(v_access.business_id, v_access.now) as p
  ), named as (
    select p.*, c.name
    from (
      -- Who cannot pay first, then who pays most.
      select x.* from plan as x
      order by x.would_succeed = x.hours, x.amount * x.would_succeed desc, x.customer_id
      limit 200
    ) as p
    join public.customers as c on c.business_id = v_access.business_id and c.id = p.customer_id
  )
  select json_build_object(
    'period_start', v_period,
    'missed_hours', private.missed_hours(v_access.business_id, v_access.now),
    'due', count(*),
    'would_succeed', coalesce(sum(p.would_succeed), 0)::bigint,
    'would_fail', coalesce(sum(p.hours - p.would_succeed), 0)::bigint,
    'total', private.amount_text(coalesce(sum(p.amount * p.would_succeed), 0), v_access.decimals),
    'currency', v_access.currency,
    'lines', coalesce((
      select json_agg(json_build_object(
        'customer_id', n.customer_id, 'customer_name', n.name, 'hours', n.hours,
        'hourly_debit_amount', private.amount_text(n.amount, v_access.decimals),
        'would_succeed', n.would_succeed, 'would_fail', n.hours - n.would_succeed,
        'total', private.amount_text(n.amount * n.would_succeed, v_access.decimals),
        'balance_before', private.amount_text(n.balance, v_access.decimals),
        'balance_after', private.amount_text(n.balance - n.amount * n.would_succeed, v_access.decimals)
      ) order by n.would_succeed = n.hours, n.amount * n.would_succeed desc, n.customer_id)
      from named as n
    ), '[]'::json),
    'more_lines', greatest(0, count(*) - 200),
    'plan', case when coalesce(sum(p.hours), 0) <= private.largest_plan() then private.seal_plan(
      'debits', v_access.business_id, concat_ws(' ', v_period, private.first_due_hour(v_access.business_id)),
      array_agg(p.rests_on order by p.wallet_id)) end
  )
  into v_answer
  from plan as p;
  return v_answer;
end;
$$;
comment on function private.preview_debits(uuid) is
  'What a run by hand would take now, customer by customer, without doing it; the plan is what private.trigger_debits carries out.';
grant execute on function private.preview_debits(uuid) to anon, authenticated;

create function public.preview_debits(business_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.preview_debits(preview_debits.business_id);
end;
$$;
comment on function public.preview_debits(uuid) is 'What a run would take now.';
grant execute on function public.preview_debits(uuid) to anon, authenticated;

create function private.largest_plan()
returns bigint
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return 5000;
end;
$$;
comment on function private.largest_plan() is
  'Debits or charges that one transaction carries out as a plan: one second of debits, three of charges. A larger run goes chunk by chunk, and without a plan.';

create function private.apply_debit_plan(access private.access, run public.debit_runs, plan text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_business_id uuid := apply_debit_plan.access.business_id;
  v_now timestamptz;
  v_planned record;
  v_done record;
  v_run_ids uuid[];
begin
  -- The lock of the job, then the wallets by id: what is looked at from here on stays as it is.
  perform from private.debit_schedules as s where s.business_id = v_business_id for update;
  v_now := private.clock(v_business_id);
  perform from public.wallets as w
  where w.business_id = v_business_id
    and w.kind = 'prepaid' and w.status = 'active' and w.hourly_debit_amount > 0
    and w.debited_through <= private.hour_of(v_now)
  order by w.id
  for update;

  select
    coalesce(sum(p.hours), 0)::bigint as debits, coalesce(sum(p.would_succeed), 0)::bigint as succeeded,
    coalesce(sum(p.amount * p.would_succeed), 0) as total,
    private.seal_plan(
      'debits', v_business_id, concat_ws(' ', private.hour_of(v_now), private.first_due_hour(v_business_id)),
      array_agg(p.rests_on order by p.wallet_id)) as plan
  into v_planned
  from private.plan_debits(v_business_id, v_now) as p;
  if split_part(v_planned.plan, '.', 2) <> split_part(apply_debit_plan.plan, '.', 2) then
    perform private.raise_plan_changed(
      apply_debit_plan.access, apply_debit_plan.plan,
      'The run would not do what was looked at any more. Nothing was debited.');
  elsif v_planned.debits > private.largest_plan() then
    perform private.raise_invalid(
      '/plan', format('has more than %s debits; leave it out to run them in chunks', private.largest_plan()));
  end if;

  -- An hour that was begun counts from where it is.
  select array_agg(r.id) as run_ids, coalesce(sum(r.processed), 0) as debits, coalesce(sum(r.succeeded), 0) as succeeded,
    coalesce(sum(r.total_debited), 0) as total
  into v_done
  from public.debit_runs as r where r.business_id = v_business_id and r.status = 'running';
  v_run_ids := v_done.run_ids;
  v_planned.debits := v_planned.debits + v_done.debits;
  v_planned.succeeded := v_planned.succeeded + v_done.succeeded;
  v_planned.total := v_planned.total + v_done.total;
  while exists (
    select from public.debit_runs as r
    where r.business_id = v_business_id and r.id = apply_debit_plan.run.id and r.status = 'running'
  ) loop
    perform private.advance_business_debits(v_business_id, apply_debit_plan.run.id, 20000);
  end loop;
  -- Whoever came to be due in this very moment was not in the plan.
  select
    coalesce(sum(r.processed), 0) as debits, coalesce(sum(r.succeeded), 0) as succeeded,
    coalesce(sum(r.total_debited), 0) as total
  into v_done
  from public.debit_runs as r
  where r.business_id = v_business_id
    and (r.id = any (v_run_ids) or r.manual_run_id = apply_debit_plan.run.id);
  if (v_done.debits, v_done.succeeded, v_done.total) is distinct from (v_planned.debits, v_planned.succeeded, v_planned.total) then
    perform private.raise_plan_changed(
      apply_debit_plan.access, apply_debit_plan.plan,
      'The run did not do what was looked at, and was taken back. Nothing was debited.', false);
  end if;
end;
$$;
comment on function private.apply_debit_plan(private.access, public.debit_runs, text) is
  'Carries out a run by hand whole, in this transaction, where it does just what the plan says; else a 409, and nothing has happened.';

create function private.trigger_debits(business_id uuid, plan text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(trigger_debits.business_id, 'debits:run');
  v_request text := coalesce(trigger_debits.plan, '');
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'trigger_debits', v_request);
  v_run public.debit_runs;
begin
  if v_first is not null then
    -- What is remembered is which run it was; how far it is by now is in the run itself.
    return private.debit_result(
      v_access.business_id, (v_first ->> 'run_id')::uuid, v_access.currency, v_access.decimals);
  end if;
  if trigger_debits.plan is not null then
    perform private.require_plan(trigger_debits.plan);
    -- Before the run is made: its hour is that of the clock under the lock.
    perform from private.debit_schedules as s where s.business_id = v_access.business_id for update;
    v_access.now := private.clock(v_access.business_id);
  end if;
  v_run := private.insert_debit_run(
    v_access.business_id, 'manual', private.hour_of(v_access.now), v_access.actor, v_access.request_id, null);
  if trigger_debits.plan is not null then
    perform private.apply_debit_plan(v_access, v_run, trigger_debits.plan);
  end if;
  perform private.remember(
    v_access.business_id, v_access.idempotency_key, 'trigger_debits', v_request, json_build_object('run_id', v_run.id));
  return private.debit_result(v_access.business_id, v_run.id, v_access.currency, v_access.decimals);
end;
$$;
comment on function private.trigger_debits(uuid, text) is
  'Makes a run by hand for the current hour. It advances by private.advance_debits, or by the job within a minute; with a plan it is carried out here, whole, as the plan says.';
grant execute on function private.trigger_debits(uuid, text) to anon, authenticated;

create function public.trigger_debits(business_id uuid default null, plan text default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.trigger_debits(trigger_debits.business_id, trigger_debits.plan);
end;
$$;
comment on function public.trigger_debits(uuid, text) is
  'Run the hourly debit now: call advance_debits with the run_id until its status is completed.';
grant execute on function public.trigger_debits(uuid, text) to anon, authenticated;

-- Looking -------------------------------------------------------------------------------------------

create function private.get_debit_status(business_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_debit_status.business_id, 'debits:read');
  v_job private.jobs;
  v_last public.debit_runs;
begin
  select j.* into v_job from private.jobs as j where j.name = 'hourly_debits';
  select r.* into v_last
  from public.debit_runs as r where r.business_id = v_access.business_id order by r.id desc limit 1;
  return (
    select json_build_object(
      'scheduler', private.scheduler_at_work(),
      'scheduler_seen_at', v_job.last_seen_at,
      'last_run', case when v_last.id is not null then
        private.debit_run_json(v_last, v_access.currency, v_access.decimals) end,
      'next_run_at', (select s.next_period from private.debit_schedules as s where s.business_id = v_access.business_id),
      'missed_hours', private.missed_hours(v_access.business_id, v_access.now),
      'runs', count(*),
      'succeeded', coalesce(sum(r.succeeded), 0),
      'failed', coalesce(sum(r.failed), 0),
      'total_debited', private.amount_text(coalesce(sum(r.total_debited), 0), v_access.decimals),
      'currency', v_access.currency
    )
    from public.debit_runs as r
    where r.business_id = v_access.business_id
  );
end;
$$;
comment on function private.get_debit_status(uuid) is 'Statistics of the hourly debit of a business, and which scheduler is at work.';
grant execute on function private.get_debit_status(uuid) to anon, authenticated;

create function public.get_debit_status(business_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_debit_status(get_debit_status.business_id);
end;
$$;
comment on function public.get_debit_status(uuid) is 'Statistics of the hourly debit.';
grant execute on function public.get_debit_status(uuid) to anon, authenticated;

create function public.list_debit_runs(business_id uuid default null, page_size integer default null, cursor text default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_debit_runs.business_id, 'debits:read');
  v_limit integer := private.page_limit(list_debit_runs.page_size);
  v_after uuid := private.cursor_id(list_debit_runs.cursor, 1);
  v_answer json;
begin
  with page as (
    select r.id, private.debit_run_json(r, v_access.currency, v_access.decimals) as row
    from public.debit_runs as r
    where r.business_id = v_access.business_id and (v_after is null or r.id < v_after)
    order by r.id desc
    limit v_limit + 1
  )
  select private.page_json(
    array_agg(p.row order by p.id desc), array_agg(private.encode_cursor(p.id::text) order by p.id desc), v_limit
  )
  into v_answer
  from page as p;
  return v_answer;
end;
$$;
comment on function public.list_debit_runs(uuid, integer, text) is 'List debit runs, the newest first.';
grant execute on function public.list_debit_runs(uuid, integer, text) to anon, authenticated;

create function private.get_debit_run(business_id uuid, run_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_debit_run.business_id, 'debits:read');
  v_run public.debit_runs;
begin
  select r.* into v_run
  from public.debit_runs as r where r.business_id = v_access.business_id and r.id = get_debit_run.run_id;
  if not found then
    perform private.raise_problem(404, 'debit_run_not_found', 'There is no such debit run in this business.');
  end if;
  return private.debit_run_json(v_run, v_access.currency, v_access.decimals);
end;
$$;
comment on function private.get_debit_run(uuid, uuid) is 'One debit run.';
grant execute on function private.get_debit_run(uuid, uuid) to anon, authenticated;

create function public.get_debit_run(business_id uuid default null, run_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_debit_run(get_debit_run.business_id, get_debit_run.run_id);
end;
$$;
comment on function public.get_debit_run(uuid, uuid) is 'Read a debit run.';
grant execute on function public.get_debit_run(uuid, uuid) to anon, authenticated;

create function public.list_debit_logs(
  business_id uuid default null, customer_id uuid default null, status text default null, run_id uuid default null,
  period_start timestamptz default null, period_from timestamptz default null, page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_debit_logs.business_id, 'debits:read');
  v_limit integer := private.page_limit(list_debit_logs.page_size);
  v_after_run uuid := private.cursor_id(list_debit_logs.cursor, 2);
  v_after_customer uuid := private.cursor_id(list_debit_logs.cursor, 2, 2);
  v_answer json;
begin
  if list_debit_logs.status not in ('success', 'failed') then
    perform private.raise_invalid('/status', 'must be success or failed');
  end if;
  with page as (
    select l.*
    from public.debit_logs as l
    where l.business_id = v_access.business_id
      and (list_debit_logs.customer_id is null or l.customer_id = list_debit_logs.customer_id)
      and (list_debit_logs.status is null or l.status = list_debit_logs.status)
      and (list_debit_logs.run_id is null or l.run_id = list_debit_logs.run_id)
      -- By the few runs of the hours, which are what the logs are in the order of.
      and (list_debit_logs.period_start is null and list_debit_logs.period_from is null or l.run_id = any (array(
        select r.id from public.debit_runs as r
        where r.business_id = v_access.business_id
          and (list_debit_logs.period_start is null or r.period_start = list_debit_logs.period_start)
          and (list_debit_logs.period_from is null or r.period_start >= list_debit_logs.period_from)
      )))
      and (v_after_run is null or (l.run_id, l.customer_id) < (v_after_run, v_after_customer))
    order by l.run_id desc, l.customer_id desc
    limit v_limit + 1
  )
  select private.page_json(
    array_agg(
      private.debit_log_json(p, c.name, w.id, v_access.currency, v_access.decimals)
      order by p.run_id desc, p.customer_id desc),
    array_agg(
      private.encode_cursor(p.run_id::text, p.customer_id::text) order by p.run_id desc, p.customer_id desc),
    v_limit
  )
  into v_answer
  from page as p
  join public.customers as c on c.business_id = v_access.business_id and c.id = p.customer_id
  -- Whoever may read debits and no wallets is told no entry.
  left join public.wallets as w
    on w.business_id = v_access.business_id and w.customer_id = p.customer_id and w.kind = 'prepaid';
  return v_answer;
end;
$$;
comment on function public.list_debit_logs(uuid, uuid, text, uuid, timestamptz, timestamptz, integer, text) is
  'List debit logs, the newest first, of a customer, of a run, of an hour, of an hour and those after it, or of one status.';
grant execute on function public.list_debit_logs(uuid, uuid, text, uuid, timestamptz, timestamptz, integer, text) to anon, authenticated;
