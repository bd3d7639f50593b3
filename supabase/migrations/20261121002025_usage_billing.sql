-- Billing usage: new events are added up by customer and meter, and what a wallet can bear becomes ledger entries.

create function private.collect_usage(run public.billing_runs, chunk_size integer)
returns public.billing_runs
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_run public.billing_runs := collect_usage.run;
  v_above uuid;
  v_up_to uuid;
  v_events bigint;
begin
  select s.collected_up_to into v_above
  from private.usage_schedules as s where s.business_id = v_run.business_id;
  select e.id into v_up_to
  from public.usage_events as e
  where e.business_id = v_run.business_id and e.id > v_above and e.id <= v_run.up_to_event_id
  order by e.id
  offset collect_usage.chunk_size - 1
  limit 1;
  v_up_to := coalesce(v_up_to, v_run.up_to_event_id);

  with added as materialized (
    select
      e.customer_id, e.service, e.product_id, (e.occurred_at at time zone 'UTC')::date as day,
      count(*) as events, sum(e.units) as units, sum(e.units * e.price_per_unit) as amount
    from public.usage_events as e
    where e.business_id = v_run.business_id and e.id > v_above and e.id <= v_up_to
    group by 1, 2, 3, 4
  ), days as (
    insert into public.usage_days as d (business_id, day, customer_id, meter, service, product_id, events, units, amount)
    select
      v_run.business_id, a.day, a.customer_id, private.usage_meter(a.service, a.product_id),
      a.service, a.product_id, a.events, a.units, a.amount
    from added as a
    on conflict on constraint usage_days_pkey do update
    set events = d.events + excluded.events, units = d.units + excluded.units, amount = d.amount + excluded.amount
  ), totals as (
    insert into public.usage_totals as t (business_id, customer_id, meter, service, product_id, events, units, amount)
    select
      v_run.business_id, a.customer_id, private.usage_meter(a.service, a.product_id),
      a.service, a.product_id, sum(a.events), sum(a.units), sum(a.amount)
    from added as a
    group by a.customer_id, a.service, a.product_id
    on conflict on constraint usage_totals_pkey do update
    set events = t.events + excluded.events, units = t.units + excluded.units, amount = t.amount + excluded.amount
  )
  select coalesce(sum(a.events), 0) into v_events from added as a;

  update private.usage_schedules as s set collected_up_to = v_up_to where s.business_id = v_run.business_id;
  update public.billing_runs as r
  set
    events = r.events + v_events,
    next_after_customer_id = case when v_up_to = v_run.up_to_event_id then '00000000-0000-0000-0000-000000000000'::uuid end
  where r.business_id = v_run.business_id and r.id = v_run.id
  returning r.* into v_run;
  return v_run;
end;
$$;
comment on function private.collect_usage(public.billing_runs, integer) is
  'Adds the next events up to the line of the run to the totals, and moves the mark up to which that is done with them. The caller holds the row of the business in private.usage_schedules.';

create type private.movement as (
  customer_id uuid, amount public.amount, description text, reference_id uuid, actor text, request_id text,
  occurred_at timestamptz
);
comment on type private.movement is
  'What private.post_movements posts for one customer: a signed amount in the unit of the wallet, and what private.post_movement is told beside it.';

create function private.post_movements(
  business_id uuid, wallet_kind public.wallet_kind, kind public.entry_kind, counter_account text, reference_type text,
  movements private.movement[]
)
returns table (customer_id uuid, wallet_id uuid, version bigint)
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_written_at timestamptz := clock_timestamp();
  -- Named once more as a list, so that few of many wallets are found by key and not by reading all.
  v_customer_ids uuid[] := array(select m.customer_id from unnest(post_movements.movements) as m);
begin
  return query
    with asked as (
      select m.* from unnest(post_movements.movements) as m
    ), moved as (
      update public.wallets as w
      set
        balance = w.balance + a.amount,
        version = w.version + 1,
        updated_at = greatest(w.updated_at, v_written_at),
        -- The hash of private.entry_hash.
        last_hash = sha256(w.last_hash || convert_to(
          array_to_json(array[
            w.business_id::text, w.id::text, (w.version + 1)::text,
            a.amount::text, (w.balance + a.amount)::text,
            post_movements.kind::text, post_movements.counter_account, a.description,
            post_movements.reference_type, a.reference_id::text, a.actor, a.request_id,
            ((extract(epoch from a.occurred_at) * 1000000)::bigint)::text,
            ((extract(epoch from greatest(w.updated_at, v_written_at)) * 1000000)::bigint)::text
          ])::text,
          'UTF8'
        ))
      from asked as a
      where w.business_id = post_movements.business_id
        and w.customer_id = a.customer_id
        and w.customer_id = any (v_customer_ids)
        and w.kind = post_movements.wallet_kind
        and w.status <> 'archived'
        and (a.amount >= 0 or w.minimum_balance is null or w.balance + a.amount >= w.minimum_balance
          + case w.held when 0 then 0 else private.held_now(w.business_id, w.id, w.held) end)
      returning
        w.customer_id, w.id, w.version, w.balance, w.updated_at, w.last_hash, a.amount, a.description, a.reference_id,
        a.actor, a.request_id, a.occurred_at
    ), entries as (
      insert into public.ledger_entries (
        business_id, wallet_id, version, amount, balance_after, kind, counter_account, description,
        reference_type, reference_id, actor, request_id, occurred_at, recorded_at, hash
      )
      select
        post_movements.business_id, m.id, m.version, m.amount, m.balance, post_movements.kind,
        post_movements.counter_account, m.description, post_movements.reference_type, m.reference_id,
        m.actor, m.request_id, m.occurred_at, m.updated_at, m.last_hash
      from moved as m
    )
    select m.customer_id, m.id, m.version from moved as m;
end;
$$;
comment on function private.post_movements(uuid, public.wallet_kind, public.entry_kind, text, text, private.movement[]) is
  'The set-based twin of private.post_movement for jobs: one movement for each customer named, in one statement, where the wallet can bear it. Answers with those that were posted. The caller holds what keeps two jobs from locking the same wallets in two orders: for prepaid wallets the row of the business in private.debit_schedules, for credits the wallets themselves, taken by id. Of credits it posts only what sessions have burned: any other movement settles first.';

create function private.bill_round(run public.billing_runs, above uuid, up_to uuid, now timestamptz)
returns public.billing_runs
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_run public.billing_runs := bill_round.run;
  v_actor text := case when v_run.trigger = 'manual' then v_run.started_by else 'job:bill_usage' end;
  v_due record;
  v_collected_up_to uuid;
  v_charges bigint;
  v_total numeric;
begin
  select s.collected_up_to into v_collected_up_to
  from private.usage_schedules as s where s.business_id = v_run.business_id;
  -- For each wallet the one that has waited longest of those it can bear.
  select
    array_agg(d.customer_id) as customer_ids, array_agg(d.meter) as meters, array_agg(d.charge) as charges,
    array_agg(d.description) as descriptions, array_agg(private.uuid_v7()) as charge_ids
  into v_due
  from (
    select distinct on (t.customer_id)
      t.customer_id, t.meter, c.charge,
      format('%s, %s units, %s %s', coalesce(t.service, p.name), trim_scale(t.units - t.billed_units),
        t.events - t.billed_events, case t.events - t.billed_events when 1 then 'event' else 'events' end) as description
    from public.usage_totals as t
    cross join lateral (select trunc(t.amount, 6) - t.billed_amount as charge) as c
    join public.wallets as w
      on w.business_id = t.business_id and w.customer_id = t.customer_id and w.kind = 'prepaid' and w.status <> 'archived'
    left join public.products as p on p.business_id = t.business_id and p.id = t.product_id
    where t.business_id = v_run.business_id and t.is_due
      and t.customer_id > bill_round.above and t.customer_id <= bill_round.up_to
      and (c.charge = 0 or w.minimum_balance is null or w.balance - c.charge >= w.minimum_balance
        + case w.held when 0 then 0 else private.held_now(w.business_id, w.id, w.held) end)
    order by t.customer_id, t.held_since nulls last, t.meter
  ) as d;

  with due as (
    select d.*
    from unnest(v_due.customer_ids, v_due.meters, v_due.charges, v_due.charge_ids) as d(customer_id, meter, charge, charge_id)
  ), posted as (
    select p.*
    from (
      select array_agg(
        row(d.customer_id, -d.charge, d.description, d.charge_id, v_actor, v_run.request_id, bill_round.now)::private.movement
      ) as movements
      from unnest(v_due.customer_ids, v_due.charges, v_due.descriptions, v_due.charge_ids)
        as d(customer_id, charge, description, charge_id)
      where d.charge > 0
    ) as a
    cross join lateral private.post_movements(
      v_run.business_id, 'prepaid', 'usage', 'revenue:usage', 'usage_charge', a.movements) as p
  ), before as (
    select t.*, d.charge, d.charge_id, p.wallet_id, p.version
    from due as d
    join public.usage_totals as t
      on t.business_id = v_run.business_id and t.customer_id = d.customer_id and t.meter = d.meter
      -- The range once more, so that a plan made when there was little reads no more than that.
      and t.customer_id > bill_round.above and t.customer_id <= bill_round.up_to
    left join posted as p on p.customer_id = d.customer_id
    where d.charge = 0 or p.wallet_id is not null
  ), charged as (
    insert into public.usage_charges (
      business_id, id, billing_run_id, customer_id, meter, service, product_id, events, units, amount, wallet_id, version,
      after_event_id, up_to_event_id, charged_at
    )
    select
      b.business_id, b.charge_id, v_run.id, b.customer_id, b.meter, b.service, b.product_id,
      b.events - b.billed_events, b.units - b.billed_units, b.charge, b.wallet_id, b.version,
      b.billed_up_to, v_collected_up_to, bill_round.now
    from before as b
    returning customer_id, meter, amount
  ), billed as (
    update public.usage_totals as t
    set
      billed_events = t.events, billed_units = t.units, billed_amount = t.billed_amount + c.amount,
      billed_up_to = v_collected_up_to, held_reason = null, held_since = null
    from charged as c
    where t.business_id = v_run.business_id and t.customer_id = c.customer_id and t.meter = c.meter
      and t.customer_id > bill_round.above and t.customer_id <= bill_round.up_to
    returning c.amount
  )
  select count(*), coalesce(sum(b.amount), 0) into v_charges, v_total from billed as b;

  v_run.charges := v_charges;
  v_run.total_billed := v_total;
  return v_run;
end;
$$;
comment on function private.bill_round(public.billing_runs, uuid, uuid, timestamptz) is
  'Bills at most one meter of each customer in a key range; answers with how many charges that made and their total in the currency of the business. Called until it makes none.';

create function private.bill_customers(run public.billing_runs, above uuid, up_to uuid, now timestamptz)
returns public.billing_runs
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_run public.billing_runs := bill_customers.run;
  v_round public.billing_runs;
begin
  v_run.charges := 0;
  v_run.total_billed := 0;
  loop
    v_round := private.bill_round(v_run, bill_customers.above, bill_customers.up_to, bill_customers.now);
    exit when v_round.charges = 0;
    v_run.charges := v_run.charges + v_round.charges;
    v_run.total_billed := v_run.total_billed + v_round.total_billed;
  end loop;
  -- What is left, no wallet could bear.
  update public.usage_totals as t
  set
    held_reason = case when w.status = 'archived' then 'customer_archived' else 'insufficient_funds' end,
    held_since = coalesce(t.held_since, bill_customers.now)
  from public.wallets as w
  where t.business_id = v_run.business_id and t.is_due
    and t.customer_id > bill_customers.above and t.customer_id <= bill_customers.up_to
    and w.business_id = t.business_id and w.customer_id = t.customer_id and w.kind = 'prepaid'
    and t.held_reason is distinct from case when w.status = 'archived' then 'customer_archived' else 'insufficient_funds' end;
  return v_run;
end;
$$;
comment on function private.bill_customers(public.billing_runs, uuid, uuid, timestamptz) is
  'Bills the customers of a key range, and notes of what is left why it is held; answers with the charges and their total.';

create function private.bill_range(run public.billing_runs, above uuid, up_to uuid, now timestamptz)
returns public.billing_runs
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_run public.billing_runs := bill_range.run;
  v_customer_ids uuid[];
  v_middle uuid;
  v_first public.billing_runs;
  v_second public.billing_runs;
begin
  return private.bill_customers(v_run, bill_range.above, bill_range.up_to, bill_range.now);
exception
  -- Not the customers' fault: the whole chunk is tried again later.
  when query_canceled or lock_not_available or deadlock_detected or serialization_failure
    or admin_shutdown or crash_shutdown or disk_full or out_of_memory then
    raise;
  when others then
    select array_agg(distinct t.customer_id order by t.customer_id) into v_customer_ids
    from public.usage_totals as t
    where t.business_id = v_run.business_id and t.is_due
      and t.customer_id > bill_range.above and t.customer_id <= bill_range.up_to;
    v_run.charges := 0;
    v_run.total_billed := 0;
    if v_customer_ids is null then
      raise;
    elsif cardinality(v_customer_ids) = 1 then
      raise warning 'billing run %: customer % could not be billed: % (%)', v_run.id, v_customer_ids[1], sqlerrm, sqlstate;
      update public.usage_totals as t
      set held_reason = 'internal_error', held_since = coalesce(t.held_since, bill_range.now)
      where t.business_id = v_run.business_id and t.customer_id = v_customer_ids[1] and t.is_due;
      return v_run;
    end if;
    v_middle := v_customer_ids[cardinality(v_customer_ids) / 2];
    v_first := private.bill_range(bill_range.run, bill_range.above, v_middle, bill_range.now);
    v_second := private.bill_range(bill_range.run, v_middle, bill_range.up_to, bill_range.now);
    v_run.charges := v_first.charges + v_second.charges;
    v_run.total_billed := v_first.total_billed + v_second.total_billed;
    return v_run;
end;
$$;
comment on function private.bill_range(public.billing_runs, uuid, uuid, timestamptz) is
  'Bills a key range; on an error the range is halved until the customer that raises it stands alone, is held, and stops nobody else.';
