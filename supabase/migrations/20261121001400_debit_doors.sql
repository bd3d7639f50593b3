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

create function private.debit_log_json(log public.debit_logs, customer_name text, currency text, decimals integer)
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
    'created_at', debit_log_json.log.created_at
  );
end;
$$;
comment on function private.debit_log_json(public.debit_logs, text, text, integer) is 'A debit log as every answer shows it.';
grant execute on function private.debit_log_json(public.debit_logs, text, text, integer) to anon, authenticated;

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

create function private.trigger_debits(business_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(trigger_debits.business_id, 'debits:run');
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'trigger_debits', '');
  v_run public.debit_runs;
begin
  if v_first is not null then
    -- What is remembered is which run it was; how far it is by now is in the run itself.
    return private.debit_result(
      v_access.business_id, (v_first ->> 'run_id')::uuid, v_access.currency, v_access.decimals);
  end if;
  v_run := private.insert_debit_run(
    v_access.business_id, 'manual', private.hour_of(v_access.now), v_access.actor, null);
  perform private.remember(
    v_access.business_id, v_access.idempotency_key, 'trigger_debits', '', json_build_object('run_id', v_run.id));
  return private.debit_result(v_access.business_id, v_run.id, v_access.currency, v_access.decimals);
end;
$$;
comment on function private.trigger_debits(uuid) is
  'Makes a run by hand for the current hour. It advances by private.advance_debits, or by the job within a minute.';
grant execute on function private.trigger_debits(uuid) to anon, authenticated;

create function public.trigger_debits(business_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.trigger_debits(trigger_debits.business_id);
end;
$$;
comment on function public.trigger_debits(uuid) is
  'Run the hourly debit now: call advance_debits with the run_id until its status is completed.';
grant execute on function public.trigger_debits(uuid) to anon, authenticated;

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
  v_first timestamptz;
begin
  -- The first scheduled hour that is not done: one that was begun, or the next that is due.
  select coalesce(min(r.period_start), min(s.next_period)) into v_first
  from private.debit_schedules as s
  left join public.debit_runs as r
    on r.business_id = s.business_id and r.status = 'running' and r.trigger <> 'manual'
  where s.business_id = v_access.business_id;

  return (
    select json_build_object(
      'period_start', v_period,
      'missed_hours', private.missed_hours(v_access.business_id, v_access.now),
      'due', count(*),
      'would_succeed', coalesce(sum(least(d.hours, d.bearable)), 0)::bigint,
      'would_fail', coalesce(sum(d.hours - least(d.hours, d.bearable)), 0)::bigint,
      'total', private.amount_text(coalesce(sum(d.amount * least(d.hours, d.bearable)), 0), v_access.decimals),
      'currency', v_access.currency
    )
    from (
      select
        w.hourly_debit_amount as amount,
        coalesce(greatest(0, floor((w.balance - w.minimum_balance) / w.hourly_debit_amount)), 1e9) as bearable,
        case
          -- Paid, or to be tried again by hand.
          when w.debited_through = v_period then (not w.debit_succeeded)::integer
          -- The scheduled hours that are behind, this one included; by hand, this one alone.
          when v_first <= v_period then
            extract(epoch from v_period - greatest(w.debited_through + interval '1 hour', v_first)) / 3600 + 1
          else 1
        end as hours
      from public.wallets as w
      where w.business_id = v_access.business_id
        and w.kind = 'prepaid' and w.status = 'active' and w.hourly_debit_amount > 0
        and w.debited_through <= v_period
    ) as d
    where d.hours > 0
  );
end;
$$;
comment on function private.preview_debits(uuid) is
  'What a run by hand would take now, missed hours included, without doing it: debits fail from the hour on that a wallet does not bear.';
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
  page_size integer default null, cursor text default null
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
      and (v_after_run is null or (l.run_id, l.customer_id) < (v_after_run, v_after_customer))
    order by l.run_id desc, l.customer_id desc
    limit v_limit + 1
  )
  select private.page_json(
    array_agg(
      private.debit_log_json(p, c.name, v_access.currency, v_access.decimals) order by p.run_id desc, p.customer_id desc),
    array_agg(
      private.encode_cursor(p.run_id::text, p.customer_id::text) order by p.run_id desc, p.customer_id desc),
    v_limit
  )
  into v_answer
  from page as p
  join public.customers as c on c.business_id = v_access.business_id and c.id = p.customer_id;
  return v_answer;
end;
$$;
comment on function public.list_debit_logs(uuid, uuid, text, uuid, integer, text) is
  'List debit logs, the newest first, of a customer, of a run, or of one status.';
grant execute on function public.list_debit_logs(uuid, uuid, text, uuid, integer, text) to anon, authenticated;
