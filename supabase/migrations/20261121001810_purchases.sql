-- Purchases: several products sold to one customer in one transaction.

create function private.read_payment(
  access private.access, payment jsonb, out amount numeric, out method public.payment_method, out reference text
)
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if coalesce(jsonb_typeof(read_payment.payment), 'null') = 'null' then
    return;
  elsif jsonb_typeof(read_payment.payment) <> 'object' then
    perform private.raise_invalid('/payment', 'must be an object');
  elsif read_payment.payment ->> 'amount' !~ '^-?\d{1,15}(\.\d{1,6})?$' then
    perform private.raise_invalid('/payment/amount', 'must be a decimal');
  elsif read_payment.payment ->> 'method' not in ('cash', 'card', 'bank_transfer', 'other') then
    perform private.raise_invalid('/payment/method', 'must be cash, card, bank_transfer or other');
  end if;
  perform private.require_access(read_payment.access.business_id, 'payments:write');
  amount := trim_scale(private.require_amount(
    (read_payment.payment ->> 'amount')::numeric, read_payment.access.decimals, '/payment/amount', true));
  method := coalesce(read_payment.payment ->> 'method', 'cash');
  reference := nullif(btrim(read_payment.payment ->> 'reference'), '');
  if reference is not null then
    reference := private.require_text(reference, '/payment/reference', 200);
  end if;
end;
$$;
comment on function private.read_payment(private.access, jsonb) is
  'Money that is paid with a purchase, in the currency of the business; nulls where there is none. Needs the permission payments:write.';

create function private.share_purchase(
  access private.access, receivable public.wallets, total numeric, payment numeric, use_balance boolean,
  out from_payment numeric, out from_balance numeric, out on_credit numeric, out overpaid numeric,
  out credit_left numeric, out missing numeric
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_bearable numeric;
  v_unbilled numeric;
begin
  from_payment := least(share_purchase.total, coalesce(share_purchase.payment, 0));
  credit_left := greatest(0, share_purchase.receivable.balance - share_purchase.receivable.minimum_balance);
  from_balance := 0;
  -- In one snapshot: what is billed meanwhile is in one of the two.
  select
    greatest(0, coalesce(w.balance - w.minimum_balance - private.held_of(w.business_id, w.id, w.held), 'infinity')),
    private.unbilled_usage(w.business_id, w.customer_id)
  into v_bearable, v_unbilled
  from public.wallets as w
  where w.business_id = share_purchase.access.business_id
    and w.customer_id = share_purchase.receivable.customer_id and w.kind = 'prepaid';
  -- What was used and is not billed yet comes out of the balance first, and what that cannot bear out of the credit.
  credit_left := greatest(0, credit_left - greatest(0, v_unbilled - v_bearable));
  if share_purchase.use_balance then
    from_balance := least(
      share_purchase.total - from_payment,
      greatest(0, trunc(v_bearable - v_unbilled, share_purchase.access.decimals)));
  end if;
  on_credit := share_purchase.total - from_payment - from_balance;
  overpaid := coalesce(share_purchase.payment, 0) - from_payment;
  missing := case when on_credit > 0 then greatest(0, on_credit - credit_left) else 0 end;
end;
$$;
comment on function private.share_purchase(private.access, public.wallets, numeric, numeric, boolean) is
  'How the total of a purchase is borne: by the payment first, then where asked by the prepaid balance, the rest on credit; and what the credit left is short of. What is held and usage that is not billed yet are kept free. All in the currency of the business.';

create function private.raise_credit_limit_exceeded(
  access private.access, receivable public.wallets, total numeric, on_credit numeric, credit_left numeric
)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_currency text := raise_credit_limit_exceeded.access.currency;
  v_decimals integer := raise_credit_limit_exceeded.access.decimals;
begin
  perform private.raise_problem(
    402, 'credit_limit_exceeded',
    format('%s %s would go on credit, and %s of the limit is left.',
      private.amount_text(raise_credit_limit_exceeded.on_credit, v_decimals), v_currency,
      private.amount_text(raise_credit_limit_exceeded.credit_left, v_decimals)),
    jsonb_build_object(
      'customer_id', raise_credit_limit_exceeded.receivable.customer_id,
      'currency', v_currency,
      'credit_limit', private.amount_text(-raise_credit_limit_exceeded.receivable.minimum_balance, v_decimals),
      'outstanding', private.amount_text(-raise_credit_limit_exceeded.receivable.balance, v_decimals),
      'available', private.amount_text(raise_credit_limit_exceeded.credit_left, v_decimals),
      'order_total', private.amount_text(raise_credit_limit_exceeded.total, v_decimals),
      'on_credit', private.amount_text(raise_credit_limit_exceeded.on_credit, v_decimals),
      'missing', private.amount_text(
        raise_credit_limit_exceeded.on_credit - raise_credit_limit_exceeded.credit_left, v_decimals)
    ));
end;
$$;
comment on function private.raise_credit_limit_exceeded(private.access, public.wallets, numeric, numeric, numeric) is
  'The 402 of a purchase beyond the credit limit, with the numbers.';

create function private.purchase_json(access private.access, sale public.orders, lines json, payment_ids uuid[])
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_order public.orders := purchase_json.sale;
  v_customer record;
  v_payments json := '[]';
begin
  if cardinality(purchase_json.payment_ids) > 0 then
    select json_agg(private.get_payment_json(purchase_json.access, p.id)) into v_payments
    from unnest(purchase_json.payment_ids) as p(id);
    select o.* into v_order
    from public.orders as o
    where o.business_id = purchase_json.sale.business_id and o.id = purchase_json.sale.id;
  end if;
  select c.name, s.overdue_days, p as prepaid, r as receivable, private.unbilled_usage(c.business_id, c.id) as unbilled
  into v_customer
  from public.customers as c
  join public.business_settings as s on s.business_id = c.business_id
  join public.wallets as p on p.business_id = c.business_id and p.customer_id = c.id and p.kind = 'prepaid'
  join public.wallets as r on r.business_id = c.business_id and r.customer_id = c.id and r.kind = 'receivable'
  where c.business_id = v_order.business_id and c.id = v_order.customer_id;
  return json_build_object(
    'success', true,
    'order', private.order_with_items(
      v_order, purchase_json.lines, v_customer.name, purchase_json.access, v_customer.overdue_days),
    'payments', v_payments,
    'credit', private.credit_of(v_customer.prepaid, v_customer.receivable, v_customer.unbilled, purchase_json.access)
  );
end;
$$;
comment on function private.purchase_json(private.access, public.orders, json, uuid[]) is
  'The answer of a purchase: the order as it was just written, what was paid on it, and the credit of the customer after it.';

create function private.process_purchase(
  business_id uuid, customer_id uuid, items jsonb, payment jsonb, use_balance boolean, note text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(process_purchase.business_id, 'orders:write');
  v_business_id uuid := v_access.business_id;
  v_payment record := private.read_payment(v_access, process_purchase.payment);
  v_use_balance boolean := coalesce(process_purchase.use_balance, false);
  v_note text := nullif(btrim(process_purchase.note), '');
  v_request text := row(
    process_purchase.customer_id, process_purchase.items, v_payment, v_use_balance, v_note)::text;
  v_first json := private.replay(v_business_id, v_access.idempotency_key, 'process_purchase', v_request);
  v_items private.item_list;
  v_receivable public.wallets;
  v_order_id uuid := private.uuid_v7();
  v_number bigint;
  v_line integer;
  v_sku text;
  v_name text;
  v_price numeric;
  v_stock bigint;
  v_version bigint;
  v_skus text[];
  v_names text[];
  v_prices numeric[];
  v_stocks bigint[];
  v_versions bigint[];
  v_lines json[];
  v_pieces bigint := 0;
  v_total numeric := 0;
  v_shares record;
  v_order public.orders;
  v_payment_ids uuid[] := '{}';
begin
  if v_first is not null then
    return v_first;
  end if;
  if v_use_balance then
    -- It is a payment, and needs what a payment needs.
    perform private.require_access(v_business_id, 'payments:write');
  end if;
  v_items := private.read_items(process_purchase.items);
  if v_note is not null then
    v_note := private.require_text(v_note, '/note', 500);
  end if;

  if v_use_balance or v_payment.amount is not null then
    perform private.lock_wallets(v_access, process_purchase.customer_id);
  end if;
  select w.* into v_receivable
  from public.wallets as w
  where w.business_id = v_business_id and w.customer_id = process_purchase.customer_id and w.kind = 'receivable'
  for update;
  if not found then
    v_receivable := private.lock_wallet(v_access.business_id, process_purchase.customer_id, 'receivable');
  end if;
  if v_receivable.status = 'archived' then
    perform private.require_open_wallets(v_business_id, process_purchase.customer_id);
  end if;
  -- Dated once the lock is there: what waited for a payment comes after it.
  v_access.now := private.clock(v_business_id);

  -- Line by line in the order of the ids, which is the order of the locks. What is not counted is only read, so
  -- that what never runs out makes no sales wait.
  for v_line in 1 .. cardinality(v_items.product_ids) loop
    for v_look in 1 .. 100 loop
      update public.products as p
      set stock = p.stock - v_items.quantities[v_line], stock_version = p.stock_version + 1
      where p.business_id = v_business_id and p.id = v_items.product_ids[v_line]
        and p.status = 'active' and p.stock >= v_items.quantities[v_line]
      returning p.sku, p.name, p.price, p.stock, p.stock_version
      into v_sku, v_name, v_price, v_stock, v_version;
      exit when found;
      select p.sku, p.name, p.price into v_sku, v_name, v_price
      from public.products as p
      where p.business_id = v_business_id and p.id = v_items.product_ids[v_line]
        and p.status = 'active' and p.stock is null;
      exit when found;
      -- Where a delivery came between the look and this, there is nothing to refuse, and it is looked at again.
      perform private.raise_sale_refused(v_business_id, process_purchase.customer_id, v_items, v_line - 1);
    end loop;
    if v_sku is null then
      raise exception using errcode = '40001', message = 'The stock of a product changed too often while it was sold.';
    end if;
    v_skus[v_line] := v_sku;
    v_names[v_line] := v_name;
    v_prices[v_line] := v_price;
    v_stocks[v_line] := v_stock;
    v_versions[v_line] := v_version;
    v_lines[v_line] := private.order_item_json(
      v_items.product_ids[v_line], v_sku, v_name, v_price, v_items.quantities[v_line], 0, v_access.decimals);
    v_total := v_total + v_price * v_items.quantities[v_line];
    v_pieces := v_pieces + v_items.quantities[v_line];
  end loop;
  if v_total >= 1e15 then
    perform private.raise_invalid('/items', 'must come to less than 1000000000000000');
  end if;
  v_shares := private.share_purchase(
    v_access, v_receivable, v_total, v_payment.amount, v_use_balance);
  if v_shares.missing > 0 then
    perform private.raise_credit_limit_exceeded(
      v_access, v_receivable, v_total, v_shares.on_credit, v_shares.credit_left);
  end if;
  v_number := private.take_order_number(v_business_id);
  if v_total > 0 then
    -- What is paid in the same transaction comes right after, and does not count against the limit.
    perform private.post_movement(
      v_business_id, process_purchase.customer_id, 'receivable', -v_total, 'purchase', 'revenue:sales',
      v_access.actor, v_access.request_id, v_access.now, format('Order %s', v_number), 'order', v_order_id,
      case when v_shares.on_credit = 0 then 'infinity' else v_total - v_shares.on_credit end
    );
  end if;
  insert into public.orders (
    business_id, id, number, customer_id, status, total, item_count, note, actor, request_id, placed_at
  )
  values (
    v_business_id, v_order_id, v_number, process_purchase.customer_id,
    (case when v_total > 0 then 'open' else 'paid' end)::public.order_status, v_total, v_pieces, v_note,
    v_access.actor, v_access.request_id, v_access.now
  )
  returning * into v_order;
  insert into public.order_items (business_id, order_id, product_id, sku, name, unit_price, quantity)
  select v_business_id, v_order_id, l.product_id, l.sku, l.name, l.price, l.quantity
  from unnest(v_items.product_ids, v_items.quantities, v_skus, v_names, v_prices)
    as l(product_id, quantity, sku, name, price);
  insert into public.stock_movements (
    business_id, product_id, version, kind, quantity, stock_after, order_id, actor, request_id, occurred_at
  )
  select
    v_business_id, l.product_id, l.version, 'sale', -l.quantity, l.stock, v_order_id, v_access.actor, v_access.request_id,
    v_access.now
  from unnest(v_items.product_ids, v_items.quantities, v_stocks, v_versions) as l(product_id, quantity, stock, version)
  where l.version is not null;
  if v_payment.amount is not null then
    v_payment_ids := v_payment_ids || private.put_payment(
      v_access, process_purchase.customer_id, v_order_id, v_payment.amount, v_payment.method, v_payment.reference, null);
  end if;
  if v_shares.from_balance > 0 then
    v_payment_ids := v_payment_ids || private.put_payment(
      v_access, process_purchase.customer_id, v_order_id, v_shares.from_balance, 'balance', null, null);
  end if;

  perform private.notify_change(v_business_id, 'orders', process_purchase.customer_id);
  return private.remember(
    v_business_id, v_access.idempotency_key, 'process_purchase', v_request,
    private.purchase_json(v_access, v_order, array_to_json(v_lines), v_payment_ids)
  );
end;
$$;
comment on function private.process_purchase(uuid, uuid, jsonb, jsonb, boolean, text) is
  'Sells several products on credit in one transaction: locks the wallet, then the counted products in the order of their ids; lowers stock, writes the order at the prices of this moment, moves the balance, puts what is paid at once on it. A refusal changes nothing. items: [{product_id, quantity}]; payment: {amount, method, reference}, the amount in the currency of the business.';
grant execute on function private.process_purchase(uuid, uuid, jsonb, jsonb, boolean, text) to anon, authenticated;

create function public.process_purchase(
  business_id uuid default null, customer_id uuid default null, items jsonb default null, payment jsonb default null,
  use_balance boolean default null, note text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.process_purchase(
    process_purchase.business_id, process_purchase.customer_id, private.json_argument(process_purchase.items),
    private.json_argument(process_purchase.payment), process_purchase.use_balance, process_purchase.note
  );
end;
$$;
comment on function public.process_purchase(uuid, uuid, jsonb, jsonb, boolean, text) is 'Make a purchase on credit.';
grant execute on function public.process_purchase(uuid, uuid, jsonb, jsonb, boolean, text) to anon, authenticated;
