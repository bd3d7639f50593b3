-- Recording usage: up to 1,000 events a call, each with an outcome of its own.

create type private.usage_outcomes as (outcomes text[], event_ids uuid[], request_ids text[], errors json[]);
comment on type private.usage_outcomes is 'What became of the events of a batch, one by one in the order in which they came.';

create function private.read_usage_event(access private.access, event jsonb)
returns public.usage_events
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_field text;
  v_customer_id uuid;
  v_product_id uuid;
  v_decimals numeric[] := '{}';
  v_occurred_at timestamptz;
begin
  if jsonb_typeof(read_usage_event.event) is distinct from 'object' then
    perform private.raise_invalid('', 'the event must be an object');
  end if;
  select k into v_field
  from jsonb_object_keys(read_usage_event.event) as k
  where k not in (
    'customer_id', 'service', 'product_id', 'units_consumed', 'units', 'price_per_unit', 'request_id', 'occurred_at'
  )
  order by k
  limit 1;
  if found then
    perform private.raise_invalid('/' || v_field, 'is not a field of this request');
  end if;
  foreach v_field in array array['customer_id', 'service', 'product_id', 'request_id', 'occurred_at'] loop
    if jsonb_typeof(read_usage_event.event -> v_field) not in ('string', 'null') then
      perform private.raise_invalid('/' || v_field, 'must be a string');
    end if;
  end loop;

  v_field := 'customer_id';
  v_customer_id := read_usage_event.event ->> v_field;
  v_field := 'product_id';
  v_product_id := read_usage_event.event ->> v_field;
  foreach v_field in array array['units_consumed', 'units', 'price_per_unit'] loop
    -- As lib/operations/schemas.ts takes an amount.
    if jsonb_typeof(read_usage_event.event -> v_field) not in ('string', 'number', 'null') then
      perform private.raise_invalid('/' || v_field, 'must be a decimal string or a number');
    elsif read_usage_event.event ->> v_field ~ '^\s*-' then
      perform private.raise_invalid('/' || v_field, 'must not be negative');
    elsif read_usage_event.event ->> v_field !~ '^\s*(0|[1-9]\d{0,14})(\.\d{1,6})?\s*$' then
      perform private.raise_invalid(
        '/' || v_field, 'must be a decimal with at most 15 digits before and 6 after the point');
    end if;
    v_decimals := v_decimals || (read_usage_event.event ->> v_field)::numeric;
  end loop;
  v_field := 'occurred_at';
  if read_usage_event.event ->> v_field !~* '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$' then
    perform private.raise_invalid('/' || v_field, 'must be a time like 2026-11-21T09:30:00Z');
  end if;
  v_occurred_at := read_usage_event.event ->> v_field;

  return private.put_usage(
    read_usage_event.access, v_customer_id, read_usage_event.event ->> 'service', v_product_id,
    v_decimals[1], v_decimals[2], v_decimals[3], read_usage_event.event ->> 'request_id', v_occurred_at, null);
exception
  when invalid_text_representation then
    perform private.raise_invalid('/' || v_field, 'must be a UUID');
  when datetime_field_overflow or invalid_datetime_format or invalid_time_zone_displacement_value then
    perform private.raise_invalid('/' || v_field, 'must be a time like 2026-11-21T09:30:00Z');
end;
$$;
comment on function private.read_usage_event(private.access, jsonb) is
  'Records one event of a batch by the rules of private.put_usage, whatever it is spelled like: the way of those that are not plain.';

create function private.record_new_events(access private.access, events jsonb)
returns private.usage_outcomes
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := record_new_events.access;
  v_line uuid;
  v_micros bigint;
  v_written_at timestamptz := clock_timestamp();
  v_length integer := jsonb_array_length(record_new_events.events);
  v_tail text := substr(gen_random_uuid()::text, 20);
  v_outcomes private.usage_outcomes;
begin
  select s.line into v_line from private.usage_schedules as s where s.business_id = v_access.business_id;
  v_micros := greatest(
    (date_part('epoch', v_written_at) * 1000000)::bigint, private.uuid_v7_micros(v_line) + 1);

  -- Casts as private.read_usage_event has them, which fail where that refuses, and no look ahead at what may be there
  -- already: the key finds it. Whatever fails, nothing is written, and the careful way begins anew.
  with sent as materialized (
    select
      e.n, e.service, e.customer_id::uuid as customer_id, e.product_id::uuid as product_id,
      e.units::numeric as units, e.price::numeric as price, e.units as units_text, e.price as price_text,
      e.request_id, e.occurred_at::timestamptz as occurred_at,
      (e.service is null) = (e.product_id is not null)
        and (e.service is null) = (e.price is null)
        and (e.service is null or length(e.service) between 1 and 100 and e.service = btrim(e.service, E' \t\n\r')
          and e.service !~ '[\x01-\x1f\x7f]' and jsonb_typeof(e.event -> 'service') = 'string')
        and (e.request_id is null or length(e.request_id) between 1 and 255 and e.request_id !~ '[^\x21-\x7e]'
          and jsonb_typeof(e.event -> 'request_id') = 'string')
        and case translate(e.occurred_at, '0123456789', '')
          when '--T::Z' then e.occurred_at like '____-__-__T__:__:__Z'
          when '--T::.Z' then e.occurred_at like '____-__-__T__:__:__._%Z'
          else e.occurred_at is null
        end
        and e.event - array[
          'customer_id', 'service', 'product_id', 'units_consumed', 'units', 'price_per_unit', 'request_id', 'occurred_at'
        ] = '{}' as is_plain
    from (
      select
        a.n, a.event, a.event ->> 'customer_id' as customer_id, a.event ->> 'service' as service,
        a.event ->> 'product_id' as product_id,
        case when a.event ->> 'units' is null then a.event ->> 'units_consumed'
          when a.event ->> 'units_consumed' is null then a.event ->> 'units' end as units,
        a.event ->> 'price_per_unit' as price, a.event ->> 'request_id' as request_id,
        a.event ->> 'occurred_at' as occurred_at
      from jsonb_array_elements(record_new_events.events) with ordinality as a(event, n)
      offset 0
    ) as e
  ), plain as materialized (
    select
      s.n,
      -- As private.uuid_v7 makes them, a microsecond apart; what is random is one for all.
      (lpad(to_hex(((v_micros + s.n) / 1000 << 16) + 28672 + (v_micros + s.n) % 1000 * 4096 / 1000), 16, '0')
        || v_tail)::uuid as id,
      s.customer_id, s.service, s.product_id, trim_scale(s.units) as units,
      coalesce(trim_scale(s.price), p.usage_unit_price, p.price) as price_per_unit,
      coalesce(s.request_id,
        private.usage_request_id(s.customer_id, s.service, s.product_id, s.units, s.price)) as request_id,
      coalesce(s.occurred_at, v_access.now) as occurred_at
    from sent as s
    join public.customers as c
      on c.business_id = v_access.business_id and c.id = s.customer_id and c.status <> 'archived'
    left join public.products as p on p.business_id = v_access.business_id and p.id = s.product_id
    -- A number that is written as Postgres writes it has no sign, exponent or zeros ahead.
    where s.is_plain
      and s.units_text = s.units::text and s.units > 0 and s.units < 1e12 and scale(s.units) <= 6
      and (s.price is null
        or s.price_text = s.price::text and s.price >= 0 and s.price < 1e11 and scale(s.price) <= 6)
      and (s.occurred_at is null or s.occurred_at <= v_access.now + interval '5 minutes')
      and (s.service is not null or p.id is not null)
      and s.units * coalesce(s.price, p.usage_unit_price, p.price) < 1e12
  ), recorded as (
    insert into public.usage_events (
      business_id, id, customer_id, service, product_id, units, price_per_unit, request_id, occurred_at, recorded_at,
      actor, source_request_id
    )
    select
      v_access.business_id, p.id, p.customer_id, p.service, p.product_id, p.units, p.price_per_unit, p.request_id,
      p.occurred_at, v_written_at, v_access.actor, v_access.request_id
    from plain as p
    where (select count(*) from plain) = v_length
    -- Two batches with the same events meet in one order.
    order by p.request_id, p.n
  )
  select array_agg(p.id order by p.n), array_agg(p.request_id order by p.n)
  into v_outcomes.event_ids, v_outcomes.request_ids
  from plain as p;
  if cardinality(v_outcomes.event_ids) = v_length then
    v_outcomes.outcomes := array_fill('recorded'::text, array[v_length]);
    return v_outcomes;
  end if;
  return null;
exception
  when data_exception or unique_violation then
    return null;
end;
$$;
comment on function private.record_new_events(private.access, jsonb) is
  'Records the events of a batch if every one of them is plain and new, which is nearly always so, and none otherwise; answers with their outcomes, or null. The caller holds private.lock_usage.';

create function private.record_plain_events(access private.access, events jsonb)
returns private.usage_outcomes
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := record_plain_events.access;
  v_line uuid;
  v_micros bigint;
  v_written_at timestamptz := clock_timestamp();
  v_length integer;
  v_ordinals integer[];
  v_plain_ids uuid[];
  v_plain_request_ids text[];
  v_recorded_ids uuid[];
  v_next integer := 1;
  v_outcomes private.usage_outcomes;
begin
  select s.line into v_line from private.usage_schedules as s where s.business_id = v_access.business_id;
  v_micros := greatest(
    (date_part('epoch', v_written_at) * 1000000)::bigint, private.uuid_v7_micros(v_line) + 1);

  -- Only what cannot be refused is taken here, in one statement. Each condition is at least as strict as the rule of
  -- private.put_usage that it stands for; who does not meet one is left to that.
  with sent as materialized (
    select
      e.n, e.service,
      case when length(e.customer_id) = 36 and e.customer_id like '________-____-____-____-____________'
        and translate(e.customer_id, '0123456789abcdef', '') = '----' then e.customer_id::uuid end as customer_id,
      case when length(e.product_id) = 36 and e.product_id like '________-____-____-____-____________'
        and translate(e.product_id, '0123456789abcdef', '') = '----' then e.product_id::uuid end as product_id,
      case when e.units ~ '^(0|[1-9]\d{0,11})(\.\d{1,6})?$' then trim_scale(e.units::numeric) end as units,
      case when e.price ~ '^(0|[1-9]\d{0,10})(\.\d{1,6})?$' then trim_scale(e.price::numeric) end as price_per_unit,
      case when length(e.request_id) between 1 and 255 and e.request_id !~ '[^\x21-\x7e]' then e.request_id end
        as request_id,
      case
        when e.occurred_at ~ '^[12]\d{3}-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?Z$'
          then e.occurred_at::timestamptz
        when e.occurred_at is null then v_access.now
      end as occurred_at,
      (e.service is null) = (e.product_id is not null)
        and (e.service is null) = (e.price is null)
        and (e.service is null or length(e.service) between 1 and 100 and e.service = btrim(e.service, E' \t\n\r')
          and e.service !~ '[\x01-\x1f\x7f]')
        and (e.service is null or e.service_type = 'string') and (e.request_id is null or e.request_id_type = 'string')
        and e.event - array[
          'customer_id', 'service', 'product_id', 'units_consumed', 'units', 'price_per_unit', 'request_id', 'occurred_at'
        ] = '{}' as is_plain,
      e.request_id is null as is_known_by_payload
    from (
      select
        a.n, a.event, a.event ->> 'customer_id' as customer_id, a.event ->> 'service' as service,
        a.event ->> 'product_id' as product_id,
        case when a.event ->> 'units' is null then a.event ->> 'units_consumed'
          when a.event ->> 'units_consumed' is null then a.event ->> 'units' end as units,
        a.event ->> 'price_per_unit' as price, a.event ->> 'request_id' as request_id,
        a.event ->> 'occurred_at' as occurred_at, jsonb_typeof(a.event -> 'service') as service_type,
        jsonb_typeof(a.event -> 'request_id') as request_id_type
      from jsonb_array_elements(record_plain_events.events) with ordinality as a(event, n)
      where jsonb_typeof(a.event) = 'object'
      -- Each field is taken out once, not once for each time it is looked at.
      offset 0
    ) as e
  ), plain as materialized (
    select
      s.n,
      (lpad(to_hex(((v_micros + s.n) / 1000 << 16) + 28672 + (v_micros + s.n) % 1000 * 4096 / 1000), 16, '0')
        || substr(gen_random_uuid()::text, 20))::uuid as id,
      s.customer_id, s.service, s.product_id, s.units,
      coalesce(s.price_per_unit, p.usage_unit_price, p.price) as price_per_unit,
      case when s.is_known_by_payload
        then private.usage_request_id(s.customer_id, s.service, s.product_id, s.units, s.price_per_unit)
        else s.request_id end as request_id,
      s.occurred_at
    from sent as s
    join public.customers as c
      on c.business_id = v_access.business_id and c.id = s.customer_id and c.status <> 'archived'
    left join public.products as p on p.business_id = v_access.business_id and p.id = s.product_id
    where s.is_plain and s.units > 0 and s.occurred_at <= v_access.now + interval '5 minutes'
      and (s.request_id is not null or s.is_known_by_payload)
      and (s.service is not null and s.price_per_unit is not null or p.id is not null)
      and s.units * coalesce(s.price_per_unit, p.usage_unit_price, p.price) < 1e12
  ), recorded as (
    insert into public.usage_events (
      business_id, id, customer_id, service, product_id, units, price_per_unit, request_id, occurred_at, recorded_at,
      actor, source_request_id
    )
    select
      v_access.business_id, p.id, p.customer_id, p.service, p.product_id, p.units, p.price_per_unit, p.request_id,
      p.occurred_at, v_written_at, v_access.actor, v_access.request_id
    from plain as p
    -- Two batches with the same events meet in one order.
    order by p.request_id, p.n
    on conflict on constraint usage_events_business_id_request_id_key do nothing
    returning id
  )
  select
    (select array_agg(p.n::integer order by p.n) from plain as p),
    (select array_agg(p.id order by p.n) from plain as p),
    (select array_agg(p.request_id order by p.n) from plain as p),
    (select array_agg(r.id order by r.id) from recorded as r)
  into v_ordinals, v_plain_ids, v_plain_request_ids, v_recorded_ids;

  -- The ids are in the order of the events, so that those that were written are found in one walk; a join would not
  -- know how many there are, and may compare each with all.
  v_length := jsonb_array_length(record_plain_events.events);
  if cardinality(v_recorded_ids) = v_length then
    v_outcomes.outcomes := array_fill('recorded'::text, array[v_length]);
    v_outcomes.event_ids := v_recorded_ids;
    v_outcomes.request_ids := v_plain_request_ids;
    return v_outcomes;
  end if;
  v_outcomes.outcomes := array_fill(null::text, array[v_length]);
  v_outcomes.event_ids := array_fill(null::uuid, array[v_length]);
  v_outcomes.request_ids := array_fill(null::text, array[v_length]);
  for v_index in 1 .. coalesce(cardinality(v_ordinals), 0) loop
    v_outcomes.request_ids[v_ordinals[v_index]] := v_plain_request_ids[v_index];
    if v_plain_ids[v_index] = v_recorded_ids[v_next] then
      v_outcomes.outcomes[v_ordinals[v_index]] := 'recorded';
      v_outcomes.event_ids[v_ordinals[v_index]] := v_plain_ids[v_index];
      v_next := v_next + 1;
    end if;
  end loop;
  return v_outcomes;
end;
$$;
comment on function private.record_plain_events(private.access, jsonb) is
  'Records in one statement the events of a batch that are spelled plainly and are new, which is nearly always all of them; the outcomes of the others are null, with the request id where they may be there already. The caller holds private.lock_usage.';

create function private.find_plain_duplicates(access private.access, events jsonb, outcomes private.usage_outcomes)
returns private.usage_outcomes
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_outcomes private.usage_outcomes := find_plain_duplicates.outcomes;
begin
  select
    array_agg(case when e.id is not null then 'duplicate' else o.outcome end order by o.n),
    array_agg(coalesce(e.id, o.event_id) order by o.n)
  into v_outcomes.outcomes, v_outcomes.event_ids
  from unnest(v_outcomes.outcomes, v_outcomes.event_ids, v_outcomes.request_ids)
    with ordinality as o(outcome, event_id, request_id, n)
  left join lateral (
    select x.id
    from public.usage_events as x, jsonb_extract_path(find_plain_duplicates.events, (o.n - 1)::text) as sent(event)
    where x.business_id = find_plain_duplicates.access.business_id and x.request_id = o.request_id
      -- Only what is plain has a request id here, and only that can be cast.
      and case when o.outcome is null and o.request_id is not null then
        x.customer_id = (sent.event ->> 'customer_id')::uuid
        and x.service is not distinct from sent.event ->> 'service'
        and x.product_id is not distinct from (sent.event ->> 'product_id')::uuid
        and x.units = coalesce(sent.event ->> 'units_consumed', sent.event ->> 'units')::numeric
        and (sent.event ->> 'price_per_unit' is null or x.price_per_unit = (sent.event ->> 'price_per_unit')::numeric)
        -- Known by its payload, it is the same at any time.
        and (sent.event ->> 'request_id' is null or sent.event ->> 'occurred_at' is null
          or x.occurred_at = (sent.event ->> 'occurred_at')::timestamptz)
      end
  ) as e on true;
  return v_outcomes;
end;
$$;
comment on function private.find_plain_duplicates(private.access, jsonb, private.usage_outcomes) is
  'The outcomes with those filled in that were recorded before, by this batch or another.';

create function private.record_usage_batch(business_id uuid, events jsonb)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(record_usage_batch.business_id, 'usage:write');
  v_request text := case when v_access.idempotency_key is not null then record_usage_batch.events::text end;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'record_usage_batch', v_request);
  v_length integer;
  v_outcomes private.usage_outcomes;
  v_has_rest boolean;
  v_n integer;
  v_event public.usage_events;
  v_status text;
  v_code text;
  v_message text;
  v_detail text;
begin
  if v_first is not null then
    return v_first;
  end if;
  if jsonb_typeof(record_usage_batch.events) is distinct from 'array' then
    perform private.raise_invalid('/events', 'must be an array');
  end if;
  v_length := jsonb_array_length(record_usage_batch.events);
  if v_length not between 1 and 1000 then
    perform private.raise_invalid('/events', 'must have 1 to 1000 events');
  end if;

  perform private.lock_usage(v_access.business_id, true);
  v_outcomes := private.record_new_events(v_access, record_usage_batch.events);
  if v_outcomes.outcomes is null then
    v_outcomes := private.record_plain_events(v_access, record_usage_batch.events);
  end if;
  v_has_rest := array_position(v_outcomes.outcomes, null) is not null;
  if v_has_rest then
    v_outcomes := private.find_plain_duplicates(v_access, record_usage_batch.events, v_outcomes);
  end if;
  v_outcomes.errors := array_fill(null::json, array[v_length]);
  for v_n in
    select e.n::integer
    from jsonb_array_elements(record_usage_batch.events) with ordinality as e(event, n)
    where v_has_rest and v_outcomes.outcomes[e.n::integer] is null
    -- Here too, two batches with the same events meet in one order.
    order by coalesce(e.event ->> 'request_id', lower(e.event::text)) collate "C", e.n
  loop
    begin
      -- Where it finds the event there already, it says so as it would to a call of its own.
      perform set_config('response.headers', '', true);
      v_event := private.read_usage_event(v_access, record_usage_batch.events -> (v_n - 1));
      v_outcomes.outcomes[v_n] := case current_setting('response.headers', true) when '' then 'recorded' else 'duplicate' end;
      v_outcomes.event_ids[v_n] := v_event.id;
      v_outcomes.request_ids[v_n] := v_event.request_id;
    exception when others then
      get stacked diagnostics
        v_status = returned_sqlstate, v_code = pg_exception_hint, v_message = message_text, v_detail = pg_exception_detail;
      if v_status not like 'PT%' then
        raise;
      end if;
      if v_code = 'duplicate_record' then
        v_outcomes.outcomes[v_n] := 'duplicate';
        v_outcomes.event_ids[v_n] := v_detail::json -> 'record' ->> 'id';
        v_outcomes.request_ids[v_n] := v_detail::json -> 'record' ->> 'request_id';
      else
        v_outcomes.outcomes[v_n] := 'invalid';
        v_outcomes.request_ids[v_n] := null;
        v_outcomes.errors[v_n] := json_build_object(
          'code', v_code, 'detail', v_message, 'errors', coalesce(v_detail::json -> 'errors', '[]'::json));
      end if;
    end;
  end loop;

  perform set_config('response.headers', '', true);
  if 'recorded' = any (v_outcomes.outcomes) then
    perform private.notify_change(v_access.business_id, 'usage');
  end if;
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'record_usage_batch', v_request,
    (
      -- Written out, since an object for each event would take twice as long.
      select (
        '{"recorded":' || count(*) filter (where o.outcome = 'recorded')
        || ',"duplicates":' || count(*) filter (where o.outcome = 'duplicate')
        || ',"invalid":' || count(*) filter (where o.outcome = 'invalid')
        || ',"results":[' || string_agg(
          '{"outcome":"' || o.outcome || '","id":' || coalesce('"' || o.event_id || '"', 'null')
          || ',"request_id":' || coalesce(to_json(o.request_id)::text, 'null')
          || ',"error":' || coalesce(o.error::text, 'null') || '}', ',' order by o.n)
        || ']}')::json
      from unnest(v_outcomes.outcomes, v_outcomes.event_ids, v_outcomes.request_ids, v_outcomes.errors)
        with ordinality as o(outcome, event_id, request_id, error, n)
    ));
end;
$$;
comment on function private.record_usage_batch(uuid, jsonb) is
  'Records up to 1,000 events: the plain and new ones in one statement, the others one by one by the rules of private.put_usage, so that a bad one never loses the good ones.';
grant execute on function private.record_usage_batch(uuid, jsonb) to anon, authenticated;

create function public.record_usage_batch(business_id uuid default null, events jsonb default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.record_usage_batch(
    record_usage_batch.business_id, private.json_argument(record_usage_batch.events));
end;
$$;
comment on function public.record_usage_batch(uuid, jsonb) is 'Record up to 1,000 usage events, each with an outcome of its own.';
grant execute on function public.record_usage_batch(uuid, jsonb) to anon, authenticated;
