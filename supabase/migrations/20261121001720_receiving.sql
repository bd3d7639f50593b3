-- Receiving a payment: on one order, or on the oldest first, the rest on the prepaid wallet.

create function private.require_open_wallets(business_id uuid, customer_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_status public.customer_status := (
    select w.status from public.wallets as w
    where w.business_id = require_open_wallets.business_id and w.customer_id = require_open_wallets.customer_id
      and w.kind = 'prepaid'
  );
begin
  if v_status is null then
    perform private.raise_customer_not_found(require_open_wallets.customer_id);
  elsif v_status = 'archived' then
    perform private.raise_problem(
      409, 'customer_archived', 'The customer is archived; no movement is possible.',
      jsonb_build_object('customer_id', require_open_wallets.customer_id));
  end if;
end;
$$;
comment on function private.require_open_wallets(uuid, uuid) is
  'Refuses a customer that there is none of with a 404, and an archived one with a 409.';

create function private.put_payment(
  access private.access, customer_id uuid, order_id uuid, amount numeric, method public.payment_method,
  reference text, note text
)
returns uuid
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_payment_id uuid := private.uuid_v7();
  v_business_id uuid := put_payment.access.business_id;
  v_orders uuid[];
  v_amounts numeric[];
  v_allocated numeric;
  v_description text := nullif(concat_ws(', ', put_payment.reference, put_payment.note), '');
  -- A payment from the balance moves between two wallets: each is the other leg, through one account that stays zero.
  v_account text := case when put_payment.method = 'balance' then 'transfer' else 'cash' end;
begin
  select array_agg(o.id order by o.placed_at, o.id), array_agg(o.part order by o.placed_at, o.id), coalesce(sum(o.part), 0)
  into v_orders, v_amounts, v_allocated
  from (
    select
      o.id, o.placed_at,
      least(o.outstanding, put_payment.amount - coalesce(sum(o.outstanding) over (
        order by o.placed_at, o.id rows between unbounded preceding and 1 preceding
      ), 0)) as part
    from public.orders as o
    where o.business_id = v_business_id and o.customer_id = put_payment.customer_id and o.status = 'open'
      and (put_payment.order_id is null or o.id = put_payment.order_id)
  ) as o
  where o.part > 0;

  insert into public.payments (
    business_id, id, customer_id, amount, allocated, method, reference, note, actor, request_id, received_at
  )
  values (
    v_business_id, v_payment_id, put_payment.customer_id, put_payment.amount, v_allocated, put_payment.method,
    put_payment.reference, put_payment.note, put_payment.access.actor, put_payment.access.request_id,
    put_payment.access.now
  );
  insert into public.payment_allocations (
    business_id, payment_id, sequence, order_id, amount, kind, actor, request_id, occurred_at
  )
  select
    v_business_id, v_payment_id, a.sequence, a.order_id, a.amount, 'payment',
    put_payment.access.actor, put_payment.access.request_id, put_payment.access.now
  from unnest(v_orders, v_amounts) with ordinality as a(order_id, amount, sequence);
  update public.orders as o
  set paid = o.paid + a.amount, status = case when o.outstanding = a.amount then 'paid' else o.status end
  from unnest(v_orders, v_amounts) as a(order_id, amount)
  where o.business_id = v_business_id and o.id = a.order_id;

  if put_payment.method = 'balance' then
    perform private.post_movement(
      v_business_id, put_payment.customer_id, 'prepaid', -v_allocated, 'payment', v_account,
      put_payment.access.actor, put_payment.access.request_id, put_payment.access.now,
      v_description, 'payment', v_payment_id);
  elsif put_payment.amount > v_allocated then
    perform private.post_movement(
      v_business_id, put_payment.customer_id, 'prepaid', put_payment.amount - v_allocated, 'payment', v_account,
      put_payment.access.actor, put_payment.access.request_id, put_payment.access.now,
      v_description, 'payment', v_payment_id);
  end if;
  if v_allocated > 0 then
    perform private.post_movement(
      v_business_id, put_payment.customer_id, 'receivable', v_allocated, 'payment', v_account,
      put_payment.access.actor, put_payment.access.request_id, put_payment.access.now,
      v_description, 'payment', v_payment_id);
  end if;
  return v_payment_id;
end;
$$;
comment on function private.put_payment(private.access, uuid, uuid, numeric, public.payment_method, text, text) is
  'Puts money on one order, or on the oldest first; the rest goes to the prepaid wallet. Both wallets are locked by the caller; money from the balance is no more than is owed. The amount is in the currency of the business.';

create function private.record_payment(
  business_id uuid, customer_id uuid, amount numeric, order_id uuid, method text, reference text, note text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(record_payment.business_id, 'payments:write');
  v_amount public.amount := private.require_amount(record_payment.amount, v_access.decimals, '/amount', true);
  v_method text := coalesce(record_payment.method, 'cash');
  v_reference text := nullif(btrim(record_payment.reference), '');
  v_note text := nullif(btrim(record_payment.note), '');
  v_request text := row(
    record_payment.customer_id, v_amount, record_payment.order_id, v_method, v_reference, v_note)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'record_payment', v_request);
  v_order public.orders;
  v_owed numeric;
  v_payment_id uuid;
begin
  if v_first is not null then
    return v_first;
  end if;
  if v_method not in ('cash', 'card', 'bank_transfer', 'other', 'balance') then
    perform private.raise_invalid('/method', 'must be cash, card, bank_transfer, other or balance');
  end if;
  if v_reference is not null then
    v_reference := private.require_text(v_reference, '/reference', 200);
  end if;
  if v_note is not null then
    v_note := private.require_text(v_note, '/note', 500);
  end if;
  perform private.lock_wallets(v_access, record_payment.customer_id);
  v_access.now := private.clock(v_access.business_id);
  perform private.require_open_wallets(v_access.business_id, record_payment.customer_id);

  if record_payment.order_id is not null then
    select o.* into v_order
    from public.orders as o
    where o.business_id = v_access.business_id and o.id = record_payment.order_id
      and o.customer_id = record_payment.customer_id;
    if not found then
      perform private.raise_order_not_found(record_payment.order_id);
    elsif v_order.status <> 'open' then
      perform private.raise_problem(
        409, 'order_not_open', format('Order %s is %s.', v_order.number, v_order.status),
        jsonb_build_object('order_id', v_order.id, 'number', v_order.number, 'status', v_order.status));
    end if;
  end if;
  if v_method = 'balance' then
    select coalesce(sum(o.outstanding), 0) into v_owed
    from public.orders as o
    where o.business_id = v_access.business_id and o.customer_id = record_payment.customer_id and o.status = 'open'
      and (record_payment.order_id is null or o.id = record_payment.order_id);
    if v_amount > v_owed then
      perform private.raise_problem(
        409, 'payment_exceeds_owed',
        format('%s %s is owed, and %s was to be taken from the balance.',
          private.amount_text(v_owed, v_access.decimals), v_access.currency, private.amount_text(v_amount, v_access.decimals)),
        jsonb_build_object(
          'customer_id', record_payment.customer_id, 'owed', private.amount_text(v_owed, v_access.decimals),
          'asked', private.amount_text(v_amount, v_access.decimals)));
    end if;
  end if;

  v_payment_id := private.put_payment(
    v_access, record_payment.customer_id, record_payment.order_id, v_amount, v_method::public.payment_method,
    v_reference, v_note
  );
  perform private.notify_change(v_access.business_id, 'payments', record_payment.customer_id);
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'record_payment', v_request,
    private.get_payment_json(v_access, v_payment_id)
  );
end;
$$;
comment on function private.record_payment(uuid, uuid, numeric, uuid, text, text, text) is
  'Money received from a customer, in the currency of the business: on one order, or on the oldest first, the rest on the prepaid wallet. From the balance no more than is owed is taken.';
grant execute on function private.record_payment(uuid, uuid, numeric, uuid, text, text, text) to anon, authenticated;

create function public.record_payment(
  business_id uuid default null, customer_id uuid default null, amount numeric default null, order_id uuid default null,
  method text default null, reference text default null, note text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.record_payment(
    record_payment.business_id, record_payment.customer_id, record_payment.amount, record_payment.order_id,
    record_payment.method, record_payment.reference, record_payment.note
  );
end;
$$;
comment on function public.record_payment(uuid, uuid, numeric, uuid, text, text, text) is 'Record a payment.';
grant execute on function public.record_payment(uuid, uuid, numeric, uuid, text, text, text) to anon, authenticated;
