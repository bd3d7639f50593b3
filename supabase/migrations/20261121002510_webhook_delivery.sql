-- Webhooks: delivering. Who delivers claims what is due, sends it outside of any transaction, and settles what came of it.
--
-- A claim is a lease: whoever dies with it leaves it to the next one a minute later, so that an event arrives at least
-- once. For one endpoint and one customer the earliest delivery that is not settled goes first; those behind it look
-- again when it is tried again, or at once when it is settled. So each always has a time at which it is looked at, and
-- none can be forgotten. Nothing notifies: a notify would make all commits queue behind one lock.

create type private.webhook_claim as (
  business_id uuid, endpoint_id uuid, event_id uuid, claim_id uuid, url text, secrets text[], body text
);
comment on type private.webhook_claim is 'A delivery that is to be sent now: where to, signed with which secrets, and the bytes.';

create function private.webhook_body(event public.webhook_events)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return json_build_object(
    'id', webhook_body.event.id,
    'type', webhook_body.event.type,
    'timestamp', to_char(webhook_body.event.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'business_id', webhook_body.event.business_id,
    'customer_id', webhook_body.event.customer_id,
    'data', webhook_body.event.data
  )::text;
end;
$$;
comment on function private.webhook_body(public.webhook_events) is 'An event as it is sent: the same bytes at each attempt.';

create function private.claim_of_endpoint(
  business_id uuid, endpoint_id uuid, room integer, now timestamptz, lease interval
)
returns setof private.webhook_claim
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_claim_id uuid := gen_random_uuid();
  v_candidates uuid[];
  v_heads uuid[];
begin
  -- Who waits behind another is put off as it is met: the next round meets others.
  for v_round in 1 .. 50 loop
    select array_agg(c.event_id) into v_candidates
    from (
      select d.event_id
      from public.webhook_deliveries as d
      where d.business_id = claim_of_endpoint.business_id and d.endpoint_id = claim_of_endpoint.endpoint_id
        and d.settled_at is null and d.next_attempt_at <= claim_of_endpoint.now
      order by d.next_attempt_at, d.event_id
      limit 200
      for update skip locked
    ) as c;
    exit when v_candidates is null;

    -- A statement of its own, so that it sees what was settled until the rows were locked.
    select array_agg(h.event_id) into v_heads
    from (
      select d.event_id
      from public.webhook_deliveries as d
      where d.business_id = claim_of_endpoint.business_id and d.endpoint_id = claim_of_endpoint.endpoint_id
        and d.event_id = any (v_candidates)
        and not exists (
          select from public.webhook_deliveries as e
          where e.business_id = d.business_id and e.endpoint_id = d.endpoint_id and e.customer_id = d.customer_id
            and e.settled_at is null and e.event_id < d.event_id
        )
      order by d.event_id
      limit claim_of_endpoint.room
    ) as h;
    update public.webhook_deliveries as d
    set claim_id = v_claim_id, next_attempt_at = claim_of_endpoint.now + claim_of_endpoint.lease
    where d.business_id = claim_of_endpoint.business_id and d.endpoint_id = claim_of_endpoint.endpoint_id
      and d.event_id = any (v_heads);

    update public.webhook_deliveries as d
    set next_attempt_at = greatest(f.next_attempt_at, claim_of_endpoint.now) + interval '1 second'
    from (
      select c.event_id, e.next_attempt_at
      from unnest(v_candidates) as c (event_id)
      join public.webhook_deliveries as w
        on w.business_id = claim_of_endpoint.business_id and w.endpoint_id = claim_of_endpoint.endpoint_id
        and w.event_id = c.event_id
      cross join lateral (
        select b.next_attempt_at
        from public.webhook_deliveries as b
        where b.business_id = w.business_id and b.endpoint_id = w.endpoint_id and b.customer_id = w.customer_id
          and b.settled_at is null and b.event_id < w.event_id
        order by b.event_id
        limit 1
      ) as e
    ) as f
    where d.business_id = claim_of_endpoint.business_id and d.endpoint_id = claim_of_endpoint.endpoint_id
      and d.event_id = f.event_id;

    if v_heads is not null then
      return query
        select
          d.business_id, d.endpoint_id, d.event_id, d.claim_id, p.url,
          case when p.previous_secret_expires_at > claim_of_endpoint.now
            then array[s.secret, s.previous_secret] else array[s.secret]
          end,
          private.webhook_body(e)
        from public.webhook_deliveries as d
        join public.webhook_endpoints as p on p.business_id = d.business_id and p.id = d.endpoint_id
        join private.webhook_secrets as s on s.business_id = d.business_id and s.endpoint_id = d.endpoint_id
        join public.webhook_events as e on e.business_id = d.business_id and e.id = d.event_id
        where d.business_id = claim_of_endpoint.business_id and d.endpoint_id = claim_of_endpoint.endpoint_id
          and d.event_id = any (v_heads)
        order by d.event_id;
      return;
    end if;
  end loop;
end;
$$;
comment on function private.claim_of_endpoint(uuid, uuid, integer, timestamptz, interval) is
  'Claims up to so many deliveries of one endpoint that are due and first of their customer, and puts off those behind another.';

create function private.claim_deliveries(room integer, now timestamptz default null, lease interval default '1 minute')
returns setof private.webhook_claim
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_now timestamptz := coalesce(claim_deliveries.now, clock_timestamp());
  v_endpoint record;
  v_claim private.webhook_claim;
  v_left integer := claim_deliveries.room;
begin
  for v_endpoint in
    select p.business_id, p.id, 10 - (
      select count(*) from public.webhook_deliveries as c
      where c.business_id = p.business_id and c.endpoint_id = p.id and c.claim_id is not null and c.next_attempt_at > v_now
    ) as room
    from public.webhook_endpoints as p
    cross join lateral (
      select d.next_attempt_at
      from public.webhook_deliveries as d
      where d.business_id = p.business_id and d.endpoint_id = p.id and d.settled_at is null and d.next_attempt_at <= v_now
      order by d.next_attempt_at
      limit 1
    ) as d
    where p.deleted_at is null and p.disabled_at is null
    order by d.next_attempt_at
    limit 100
  loop
    exit when v_left <= 0;
    continue when v_endpoint.room <= 0;
    for v_claim in
      select c.* from private.claim_of_endpoint(
        v_endpoint.business_id, v_endpoint.id, least(v_left, v_endpoint.room)::integer, v_now, claim_deliveries.lease) as c
    loop
      v_left := v_left - 1;
      return next v_claim;
    end loop;
  end loop;
end;
$$;
comment on function private.claim_deliveries(integer, timestamptz, interval) is
  'Claims deliveries that are due, those of the endpoint that waits longest first, at most 10 at a time for one endpoint, so that a slow one holds up nobody else. Safe to call by several at once.';

create function private.webhook_delay(attempts integer)
returns interval
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
  v_delays interval[] := array[
    '5 seconds', '30 seconds', '2 minutes', '10 minutes', '30 minutes', '1 hour', '2 hours', '4 hours', '6 hours', '8 hours'
  ];
begin
  return v_delays[least(greatest(webhook_delay.attempts, 1), cardinality(v_delays))];
end;
$$;
comment on function private.webhook_delay(integer) is 'How long after so many attempts the next one is, before a fifth more or less by chance.';

create function private.settle_delivery(
  business_id uuid, endpoint_id uuid, event_id uuid, claim_id uuid, started_at timestamptz, duration_ms integer,
  response_status integer, response_body text, error text, retry_after integer, now timestamptz default null
)
returns public.webhook_delivery_status
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_now timestamptz := coalesce(settle_delivery.now, clock_timestamp());
  v_delivered boolean := coalesce(settle_delivery.response_status between 200 and 299, false)
    and settle_delivery.error is null;
  v_delivery public.webhook_deliveries;
  v_deadline timestamptz;
  v_changes_endpoint boolean := not v_delivered or exists (
    select from public.webhook_endpoints as p
    where p.business_id = settle_delivery.business_id and p.id = settle_delivery.endpoint_id
      and p.failing_since is not null
  );
begin
  -- The endpoint before its deliveries, as whoever changes it, replays or retries does. Those that arrive share it.
  if v_changes_endpoint then
    perform from public.webhook_endpoints as p
    where p.business_id = settle_delivery.business_id and p.id = settle_delivery.endpoint_id
    for no key update;
  else
    perform from public.webhook_endpoints as p
    where p.business_id = settle_delivery.business_id and p.id = settle_delivery.endpoint_id
    for share;
  end if;
  select d.* into v_delivery
  from public.webhook_deliveries as d
  where d.business_id = settle_delivery.business_id and d.endpoint_id = settle_delivery.endpoint_id
    and d.event_id = settle_delivery.event_id
  for update;
  if not found then
    return null;
  end if;
  insert into public.webhook_attempts (
    business_id, endpoint_id, event_id, started_at, duration_ms, delivered, response_status, response_body, error
  )
  values (
    v_delivery.business_id, v_delivery.endpoint_id, v_delivery.event_id, settle_delivery.started_at,
    greatest(settle_delivery.duration_ms, 0), v_delivered, settle_delivery.response_status,
    left(settle_delivery.response_body, 500), left(settle_delivery.error, 500)
  );
  update public.webhook_deliveries as d set attempt_count = d.attempt_count + 1
  where d.business_id = v_delivery.business_id and d.endpoint_id = v_delivery.endpoint_id
    and d.event_id = v_delivery.event_id;
  -- Settled by somebody else meanwhile; or failed by whoever has lost the claim, which another has now. What arrived
  -- has arrived, whoever sent it.
  if v_delivery.settled_at is not null or not v_delivered and v_delivery.claim_id is distinct from settle_delivery.claim_id then
    return v_delivery.status;
  end if;

  v_deadline := v_delivery.created_at + interval '24 hours';
  v_delivery.status := case
    when v_delivered then 'delivered'
    when v_now >= v_deadline then 'abandoned'
    else 'retrying'
  end::public.webhook_delivery_status;
  update public.webhook_deliveries as d
  set
    status = v_delivery.status,
    claim_id = null,
    settled_at = case when v_delivery.status <> 'retrying' then v_now end,
    next_attempt_at = case when v_delivery.status = 'retrying' then
      -- The last attempt is at the end of the day.
      least(v_deadline, greatest(
        v_now + private.webhook_delay(v_delivery.attempt_count + 1) * (0.8 + 0.4 * random()),
        v_now + make_interval(secs => coalesce(settle_delivery.retry_after, 0))
      ))
    end
  where d.business_id = v_delivery.business_id and d.endpoint_id = v_delivery.endpoint_id
    and d.event_id = v_delivery.event_id;

  if v_delivery.status <> 'retrying' then
    -- The next of the customer need not wait until it looks again. A statement of its own, after the one above.
    update public.webhook_deliveries as d
    set next_attempt_at = v_now
    where d.business_id = v_delivery.business_id and d.endpoint_id = v_delivery.endpoint_id
      and d.event_id = (
        select n.event_id
        from public.webhook_deliveries as n
        where n.business_id = v_delivery.business_id and n.endpoint_id = v_delivery.endpoint_id
          and n.customer_id = v_delivery.customer_id and n.settled_at is null
        order by n.event_id
        limit 1
      )
      and d.status = 'pending' and d.claim_id is null and d.next_attempt_at > v_now;
  end if;
  if not v_changes_endpoint then
    perform private.notify_change(v_delivery.business_id, 'webhooks', v_delivery.customer_id);
    return v_delivery.status;
  end if;
  update public.webhook_endpoints as p
  set
    failing_since = case when not v_delivered then coalesce(p.failing_since, v_now) end,
    disabled_at = case
      when v_delivered or p.disabled_at is not null then p.disabled_at
      when settle_delivery.response_status = 410 or p.failing_since <= v_now - interval '3 days' then v_now
    end,
    disabled_reason = case
      when v_delivered or p.disabled_at is not null then p.disabled_reason
      when settle_delivery.response_status = 410 then 'gone'
      when p.failing_since <= v_now - interval '3 days' then 'failing'
    end::public.webhook_disabled_reason
  where p.business_id = v_delivery.business_id and p.id = v_delivery.endpoint_id;
  perform private.notify_change(v_delivery.business_id, 'webhooks', v_delivery.customer_id);
  return v_delivery.status;
end;
$$;
comment on function private.settle_delivery(uuid, uuid, uuid, uuid, timestamptz, integer, integer, text, text, integer, timestamptz) is
  'What came of an attempt: it is noted, and the delivery is delivered, tried again, or given up a day after it was made. 410 disables the endpoint, and so do three days in which nothing arrives. Null where the delivery is there no more.';

-- The doors of a deliverer that is not the administrator: the app, called by a scheduler ---------------

create function private.claim_webhooks(room integer)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform private.require_app();
  return coalesce((
    select json_agg(c)
    from private.claim_deliveries(least(greatest(coalesce(claim_webhooks.room, 20), 1), 100)) as c
  ), '[]'::json);
end;
$$;
comment on function private.claim_webhooks(integer) is 'private.claim_deliveries for the app. Definer: the claims have the signing secrets.';
grant execute on function private.claim_webhooks(integer) to authenticated;

create function public.claim_webhooks(room integer default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.claim_webhooks(claim_webhooks.room);
end;
$$;
comment on function public.claim_webhooks(integer) is 'Claim webhook deliveries that are due; for the app alone.';
grant execute on function public.claim_webhooks(integer) to authenticated;

create function private.settle_webhook(attempt jsonb)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_attempt jsonb;
begin
  perform private.require_app();
  v_attempt := private.json_argument(settle_webhook.attempt);
  return json_build_object('status', private.settle_delivery(
    (v_attempt ->> 'business_id')::uuid, (v_attempt ->> 'endpoint_id')::uuid, (v_attempt ->> 'event_id')::uuid,
    (v_attempt ->> 'claim_id')::uuid, (v_attempt ->> 'started_at')::timestamptz, (v_attempt ->> 'duration_ms')::integer,
    (v_attempt ->> 'response_status')::integer, v_attempt ->> 'response_body', v_attempt ->> 'error',
    (v_attempt ->> 'retry_after')::integer));
end;
$$;
comment on function private.settle_webhook(jsonb) is 'private.settle_delivery for the app.';
grant execute on function private.settle_webhook(jsonb) to authenticated;

create function public.settle_webhook(attempt jsonb default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.settle_webhook(settle_webhook.attempt);
end;
$$;
comment on function public.settle_webhook(jsonb) is 'Say what came of a webhook delivery; for the app alone.';
grant execute on function public.settle_webhook(jsonb) to authenticated;
