-- Taking a payment off its orders again, and reversing it.

create function private.take_off_orders(
  access private.access, payment public.payments, orders uuid[], amounts numeric[], kind public.allocation_kind
)
returns numeric
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_total numeric := (select coalesce(sum(a), 0) from unnest(take_off_orders.amounts) as a);
begin
  insert into public.payment_allocations (
    business_id, payment_id, sequence, order_id, amount, kind, actor, request_id, occurred_at
  )
  select
    take_off_orders.payment.business_id, take_off_orders.payment.id,
    a.sequence + (
      select count(*) from public.payment_allocations as b
      where b.business_id = take_off_orders.payment.business_id and b.payment_id = take_off_orders.payment.id
    ),
    a.order_id, -a.amount, take_off_orders.kind,
    take_off_orders.access.actor, take_off_orders.access.request_id, take_off_orders.access.now
  from unnest(take_off_orders.orders, take_off_orders.amounts) with ordinality as a(order_id, amount, sequence);
  update public.payments as p
  set allocated = p.allocated - v_total
  where p.business_id = take_off_orders.payment.business_id and p.id = take_off_orders.payment.id;
  return v_total;
end;
$$;
comment on function private.take_off_orders(private.access, public.payments, uuid[], numeric[], public.allocation_kind) is
  'Writes the negative allocations of a payment and answers their sum, in the currency of the business. Orders and wallets are the caller''s.';

create function private.reverse_payment(business_id uuid, payment_id uuid, reason text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(reverse_payment.business_id, 'payments:write');
  v_reason text := nullif(btrim(reverse_payment.reason), '');
  v_request text := row(reverse_payment.payment_id, v_reason)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'reverse_payment', v_request);
  v_payment public.payments;
  v_orders uuid[];
  v_amounts numeric[];
  v_taken_off numeric;
  v_prepaid_change numeric;
  v_account text;
begin
  if v_first is not null then
    return v_first;
  end if;
  if v_reason is not null then
    v_reason := private.require_text(v_reason, '/reason', 500);
  end if;
  perform private.get_payment_json(v_access, reverse_payment.payment_id);
  perform private.lock_wallets(v_access, (
    select p.customer_id from public.payments as p
    where p.business_id = v_access.business_id and p.id = reverse_payment.payment_id
  ));
  v_access.now := private.clock(v_access.business_id);
  select p.* into v_payment
  from public.payments as p
  where p.business_id = v_access.business_id and p.id = reverse_payment.payment_id;
  perform private.require_open_wallets(v_access.business_id, v_payment.customer_id);
  if v_payment.reversed_at is not null then
    perform private.raise_problem(
      409, 'payment_already_reversed', 'This payment was reversed before.',
      jsonb_build_object('payment_id', v_payment.id, 'reversed_at', v_payment.reversed_at));
  end if;

  select array_agg(a.order_id order by a.order_id), array_agg(a.amount order by a.order_id)
  into v_orders, v_amounts
  from (
    select b.order_id, sum(b.amount) as amount
    from public.payment_allocations as b
    where b.business_id = v_payment.business_id and b.payment_id = v_payment.id
    group by b.order_id
    having sum(b.amount) > 0
  ) as a;
  v_taken_off := private.take_off_orders(v_access, v_payment, v_orders, v_amounts, 'reversal');
  update public.orders as o
  set paid = o.paid - a.amount, status = 'open'
  from unnest(v_orders, v_amounts) as a(order_id, amount)
  where o.business_id = v_payment.business_id and o.id = a.order_id;
  update public.payments as p
  set reversed_at = v_access.now, reversal_reason = v_reason
  where p.business_id = v_payment.business_id and p.id = v_payment.id;

  -- From the balance: what was on orders goes back to it. From outside: what became balance is taken back.
  v_account := case when v_payment.method = 'balance' then 'transfer' else 'cash' end;
  v_prepaid_change := case when v_payment.method = 'balance' then v_taken_off else v_taken_off - v_payment.amount end;
  if v_prepaid_change <> 0 then
    perform private.post_movement(
      v_payment.business_id, v_payment.customer_id, 'prepaid', v_prepaid_change, 'reversal', v_account, v_access.actor,
      v_access.request_id, v_access.now, v_reason, 'payment', v_payment.id, 'infinity');
  end if;
  if v_taken_off > 0 then
    perform private.post_movement(
      v_payment.business_id, v_payment.customer_id, 'receivable', -v_taken_off, 'reversal', v_account, v_access.actor,
      v_access.request_id, v_access.now, v_reason, 'payment', v_payment.id, 'infinity');
  end if;

  perform private.notify_change(v_access.business_id, 'payments', v_payment.customer_id);
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'reverse_payment', v_request,
    private.get_payment_json(v_access, v_payment.id)
  );
end;
$$;
comment on function private.reverse_payment(uuid, uuid, text) is
  'Takes a payment back by new entries: its orders are owed again, beyond the credit limit if need be, and what became balance is taken back, below zero if it was spent.';
grant execute on function private.reverse_payment(uuid, uuid, text) to anon, authenticated;

create function public.reverse_payment(business_id uuid default null, payment_id uuid default null, reason text default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.reverse_payment(reverse_payment.business_id, reverse_payment.payment_id, reverse_payment.reason);
end;
$$;
comment on function public.reverse_payment(uuid, uuid, text) is 'Reverse a payment.';
grant execute on function public.reverse_payment(uuid, uuid, text) to anon, authenticated;
