-- Recording usage: one event a call.

create function private.usage_record_json(event public.usage_events, currency text, decimals integer)
returns json
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return json_build_object(
    'id', usage_record_json.event.id,
    'customer_id', usage_record_json.event.customer_id,
    'service', usage_record_json.event.service,
    'product_id', usage_record_json.event.product_id,
    'units', usage_record_json.event.units::text,
    'price_per_unit', private.amount_text(usage_record_json.event.price_per_unit, usage_record_json.decimals),
    'amount', private.amount_text(
      usage_record_json.event.units * usage_record_json.event.price_per_unit, usage_record_json.decimals),
    'currency', usage_record_json.currency,
    'request_id', usage_record_json.event.request_id,
    'occurred_at', usage_record_json.event.occurred_at,
    'recorded_at', usage_record_json.event.recorded_at,
    'actor', usage_record_json.event.actor,
    'source_request_id', usage_record_json.event.source_request_id
  );
end;
$$;
comment on function private.usage_record_json(public.usage_events, text, integer) is
  'A usage event as it was recorded, as every answer shows it.';
grant execute on function private.usage_record_json(public.usage_events, text, integer) to anon, authenticated;

create function private.require_decimal(value numeric, digits integer, pointer text, above_zero boolean)
returns numeric
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  if require_decimal.value >= 10::numeric ^ require_decimal.digits then
    perform private.raise_invalid(
      require_decimal.pointer, format('must have at most %s digits before the point', require_decimal.digits));
  end if;
  return trim_scale(private.require_amount(
    require_decimal.value, 6, require_decimal.pointer, require_decimal.above_zero));
end;
$$;
comment on function private.require_decimal(numeric, integer, text, boolean) is
  'Units or a price for one, of at most 6 decimals, without zeros at the end; or a 422 that names the field.';

create function private.explain_unrecorded(access private.access, customer_id uuid, product_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform private.require_customer(explain_unrecorded.access.business_id, explain_unrecorded.customer_id);
  if explain_unrecorded.product_id is not null then
    perform private.find_product(explain_unrecorded.access.business_id, explain_unrecorded.product_id);
  end if;
  if exists (
    select from public.customers as c
    where c.business_id = explain_unrecorded.access.business_id and c.id = explain_unrecorded.customer_id
      and c.status = 'archived'
  ) then
    perform private.raise_problem(
      409, 'customer_archived', 'The customer is archived; no usage is recorded any more.',
      jsonb_build_object('customer_id', explain_unrecorded.customer_id));
  end if;
end;
$$;
comment on function private.explain_unrecorded(private.access, uuid, uuid) is
  'Why an event was neither recorded nor there before: the 404 or 409 of its customer or product.';

create function private.put_usage(
  access private.access, customer_id uuid, service text, product_id uuid, units_consumed numeric, units numeric,
  price_per_unit numeric, request_id text, occurred_at timestamptz, idempotency_key text
)
returns public.usage_events
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_business_id uuid := put_usage.access.business_id;
  v_service text := put_usage.service;
  v_units numeric;
  v_price numeric := put_usage.price_per_unit;
  v_request_id text := coalesce(put_usage.request_id, put_usage.idempotency_key);
  v_id uuid := private.uuid_v7();
  v_locked text;
  v_recorded record;
  v_event public.usage_events;
begin
  if put_usage.customer_id is null then
    perform private.raise_invalid('/customer_id', 'is required');
  elsif put_usage.units is not null and put_usage.units_consumed is not null then
    perform private.raise_invalid('/units', 'and units_consumed cannot both be given');
  end if;
  v_units := trim_scale(coalesce(put_usage.units_consumed, put_usage.units));
  -- What is right is looked at once; the functions that say what is wrong are only called for that.
  if (v_units > 0 and v_units < 1e12 and scale(v_units) <= 6) is not true then
    v_units := private.require_decimal(
      v_units, 12, case when put_usage.units is null then '/units_consumed' else '/units' end, true);
  end if;
  if put_usage.product_id is not null then
    if v_service is not null then
      perform private.raise_invalid('/service', 'and product_id cannot both be given');
    elsif v_price is not null then
      perform private.raise_invalid('/price_per_unit', 'is that of the product, and must be left out');
    end if;
  elsif v_service is null then
    perform private.raise_invalid('/service', 'or product_id is required');
  else
    v_service := private.require_text(v_service, '/service', 100);
    v_price := trim_scale(v_price);
    if (v_price >= 0 and v_price < 1e11 and scale(v_price) <= 6) is not true then
      v_price := private.require_decimal(v_price, 11, '/price_per_unit', false);
    end if;
  end if;
  if put_usage.request_id is not null
    and (length(put_usage.request_id) not between 1 and 255 or put_usage.request_id ~ '[^\x21-\x7e]')
  then
    perform private.raise_invalid('/request_id', 'must be 1 to 255 printable characters without spaces');
  elsif put_usage.occurred_at > put_usage.access.now + interval '5 minutes' then
    perform private.raise_invalid('/occurred_at', 'is in the future');
  elsif put_usage.occurred_at < '0001-01-01 00:00:00+00' then
    perform private.raise_invalid('/occurred_at', 'must be of the years 1 to 9999');
  end if;
  if v_request_id is null then
    v_request_id := private.usage_request_id(put_usage.customer_id, v_service, put_usage.product_id, v_units, v_price);
  end if;

  v_locked := private.lock_usage(v_business_id, true);
  insert into public.usage_events as e (
    business_id, id, customer_id, service, product_id, units, price_per_unit, request_id, occurred_at, recorded_at,
    actor, source_request_id
  )
  select
    v_business_id,
    case when s.line < v_id then v_id else private.uuid_v7(private.uuid_v7_micros(s.line) + 1) end,
    c.id, v_service, p.id, v_units, coalesce(v_price, p.usage_unit_price, p.price), v_request_id,
    coalesce(put_usage.occurred_at, put_usage.access.now), clock_timestamp(),
    put_usage.access.actor, put_usage.access.request_id
  from public.customers as c
  join private.usage_schedules as s on s.business_id = c.business_id
  left join public.products as p on p.business_id = c.business_id and p.id = put_usage.product_id
  where c.business_id = v_business_id and c.id = put_usage.customer_id and c.status <> 'archived'
    and (put_usage.product_id is null or p.id is not null)
    and (p.id is null or coalesce(p.usage_unit_price, p.price) * v_units < 1e12)
    and (v_price is null or v_price * v_units < 1e12)
  on conflict on constraint usage_events_business_id_request_id_key do nothing
  returning e as event, exists (
    select from private.watchers as x where x.business_id = v_business_id and x.expires_at > now()
  ) as is_watched into v_recorded;
  if found then
    if v_recorded.is_watched then
      perform private.notify_change(v_business_id, 'usage');
    end if;
    return v_recorded.event;
  end if;

  select e.* into v_event
  from public.usage_events as e
  where e.business_id = v_business_id and e.request_id = v_request_id;
  if not found then
    perform private.explain_unrecorded(put_usage.access, put_usage.customer_id, put_usage.product_id);
    perform private.raise_invalid('/units_consumed', 'times the price must be less than 1000000000000');
  elsif put_usage.request_id is null and put_usage.idempotency_key is null then
    perform private.raise_problem(
      409, 'duplicate_record', 'This usage was recorded before.',
      jsonb_build_object('record', private.usage_record_json(
        v_event, put_usage.access.currency, put_usage.access.decimals)));
  elsif v_event.customer_id <> put_usage.customer_id
    or v_event.service is distinct from v_service
    or v_event.product_id is distinct from put_usage.product_id
    or v_event.units <> v_units
    or v_price is not null and v_event.price_per_unit <> v_price
    or put_usage.occurred_at is not null and v_event.occurred_at <> put_usage.occurred_at
  then
    perform private.raise_problem(
      409, 'idempotency_key_reused', 'This request id was used for other usage.',
      jsonb_build_object('operation', 'record_usage', 'used_at', v_event.recorded_at, 'event_id', v_event.id));
  end if;
  perform set_config('response.headers', '[{"Idempotent-Replayed":"true"}]', true);
  return v_event;
end;
$$;
comment on function private.put_usage(private.access, uuid, text, uuid, numeric, numeric, numeric, text, timestamptz, text) is
  'Records one event, with the price of the request or of the product at this moment, in the currency of the business. One that is there already is answered where the caller named it, by request id or key, and a 409 with the first record where it was known by its payload. Raises 404 customer_not_found or product_not_found, 409 customer_archived, duplicate_record or idempotency_key_reused.';

create function private.record_usage(
  business_id uuid, customer_id uuid, service text, product_id uuid, units_consumed numeric, units numeric,
  price_per_unit numeric, request_id text, occurred_at timestamptz
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(record_usage.business_id, 'usage:write');
begin
  return private.usage_record_json(
    private.put_usage(
      v_access, record_usage.customer_id, record_usage.service, record_usage.product_id, record_usage.units_consumed,
      record_usage.units, record_usage.price_per_unit, record_usage.request_id, record_usage.occurred_at,
      v_access.idempotency_key),
    v_access.currency, v_access.decimals);
end;
$$;
comment on function private.record_usage(uuid, uuid, text, uuid, numeric, numeric, numeric, text, timestamptz) is
  'Records what a customer used; the price is in the currency of the business. See private.put_usage.';
grant execute on function private.record_usage(uuid, uuid, text, uuid, numeric, numeric, numeric, text, timestamptz) to anon, authenticated;

create function public.record_usage(
  business_id uuid default null, customer_id uuid default null, service text default null, product_id uuid default null,
  units_consumed numeric default null, units numeric default null, price_per_unit numeric default null,
  request_id text default null, occurred_at timestamptz default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.record_usage(
    record_usage.business_id, record_usage.customer_id, record_usage.service, record_usage.product_id,
    record_usage.units_consumed, record_usage.units, record_usage.price_per_unit, record_usage.request_id,
    record_usage.occurred_at);
end;
$$;
comment on function public.record_usage(uuid, uuid, text, uuid, numeric, numeric, numeric, text, timestamptz) is
  'Record usage: a service with its price per unit, or a product.';
grant execute on function public.record_usage(uuid, uuid, text, uuid, numeric, numeric, numeric, text, timestamptz) to anon, authenticated;

create function public.record_product_usage(
  business_id uuid default null, customer_id uuid default null, product_id uuid default null, units numeric default null,
  request_id text default null, occurred_at timestamptz default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  if record_product_usage.product_id is null then
    perform private.raise_invalid('/product_id', 'is required');
  end if;
  return private.record_usage(
    record_product_usage.business_id, record_product_usage.customer_id, null, record_product_usage.product_id,
    null, record_product_usage.units, null, record_product_usage.request_id, record_product_usage.occurred_at);
end;
$$;
comment on function public.record_product_usage(uuid, uuid, uuid, numeric, text, timestamptz) is 'Record usage of a product.';
grant execute on function public.record_product_usage(uuid, uuid, uuid, numeric, text, timestamptz) to anon, authenticated;
