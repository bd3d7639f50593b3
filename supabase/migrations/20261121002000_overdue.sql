-- What is owed, how long it has been, and who is overdue.

create view public.amounts_owed with (security_invoker = true) as
select
  w.business_id, w.customer_id, c.name as customer_name, w.unit as currency, -w.balance as owed,
  -w.minimum_balance as credit_limit, o.open_orders, o.oldest_placed_at
from public.wallets as w
join public.customers as c on c.business_id = w.business_id and c.id = w.customer_id
join lateral (
  select count(*) as open_orders, min(s.placed_at) as oldest_placed_at
  from public.orders as s
  where s.business_id = w.business_id and s.customer_id = w.customer_id and s.status = 'open'
  having count(*) > 0
) as o on true
where w.kind = 'receivable';
comment on view public.amounts_owed is
  'What each customer owes on orders right now, under the row policies of whoever looks. Amounts in the currency of the business.';
comment on column public.amounts_owed.owed is 'In the currency of the business.';
comment on column public.amounts_owed.credit_limit is 'In the currency of the business.';
grant select on public.amounts_owed to anon, authenticated, service_role;

create view public.overdue_orders with (security_invoker = true) as
select
  o.business_id, o.id as order_id, o.number, o.customer_id, c.name as customer_name, o.placed_at,
  o.placed_at + make_interval(hours => 24 * s.overdue_days) as due_at, o.total, o.paid, o.outstanding
from public.orders as o
join public.customers as c on c.business_id = o.business_id and c.id = o.customer_id
join public.businesses as b on b.id = o.business_id
join public.business_settings as s on s.business_id = o.business_id
where o.status = 'open'
  and o.placed_at + make_interval(hours => 24 * s.overdue_days) < coalesce(b.test_clock_at, now());
comment on view public.overdue_orders is
  'Orders unpaid for longer than the setting of their business allows, right now, under the row policies of whoever looks. Amounts in the currency of the business.';
comment on column public.overdue_orders.total is 'As sold, in the currency of the business.';
comment on column public.overdue_orders.paid is 'In the currency of the business.';
comment on column public.overdue_orders.outstanding is 'What is owed on it, in the currency of the business.';
grant select on public.overdue_orders to anon, authenticated, service_role;

create type private.open_order as (
  order_id uuid, number bigint, customer_id uuid, placed_at timestamptz, total numeric, outstanding numeric,
  cancelled numeric
);
comment on type private.open_order is 'An order with what was owed on it, and what of it was cancelled, at some moment, in the currency of the business.';

create function private.open_orders_at(business_id uuid, as_of timestamptz, customer_id uuid)
returns setof private.open_order
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if open_orders_at.as_of is null then
    return query
      select o.id, o.number, o.customer_id, o.placed_at, o.total::numeric, o.outstanding::numeric,
        o.cancelled::numeric
      from public.orders as o
      where o.business_id = open_orders_at.business_id and o.status = 'open'
        and (open_orders_at.customer_id is null or o.customer_id = open_orders_at.customer_id);
  else
    return query
      select o.id, o.number, o.customer_id, o.placed_at, o.total::numeric, o.total - l.cancelled - l.paid, l.cancelled
      from public.orders as o
      cross join lateral (
        select
          coalesce((
            select sum(c.amount) from public.order_cancellations as c
            where c.business_id = o.business_id and c.order_id = o.id and c.occurred_at <= open_orders_at.as_of
          ), 0) as cancelled,
          coalesce((
            select sum(a.amount) from public.payment_allocations as a
            where a.business_id = o.business_id and a.order_id = o.id and a.occurred_at <= open_orders_at.as_of
          ), 0) as paid
      ) as l
      where o.business_id = open_orders_at.business_id and o.placed_at <= open_orders_at.as_of
        and o.total - l.cancelled - l.paid > 0
        and (open_orders_at.customer_id is null or o.customer_id = open_orders_at.customer_id);
  end if;
end;
$$;
comment on function private.open_orders_at(uuid, timestamptz, uuid) is
  'The orders on which something was owed at a moment, from the rows written until then; null: now. Of one customer, or of all.';

create function private.buckets_json(amounts numeric[], decimals integer)
returns json
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return json_build_object(
    'days_0_30', private.amount_text(coalesce(buckets_json.amounts[1], 0), buckets_json.decimals),
    'days_31_60', private.amount_text(coalesce(buckets_json.amounts[2], 0), buckets_json.decimals),
    'days_61_90', private.amount_text(coalesce(buckets_json.amounts[3], 0), buckets_json.decimals),
    'days_over_90', private.amount_text(coalesce(buckets_json.amounts[4], 0), buckets_json.decimals)
  );
end;
$$;
comment on function private.buckets_json(numeric[], integer) is 'Ageing buckets as every answer shows them, in the currency of the business.';

create function private.get_overdue(business_id uuid, days integer, as_of timestamptz, page_size integer, cursor text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_overdue.business_id, 'orders:read');
  v_limit integer := private.page_limit(get_overdue.page_size);
  v_days integer := coalesce(get_overdue.days, private.overdue_days(v_access.business_id));
  v_as_of timestamptz := coalesce(get_overdue.as_of, v_access.now);
  v_after text[] := private.decode_cursor(get_overdue.cursor, 2);
  v_answer json;
begin
  if v_days not between 0 and 3650 then
    perform private.raise_invalid('/days', 'must be from 0 to 3650');
  elsif v_as_of not between '0001-01-01' and '9999-12-31' then
    perform private.raise_invalid('/as_of', 'must be of the years 1 to 9999');
  elsif private.due_at(v_as_of, -v_days) < '0001-01-01' then
    perform private.raise_invalid('/days', 'must not reach back beyond the year 1');
  end if;
  if v_after[1] !~ '^\d{1,18}(\.\d{1,6})?$' or v_after[2] !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    perform private.raise_invalid('/cursor', 'is not a cursor of this list');
  end if;

  with open_orders as materialized (
    -- By the hour, as due_at: a day is 24 hours wherever one looks from.
    select
      o.*,
      v_as_of - o.placed_at > make_interval(hours => 24 * v_days) as is_overdue,
      v_as_of - o.placed_at > make_interval(hours => 720) as over_30,
      v_as_of - o.placed_at > make_interval(hours => 1440) as over_60,
      v_as_of - o.placed_at > make_interval(hours => 2160) as over_90
    from private.open_orders_at(
      v_access.business_id, case when get_overdue.as_of < v_access.now then get_overdue.as_of end, null) as o
  ), debtors as materialized (
    select
      o.customer_id, count(*) as orders, sum(o.outstanding) as owed,
      count(*) filter (where o.is_overdue) as overdue_orders,
      coalesce(sum(o.outstanding) filter (where o.is_overdue), 0) as overdue,
      (array_agg(o.order_id order by o.placed_at, o.order_id))[1] as oldest_order_id,
      (array_agg(o.number order by o.placed_at, o.order_id))[1] as oldest_number,
      min(o.placed_at) as oldest_placed_at,
      array[
        sum(o.outstanding) filter (where not o.over_30),
        sum(o.outstanding) filter (where o.over_30 and not o.over_60),
        sum(o.outstanding) filter (where o.over_60 and not o.over_90),
        sum(o.outstanding) filter (where o.over_90)
      ] as buckets
    from open_orders as o
    group by o.customer_id
  ), page as (
    select d.*, c.name, c.email
    from debtors as d
    join public.customers as c on c.business_id = v_access.business_id and c.id = d.customer_id
    where d.overdue_orders > 0
      and (v_after is null or (d.overdue, d.customer_id) < (v_after[1]::numeric, v_after[2]::uuid))
    order by d.overdue desc, d.customer_id desc
    limit v_limit + 1
  )
  select private.json_join(json_build_object(
    'currency', v_access.currency,
    'days', v_days,
    'as_of', v_as_of,
    'totals', (
      select json_build_object(
        'customers', count(*),
        'orders', coalesce(sum(d.orders), 0),
        'owed', private.amount_text(coalesce(sum(d.owed), 0), v_access.decimals),
        'overdue', private.amount_text(coalesce(sum(d.overdue), 0), v_access.decimals),
        'overdue_customers', count(*) filter (where d.overdue_orders > 0),
        'overdue_orders', coalesce(sum(d.overdue_orders), 0),
        'buckets', private.buckets_json(
          array[sum(d.buckets[1]), sum(d.buckets[2]), sum(d.buckets[3]), sum(d.buckets[4])], v_access.decimals)
      )
      from debtors as d
    ),
    'overdue_since', private.due_at(v_as_of, -v_days)
  ), (
    select private.page_json(
      array_agg(
        json_build_object(
          'customer_id', p.customer_id,
          'customer_name', p.name,
          'customer_email', p.email,
          'owed', private.amount_text(p.owed, v_access.decimals),
          'overdue', private.amount_text(p.overdue, v_access.decimals),
          'overdue_orders', p.overdue_orders,
          'oldest_order_id', p.oldest_order_id,
          'oldest_order_number', p.oldest_number,
          'oldest_placed_at', p.oldest_placed_at,
          'oldest_days', floor(extract(epoch from v_as_of - p.oldest_placed_at) / 86400)::bigint,
          'buckets', private.buckets_json(p.buckets, v_access.decimals)
        ) order by p.overdue desc, p.customer_id desc
      ),
      array_agg(private.encode_cursor(p.overdue::text, p.customer_id::text) order by p.overdue desc, p.customer_id desc),
      v_limit
    )
    from page as p
  ))
  into v_answer;
  return v_answer;
end;
$$;
comment on function private.get_overdue(uuid, integer, timestamptz, integer, text) is
  'Customers with orders unpaid for more than so many times 24 hours at a moment, the most overdue first, with ageing buckets by the age of the order; the totals are over everyone who owes. Each order counts once, by what is left of it. Amounts in the currency of the business.';
grant execute on function private.get_overdue(uuid, integer, timestamptz, integer, text) to anon, authenticated;

create function public.get_overdue(
  business_id uuid default null, days integer default null, as_of timestamptz default null,
  page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_overdue(
    get_overdue.business_id, get_overdue.days, get_overdue.as_of, get_overdue.page_size, get_overdue.cursor);
end;
$$;
comment on function public.get_overdue(uuid, integer, timestamptz, integer, text) is 'Who owes what, since when.';
grant execute on function public.get_overdue(uuid, integer, timestamptz, integer, text) to anon, authenticated;
