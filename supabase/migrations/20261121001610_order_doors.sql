-- Orders as answers show them, and the doors to read them.

create function private.overdue_days(business_id uuid)
returns integer
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (select s.overdue_days from public.business_settings as s where s.business_id = overdue_days.business_id);
end;
$$;
comment on function private.overdue_days(uuid) is 'Days after which an unpaid order of the business is overdue.';

create function private.due_at(placed_at timestamptz, days integer)
returns timestamptz
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  -- Hours, not days: a day of a session that keeps a time zone may have 23 or 25.
  return due_at.placed_at + make_interval(hours => 24 * due_at.days);
end;
$$;
comment on function private.due_at(timestamptz, integer) is
  'Until when an order is not overdue: so many times 24 hours after it was placed, to the microsecond, in every time zone.';

create function private.order_json(
  sale public.orders, customer_name text, access private.access, overdue_days integer
)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_due_at timestamptz := private.due_at(order_json.sale.placed_at, order_json.overdue_days);
begin
  return json_build_object(
    'id', order_json.sale.id,
    'business_id', order_json.sale.business_id,
    'number', order_json.sale.number,
    'customer_id', order_json.sale.customer_id,
    'customer_name', order_json.customer_name,
    'status', order_json.sale.status,
    'currency', order_json.access.currency,
    'total', private.amount_text(order_json.sale.total, order_json.access.decimals),
    'cancelled', private.amount_text(order_json.sale.cancelled, order_json.access.decimals),
    'paid', private.amount_text(order_json.sale.paid, order_json.access.decimals),
    'outstanding', private.amount_text(order_json.sale.outstanding, order_json.access.decimals),
    'item_count', order_json.sale.item_count,
    'overdue', order_json.sale.status = 'open' and v_due_at < order_json.access.now,
    'due_at', v_due_at,
    'note', order_json.sale.note,
    'placed_at', order_json.sale.placed_at
  );
end;
$$;
comment on function private.order_json(public.orders, text, private.access, integer) is 'An order as lists show it.';

create function private.order_item_json(
  product_id uuid, sku text, name text, unit_price numeric, quantity bigint, cancelled_quantity bigint, decimals integer
)
returns json
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return json_build_object(
    'product_id', order_item_json.product_id,
    'sku', order_item_json.sku,
    'name', order_item_json.name,
    'unit_price', private.amount_text(order_item_json.unit_price, order_item_json.decimals),
    'quantity', order_item_json.quantity,
    'cancelled_quantity', order_item_json.cancelled_quantity,
    'amount', private.amount_text(order_item_json.unit_price * order_item_json.quantity, order_item_json.decimals)
  );
end;
$$;
comment on function private.order_item_json(uuid, text, text, numeric, bigint, bigint, integer) is
  'A line of an order as every answer shows it; the unit price in the currency of the business.';

create function private.order_with_items(
  sale public.orders, items json, customer_name text, access private.access, overdue_days integer
)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return private.json_join(
    private.order_json(
      order_with_items.sale, order_with_items.customer_name, order_with_items.access, order_with_items.overdue_days),
    json_build_object(
      'items', order_with_items.items,
      'actor', order_with_items.sale.actor,
      'request_id', order_with_items.sale.request_id
    )
  );
end;
$$;
comment on function private.order_with_items(public.orders, json, text, private.access, integer) is
  'An order with its lines as every answer shows it.';

create function private.get_order_json(access private.access, order_id uuid)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select private.order_with_items(
      o,
      (
        select json_agg(
          private.order_item_json(
            i.product_id, i.sku, i.name, i.unit_price, i.quantity, i.cancelled_quantity, get_order_json.access.decimals)
          order by i.product_id
        )
        from public.order_items as i
        where i.business_id = o.business_id and i.order_id = o.id
      ),
      c.name, get_order_json.access, private.overdue_days(o.business_id)
    )
    from public.orders as o
    join public.customers as c on c.business_id = o.business_id and c.id = o.customer_id
    where o.business_id = get_order_json.access.business_id and o.id = get_order_json.order_id
  );
end;
$$;
comment on function private.get_order_json(private.access, uuid) is 'An order with its lines; null where there is none.';

create function private.raise_order_not_found(order_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform private.raise_problem(
    404, 'order_not_found', 'There is no such order in this business.',
    jsonb_build_object('order_id', raise_order_not_found.order_id));
end;
$$;
comment on function private.raise_order_not_found(uuid) is 'The 404 of an order that the business does not have.';

create function private.require_customer(business_id uuid, customer_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if require_customer.customer_id is not null and not exists (
    select from public.customers as c
    where c.business_id = require_customer.business_id and c.id = require_customer.customer_id
  ) then
    perform private.raise_customer_not_found(require_customer.customer_id);
  end if;
end;
$$;
comment on function private.require_customer(uuid, uuid) is
  'Refuses a filter by a customer that the business does not have; none is no filter.';

create function private.get_order(business_id uuid, order_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access_to(get_order.business_id, null, 'orders:read');
  v_order json := private.get_order_json(v_access, get_order.order_id);
begin
  if v_order is null or (v_order ->> 'customer_id')::uuid <> v_access.customer_id then
    perform private.raise_order_not_found(get_order.order_id);
  end if;
  return private.json_join(v_order, json_build_object(
    'allocations', coalesce((
      select json_agg(json_build_object(
        'payment_id', a.payment_id, 'sequence', a.sequence, 'amount', private.amount_text(a.amount, v_access.decimals), 'kind', a.kind,
        'method', p.method, 'actor', a.actor, 'occurred_at', a.occurred_at
      ) order by a.recorded_at, a.payment_id, a.sequence)
      from public.payment_allocations as a
      join public.payments as p on p.business_id = a.business_id and p.id = a.payment_id
      where a.business_id = v_access.business_id and a.order_id = get_order.order_id
    ), '[]'::json),
    'cancellations', coalesce((
      select json_agg(private.cancellation_json(c, v_access.decimals) order by c.id)
      from public.order_cancellations as c
      where c.business_id = v_access.business_id and c.order_id = get_order.order_id
    ), '[]'::json),
    'entries', coalesce((
      select json_agg(private.entry_json(e, w.customer_id, w.kind, w.unit, v_access.decimals) order by e.recorded_at, e.wallet_id, e.version)
      from public.wallets as w
      join public.ledger_entries as e on e.business_id = w.business_id and e.wallet_id = w.id
      where w.business_id = v_access.business_id and w.customer_id = (v_order ->> 'customer_id')::uuid
        and w.kind in ('prepaid', 'receivable')
        and (
          e.reference_type = 'order' and e.reference_id = get_order.order_id
          or e.reference_type = 'payment' and e.reference_id in (
            select a.payment_id from public.payment_allocations as a
            where a.business_id = v_access.business_id and a.order_id = get_order.order_id
          )
        )
    ), '[]'::json)
  ));
end;
$$;
comment on function private.get_order(uuid, uuid) is
  'An order with its lines, allocations and cancellations, and the ledger entries of it and of the payments on it.';
grant execute on function private.get_order(uuid, uuid) to anon, authenticated;

create function public.get_order(business_id uuid default null, order_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_order(get_order.business_id, get_order.order_id);
end;
$$;
comment on function public.get_order(uuid, uuid) is 'Read an order.';
grant execute on function public.get_order(uuid, uuid) to anon, authenticated;

create function private.list_orders(
  business_id uuid, customer_id uuid, status text, search text, older_than_days integer, up_to_days integer,
  as_of timestamptz, page_size integer, cursor text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access_to(list_orders.business_id, list_orders.customer_id, 'orders:read');
  v_customer_id uuid := coalesce(v_access.customer_id, list_orders.customer_id);
  v_limit integer := private.page_limit(list_orders.page_size);
  v_after uuid := private.cursor_id(list_orders.cursor, 1);
  v_search text := private.search_pattern(list_orders.search);
  v_number bigint := substring(btrim(list_orders.search) from '^#?(\d{1,18})$')::bigint;
  v_days integer := private.overdue_days(v_access.business_id);
  v_past timestamptz := case when list_orders.as_of < v_access.now then list_orders.as_of end;
  v_before timestamptz;
  v_from timestamptz;
  v_answer json;
begin
  if list_orders.status not in ('open', 'overdue', 'paid', 'cancelled') then
    perform private.raise_invalid('/status', 'must be open, overdue, paid or cancelled');
  elsif list_orders.older_than_days not between 0 and 3650 then
    perform private.raise_invalid('/older_than_days', 'must be from 0 to 3650');
  elsif list_orders.up_to_days not between 0 and 3650 then
    perform private.raise_invalid('/up_to_days', 'must be from 0 to 3650');
  elsif list_orders.as_of not between '0001-01-01' and '9999-12-31' then
    perform private.raise_invalid('/as_of', 'must be of the years 1 to 9999');
  elsif list_orders.as_of is not null and coalesce(list_orders.status, '') not in ('open', 'overdue') then
    -- The past is kept of what was owed; an order that was settled by then has no figure to explain.
    perform private.raise_invalid('/as_of', 'needs the status open or overdue');
  end if;
  -- Ages, and what is overdue, are counted from the moment that is asked about.
  v_access.now := coalesce(list_orders.as_of, v_access.now);
  v_before := private.due_at(v_access.now, -list_orders.older_than_days);
  v_from := private.due_at(v_access.now, -list_orders.up_to_days);
  perform private.require_customer(v_access.business_id, v_customer_id);

  if v_past is null then
    with page as (
      select o.id, private.order_json(o, c.name, v_access, v_days) as row
      from public.orders as o
      join public.customers as c on c.business_id = o.business_id and c.id = o.customer_id
      where o.business_id = v_access.business_id
        and (v_customer_id is null or o.customer_id = v_customer_id)
        and (
          list_orders.status is null or o.status::text = list_orders.status
          or list_orders.status = 'overdue' and o.status = 'open' and private.due_at(o.placed_at, v_days) < v_access.now
        )
        and (v_before is null or o.placed_at < v_before)
        and (v_from is null or o.placed_at >= v_from)
        and (v_search is null or c.name ilike v_search or o.number = v_number)
        and (v_after is null or o.id < v_after)
      order by o.id desc
      limit v_limit + 1
    )
    select private.page_json(
      array_agg(p.row order by p.id desc), array_agg(private.encode_cursor(p.id::text) order by p.id desc), v_limit)
    into v_answer
    from page as p;
  else
    with page as (
      select
        o.id,
        private.order_json(
          jsonb_populate_record(o, jsonb_build_object(
            'status', 'open', 'cancelled', t.cancelled, 'paid', t.total - t.cancelled - t.outstanding,
            'outstanding', t.outstanding)),
          c.name, v_access, v_days) as row
      from private.open_orders_at(v_access.business_id, v_past, v_customer_id) as t
      join public.orders as o on o.business_id = v_access.business_id and o.id = t.order_id
      join public.customers as c on c.business_id = o.business_id and c.id = o.customer_id
      where (list_orders.status = 'open' or private.due_at(o.placed_at, v_days) < v_past)
        and (v_before is null or o.placed_at < v_before)
        and (v_from is null or o.placed_at >= v_from)
        and (v_search is null or c.name ilike v_search or o.number = v_number)
        and (v_after is null or o.id < v_after)
      order by o.id desc
      limit v_limit + 1
    )
    select private.page_json(
      array_agg(p.row order by p.id desc), array_agg(private.encode_cursor(p.id::text) order by p.id desc), v_limit)
    into v_answer
    from page as p;
  end if;
  return v_answer;
end;
$$;
comment on function private.list_orders(uuid, uuid, text, text, integer, integer, timestamptz, integer, text) is
  'Orders, the newest first, of one customer or all, by status, age in times of 24 hours, number or name of the customer; with as_of those on which something was owed at that moment, as they then were.';
grant execute on function private.list_orders(uuid, uuid, text, text, integer, integer, timestamptz, integer, text) to anon, authenticated;

create function public.list_orders(
  business_id uuid default null, customer_id uuid default null, status text default null, search text default null,
  older_than_days integer default null, up_to_days integer default null, as_of timestamptz default null,
  page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.list_orders(
    list_orders.business_id, list_orders.customer_id, list_orders.status, list_orders.search,
    list_orders.older_than_days, list_orders.up_to_days, list_orders.as_of, list_orders.page_size, list_orders.cursor
  );
end;
$$;
comment on function public.list_orders(uuid, uuid, text, text, integer, integer, timestamptz, integer, text) is 'List orders.';
grant execute on function public.list_orders(uuid, uuid, text, text, integer, integer, timestamptz, integer, text) to anon, authenticated;
