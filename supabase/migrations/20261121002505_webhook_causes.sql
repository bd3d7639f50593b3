-- Webhooks: what causes an event. One trigger a cause, after the row is written, in its transaction.

create function private.business_of(business_id uuid)
returns public.businesses
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_business public.businesses;
begin
  select b.* into v_business from public.businesses as b where b.id = business_of.business_id;
  return v_business;
end;
$$;
comment on function private.business_of(uuid) is 'The business of a row that causes an event, for its currency and decimals.';

create function private.emit_wallet_events()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_decimals integer;
  v_data json;
  v_now timestamptz := private.clock(new.business_id);
begin
  if not private.has_webhooks(new.business_id) then
    return null;
  end if;
  v_decimals := private.unit_decimals(new.kind, (private.business_of(new.business_id)).currency_decimals);
  v_data := json_build_object(
    'wallet_id', new.id,
    'wallet', new.kind,
    'unit', new.unit,
    'balance', private.amount_text(new.balance, v_decimals),
    'minimum_balance', private.amount_text(new.minimum_balance, v_decimals),
    'low_balance', private.amount_text(new.low_balance, v_decimals)
  );
  if new.balance < new.low_balance and old.balance >= new.low_balance then
    perform private.emit_event(new.business_id, 'wallet.low', new.customer_id, v_data, v_now);
  end if;
  if new.kind = 'prepaid' and new.balance <= new.minimum_balance and old.balance > new.minimum_balance
    or new.kind = 'credits' and new.balance < new.minimum_balance + 1 and old.balance >= new.minimum_balance + 1
  then
    perform private.emit_event(new.business_id, 'wallet.exhausted', new.customer_id, v_data, v_now);
  end if;
  return null;
end;
$$;
comment on function private.emit_wallet_events() is
  'Trigger: wallet.low where a balance falls below the threshold of its wallet, wallet.exhausted where nothing is left above its minimum, or less than one credit. A wallet without a minimum is never exhausted.';
-- The condition is worked out for each movement of any wallet: comparisons only, which are true where a line is crossed.
create trigger wallets_after_balance_emit
  after update of balance on public.wallets
  for each row when (
    new.balance < old.balance
    and (
      new.balance < new.low_balance and old.balance >= new.low_balance
      or new.kind = 'prepaid' and new.balance <= new.minimum_balance and old.balance > new.minimum_balance
      or new.kind = 'credits' and new.balance < new.minimum_balance + 1 and old.balance >= new.minimum_balance + 1
    )
  )
  execute function private.emit_wallet_events();

create function private.emit_customer_event()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if private.has_webhooks(new.business_id) then
    perform private.emit_event(
      new.business_id, tg_argv[0], new.id,
      json_build_object(
        'customer_id', new.id, 'name', new.name, 'email', new.email, 'external_id', new.external_id,
        'status', new.status, 'created_at', new.created_at),
      private.clock(new.business_id));
  end if;
  return null;
end;
$$;
comment on function private.emit_customer_event() is 'Trigger: customer.created, customer.archived.';
create trigger customers_after_insert_emit
  after insert on public.customers
  for each row execute function private.emit_customer_event('customer.created');
create trigger customers_after_archive_emit
  after update of status on public.customers
  for each row when (new.status = 'archived' and old.status <> 'archived')
  execute function private.emit_customer_event('customer.archived');

create function private.order_event_data(orders public.orders)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_business public.businesses := private.business_of(order_event_data.orders.business_id);
begin
  return json_build_object(
    'order_id', order_event_data.orders.id,
    'number', order_event_data.orders.number,
    'status', order_event_data.orders.status,
    'currency', v_business.currency,
    'total', private.amount_text(order_event_data.orders.total, v_business.currency_decimals),
    'cancelled', private.amount_text(order_event_data.orders.cancelled, v_business.currency_decimals),
    'paid', private.amount_text(order_event_data.orders.paid, v_business.currency_decimals),
    'outstanding', private.amount_text(order_event_data.orders.outstanding, v_business.currency_decimals),
    'item_count', order_event_data.orders.item_count,
    'placed_at', order_event_data.orders.placed_at
  );
end;
$$;
comment on function private.order_event_data(public.orders) is 'An order as the events about it tell of it; GET /orders/{order_id} has the lines.';

create function private.emit_order_event()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if private.has_webhooks(new.business_id) then
    perform private.emit_event(
      new.business_id, tg_argv[0], new.customer_id, private.order_event_data(new), private.clock(new.business_id));
  end if;
  return null;
end;
$$;
comment on function private.emit_order_event() is
  'Trigger: order.created; order.cancelled, where pieces of it were, the last or not.';
create trigger orders_after_insert_emit
  after insert on public.orders
  for each row execute function private.emit_order_event('order.created');
create trigger orders_after_cancel_emit
  after update of cancelled on public.orders
  for each row when (new.cancelled > old.cancelled or new.status = 'cancelled' and old.status <> 'cancelled')
  execute function private.emit_order_event('order.cancelled');

create function private.emit_payment_event()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_business public.businesses;
begin
  if private.has_webhooks(new.business_id) then
    v_business := private.business_of(new.business_id);
    perform private.emit_event(
      new.business_id, tg_argv[0], new.customer_id,
      json_build_object(
        'payment_id', new.id,
        'amount', private.amount_text(new.amount, v_business.currency_decimals),
        'currency', v_business.currency,
        'method', new.method,
        'reference', new.reference,
        'received_at', new.received_at,
        'reversed_at', new.reversed_at,
        'reversal_reason', new.reversal_reason),
      coalesce(new.reversed_at, new.received_at));
  end if;
  return null;
end;
$$;
comment on function private.emit_payment_event() is 'Trigger: payment.received, payment.reversed.';
create trigger payments_after_insert_emit
  after insert on public.payments
  for each row execute function private.emit_payment_event('payment.received');
create trigger payments_after_reverse_emit
  after update of reversed_at on public.payments
  for each row when (new.reversed_at is not null and old.reversed_at is null)
  execute function private.emit_payment_event('payment.reversed');

create function private.emit_failed_debits()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_failed record;
begin
  -- All that failed in a chunk at once: a chunk is of one business and one moment.
  for v_failed in
    select
      l.business_id, array_agg(l.customer_id) as customer_ids,
      array_agg(json_build_object(
        'run_id', l.run_id,
        'amount', private.amount_text(l.amount, b.currency_decimals),
        'currency', b.currency,
        'balance', private.amount_text(l.balance_after, b.currency_decimals),
        'period_start', l.period_start,
        'attempt', l.attempt,
        'error_code', l.error_code,
        'error_message', l.error_message
      )) as data,
      array_agg(c.now) as occurred_at
    from fresh as l
    join public.businesses as b on b.id = l.business_id
    cross join lateral (select coalesce(b.test_clock_at, l.created_at) as now) as c
    where l.status = 'failed'
      and exists (
        select from public.webhook_endpoints as e where e.business_id = l.business_id and e.deleted_at is null
      )
    group by l.business_id
  loop
    perform private.emit_events(
      v_failed.business_id, 'debit.failed', v_failed.customer_ids, v_failed.data, v_failed.occurred_at);
  end loop;
  return null;
end;
$$;
comment on function private.emit_failed_debits() is 'Trigger: debit.failed for each customer of a chunk who could not pay.';
create trigger debit_logs_after_insert_emit
  after insert on public.debit_logs
  referencing new table as fresh
  for each statement execute function private.emit_failed_debits();

create function private.emit_held_usage()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_business public.businesses;
begin
  if private.has_webhooks(new.business_id) then
    v_business := private.business_of(new.business_id);
    perform private.emit_event(
      new.business_id, 'usage.held', new.customer_id,
      json_build_object(
        'service', new.service,
        'product_id', new.product_id,
        'reason', new.held_reason,
        'held', private.amount_text(new.amount - new.billed_amount, v_business.currency_decimals),
        'currency', v_business.currency,
        'held_since', new.held_since),
      private.clock(new.business_id));
  end if;
  return null;
end;
$$;
comment on function private.emit_held_usage() is
  'Trigger: usage.held where a run begins to hold what a customer used of a service or product. One that is held on is not told again.';
create trigger usage_totals_after_hold_emit
  after update of held_reason on public.usage_totals
  for each row when (new.held_reason is not null and old.held_reason is null)
  execute function private.emit_held_usage();

create function private.emit_session_event()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if private.has_webhooks(new.business_id) then
    perform private.emit_event(
      new.business_id, tg_argv[0], new.customer_id,
      json_build_object(
        'session_id', new.id,
        'credits_per_minute', private.amount_text(new.credits_per_minute, 0),
        'description', new.description,
        'started_at', new.started_at,
        'started_by', new.started_by,
        'ended_at', new.ended_at,
        'end_reason', new.end_reason,
        'ended_by', new.ended_by,
        'seconds', floor(extract(epoch from coalesce(new.ended_at, new.started_at) - new.started_at))::bigint,
        'credits_used', private.amount_text(new.credits_used, 0)),
      coalesce(new.ended_at, new.started_at));
  end if;
  return null;
end;
$$;
comment on function private.emit_session_event() is
  'Trigger: session.started, session.ended. The end of one that ran out is dated to the moment it did, and told when it is settled.';
create trigger sessions_after_insert_emit
  after insert on public.sessions
  for each row execute function private.emit_session_event('session.started');
create trigger sessions_after_end_emit
  after update of ended_at on public.sessions
  for each row when (new.ended_at is not null and old.ended_at is null)
  execute function private.emit_session_event('session.ended');
