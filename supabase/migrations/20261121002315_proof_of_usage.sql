-- The proof of usage: events against totals, days and charges, and charges against the ledger.

create function private.verify_usage(business_id uuid)
returns setof private.discrepancy
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    with events as materialized (
      select e.*, private.usage_meter(e.service, e.product_id) as meter,
        e.id <= s.collected_up_to as is_collected
      from public.usage_events as e
      join private.usage_schedules as s on s.business_id = e.business_id
      where e.business_id = verify_usage.business_id
    ), totals as (
      select t.* from public.usage_totals as t where t.business_id = verify_usage.business_id
    ), charges as materialized (
      select c.*,
        coalesce(lag(c.up_to_event_id) over chain, '00000000-0000-0000-0000-000000000000') as previous_up_to,
        sum(c.amount) over chain as billed_so_far
      from public.usage_charges as c
      where c.business_id = verify_usage.business_id
      window chain as (partition by c.customer_id, c.meter order by c.up_to_event_id, c.id)
    ), up_to as (
      -- The sums of all events of the meter up to each charge, and up to the one before it: one pass over both.
      select
        r.charge_id as id, r.events, r.units, r.amount,
        r.events - coalesce(lag(r.events) over chain, 0) as own_events,
        r.units - coalesce(lag(r.units) over chain, 0) as own_units
      from (
        select
          m.customer_id, m.meter, m.id, m.charge_id, sum(m.events) over upward as events, sum(m.units) over upward as units,
          sum(m.amount) over upward as amount
        from (
          select e.customer_id, e.meter, e.id, null::uuid as charge_id, 1 as events, e.units, e.units * e.price_per_unit as amount
          from events as e
          union all
          select c.customer_id, c.meter, c.up_to_event_id, c.id, 0, 0, 0 from charges as c
        ) as m
        window upward as (
          partition by m.customer_id, m.meter order by m.id, m.charge_id nulls first
          rows between unbounded preceding and current row)
      ) as r
      where r.charge_id is not null
      window chain as (partition by r.customer_id, r.meter order by r.id, r.charge_id)
    ), collected as (
      select e.customer_id, e.meter, count(*) as events, sum(e.units) as units, sum(e.units * e.price_per_unit) as amount
      from events as e where e.is_collected
      group by e.customer_id, e.meter
    ), days as (
      select e.customer_id, e.meter, (e.occurred_at at time zone 'UTC')::date as day,
        count(*) as events, sum(e.units) as units, sum(e.units * e.price_per_unit) as amount
      from events as e where e.is_collected
      group by 1, 2, 3
    ), charged as (
      select c.customer_id, c.meter, sum(c.events) as events, sum(c.units) as units, sum(c.amount) as amount,
        max(c.up_to_event_id::text)::uuid as up_to
      from charges as c
      group by c.customer_id, c.meter
    ), runs as (
      select c.billing_run_id as id, count(*) as charges, sum(c.amount) as total from charges as c group by c.billing_run_id
    ), entries as (
      select e.* from public.ledger_entries as e where e.business_id = verify_usage.business_id and e.kind = 'usage'
    ), checks as (
      select null::uuid as wallet_id, null::bigint as version, 'usage_total' as check_name,
        format('%s %s: %s events, %s units, %s', coalesce(k.customer_id, t.customer_id), coalesce(k.meter, t.meter),
          coalesce(k.events, 0), coalesce(trim_scale(k.units), 0), coalesce(trim_scale(k.amount), 0)) as expected,
        format('%s events, %s units, %s', coalesce(t.events, 0), coalesce(trim_scale(t.units), 0),
          coalesce(trim_scale(t.amount), 0)) as actual
      from collected as k
      full join totals as t on t.customer_id = k.customer_id and t.meter = k.meter
      where (coalesce(k.events, 0), coalesce(k.units, 0), coalesce(k.amount, 0))
        is distinct from (coalesce(t.events, 0), coalesce(t.units, 0), coalesce(t.amount, 0))
      union all
      select null, null, 'usage_day',
        format('%s %s on %s: %s events, %s units, %s', coalesce(k.customer_id, d.customer_id), coalesce(k.meter, d.meter),
          coalesce(k.day, d.day), coalesce(k.events, 0), coalesce(trim_scale(k.units), 0), coalesce(trim_scale(k.amount), 0)),
        format('%s events, %s units, %s', coalesce(d.events, 0), coalesce(trim_scale(d.units), 0),
          coalesce(trim_scale(d.amount), 0))
      from days as k
      full join (select u.* from public.usage_days as u where u.business_id = verify_usage.business_id) as d
        on d.customer_id = k.customer_id and d.meter = k.meter and d.day = k.day
      where (coalesce(k.events, 0), coalesce(k.units, 0), coalesce(k.amount, 0))
        is distinct from (coalesce(d.events, 0), coalesce(d.units, 0), coalesce(d.amount, 0))
      union all
      select null, null, 'usage_billed',
        format('%s %s: %s events, %s units, %s, up to %s', t.customer_id, t.meter, coalesce(c.events, 0),
          coalesce(trim_scale(c.units), 0), coalesce(trim_scale(c.amount), 0), c.up_to),
        format('%s events, %s units, %s, up to %s', t.billed_events, trim_scale(t.billed_units),
          trim_scale(t.billed_amount), t.billed_up_to)
      from totals as t
      left join charged as c on c.customer_id = t.customer_id and c.meter = t.meter
      where (t.billed_events, t.billed_units, t.billed_amount, t.billed_up_to) is distinct from
        (coalesce(c.events, 0), coalesce(c.units, 0), coalesce(c.amount, 0),
          coalesce(c.up_to, '00000000-0000-0000-0000-000000000000'))
      union all
      select c.wallet_id, c.version, 'charge_range', format('charge %s begins after %s', c.id, c.previous_up_to),
        c.after_event_id::text
      from charges as c where c.after_event_id <> c.previous_up_to
      union all
      select c.wallet_id, c.version, 'charge_events',
        format('charge %s: %s events, %s units', c.id, u.own_events, trim_scale(u.own_units)),
        format('%s events, %s units', c.events, trim_scale(c.units))
      from charges as c
      join up_to as u on u.id = c.id
      where c.events <> u.own_events or c.units <> u.own_units
      union all
      select c.wallet_id, c.version, 'charge_amount', format('charge %s: %s billed with it', c.id, trunc(u.amount, 6)),
        c.billed_so_far::text
      from charges as c
      join up_to as u on u.id = c.id
      where c.billed_so_far <> trunc(u.amount, 6)
      union all
      select coalesce(e.wallet_id, c.wallet_id), coalesce(e.version, c.version), 'usage_entry',
        format('charge %s: %s', coalesce(c.id, e.reference_id), coalesce(-c.amount, 0)),
        coalesce(e.amount, 0)::text
      from (
        select h.*, w.id as prepaid_id
        from charges as h
        left join public.wallets as w
          on w.business_id = h.business_id and w.customer_id = h.customer_id and w.kind = 'prepaid'
        where h.amount <> 0 or h.wallet_id is not null
      ) as c
      full join entries as e on e.reference_id = c.id
      where c.id is null or e.wallet_id is null or e.amount <> -c.amount
        or e.wallet_id is distinct from c.wallet_id or e.wallet_id is distinct from c.prepaid_id or e.version <> c.version
        or e.reference_type is distinct from 'usage_charge' or e.occurred_at <> c.charged_at
      union all
      select null, null, 'billing_run',
        format('run %s: %s charges, %s billed', coalesce(r.id, c.id), coalesce(c.charges, 0), coalesce(c.total, 0)),
        format('%s charges, %s billed', coalesce(r.charges, 0), coalesce(r.total_billed, 0))
      from (select b.* from public.billing_runs as b where b.business_id = verify_usage.business_id) as r
      full join runs as c on c.id = r.id
      where (coalesce(r.charges, 0), coalesce(r.total_billed, 0)) <> (coalesce(c.charges, 0), coalesce(c.total, 0))
        or r.id is null
      union all
      select null, null, 'events_collected',
        format('%s events in runs', (select count(*) from events as e where e.is_collected)),
        coalesce(sum(r.events), 0)::text
      from public.billing_runs as r
      where r.business_id = verify_usage.business_id
      having coalesce(sum(r.events), 0) <> (select count(*) from events as e where e.is_collected)
      union all
      -- An event that is recorded from now on may get an id down to the line.
      select null, null, 'usage_line', format('a line from %s on', l.up_to), s.line::text
      from private.usage_schedules as s
      join (
        select greatest(max(r.up_to_event_id::text), (
          select x.collected_up_to::text from private.usage_schedules as x where x.business_id = verify_usage.business_id
        ))::uuid as up_to
        from public.billing_runs as r where r.business_id = verify_usage.business_id
      ) as l on s.line < l.up_to
      where s.business_id = verify_usage.business_id
      union all
      select null, null, 'usage_meter', format('%s %s: %s', m.customer_id, m.source, m.meter), m.is_of
      from (
        select t.customer_id, 'in total' as source, t.meter, private.usage_meter(t.service, t.product_id) as is_of
        from totals as t
        union all
        select d.customer_id, 'on ' || d.day, d.meter, private.usage_meter(d.service, d.product_id)
        from public.usage_days as d where d.business_id = verify_usage.business_id
        union all
        select c.customer_id, 'charge ' || c.id, c.meter, private.usage_meter(c.service, c.product_id)
        from charges as c
      ) as m
      where m.meter is distinct from m.is_of
      union all
      select null, null, 'usage_of', format('event %s of a customer and a product of the business', e.id),
        format('%s, %s', e.customer_id, e.product_id)
      from events as e
      where not exists (
          select from public.customers as c where c.business_id = e.business_id and c.id = e.customer_id)
        or e.product_id is not null and not exists (
          select from public.products as p where p.business_id = e.business_id and p.id = e.product_id)
        or (e.product_id is null) = (e.service is null)
        or e.units <= 0 or e.price_per_unit < 0
    )
    select verify_usage.business_id, c.wallet_id, c.version, c.check_name, c.expected, c.actual
    from checks as c
    order by c.check_name, c.expected;
end;
$$;
comment on function private.verify_usage(uuid) is
  'Every disagreement between usage events, their sums, the charges that billed them, and the ledger. No row: all agree. Amounts are in the currency of the business.';
