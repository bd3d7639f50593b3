-- The proof of sales: orders against their lines, payments and the ledger; stock against its movements.

create function private.verify_orders(business_id uuid)
returns setof private.discrepancy
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    with orders as (
      select o.* from public.orders as o where o.business_id = verify_orders.business_id
    ), lines as (
      select i.order_id, sum(i.unit_price * i.quantity) as total, sum(i.unit_price * i.cancelled_quantity) as cancelled,
        sum(i.quantity) as pieces, bool_and(i.cancelled_quantity = i.quantity) as all_cancelled,
        bool_or(i.cancelled_quantity not between 0 and i.quantity) as overcancelled
      from public.order_items as i
      where i.business_id = verify_orders.business_id
      group by i.order_id
    ), cancelled as (
      select c.order_id, sum(c.amount) as amount
      from public.order_cancellations as c
      where c.business_id = verify_orders.business_id
      group by c.order_id
    ), cancelled_lines as (
      select c.order_id, i.product_id, sum(i.quantity) as quantity
      from public.order_cancellations as c
      join public.order_cancellation_items as i on i.business_id = c.business_id and i.cancellation_id = c.id
      where c.business_id = verify_orders.business_id
      group by c.order_id, i.product_id
    ), paid as (
      select a.order_id, sum(a.amount) as amount
      from public.payment_allocations as a
      where a.business_id = verify_orders.business_id
      group by a.order_id
    ), posted as (
      select e.reference_id as order_id, e.wallet_id, w.customer_id,
        -coalesce(sum(e.amount) filter (where e.kind = 'purchase'), 0) as total,
        coalesce(sum(e.amount) filter (where e.kind = 'reversal'), 0) as cancelled
      from public.ledger_entries as e
      join public.wallets as w on w.business_id = e.business_id and w.id = e.wallet_id
      where e.business_id = verify_orders.business_id and e.reference_type = 'order'
      group by e.reference_id, e.wallet_id, w.customer_id, w.kind
    )
    select verify_orders.business_id, w.id, null::bigint, 'receivable',
      format('minus %s, what is outstanding on the open orders', coalesce(s.outstanding, 0)), coalesce(w.balance, 0)::text
    from (
      select r.* from public.wallets as r where r.business_id = verify_orders.business_id and r.kind = 'receivable'
    ) as w
    full join (
      select o.customer_id, sum(o.outstanding) as outstanding from orders as o group by o.customer_id
    ) as s on s.customer_id = w.customer_id
    where coalesce(w.balance, 0) <> -coalesce(s.outstanding, 0)
    union all
    select verify_orders.business_id, null::uuid, null::bigint, 'order_lines',
      format('order %s: %s sold, %s cancelled, %s pieces', coalesce(o.number::text, l.order_id::text),
        coalesce(l.total, 0), coalesce(l.cancelled, 0), coalesce(l.pieces, 0)),
      format('%s sold, %s cancelled, %s pieces, %s', o.total, o.cancelled, o.item_count, o.status)
    from orders as o
    full join lines as l on l.order_id = o.id
    where o.id is null or l.order_id is null
      or o.total <> l.total or o.cancelled <> l.cancelled or o.item_count <> l.pieces
      or (o.status = 'cancelled') <> l.all_cancelled or l.overcancelled
    union all
    select verify_orders.business_id, null::uuid, null::bigint, 'order_customer',
      format('order %s: a customer', o.number), o.customer_id::text
    from orders as o
    left join public.customers as c on c.business_id = o.business_id and c.id = o.customer_id
    where c.id is null
    union all
    select verify_orders.business_id, null::uuid, null::bigint, 'order_cancellations',
      format('order %s: %s', o.number, o.cancelled), coalesce(c.amount, 0)::text
    from orders as o
    left join cancelled as c on c.order_id = o.id
    where o.cancelled <> coalesce(c.amount, 0)
    union all
    select verify_orders.business_id, null::uuid, null::bigint, 'cancelled_pieces',
      format('order %s, %s: %s', coalesce(o.number::text, l.order_id::text), i.sku, coalesce(i.cancelled_quantity, 0)),
      coalesce(l.quantity, 0)::text
    from (select n.* from public.order_items as n where n.business_id = verify_orders.business_id) as i
    full join cancelled_lines as l on l.order_id = i.order_id and l.product_id = i.product_id
    left join orders as o on o.id = i.order_id
    where coalesce(i.cancelled_quantity, 0) <> coalesce(l.quantity, 0)
    union all
    select verify_orders.business_id, null::uuid, null::bigint, 'order_payments',
      format('order %s: %s', o.number, o.paid), coalesce(p.amount, 0)::text
    from orders as o
    left join paid as p on p.order_id = o.id
    where o.paid <> coalesce(p.amount, 0)
    union all
    select verify_orders.business_id, e.wallet_id, null::bigint, 'order_entries',
      format('order %s: %s sold, %s cancelled', coalesce(o.number::text, e.order_id::text),
        coalesce(o.total, 0), coalesce(o.cancelled, 0)),
      format('%s sold, %s cancelled', coalesce(e.total, 0), coalesce(e.cancelled, 0))
    from orders as o
    full join posted as e on e.order_id = o.id and e.customer_id = o.customer_id
    where coalesce(o.total, 0) <> coalesce(e.total, 0) or coalesce(o.cancelled, 0) <> coalesce(e.cancelled, 0);
end;
$$;
comment on function private.verify_orders(uuid) is
  'Every disagreement between orders, their lines, cancellations and payments, the receivable wallets and the ledger. No row: all agree. Amounts in the currency of the business.';

create function private.verify_payments(business_id uuid)
returns setof private.discrepancy
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    with allocated as (
      select a.payment_id, sum(a.amount) as amount, count(*) as rows, max(a.sequence) as last_sequence
      from public.payment_allocations as a
      where a.business_id = verify_payments.business_id
      group by a.payment_id
    ), strangers as (
      select a.payment_id, o.number
      from public.payment_allocations as a
      join public.payments as p on p.business_id = a.business_id and p.id = a.payment_id
      join public.orders as o on o.business_id = a.business_id and o.id = a.order_id
      where a.business_id = verify_payments.business_id and o.customer_id <> p.customer_id
    ), posted as (
      select e.reference_id as payment_id, w.customer_id,
        coalesce(sum(e.amount) filter (where w.kind = 'receivable'), 0) as receivable,
        coalesce(sum(e.amount) filter (where w.kind = 'prepaid'), 0) as prepaid
      from public.ledger_entries as e
      join public.wallets as w on w.business_id = e.business_id and w.id = e.wallet_id
      where e.business_id = verify_payments.business_id and e.reference_type = 'payment'
      group by e.reference_id, w.customer_id
    ), expected as (
      select p.*,
        case
          when p.method = 'balance' then -p.allocated
          when p.reversed_at is null then p.amount - p.allocated
          else 0
        end as prepaid
      from public.payments as p
      where p.business_id = verify_payments.business_id
    )
    select verify_payments.business_id, null::uuid, null::bigint, 'payment_allocations',
      format('payment %s: %s on orders', p.id, p.allocated),
      format('%s in %s rows to number %s', coalesce(a.amount, 0), coalesce(a.rows, 0), coalesce(a.last_sequence, 0))
    from expected as p
    left join allocated as a on a.payment_id = p.id
    where p.allocated <> coalesce(a.amount, 0) or coalesce(a.rows, 0) <> coalesce(a.last_sequence, 0)
      or p.reversed_at is not null and p.allocated <> 0
    union all
    select verify_payments.business_id, null::uuid, null::bigint, 'payment_customer',
      format('payment %s: orders of its customer', s.payment_id), format('order %s of another', s.number)
    from strangers as s
    union all
    select verify_payments.business_id, null::uuid, null::bigint, 'payment_entries',
      format('payment %s: %s on the receivable, %s on the prepaid wallet', coalesce(p.id, e.payment_id),
        coalesce(p.allocated, 0), coalesce(p.prepaid, 0)),
      format('%s and %s', coalesce(e.receivable, 0), coalesce(e.prepaid, 0))
    from expected as p
    full join posted as e on e.payment_id = p.id and e.customer_id = p.customer_id
    where coalesce(p.allocated, 0) <> coalesce(e.receivable, 0) or coalesce(p.prepaid, 0) <> coalesce(e.prepaid, 0);
end;
$$;
comment on function private.verify_payments(uuid) is
  'Every disagreement between payments, their allocations and the ledger. No row: all agree. Amounts in the currency of the business.';

create function private.verify_stock(business_id uuid)
returns setof private.discrepancy
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    with movements as materialized (
      select
        m.*, coalesce(lag(m.version) over chain, 0) as previous_version,
        coalesce(lag(m.stock_after) over chain, 0) as previous_stock
      from public.stock_movements as m
      where m.business_id = verify_stock.business_id
      window chain as (partition by m.product_id order by m.version)
    ), totals as (
      select m.product_id, count(*) as movements, sum(m.quantity) as stock from movements as m group by m.product_id
    ), moved as (
      select m.order_id, m.product_id,
        -coalesce(sum(m.quantity) filter (where m.kind = 'sale'), 0) as sold,
        coalesce(sum(m.quantity) filter (where m.kind = 'cancellation'), 0) as returned
      from movements as m
      where m.order_id is not null
      group by m.order_id, m.product_id
    )
    select verify_stock.business_id, null::uuid, null::bigint, 'stock',
      format('product %s: %s after %s movements', coalesce(p.id, t.product_id), coalesce(t.stock, 0), coalesce(t.movements, 0)),
      format('%s after %s', coalesce(p.stock, 0), coalesce(p.stock_version, 0))
    from (select q.* from public.products as q where q.business_id = verify_stock.business_id) as p
    full join totals as t on t.product_id = p.id
    where coalesce(p.stock, 0) <> coalesce(t.stock, 0) or coalesce(p.stock_version, 0) <> coalesce(t.movements, 0)
    union all
    select verify_stock.business_id, null::uuid, m.version, 'stock_chain',
      format('product %s: number %s leaving %s', m.product_id, m.previous_version + 1, m.previous_stock + m.quantity),
      format('number %s leaving %s', m.version, m.stock_after)
    from movements as m
    where m.version <> m.previous_version + 1 or m.stock_after <> m.previous_stock + m.quantity or m.stock_after < 0
    union all
    -- A product that was not counted at the sale, or at the cancellation, has no movement of it.
    select verify_stock.business_id, null::uuid, null::bigint, 'stock_sold',
      format('order %s, product %s: %s sold, %s returned', m.order_id, m.product_id,
        coalesce(i.quantity, 0), coalesce(i.cancelled_quantity, 0)),
      format('%s and %s', m.sold, m.returned)
    from moved as m
    left join public.order_items as i
      on i.business_id = verify_stock.business_id and i.order_id = m.order_id and i.product_id = m.product_id
    where m.sold not in (0, coalesce(i.quantity, 0)) or m.returned > coalesce(i.cancelled_quantity, 0);
end;
$$;
comment on function private.verify_stock(uuid) is
  'Every disagreement between the stock of products, its movements and the orders, in pieces. No row: all agree.';
