-- The figures of the first page.

create function public.get_overview(business_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_overview.business_id, 'customers:read');
  v_totals record;
  v_sessions record;
  v_hour timestamptz := private.hour_of(v_access.now);
begin
  select
    count(*) filter (where w.status <> 'archived') as customers,
    count(*) filter (where w.status = 'active') as active,
    coalesce(sum(w.balance) filter (where w.status <> 'archived'), 0) as balance,
    coalesce(sum(w.hourly_debit_amount) filter (where w.status = 'active'), 0) as burn,
    count(*) filter (where private.runway_hours(w) = 0) as dry
  into v_totals
  from public.wallets as w
  where w.business_id = v_access.business_id and w.kind = 'prepaid';

  select count(*) as running, coalesce(sum(s.credits_per_minute), 0) as credits_per_minute
  into v_sessions
  from public.sessions as s
  where s.business_id = v_access.business_id and s.ended_at is null
    and (s.runs_out_at is null or s.runs_out_at > v_access.now);

  return json_build_object(
    'currency', v_access.currency,
    'as_of', v_access.now,
    'customers', v_totals.customers,
    'active_customers', v_totals.active,
    'total_balance', private.amount_text(v_totals.balance, v_access.decimals),
    'hourly_burn', private.amount_text(v_totals.burn, v_access.decimals),
    'runway_hours', case when v_totals.burn > 0 then greatest(0, floor(v_totals.balance / v_totals.burn))::bigint end,
    'dry_customers', v_totals.dry,
    'debits_by_hour', (
      select json_agg(json_build_object(
        'period_start', h.period_start,
        'debited', private.amount_text(coalesce(r.debited, 0), v_access.decimals),
        'succeeded', coalesce(r.succeeded, 0),
        'failed', coalesce(r.failed, 0)
      ) order by h.period_start)
      from generate_series(v_hour - interval '23 hours', v_hour, interval '1 hour') as h(period_start)
      left join (
        select d.period_start, sum(d.total_debited) as debited, sum(d.succeeded) as succeeded, sum(d.failed) as failed
        from public.debit_runs as d
        where d.business_id = v_access.business_id
          and d.period_start between v_hour - interval '23 hours' and v_hour
        group by d.period_start
      ) as r on r.period_start = h.period_start
    ),
    'dry_next', (public.list_customers(v_access.business_id, null, 'active', null, 'runway', 'asc', 5)) -> 'data',
    'running_sessions', v_sessions.running,
    'session_credits_per_minute', private.amount_text(v_sessions.credits_per_minute, 0),
    'recent_logs', (public.list_debit_logs(v_access.business_id, null, null, null, null, null, 8)) -> 'data'
  );
end;
$$;
comment on function public.get_overview(uuid) is
  'Totals, debits by hour, who runs dry next, recent logs. Amounts are in the currency of the business.';
grant execute on function public.get_overview(uuid) to anon, authenticated;
