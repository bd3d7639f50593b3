-- The doors of billing: run it now, what a run would do, runs, and charges.

create function private.billing_run_json(run public.billing_runs, currency text, decimals integer)
returns json
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return json_build_object(
    'id', billing_run_json.run.id,
    'trigger', billing_run_json.run.trigger,
    'status', billing_run_json.run.status,
    'events', billing_run_json.run.events,
    'charges', billing_run_json.run.charges,
    'total_billed', private.amount_text(billing_run_json.run.total_billed, billing_run_json.decimals),
    'held', billing_run_json.run.held,
    'total_held', private.amount_text(billing_run_json.run.total_held, billing_run_json.decimals),
    'currency', billing_run_json.currency,
    'started_by', billing_run_json.run.started_by,
    'started_at', billing_run_json.run.started_at,
    'finished_at', billing_run_json.run.finished_at
  );
end;
$$;
comment on function private.billing_run_json(public.billing_runs, text, integer) is 'A billing run as every answer shows it.';
grant execute on function private.billing_run_json(public.billing_runs, text, integer) to anon, authenticated;

create function private.find_billing_run(access private.access, billing_run_id uuid)
returns public.billing_runs
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_run public.billing_runs;
begin
  select r.* into v_run
  from public.billing_runs as r
  where r.business_id = find_billing_run.access.business_id and r.id = find_billing_run.billing_run_id;
  if not found then
    perform private.raise_problem(
      404, 'billing_run_not_found', 'There is no such billing run in this business.',
      jsonb_build_object('billing_run_id', find_billing_run.billing_run_id));
  end if;
  return v_run;
end;
$$;
comment on function private.find_billing_run(private.access, uuid) is 'A billing run, or a 404.';

-- Running now ---------------------------------------------------------------------------------------

create function private.advance_billing(business_id uuid, billing_run_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(advance_billing.business_id, 'billing:run');
  v_run public.billing_runs := private.find_billing_run(v_access, advance_billing.billing_run_id);
begin
  if v_run.status = 'running' then
    perform from private.usage_schedules as s where s.business_id = v_access.business_id for update;
    v_run := private.find_billing_run(v_access, advance_billing.billing_run_id);
    if v_run.status = 'running' then
      perform private.advance_billing_run(v_run);
      v_run := private.find_billing_run(v_access, advance_billing.billing_run_id);
    end if;
  end if;
  return private.billing_run_json(v_run, v_access.currency, v_access.decimals);
end;
$$;
comment on function private.advance_billing(uuid, uuid) is 'The next step of a billing run. Harmless to call too often.';
grant execute on function private.advance_billing(uuid, uuid) to anon, authenticated;

create function public.advance_billing(business_id uuid default null, billing_run_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.advance_billing(advance_billing.business_id, advance_billing.billing_run_id);
end;
$$;
comment on function public.advance_billing(uuid, uuid) is 'Advance a billing run by one step.';
grant execute on function public.advance_billing(uuid, uuid) to anon, authenticated;

-- What a run would do -------------------------------------------------------------------------------

create function private.plan_billing(business_id uuid)
returns table (
  customer_id uuid, service text, product_id uuid, events bigint, units numeric, amount numeric, held_reason text,
  rests_on text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_line record;
  v_customer_id uuid;
  v_left numeric;
begin
  for v_line in
    with due as (
      select t.customer_id, t.meter, t.service, t.product_id, t.events - t.billed_events as events,
        t.units - t.billed_units as units, t.amount - t.billed_amount as amount, t.held_since
      from public.usage_totals as t
      where t.business_id = plan_billing.business_id
      union all
      select n.customer_id, n.meter, n.service, n.product_id, n.events, n.units, n.amount, null
      from private.new_usage(plan_billing.business_id, null) as n
    )
    select d.customer_id, d.meter, d.service, d.product_id, sum(d.events)::bigint as events, sum(d.units) as units,
      trunc(sum(d.amount), 6) as amount, min(d.held_since) as held_since, w.status,
      w.balance - w.minimum_balance - private.held_of(w.business_id, w.id, w.held) as bearable,
      w.id as wallet_id, w.version, w.minimum_balance
    from due as d
    join public.wallets as w
      on w.business_id = plan_billing.business_id and w.customer_id = d.customer_id and w.kind = 'prepaid'
    group by d.customer_id, d.meter, d.service, d.product_id, w.business_id, w.id, w.status, w.version, w.balance,
      w.minimum_balance, w.held
    having sum(d.events) > 0
    order by d.customer_id, min(d.held_since) nulls last, d.meter
  loop
    if v_customer_id is distinct from v_line.customer_id then
      v_customer_id := v_line.customer_id;
      v_left := v_line.bearable;
    end if;
    customer_id := v_line.customer_id;
    service := v_line.service;
    product_id := v_line.product_id;
    events := v_line.events;
    units := v_line.units;
    amount := v_line.amount;
    held_reason := case
      when v_line.status = 'archived' then 'customer_archived'
      when v_line.amount > 0 and v_line.amount > v_left then 'insufficient_funds'
    end;
    if held_reason is null then
      v_left := v_left - v_line.amount;
    end if;
    rests_on := concat_ws(' ', v_line.wallet_id, v_line.events, trim_scale(v_line.units), trim_scale(v_line.amount),
      v_line.version, v_line.bearable, v_line.minimum_balance, coalesce(held_reason, 'bill'), v_line.meter);
    return next;
  end loop;
end;
$$;
comment on function private.plan_billing(uuid) is
  'What a run would bill now, line by line in the order of private.bill_round, and why it would hold what it cannot; rests_on is all that a line follows from. Amounts are in the currency of the business.';

create function private.preview_billing(business_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(preview_billing.business_id, 'usage:read');
  v_answer json;
begin
  with plan as materialized (
    select l.*, c.name as customer_name, coalesce(l.service, p.name) as name
    from private.plan_billing(v_access.business_id) as l
    join public.customers as c on c.business_id = v_access.business_id and c.id = l.customer_id
    left join public.products as p on p.business_id = v_access.business_id and p.id = l.product_id
  )
  select json_build_object(
    'as_of', v_access.now,
    'currency', v_access.currency,
    'new_events', (select coalesce(sum(n.events), 0) from private.new_usage(v_access.business_id, null) as n),
    'would_bill', count(*) filter (where l.held_reason is null),
    'total', private.amount_text(coalesce(sum(l.amount) filter (where l.held_reason is null), 0), v_access.decimals),
    'would_hold', count(*) filter (where l.held_reason is not null),
    'total_held', private.amount_text(coalesce(sum(l.amount) filter (where l.held_reason is not null), 0), v_access.decimals),
    'lines', coalesce((
      select json_agg(json_build_object(
        'customer_id', d.customer_id, 'customer_name', d.customer_name, 'service', d.service, 'product_id', d.product_id,
        'name', d.name, 'events', d.events, 'units', trim_scale(d.units)::text,
        'amount', private.amount_text(d.amount, v_access.decimals),
        'outcome', case when d.held_reason is null then 'bill' else 'hold' end, 'held_reason', d.held_reason
      ) order by d.amount desc, d.customer_id, d.name)
      from (select x.* from plan as x order by x.amount desc, x.customer_id, x.name limit 200) as d
    ), '[]'::json),
    'more_lines', greatest(0, count(*) - 200),
    'plan', case when count(*) <= private.largest_plan() then
      private.seal_plan('billing', v_access.business_id, '', array_agg(l.rests_on order by l.rests_on)) end
  )
  into v_answer
  from plan as l;
  return v_answer;
end;
$$;
comment on function private.preview_billing(uuid) is 'What a billing run would do now, customer by customer, without doing it; the plan is what private.trigger_billing carries out.';
grant execute on function private.preview_billing(uuid) to anon, authenticated;

create function public.preview_billing(business_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.preview_billing(preview_billing.business_id);
end;
$$;
comment on function public.preview_billing(uuid) is 'What a billing run would do now.';
grant execute on function public.preview_billing(uuid) to anon, authenticated;

-- Doing just that -----------------------------------------------------------------------------------

create function private.require_billing_plan(
  access private.access, plan text, out lines bigint, out charges bigint, out total numeric
)
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_plan text;
begin
  select
    count(*), count(*) filter (where l.held_reason is null),
    coalesce(sum(l.amount) filter (where l.held_reason is null), 0),
    private.seal_plan(
      'billing', require_billing_plan.access.business_id, '', array_agg(l.rests_on order by l.rests_on))
  into lines, charges, total, v_plan
  from private.plan_billing(require_billing_plan.access.business_id) as l;
  if split_part(v_plan, '.', 2) <> split_part(require_billing_plan.plan, '.', 2) then
    perform private.raise_plan_changed(
      require_billing_plan.access, require_billing_plan.plan,
      'The run would not do what was looked at any more. Nothing was billed.');
  elsif lines > private.largest_plan() then
    perform private.raise_invalid(
      '/plan', format('has more than %s charges; leave it out to run them in chunks', private.largest_plan()));
  end if;
end;
$$;
comment on function private.require_billing_plan(private.access, text) is
  'What the plan of a billing run comes to, where a run would do just that now; else a 409.';

create function private.apply_billing_plan(access private.access, plan text)
returns public.billing_runs
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_business_id uuid := apply_billing_plan.access.business_id;
  v_planned record;
  v_run public.billing_runs;
begin
  -- The locks of the job in its order, and the wallets by id: before the line is drawn, since who records may hold one.
  perform from private.debit_schedules as s where s.business_id = v_business_id for update;
  perform from public.wallets as w
  where w.business_id = v_business_id and w.kind = 'prepaid'
    and w.customer_id in (select l.customer_id from private.plan_billing(v_business_id) as l)
  order by w.id
  for update;
  perform private.require_billing_plan(apply_billing_plan.access, apply_billing_plan.plan);
  -- From here on nobody records, and what was recorded until now was looked at or changes the plan.
  v_run := private.start_billing_run(
    v_business_id, 'manual', apply_billing_plan.access.actor, apply_billing_plan.access.request_id);
  v_planned := private.require_billing_plan(apply_billing_plan.access, apply_billing_plan.plan);
  while v_run.status = 'running' loop
    perform private.advance_billing_run(v_run);
    v_run := private.find_billing_run(apply_billing_plan.access, v_run.id);
  end loop;
  if (v_run.charges, v_run.total_billed::numeric, v_run.held)
    is distinct from (v_planned.charges, v_planned.total, v_planned.lines - v_planned.charges)
  then
    perform private.raise_plan_changed(
      apply_billing_plan.access, apply_billing_plan.plan,
      'The run did not do what was looked at, and was taken back. Nothing was billed.', false);
  end if;
  return v_run;
end;
$$;
comment on function private.apply_billing_plan(private.access, text) is
  'Carries out a billing run whole, in this transaction, where it does just what the plan says; else a 409, and nothing has happened. The caller holds the row of the business in private.usage_schedules, and no run is under way.';

create function private.trigger_billing(business_id uuid, plan text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(trigger_billing.business_id, 'billing:run');
  v_request text := coalesce(trigger_billing.plan, '');
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'trigger_billing', v_request);
  v_run public.billing_runs;
begin
  if v_first is not null then
    -- What is remembered is which run it was; how far it is by now is in the run itself.
    return private.billing_run_json(
      private.find_billing_run(v_access, (v_first ->> 'id')::uuid), v_access.currency, v_access.decimals);
  end if;
  perform from private.usage_schedules as s where s.business_id = v_access.business_id for update;
  select r.* into v_run
  from public.billing_runs as r where r.business_id = v_access.business_id and r.status = 'running';
  if trigger_billing.plan is not null then
    perform private.require_plan(trigger_billing.plan);
    if v_run.id is not null then
      perform private.raise_plan_changed(
        v_access, trigger_billing.plan, 'A billing run is under way; look at what is left when it is done. Nothing was billed.');
    end if;
    v_run := private.apply_billing_plan(v_access, trigger_billing.plan);
  elsif v_run.id is null then
    v_run := private.start_billing_run(v_access.business_id, 'manual', v_access.actor, v_access.request_id);
  end if;
  perform private.remember(
    v_access.business_id, v_access.idempotency_key, 'trigger_billing', v_request, json_build_object('id', v_run.id));
  return private.billing_run_json(v_run, v_access.currency, v_access.decimals);
end;
$$;
comment on function private.trigger_billing(uuid, text) is
  'Makes a run by hand, or joins the one that is under way. It advances by private.advance_billing, or by the job within a minute; with a plan it is carried out here, whole, as the plan says.';
grant execute on function private.trigger_billing(uuid, text) to anon, authenticated;

create function public.trigger_billing(business_id uuid default null, plan text default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.trigger_billing(trigger_billing.business_id, trigger_billing.plan);
end;
$$;
comment on function public.trigger_billing(uuid, text) is
  'Bill usage now: call advance_billing with the id of the run until its status is completed.';
grant execute on function public.trigger_billing(uuid, text) to anon, authenticated;

-- Looking -------------------------------------------------------------------------------------------

create function private.business_unbilled(business_id uuid, out unbilled numeric, out held numeric, out held_customers bigint)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  select
    coalesce(sum(trunc(t.amount, 6) - t.billed_amount), 0),
    coalesce(sum(trunc(t.amount, 6) - t.billed_amount) filter (where t.is_due and t.held_reason is not null), 0),
    count(distinct t.customer_id) filter (where t.is_due and t.held_reason is not null)
  into unbilled, held, held_customers
  from public.usage_totals as t
  where t.business_id = business_unbilled.business_id;
  unbilled := unbilled + coalesce((
    select trunc(sum(n.amount), 6) from private.new_usage(business_unbilled.business_id, null) as n
  ), 0);
end;
$$;
comment on function private.business_unbilled(uuid) is
  'What all customers of a business used that is not in the ledger yet, and the part that wallets could not bear; in its currency.';

create function private.get_billing_status(business_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_billing_status.business_id, 'usage:read');
  v_unbilled record := private.business_unbilled(v_access.business_id);
  v_job private.jobs;
  v_last public.billing_runs;
begin
  select j.* into v_job from private.jobs as j where j.name = 'bill_usage';
  select r.* into v_last
  from public.billing_runs as r where r.business_id = v_access.business_id order by r.id desc limit 1;
  return (
    select json_build_object(
      'scheduler', private.scheduler_at_work(),
      'scheduler_seen_at', v_job.last_seen_at,
      'last_run', case when v_last.id is not null then
        private.billing_run_json(v_last, v_access.currency, v_access.decimals) end,
      'runs', count(*),
      'charges', coalesce(sum(r.charges), 0),
      'total_billed', private.amount_text(coalesce(sum(r.total_billed), 0), v_access.decimals),
      'unbilled', private.amount_text(v_unbilled.unbilled, v_access.decimals),
      'held', private.amount_text(v_unbilled.held, v_access.decimals),
      'held_customers', v_unbilled.held_customers,
      'currency', v_access.currency
    )
    from public.billing_runs as r
    where r.business_id = v_access.business_id
  );
end;
$$;
comment on function private.get_billing_status(uuid) is 'Statistics of the billing of usage, and which scheduler is at work.';
grant execute on function private.get_billing_status(uuid) to anon, authenticated;

create function public.get_billing_status(business_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_billing_status(get_billing_status.business_id);
end;
$$;
comment on function public.get_billing_status(uuid) is 'Statistics of the billing of usage.';
grant execute on function public.get_billing_status(uuid) to anon, authenticated;

create function public.list_billing_runs(business_id uuid default null, page_size integer default null, cursor text default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_billing_runs.business_id, 'usage:read');
  v_limit integer := private.page_limit(list_billing_runs.page_size);
  v_after uuid := private.cursor_id(list_billing_runs.cursor, 1);
  v_answer json;
begin
  with page as (
    select r.id, private.billing_run_json(r, v_access.currency, v_access.decimals) as row
    from public.billing_runs as r
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
comment on function public.list_billing_runs(uuid, integer, text) is 'List billing runs, the newest first.';
grant execute on function public.list_billing_runs(uuid, integer, text) to anon, authenticated;

create function private.get_billing_run(business_id uuid, billing_run_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_billing_run.business_id, 'usage:read');
begin
  return private.billing_run_json(
    private.find_billing_run(v_access, get_billing_run.billing_run_id), v_access.currency, v_access.decimals);
end;
$$;
comment on function private.get_billing_run(uuid, uuid) is 'One billing run.';
grant execute on function private.get_billing_run(uuid, uuid) to anon, authenticated;

create function public.get_billing_run(business_id uuid default null, billing_run_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_billing_run(get_billing_run.business_id, get_billing_run.billing_run_id);
end;
$$;
comment on function public.get_billing_run(uuid, uuid) is 'Read a billing run.';
grant execute on function public.get_billing_run(uuid, uuid) to anon, authenticated;
