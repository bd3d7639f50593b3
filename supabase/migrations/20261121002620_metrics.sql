-- Figures of the whole installation, for its operator. No tenant sees them.

create function private.get_metrics()
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_late timestamptz := now() - interval '3 minutes';
begin
  perform private.require_app();
  return json_build_object(
    'schema_version', private.schema_version(),
    'scheduler_age_seconds', extract(epoch from clock_timestamp() - private.scheduler_seen_at()),
    'jobs', (
      select json_agg(json_build_object(
        'name', j.name,
        'done_age_seconds', extract(epoch from clock_timestamp() - j.last_done_at),
        'last_duration_seconds', extract(epoch from j.last_duration),
        'runs', j.runs, 'failures', j.failures
      ) order by j.name)
      from private.jobs as j where j.is_enabled
    ),
    'backlog', json_build_object(
      'debit_businesses_late', (
        select count(*)
        from private.debit_schedules as s
        join public.businesses as b on b.id = s.business_id
        where s.next_period <= v_late and s.next_period <= coalesce(b.test_clock_at, now())
      ),
      'debit_businesses_set_aside', (select count(*) from private.debit_schedules as s where s.retry_at > now()),
      -- Who is new has no run to be late with.
      'billing_businesses_late', (
        select count(*) from private.usage_schedules as s where s.next_run_at <= v_late and isfinite(s.next_run_at)
      ),
      'session_businesses_late', (
        select count(*) from private.session_schedules as s where s.next_run_at <= v_late and isfinite(s.next_run_at)
      ),
      'customers_held', (
        select count(*) from (
          select distinct t.business_id, t.customer_id from public.usage_totals as t where t.is_due and t.held_reason is not null
        ) as h
      ),
      'deliveries_pending', private.pending_deliveries(null),
      'deliveries_retrying', (select count(*) from public.webhook_deliveries as d where d.status = 'retrying')
    )
  );
end;
$$;
comment on function private.get_metrics() is 'What the jobs do and what waits for them, over all businesses; for the app alone.';
grant execute on function private.get_metrics() to authenticated;

create function public.get_metrics()
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_metrics();
end;
$$;
comment on function public.get_metrics() is 'Figures for the metrics of the app; for the app alone.';
grant execute on function public.get_metrics() to authenticated;
