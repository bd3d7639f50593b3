-- Payments as answers show them, and the doors to read them.

create function private.payment_json(payment public.payments, customer_name text, access private.access)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return json_build_object(
    'id', payment_json.payment.id,
    'customer_id', payment_json.payment.customer_id,
    'customer_name', payment_json.customer_name,
    'currency', payment_json.access.currency,
    'amount', private.amount_text(payment_json.payment.amount, payment_json.access.decimals),
    'method', payment_json.payment.method,
    'reference', payment_json.payment.reference,
    'note', payment_json.payment.note,
    'status', case when payment_json.payment.reversed_at is null then 'received' else 'reversed' end,
    'allocated', private.amount_text(payment_json.payment.allocated, payment_json.access.decimals),
    'to_balance', private.amount_text(
      case when payment_json.payment.reversed_at is null then
        payment_json.payment.amount - payment_json.payment.allocated
      else 0 end,
      payment_json.access.decimals),
    'actor', payment_json.payment.actor,
    'request_id', payment_json.payment.request_id,
    'received_at', payment_json.payment.received_at,
    'reversed_at', payment_json.payment.reversed_at,
    'reversal_reason', payment_json.payment.reversal_reason,
    'allocations', coalesce((
      select json_agg(json_build_object(
        'order_id', a.order_id, 'order_number', o.number,
        'amount', private.amount_text(a.amount, payment_json.access.decimals),
        'kind', a.kind, 'occurred_at', a.occurred_at
      ) order by a.sequence)
      from public.payment_allocations as a
      join public.orders as o on o.business_id = a.business_id and o.id = a.order_id
      where a.business_id = payment_json.payment.business_id and a.payment_id = payment_json.payment.id
    ), '[]'::json)
  );
end;
$$;
comment on function private.payment_json(public.payments, text, private.access) is
  'A payment with its allocations as every answer shows it.';

create function private.get_payment_json(access private.access, payment_id uuid)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_answer json;
begin
  select private.payment_json(p, c.name, get_payment_json.access) into v_answer
  from public.payments as p
  join public.customers as c on c.business_id = p.business_id and c.id = p.customer_id
  where p.business_id = get_payment_json.access.business_id and p.id = get_payment_json.payment_id;
  if not found then
    perform private.raise_problem(
      404, 'payment_not_found', 'There is no such payment in this business.',
      jsonb_build_object('payment_id', get_payment_json.payment_id));
  end if;
  return v_answer;
end;
$$;
comment on function private.get_payment_json(private.access, uuid) is 'A payment, or a 404.';

create function private.get_payment(business_id uuid, payment_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_payment.business_id, 'payments:read');
begin
  return private.json_join(
    private.get_payment_json(v_access, get_payment.payment_id),
    json_build_object('entries', (
      select coalesce(
        json_agg(private.entry_json(e, w.customer_id, w.kind, w.unit, v_access.decimals) order by e.recorded_at, e.wallet_id, e.version), '[]'::json)
      from public.payments as p
      join public.wallets as w on w.business_id = p.business_id and w.customer_id = p.customer_id
      join public.ledger_entries as e on e.business_id = w.business_id and e.wallet_id = w.id
      where p.business_id = v_access.business_id and p.id = get_payment.payment_id
        and e.reference_type = 'payment' and e.reference_id = p.id
    ))
  );
end;
$$;
comment on function private.get_payment(uuid, uuid) is 'A payment with its allocations and its ledger entries.';
grant execute on function private.get_payment(uuid, uuid) to anon, authenticated;

create function public.get_payment(business_id uuid default null, payment_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_payment(get_payment.business_id, get_payment.payment_id);
end;
$$;
comment on function public.get_payment(uuid, uuid) is 'Read a payment.';
grant execute on function public.get_payment(uuid, uuid) to anon, authenticated;

create function private.list_payments(
  business_id uuid, customer_id uuid, status text, method text, page_size integer, cursor text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_payments.business_id, 'payments:read');
  v_limit integer := private.page_limit(list_payments.page_size);
  v_after uuid := private.cursor_id(list_payments.cursor, 1);
  v_answer json;
begin
  if list_payments.status not in ('received', 'reversed') then
    perform private.raise_invalid('/status', 'must be received or reversed');
  elsif list_payments.method not in ('cash', 'card', 'bank_transfer', 'other', 'balance') then
    perform private.raise_invalid('/method', 'must be cash, card, bank_transfer, other or balance');
  end if;
  perform private.require_customer(v_access.business_id, list_payments.customer_id);

  with page as (
    select p.id, private.payment_json(p, c.name, v_access) as row
    from public.payments as p
    join public.customers as c on c.business_id = p.business_id and c.id = p.customer_id
    where p.business_id = v_access.business_id
      and (list_payments.customer_id is null or p.customer_id = list_payments.customer_id)
      and (list_payments.status is null or (p.reversed_at is not null) = (list_payments.status = 'reversed'))
      and (list_payments.method is null or p.method::text = list_payments.method)
      and (v_after is null or p.id < v_after)
    order by p.id desc
    limit v_limit + 1
  )
  select private.page_json(
    array_agg(p.row order by p.id desc), array_agg(private.encode_cursor(p.id::text) order by p.id desc), v_limit)
  into v_answer
  from page as p;
  return v_answer;
end;
$$;
comment on function private.list_payments(uuid, uuid, text, text, integer, text) is
  'Payments, the newest first, of one customer or all, by status or method.';
grant execute on function private.list_payments(uuid, uuid, text, text, integer, text) to anon, authenticated;

create function public.list_payments(
  business_id uuid default null, customer_id uuid default null, status text default null, method text default null,
  page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.list_payments(
    list_payments.business_id, list_payments.customer_id, list_payments.status, list_payments.method,
    list_payments.page_size, list_payments.cursor
  );
end;
$$;
comment on function public.list_payments(uuid, uuid, text, text, integer, text) is 'List payments.';
grant execute on function public.list_payments(uuid, uuid, text, text, integer, text) to anon, authenticated;
