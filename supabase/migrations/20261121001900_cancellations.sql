-- Cancellations: stock returns, the balance is put back, what was paid too much is released.

create function private.cancellation_json(cancellation public.order_cancellations, decimals integer)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return json_build_object(
    'id', cancellation_json.cancellation.id,
    'amount', private.amount_text(cancellation_json.cancellation.amount, cancellation_json.decimals),
    'reason', cancellation_json.cancellation.reason,
    'items', (
      select json_agg(json_build_object('product_id', c.product_id, 'name', i.name, 'quantity', c.quantity)
        order by c.product_id)
      from public.order_cancellation_items as c
      join public.order_items as i
        on i.business_id = c.business_id and i.product_id = c.product_id
        and i.order_id = cancellation_json.cancellation.order_id
      where c.business_id = cancellation_json.cancellation.business_id
        and c.cancellation_id = cancellation_json.cancellation.id
    ),
    'actor', cancellation_json.cancellation.actor,
    'request_id', cancellation_json.cancellation.request_id,
    'occurred_at', cancellation_json.cancellation.occurred_at
  );
end;
$$;
comment on function private.cancellation_json(public.order_cancellations, integer) is 'A cancellation with its pieces.';

create function private.lines_to_cancel(sale public.orders, items jsonb)
returns private.item_list
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_list private.item_list;
  v_too_many jsonb;
begin
  if coalesce(jsonb_typeof(lines_to_cancel.items), 'null') = 'null' then
    select array_agg(i.product_id order by i.product_id),
      array_agg(i.quantity - i.cancelled_quantity order by i.product_id)
    into v_list.product_ids, v_list.quantities
    from public.order_items as i
    where i.business_id = lines_to_cancel.sale.business_id and i.order_id = lines_to_cancel.sale.id
      and i.quantity > i.cancelled_quantity;
    return v_list;
  end if;

  v_list := private.read_items(lines_to_cancel.items);
  select jsonb_agg(jsonb_build_object(
    'product_id', a.product_id, 'sku', i.sku, 'asked', a.quantity,
    'left', coalesce(i.quantity - i.cancelled_quantity, 0)
  ) order by a.product_id)
  into v_too_many
  from unnest(v_list.product_ids, v_list.quantities) as a(product_id, quantity)
  left join public.order_items as i
    on i.business_id = lines_to_cancel.sale.business_id and i.order_id = lines_to_cancel.sale.id
    and i.product_id = a.product_id
  where a.quantity > coalesce(i.quantity - i.cancelled_quantity, 0);
  if v_too_many is not null then
    perform private.raise_problem(
      409, 'cancellation_exceeds_order',
      format('Order %s has fewer pieces left than were to be cancelled.', lines_to_cancel.sale.number),
      jsonb_build_object('order_id', lines_to_cancel.sale.id, 'products', v_too_many));
  end if;
  return v_list;
end;
$$;
comment on function private.lines_to_cancel(public.orders, jsonb) is
  'The pieces to cancel: those asked for, or all that are left; a 409 lists every line that asks too much.';

create function private.return_stock(access private.access, order_id uuid, items private.item_list, reason text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  with counted as materialized (
    select p.id
    from public.products as p
    where p.business_id = return_stock.access.business_id and p.id = any (return_stock.items.product_ids)
      and p.stock is not null
    order by p.id
    for update
  ), raised as (
    update public.products as p
    set stock = p.stock + a.quantity, stock_version = p.stock_version + 1
    from counted as c
    join unnest(return_stock.items.product_ids, return_stock.items.quantities) as a(product_id, quantity)
      on a.product_id = c.id
    where p.business_id = return_stock.access.business_id and p.id = c.id
    returning p.id, p.stock, p.stock_version, a.quantity
  )
  insert into public.stock_movements (
    business_id, product_id, version, kind, quantity, stock_after, reason, order_id, actor, request_id, occurred_at
  )
  select
    return_stock.access.business_id, r.id, r.stock_version, 'cancellation', r.quantity, r.stock, return_stock.reason,
    return_stock.order_id, return_stock.access.actor, return_stock.access.request_id, return_stock.access.now
  from raised as r;
end;
$$;
comment on function private.return_stock(private.access, uuid, private.item_list, text) is
  'Puts pieces back into the stock of the products that are counted.';

create function private.release_payments(access private.access, sale public.orders, excess numeric)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_rest numeric := release_payments.excess;
  v_part numeric;
  v_paid record;
  v_wallet record;
begin
  -- The newest payment gives first, so that the oldest stay as they were receipted.
  for v_paid in
    select p as payment, p.id, p.method, sum(a.amount) as amount
    from public.payment_allocations as a
    join public.payments as p on p.business_id = a.business_id and p.id = a.payment_id
    where a.business_id = release_payments.sale.business_id and a.order_id = release_payments.sale.id
    group by p.business_id, p.id
    having sum(a.amount) > 0
    order by p.id desc
  loop
    exit when v_rest = 0;
    v_part := least(v_rest, v_paid.amount);
    v_rest := v_rest - v_part;
    perform private.take_off_orders(
      release_payments.access, v_paid.payment, array[release_payments.sale.id], array[v_part], 'release');
    for v_wallet in
      select w.kind, case w.kind when 'prepaid' then v_part else -v_part end as amount
      from public.wallets as w
      where w.business_id = release_payments.sale.business_id and w.customer_id = release_payments.sale.customer_id
        and w.kind in ('prepaid', 'receivable')
      order by w.id
    loop
      perform private.post_movement(
        release_payments.sale.business_id, release_payments.sale.customer_id, v_wallet.kind, v_wallet.amount,
        'refund', 'transfer',
        release_payments.access.actor, release_payments.access.request_id, release_payments.access.now,
        format('Paid for cancelled lines of order %s', release_payments.sale.number), 'payment', v_paid.id, 'infinity');
    end loop;
  end loop;
end;
$$;
comment on function private.release_payments(private.access, public.orders, numeric) is
  'Moves what was paid too much on an order to the prepaid wallet, the newest payment first. The excess is in the currency of the business.';

create function private.cancel_order(business_id uuid, order_id uuid, items jsonb, reason text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(cancel_order.business_id, 'orders:write');
  v_reason text := nullif(btrim(cancel_order.reason), '');
  v_request text := row(cancel_order.order_id, cancel_order.items, v_reason)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'cancel_order', v_request);
  v_order public.orders;
  v_items private.item_list;
  v_cancellation public.order_cancellations;
  v_amount numeric;
  v_excess numeric;
  v_left boolean;
begin
  if v_first is not null then
    return v_first;
  end if;
  if v_reason is not null then
    v_reason := private.require_text(v_reason, '/reason', 500);
  end if;
  select o.* into v_order
  from public.orders as o
  where o.business_id = v_access.business_id and o.id = cancel_order.order_id;
  if not found then
    perform private.raise_order_not_found(cancel_order.order_id);
  end if;
  perform private.lock_wallets(v_access, v_order.customer_id);
  v_access.now := private.clock(v_access.business_id);
  perform private.require_open_wallets(v_access.business_id, v_order.customer_id);
  -- Read again: it may have changed until the lock was there.
  select o.* into v_order
  from public.orders as o
  where o.business_id = v_access.business_id and o.id = cancel_order.order_id;
  if v_order.status = 'cancelled' then
    perform private.raise_problem(
      409, 'order_not_open', format('Order %s is cancelled.', v_order.number),
      jsonb_build_object('order_id', v_order.id, 'number', v_order.number, 'status', v_order.status));
  end if;
  v_items := private.lines_to_cancel(v_order, cancel_order.items);
  perform private.return_stock(v_access, v_order.id, v_items, v_reason);

  update public.order_items as i
  set cancelled_quantity = i.cancelled_quantity + a.quantity
  from unnest(v_items.product_ids, v_items.quantities) as a(product_id, quantity)
  where i.business_id = v_order.business_id and i.order_id = v_order.id and i.product_id = a.product_id;
  select sum(i.unit_price * a.quantity), bool_or(i.quantity > i.cancelled_quantity) into v_amount, v_left
  from public.order_items as i
  left join unnest(v_items.product_ids, v_items.quantities) as a(product_id, quantity) on a.product_id = i.product_id
  where i.business_id = v_order.business_id and i.order_id = v_order.id;
  insert into public.order_cancellations (business_id, order_id, amount, reason, actor, request_id, occurred_at)
  values (
    v_order.business_id, v_order.id, v_amount, v_reason, v_access.actor, v_access.request_id, v_access.now
  )
  returning * into v_cancellation;
  insert into public.order_cancellation_items (business_id, cancellation_id, product_id, quantity)
  select v_order.business_id, v_cancellation.id, a.product_id, a.quantity
  from unnest(v_items.product_ids, v_items.quantities) as a(product_id, quantity);

  v_excess := greatest(0, v_amount - v_order.outstanding);
  update public.orders as o
  set
    cancelled = o.cancelled + v_amount,
    paid = o.paid - v_excess,
    status = (case
      when not v_left then 'cancelled'
      when o.outstanding > v_amount then 'open'
      else 'paid'
    end)::public.order_status
  where o.business_id = v_order.business_id and o.id = v_order.id;
  if v_amount > 0 then
    perform private.post_movement(
      v_order.business_id, v_order.customer_id, 'receivable', v_amount, 'reversal', 'revenue:sales',
      v_access.actor, v_access.request_id, v_access.now, concat_ws(': ', format('Order %s cancelled', v_order.number), v_reason), 'order', v_order.id);
  end if;
  if v_excess > 0 then
    perform private.release_payments(v_access, v_order, v_excess);
  end if;

  perform private.notify_change(v_access.business_id, 'orders', v_order.customer_id);
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'cancel_order', v_request,
    json_build_object(
      'order', private.get_order_json(v_access, v_order.id),
      'cancellation', private.cancellation_json(v_cancellation, v_access.decimals),
      'credit', private.credit_json(v_access, v_order.customer_id)
    )
  );
end;
$$;
comment on function private.cancel_order(uuid, uuid, jsonb, text) is
  'Cancels pieces of an order, or all that are left: stock returns, new entries put the balance back, what was paid for them becomes prepaid balance. items: [{product_id, quantity}].';
grant execute on function private.cancel_order(uuid, uuid, jsonb, text) to anon, authenticated;

create function public.cancel_order(
  business_id uuid default null, order_id uuid default null, items jsonb default null, reason text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.cancel_order(
    cancel_order.business_id, cancel_order.order_id, private.json_argument(cancel_order.items), cancel_order.reason);
end;
$$;
comment on function public.cancel_order(uuid, uuid, jsonb, text) is 'Cancel an order, whole or some lines.';
grant execute on function public.cancel_order(uuid, uuid, jsonb, text) to anon, authenticated;
