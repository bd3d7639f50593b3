-- Usage in sums: by day, by what was used, by customer; and what is not billed yet.

create function private.usage_of_days(
  business_id uuid, from_day date, to_day date, only_customer_id uuid, by_customer boolean
)
returns table (
  day date, customer_id uuid, service text, product_id uuid, events numeric, units numeric, amount numeric
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_mark uuid := (
    select s.collected_up_to from private.usage_schedules as s where s.business_id = usage_of_days.business_id);
begin
  return query
    select
      case when not usage_of_days.by_customer then u.day end,
      case when usage_of_days.by_customer then u.customer_id end,
      case when not usage_of_days.by_customer then u.service end,
      case when not usage_of_days.by_customer then u.product_id end,
      sum(u.events), sum(u.units), sum(u.amount)
    from (
      select d.day, d.customer_id, d.service, d.product_id, d.events, d.units, d.amount
      from public.usage_days as d
      where d.business_id = usage_of_days.business_id and d.day between usage_of_days.from_day and usage_of_days.to_day
        and (usage_of_days.only_customer_id is null or d.customer_id = usage_of_days.only_customer_id)
      union all
      -- Not added up yet: at the most what came since the last run of the job.
      select
        (e.occurred_at at time zone 'UTC')::date, e.customer_id, e.service, e.product_id, 1, e.units,
        e.units * e.price_per_unit
      from public.usage_events as e
      where e.business_id = usage_of_days.business_id and e.id > v_mark
        and (usage_of_days.only_customer_id is null or e.customer_id = usage_of_days.only_customer_id)
        and e.occurred_at >= usage_of_days.from_day at time zone 'UTC'
        and e.occurred_at < (usage_of_days.to_day + 1) at time zone 'UTC'
    ) as u
    group by 1, 2, 3, 4;
end;
$$;
comment on function private.usage_of_days(uuid, date, date, uuid, boolean) is
  'Usage of some days, to the last event: by customer, or by day and service or product. Amounts in the currency of the business.';

create function private.get_usage_summary(business_id uuid, customer_id uuid, from_day date, to_day date)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_usage_summary.business_id, 'usage:read');
  v_to date := coalesce(get_usage_summary.to_day, (v_access.now at time zone 'UTC')::date);
  v_from date := coalesce(get_usage_summary.from_day, v_to - 29);
  v_unbilled record;
  v_answer json;
begin
  if v_from > v_to then
    perform private.raise_invalid('/from_day', 'must not be after to_day');
  elsif v_to - v_from > 365 then
    perform private.raise_invalid('/from_day', 'must be at most 365 days before to_day');
  end if;
  perform private.require_customer(v_access.business_id, get_usage_summary.customer_id);
  if get_usage_summary.customer_id is null then
    v_unbilled := private.business_unbilled(v_access.business_id);
  else
    select
      private.unbilled_usage(v_access.business_id, get_usage_summary.customer_id) as unbilled,
      coalesce(sum(trunc(t.amount, 6) - t.billed_amount), 0) as held, count(distinct t.customer_id) as held_customers
    into v_unbilled
    from public.usage_totals as t
    where t.business_id = v_access.business_id and t.customer_id = get_usage_summary.customer_id
      and t.is_due and t.held_reason is not null;
  end if;

  with days as materialized (
    select u.*, coalesce(u.service, p.name) as name
    from private.usage_of_days(v_access.business_id, v_from, v_to, get_usage_summary.customer_id, false) as u
    left join public.products as p on p.business_id = v_access.business_id and p.id = u.product_id
  ), meters as (
    select d.service, d.product_id, d.name, sum(d.events) as events, sum(d.units) as units, sum(d.amount) as amount
    from days as d group by d.service, d.product_id, d.name
  ), customers as (
    select u.customer_id, u.events, u.amount
    from private.usage_of_days(v_access.business_id, v_from, v_to, get_usage_summary.customer_id, true) as u
    order by u.amount desc, u.customer_id
    limit 10
  )
  select json_build_object(
    'from_day', v_from,
    'to_day', v_to,
    'currency', v_access.currency,
    'as_of', v_access.now,
    'events', coalesce((select sum(m.events) from meters as m), 0),
    'amount', private.amount_text(coalesce((select sum(m.amount) from meters as m), 0), v_access.decimals),
    'unbilled', private.amount_text(v_unbilled.unbilled, v_access.decimals),
    'held', private.amount_text(v_unbilled.held, v_access.decimals),
    'held_customers', v_unbilled.held_customers,
    'days', coalesce((
      select json_agg(json_build_object(
        'day', d.day, 'service', d.service, 'product_id', d.product_id, 'name', d.name, 'events', d.events,
        'units', trim_scale(d.units)::text, 'amount', private.amount_text(d.amount, v_access.decimals)
      ) order by d.day, d.amount desc, d.name)
      from days as d
    ), '[]'::json),
    'totals', coalesce((
      select json_agg(json_build_object(
        'day', t.day, 'events', t.events, 'amount', private.amount_text(t.amount, v_access.decimals)
      ) order by t.day)
      from (select d.day, sum(d.events) as events, sum(d.amount) as amount from days as d group by d.day) as t
    ), '[]'::json),
    'meters', coalesce((
      select json_agg(json_build_object(
        'service', m.service, 'product_id', m.product_id, 'name', m.name, 'events', m.events,
        'units', trim_scale(m.units)::text, 'amount', private.amount_text(m.amount, v_access.decimals)
      ) order by m.amount desc, m.name)
      from meters as m
    ), '[]'::json),
    'customers', coalesce((
      select json_agg(json_build_object(
        'customer_id', c.customer_id, 'customer_name', k.name, 'events', c.events,
        'amount', private.amount_text(c.amount, v_access.decimals),
        'unbilled', private.amount_text(private.unbilled_usage(v_access.business_id, c.customer_id), v_access.decimals)
      ) order by c.amount desc, c.customer_id)
      from customers as c
      join public.customers as k on k.business_id = v_access.business_id and k.id = c.customer_id
    ), '[]'::json)
  )
  into v_answer;
  return v_answer;
end;
$$;
comment on function private.get_usage_summary(uuid, uuid, date, date) is
  'Usage of up to 366 days in sums, and what of all usage is not billed yet; amounts in the currency of the business.';
grant execute on function private.get_usage_summary(uuid, uuid, date, date) to anon, authenticated;

create function public.get_usage_summary(
  business_id uuid default null, customer_id uuid default null, from_day date default null, to_day date default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_usage_summary(
    get_usage_summary.business_id, get_usage_summary.customer_id, get_usage_summary.from_day, get_usage_summary.to_day);
end;
$$;
comment on function public.get_usage_summary(uuid, uuid, date, date) is 'Usage by day, by what was used, and by customer.';
grant execute on function public.get_usage_summary(uuid, uuid, date, date) to anon, authenticated;

create function private.list_unbilled_usage(
  business_id uuid, customer_id uuid, held boolean, page_size integer, cursor text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_unbilled_usage.business_id, 'usage:read');
  v_limit integer := private.page_limit(list_unbilled_usage.page_size);
  v_after_customer uuid := private.cursor_id(list_unbilled_usage.cursor, 2);
  v_after_meter text := (private.decode_cursor(list_unbilled_usage.cursor, 2))[2];
  v_answer json;
begin
  perform private.require_customer(v_access.business_id, list_unbilled_usage.customer_id);
  with waiting as (
    select t.customer_id, t.meter, t.service, t.product_id, t.events - t.billed_events as events,
      t.units - t.billed_units as units, t.amount - t.billed_amount as amount, t.held_reason, t.held_since
    from public.usage_totals as t
    where t.business_id = v_access.business_id and t.is_due
      and (list_unbilled_usage.customer_id is null or t.customer_id = list_unbilled_usage.customer_id)
    union all
    select n.customer_id, n.meter, n.service, n.product_id, n.events, n.units,
      -- With what was too fine for the last charge.
      n.amount + coalesce(t.amount - t.billed_amount, 0), null, null
    from private.new_usage(v_access.business_id, list_unbilled_usage.customer_id) as n
    left join public.usage_totals as t
      on t.business_id = v_access.business_id and t.customer_id = n.customer_id and t.meter = n.meter and not t.is_due
  ), page as (
    select w.customer_id, w.meter, w.service, w.product_id, sum(w.events) as events, sum(w.units) as units,
      sum(w.amount) as amount, min(w.held_reason) as held_reason, min(w.held_since) as held_since
    from waiting as w
    where v_after_customer is null or (w.customer_id, w.meter) > (v_after_customer, v_after_meter)
    group by w.customer_id, w.meter, w.service, w.product_id
    having list_unbilled_usage.held is null or list_unbilled_usage.held = (min(w.held_reason) is not null)
    order by w.customer_id, w.meter
    limit v_limit + 1
  )
  select private.page_json(
    array_agg(json_build_object(
      'customer_id', g.customer_id, 'customer_name', c.name, 'service', g.service, 'product_id', g.product_id,
      'name', coalesce(g.service, p.name), 'events', g.events, 'units', trim_scale(g.units)::text,
      'amount', private.amount_text(trunc(g.amount, 6), v_access.decimals), 'currency', v_access.currency,
      'held_reason', g.held_reason, 'held_since', g.held_since
    ) order by g.customer_id, g.meter),
    array_agg(private.encode_cursor(g.customer_id::text, g.meter) order by g.customer_id, g.meter),
    v_limit
  )
  into v_answer
  from page as g
  join public.customers as c on c.business_id = v_access.business_id and c.id = g.customer_id
  left join public.products as p on p.business_id = v_access.business_id and p.id = g.product_id;
  return v_answer;
end;
$$;
comment on function private.list_unbilled_usage(uuid, uuid, boolean, integer, text) is
  'What is recorded and not billed yet, by customer and service or product, and why where it is held; amounts in the currency of the business.';
grant execute on function private.list_unbilled_usage(uuid, uuid, boolean, integer, text) to anon, authenticated;

create function public.list_unbilled_usage(
  business_id uuid default null, customer_id uuid default null, held boolean default null,
  page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.list_unbilled_usage(
    list_unbilled_usage.business_id, list_unbilled_usage.customer_id, list_unbilled_usage.held,
    list_unbilled_usage.page_size, list_unbilled_usage.cursor);
end;
$$;
comment on function public.list_unbilled_usage(uuid, uuid, boolean, integer, text) is 'List what is recorded and not billed yet.';
grant execute on function public.list_unbilled_usage(uuid, uuid, boolean, integer, text) to anon, authenticated;
