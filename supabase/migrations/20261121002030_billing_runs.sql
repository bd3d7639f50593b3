-- Runs of the billing: step by step, each step its own transaction.

create function private.advance_billing_run(
  run public.billing_runs, collect_size integer default 200000, bill_size integer default 500
)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_run public.billing_runs := advance_billing_run.run;
  v_up_to uuid;
  v_is_last boolean;
  v_done public.billing_runs;
begin
  if v_run.next_after_customer_id is null then
    v_run := private.collect_usage(v_run, advance_billing_run.collect_size);
    perform private.notify_change(v_run.business_id, 'billing');
    return;
  end if;

  select t.customer_id into v_up_to
  from public.usage_totals as t
  where t.business_id = v_run.business_id and t.is_due and t.customer_id > v_run.next_after_customer_id
  order by t.customer_id
  offset advance_billing_run.bill_size - 1
  limit 1;
  v_is_last := not found;
  if v_is_last then
    v_up_to := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  end if;
  -- The hourly debit moves many wallets of the business too: one of the two at a time.
  perform from private.debit_schedules as s where s.business_id = v_run.business_id for update;
  v_done := private.bill_range(
    v_run, v_run.next_after_customer_id, v_up_to, private.clock(v_run.business_id));

  update public.billing_runs as r
  set
    charges = r.charges + v_done.charges,
    total_billed = r.total_billed + v_done.total_billed,
    held = r.held + h.held,
    total_held = r.total_held + h.total,
    next_after_customer_id = v_up_to,
    status = case when v_is_last then 'completed' else 'running' end,
    finished_at = case when v_is_last then clock_timestamp() end
  from (
    select count(*) as held, coalesce(sum(trunc(t.amount, 6) - t.billed_amount), 0) as total
    from public.usage_totals as t
    where t.business_id = v_run.business_id and t.is_due
      and t.customer_id > v_run.next_after_customer_id and t.customer_id <= v_up_to
  ) as h
  where r.business_id = v_run.business_id and r.id = v_run.id;

  perform private.notify_change(v_run.business_id, 'billing');
  if v_done.charges > 0 then
    perform private.notify_range(v_run.business_id, 'wallets', v_run.next_after_customer_id, v_up_to);
  end if;
end;
$$;
comment on function private.advance_billing_run(public.billing_runs, integer, integer) is
  'The next step of a run: adding up new events, or billing the next customers. The caller holds the row of the business in private.usage_schedules.';

create function private.usage_is_due(business_id uuid, collected_up_to uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  -- The newest event, not a search for one above the mark: there a plan for any mark reads all events.
  v_newest uuid := (
    select e.id from public.usage_events as e where e.business_id = usage_is_due.business_id order by e.id desc limit 1);
  v_hour_ago bigint := (extract(epoch from now()) - 3600) * 1000000;
  v_retries_errors boolean;
begin
  if v_newest > usage_is_due.collected_up_to then
    return true;
  end if;
  -- An error is tried again with the next run, or after an hour without one.
  v_retries_errors := not exists (
    select from public.billing_runs as r
    where r.business_id = usage_is_due.business_id and r.id > private.uuid_v7(v_hour_ago));
  return exists (
    -- Held, and the wallet can bear it by now: looked up wallet by wallet.
    select from public.usage_totals as t
    where t.business_id = usage_is_due.business_id and t.is_due
      and (v_retries_errors or t.held_reason is distinct from 'internal_error')
      and (
        select w.status <> 'archived'
          and (w.minimum_balance is null or w.balance - (trunc(t.amount, 6) - t.billed_amount) >= w.minimum_balance
            + private.held_of(w.business_id, w.id, w.held))
        from public.wallets as w
        where w.business_id = t.business_id and w.customer_id = t.customer_id and w.kind = 'prepaid'
      )
  );
end;
$$;
comment on function private.usage_is_due(uuid, uuid) is 'Whether a run would have anything to do.';

create function private.start_billing_run(business_id uuid, trigger text, started_by text, request_id text default null)
returns public.billing_runs
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_run public.billing_runs;
begin
  insert into public.billing_runs (business_id, trigger, started_by, request_id, up_to_event_id)
  values (
    start_billing_run.business_id, start_billing_run.trigger, start_billing_run.started_by, start_billing_run.request_id,
    private.draw_usage_line(start_billing_run.business_id)
  )
  returning * into v_run;
  perform private.notify_change(start_billing_run.business_id, 'billing');
  return v_run;
end;
$$;
comment on function private.start_billing_run(uuid, text, text, text) is
  'Draws the line and makes the run that bills up to it: a step of its own, since nobody records while it lasts. The caller holds the row of the business in private.usage_schedules.';

create function private.bill_usage(collect_size integer default 200000, bill_size integer default 500)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_schedule private.usage_schedules;
  v_run public.billing_runs;
  v_looked boolean := false;
begin
  for v_idle in 1 .. 100 loop
    -- Whoever is at work on a business holds its row; another worker takes the next one. Each business comes by once a
    -- minute, one with a run under way after all others that are due.
    select s.* into v_schedule
    from private.usage_schedules as s
    where s.next_run_at <= now()
    order by s.next_run_at
    limit 1
    for update skip locked;
    if not found then
      return false;
    end if;
    select r.* into v_run
    from public.billing_runs as r where r.business_id = v_schedule.business_id and r.status = 'running';
    exit when v_run.id is not null or private.usage_is_due(v_schedule.business_id, v_schedule.collected_up_to);
    update private.usage_schedules as s set next_run_at = now() + interval '50 seconds'
    where s.business_id = v_schedule.business_id;
    v_looked := true;
  end loop;
  -- Work is a step of its own, which holds no row but that of its business.
  if v_looked then
    return true;
  end if;

  begin
    if v_run.id is not null then
      perform private.advance_billing_run(v_run, bill_usage.collect_size, bill_usage.bill_size);
    else
      perform private.start_billing_run(v_schedule.business_id, 'schedule', 'job:bill_usage');
    end if;
    update private.usage_schedules as s
    set next_run_at = case
      when exists (select from public.billing_runs as r where r.business_id = s.business_id and r.status = 'running')
        then clock_timestamp()
      else now() + interval '50 seconds'
    end
    where s.business_id = v_schedule.business_id;
  exception
    when query_canceled or admin_shutdown or crash_shutdown then
      raise;
    when others then
      -- One business never stops the others: it is left alone for a while, and the operator is told.
      raise warning 'billing of business % waits: % (%)', v_schedule.business_id, sqlerrm, sqlstate;
      update private.usage_schedules as s
      set next_run_at = now() + case sqlstate when '55P03' then interval '1 minute' else interval '5 minutes' end
      where s.business_id = v_schedule.business_id;
  end;
  return true;
end;
$$;
comment on function private.bill_usage(integer, integer) is
  'One step of the job bill_usage: one step of the run of one business; false where nothing is due anywhere. Called again and again, each step its own transaction, it bills what was recorded in every business, and what was held and can be borne by now. Safe to run twice at once, and to kill at any point.';

create function private.bill_business(business_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_schedule private.usage_schedules;
  v_run public.billing_runs;
begin
  select s.* into v_schedule
  from private.usage_schedules as s where s.business_id = bill_business.business_id for update;
  loop
    select r.* into v_run
    from public.billing_runs as r where r.business_id = v_schedule.business_id and r.status = 'running';
    if found then
      perform private.advance_billing_run(v_run);
    else
      select s.* into v_schedule from private.usage_schedules as s where s.business_id = bill_business.business_id;
      exit when not private.usage_is_due(v_schedule.business_id, v_schedule.collected_up_to);
      perform private.start_billing_run(v_schedule.business_id, 'schedule', 'job:bill_usage');
    end if;
  end loop;
end;
$$;
comment on function private.bill_business(uuid) is
  'All that is due in a business, in one transaction: for the test clock, where nobody else spends meanwhile.';
