-- The status page of a business: the scheduler, the jobs, and what waits for them.

create function private.pending_deliveries(business_id uuid)
returns bigint
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select count(*) from public.webhook_deliveries as d
    where d.settled_at is null
      and (pending_deliveries.business_id is null or d.business_id = pending_deliveries.business_id)
  );
end;
$$;
comment on function private.pending_deliveries(uuid) is
  'Deliveries of webhooks that are on their way or tried again later, of a business, or of all where it is null.';

create function private.get_status(business_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_status.business_id, 'business:read');
  v_seen_at timestamptz := private.scheduler_seen_at();
begin
  return json_build_object(
    'database_time', clock_timestamp(),
    'business_time', v_access.now,
    'schema_version', private.schema_version(),
    'scheduler', private.scheduler_at_work(),
    'scheduler_seen_at', v_seen_at,
    -- Nothing of what the last failure said: it may be about another tenant.
    'jobs', (
      select json_agg(json_build_object(
        'name', j.name, 'description', j.description, 'schedule', j.schedule, 'is_enabled', j.is_enabled,
        'last_seen_at', j.last_seen_at, 'last_done_at', j.last_done_at,
        'last_duration_ms', round(extract(epoch from j.last_duration) * 1000)::bigint,
        'runs', j.runs, 'failures', j.failures, 'last_failed_at', j.last_failed_at
      ) order by j.name)
      from private.jobs as j
    ),
    'last_proof', (
      select json_build_object('checked_at', p.checked_at, 'discrepancies', p.discrepancies)
      from private.ledger_proofs as p where p.business_id = v_access.business_id
    ),
    'backlog', json_build_object(
      'hours_due', coalesce(private.missed_hours(v_access.business_id, v_access.now), 0),
      'hours_set_aside_until', (
        select s.retry_at from private.debit_schedules as s
        where s.business_id = v_access.business_id and s.retry_at > now()
      ),
      'customers_unbilled', (
        select count(distinct t.customer_id) from public.usage_totals as t
        where t.business_id = v_access.business_id and t.is_due and t.held_reason is null
      ),
      'customers_held', (
        select count(distinct t.customer_id) from public.usage_totals as t
        where t.business_id = v_access.business_id and t.is_due and t.held_reason is not null
      ),
      'usage_billed_at', (
        select max(r.finished_at) from public.billing_runs as r where r.business_id = v_access.business_id
      ),
      'sessions_unsettled', (
        select count(*) from public.sessions as s
        where s.business_id = v_access.business_id and s.ended_at is null
          and s.runs_out_at < v_access.now - interval '2 minutes'
      ),
      'deliveries_pending', private.pending_deliveries(v_access.business_id)
    )
  );
end;
$$;
comment on function private.get_status(uuid) is
  'The scheduler, what each job did last, and what of this business waits for them. Of other businesses there is nothing in it.';
grant execute on function private.get_status(uuid) to anon, authenticated;

create function public.get_status(business_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_status(get_status.business_id);
end;
$$;
comment on function public.get_status(uuid) is 'Whether what runs by itself does run.';
grant execute on function public.get_status(uuid) to anon, authenticated;
