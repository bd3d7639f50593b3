-- The doors of webhooks: endpoints and their secrets, the log of events, sending again.

create function private.webhook_attempt_json(attempt public.webhook_attempts)
returns json
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  if webhook_attempt_json.attempt.id is null then
    return null;
  end if;
  return json_build_object(
    'id', webhook_attempt_json.attempt.id,
    'started_at', webhook_attempt_json.attempt.started_at,
    'duration_ms', webhook_attempt_json.attempt.duration_ms,
    'delivered', webhook_attempt_json.attempt.delivered,
    'response_status', webhook_attempt_json.attempt.response_status,
    'response_body', webhook_attempt_json.attempt.response_body,
    'error', webhook_attempt_json.attempt.error
  );
end;
$$;
comment on function private.webhook_attempt_json(public.webhook_attempts) is 'An attempt as every answer shows it; null where there is none.';

create function private.webhook_endpoint_json(endpoint public.webhook_endpoints)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_endpoint public.webhook_endpoints := webhook_endpoint_json.endpoint;
  v_pending bigint;
  v_last public.webhook_attempts;
begin
  select count(*) into v_pending
  from (
    select from public.webhook_deliveries as d
    where d.business_id = v_endpoint.business_id and d.endpoint_id = v_endpoint.id and d.settled_at is null
    limit 10000
  ) as d;
  select a.* into v_last
  from public.webhook_attempts as a
  where a.business_id = v_endpoint.business_id and a.endpoint_id = v_endpoint.id
  order by a.id desc
  limit 1;
  return json_build_object(
    'id', v_endpoint.id,
    'url', v_endpoint.url,
    'description', v_endpoint.description,
    'event_types', v_endpoint.event_types,
    'status', case when v_endpoint.disabled_at is null then 'active' else 'disabled' end,
    'disabled_at', v_endpoint.disabled_at,
    'disabled_reason', v_endpoint.disabled_reason,
    'failing_since', v_endpoint.failing_since,
    'pending', v_pending,
    'oldest_pending_at', (
      select e.recorded_at
      from public.webhook_events as e
      where e.business_id = v_endpoint.business_id and e.id = (
        select d.event_id from public.webhook_deliveries as d
        where d.business_id = v_endpoint.business_id and d.endpoint_id = v_endpoint.id and d.settled_at is null
        order by d.event_id
        limit 1
      )
    ),
    'last_attempt', private.webhook_attempt_json(v_last),
    'secret_rotated_at', v_endpoint.secret_rotated_at,
    'previous_secret_expires_at', case
      when v_endpoint.previous_secret_expires_at > now() then v_endpoint.previous_secret_expires_at
    end,
    'created_at', v_endpoint.created_at,
    'created_by', v_endpoint.created_by
  );
end;
$$;
comment on function private.webhook_endpoint_json(public.webhook_endpoints) is 'An endpoint as every answer shows it: without its secret.';

create function private.find_webhook_endpoint(business_id uuid, endpoint_id uuid)
returns public.webhook_endpoints
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_endpoint public.webhook_endpoints;
begin
  select p.* into v_endpoint
  from public.webhook_endpoints as p
  where p.business_id = find_webhook_endpoint.business_id and p.id = find_webhook_endpoint.endpoint_id
    and p.deleted_at is null
  for no key update;
  if not found then
    perform private.raise_problem(
      404, 'webhook_endpoint_not_found', 'There is no such webhook endpoint.',
      jsonb_build_object('endpoint_id', find_webhook_endpoint.endpoint_id));
  end if;
  return v_endpoint;
end;
$$;
comment on function private.find_webhook_endpoint(uuid, uuid) is 'An endpoint that is not deleted, locked, or a 404.';

create function private.find_active_endpoint(business_id uuid, endpoint_id uuid)
returns public.webhook_endpoints
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_endpoint public.webhook_endpoints := private.find_webhook_endpoint(
    find_active_endpoint.business_id, find_active_endpoint.endpoint_id);
begin
  if v_endpoint.disabled_at is not null then
    perform private.raise_problem(
      409, 'webhook_endpoint_disabled', 'The endpoint is disabled; nothing is sent to it.',
      jsonb_build_object('endpoint_id', v_endpoint.id, 'disabled_reason', v_endpoint.disabled_reason));
  end if;
  return v_endpoint;
end;
$$;
comment on function private.find_active_endpoint(uuid, uuid) is 'An endpoint to which something can be sent, locked; or a 404, or a 409 where it is disabled.';

create function private.require_webhook_url(url text)
returns text
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_url text := private.require_text(require_webhook_url.url, '/url', 2000);
begin
  -- Where it leads is for whoever connects to look at, each time: a name can be given another address.
  if v_url !~* '^https?://[^/?#@[:space:]]+([/?#][^[:space:]]*)?$' then
    perform private.raise_invalid('/url', 'must be an https address, without a user name');
  end if;
  return v_url;
end;
$$;
comment on function private.require_webhook_url(text) is
  'An address to send to, or a 422. Whether it may be http, and which hosts it may name, is the deliverer''s to say.';

create function private.require_event_types(event_types text[])
returns public.webhook_event_type[]
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return array(select distinct t::public.webhook_event_type from unnest(require_event_types.event_types) as t order by 1);
exception when invalid_text_representation or not_null_violation then
  perform private.raise_invalid('/event_types', 'must be types of events that exist');
end;
$$;
comment on function private.require_event_types(text[]) is 'The types, each once, or a 422.';

create function private.make_webhook_secret()
returns text
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return 'whsec_' || encode(
    sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'base64');
end;
$$;
comment on function private.make_webhook_secret() is '32 bytes of 366 random bits, as Standard Webhooks writes a secret.';

create function private.webhook_deliveries_json(business_id uuid, event_id uuid)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return coalesce((
    select json_agg(json_build_object(
      'endpoint_id', d.endpoint_id,
      'status', d.status,
      'attempt_count', d.attempt_count,
      'next_attempt_at', d.next_attempt_at,
      'settled_at', d.settled_at
    ) order by d.endpoint_id)
    from public.webhook_deliveries as d
    where d.business_id = webhook_deliveries_json.business_id and d.event_id = webhook_deliveries_json.event_id
  ), '[]'::json);
end;
$$;
comment on function private.webhook_deliveries_json(uuid, uuid) is 'What became of an event at each endpoint, in short.';

create function private.webhook_event_json(event public.webhook_events)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return json_build_object(
    'id', webhook_event_json.event.id,
    'type', webhook_event_json.event.type,
    'customer_id', webhook_event_json.event.customer_id,
    'customer_name', (
      select c.name from public.customers as c
      where c.business_id = webhook_event_json.event.business_id and c.id = webhook_event_json.event.customer_id
    ),
    'occurred_at', webhook_event_json.event.occurred_at,
    'recorded_at', webhook_event_json.event.recorded_at,
    'deliveries', private.webhook_deliveries_json(webhook_event_json.event.business_id, webhook_event_json.event.id)
  );
end;
$$;
comment on function private.webhook_event_json(public.webhook_events) is 'An event as lists show it.';

create function private.find_webhook_event(business_id uuid, event_id uuid)
returns public.webhook_events
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_event public.webhook_events;
begin
  select e.* into v_event
  from public.webhook_events as e
  where e.business_id = find_webhook_event.business_id and e.id = find_webhook_event.event_id;
  if not found then
    perform private.raise_problem(
      404, 'webhook_event_not_found', 'There is no such webhook event.',
      jsonb_build_object('event_id', find_webhook_event.event_id));
  end if;
  return v_event;
end;
$$;
comment on function private.find_webhook_event(uuid, uuid) is 'An event of a business, or a 404.';

create function private.uuid_v7_floor(moment timestamptz)
returns uuid
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return (
    left(private.uuid_v7((extract(epoch from uuid_v7_floor.moment) * 1000000)::bigint)::text, 18) || '-0000-000000000000'
  )::uuid;
end;
$$;
comment on function private.uuid_v7_floor(timestamptz) is 'Not more than any id that private.uuid_v7 made at that moment or after it.';

create function private.deliver_again(endpoint public.webhook_endpoints, event_ids uuid[])
returns bigint
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_now timestamptz := clock_timestamp();
  v_count bigint;
begin
  insert into public.webhook_deliveries as d (business_id, endpoint_id, event_id, customer_id, next_attempt_at, created_at)
  select e.business_id, deliver_again.endpoint.id, e.id, e.customer_id, v_now, v_now
  from public.webhook_events as e
  where e.business_id = deliver_again.endpoint.business_id and e.id = any (deliver_again.event_ids)
  order by e.id
  on conflict on constraint webhook_deliveries_pkey do update
  set status = 'pending', next_attempt_at = v_now, created_at = v_now, settled_at = null, claim_id = null
  -- What somebody delivers at this moment is under way.
  where d.claim_id is null or d.next_attempt_at <= v_now;
  get diagnostics v_count = row_count;
  return v_count;
end;
$$;
comment on function private.deliver_again(public.webhook_endpoints, uuid[]) is
  'Makes events due at an endpoint, whatever became of them before, with a day of attempts ahead of them; answers how many.';

create function private.list_webhook_endpoints(business_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_webhook_endpoints.business_id, 'webhooks:read');
begin
  return json_build_object('data', coalesce((
    select json_agg(private.webhook_endpoint_json(p) order by p.id)
    from public.webhook_endpoints as p
    where p.business_id = v_access.business_id and p.deleted_at is null
  ), '[]'::json));
end;
$$;
comment on function private.list_webhook_endpoints(uuid) is
  'The endpoints of a business, the oldest first.';
grant execute on function private.list_webhook_endpoints(uuid) to anon, authenticated;

create function public.list_webhook_endpoints(business_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.list_webhook_endpoints(list_webhook_endpoints.business_id);
end;
$$;
comment on function public.list_webhook_endpoints(uuid) is 'List the webhook endpoints.';
grant execute on function public.list_webhook_endpoints(uuid) to anon, authenticated;

create function private.create_webhook_endpoint(business_id uuid, url text, description text, event_types text[])
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(create_webhook_endpoint.business_id, 'webhooks:write');
  v_request text := row(create_webhook_endpoint.url, create_webhook_endpoint.description, create_webhook_endpoint.event_types)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'create_webhook_endpoint', v_request);
  v_secret text := private.make_webhook_secret();
  v_endpoint public.webhook_endpoints;
  v_answer json;
begin
  if v_first is not null then
    return v_first;
  end if;
  v_endpoint.url := private.require_webhook_url(create_webhook_endpoint.url);
  if create_webhook_endpoint.description is not null then
    v_endpoint.description := private.require_text(create_webhook_endpoint.description, '/description', 200);
  end if;
  -- One after the other, so that the limit holds.
  perform from public.business_settings as s where s.business_id = v_access.business_id for no key update;
  if (select count(*) from public.webhook_endpoints as p
      where p.business_id = v_access.business_id and p.deleted_at is null) >= 20
  then
    perform private.raise_problem(
      409, 'webhook_endpoint_limit', 'A business has at most 20 webhook endpoints.', jsonb_build_object('limit', 20));
  end if;
  insert into public.webhook_endpoints (business_id, url, description, event_types, created_by)
  values (
    v_access.business_id, v_endpoint.url, v_endpoint.description,
    private.require_event_types(create_webhook_endpoint.event_types), v_access.actor
  )
  returning * into v_endpoint;
  insert into private.webhook_secrets (business_id, endpoint_id, secret)
  values (v_access.business_id, v_endpoint.id, v_secret);
  perform private.watch_overdue(v_access.business_id);
  v_answer := private.webhook_endpoint_json(v_endpoint);
  -- What is remembered has no secret in it: a secret is shown once.
  perform private.remember(
    v_access.business_id, v_access.idempotency_key, 'create_webhook_endpoint', v_request,
    (v_answer::jsonb || '{"secret": null}')::json
  );
  perform private.notify_change(v_access.business_id, 'webhooks');
  return private.json_join(v_answer, json_build_object('secret', v_secret));
end;
$$;
comment on function private.create_webhook_endpoint(uuid, text, text, text[]) is
  'A new endpoint, which is told what happens from now on. The secret is in the first answer only. Raises 409 webhook_endpoint_limit.';
grant execute on function private.create_webhook_endpoint(uuid, text, text, text[]) to anon, authenticated;

create function public.create_webhook_endpoint(business_id uuid default null, url text default null, description text default null, event_types text[] default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.create_webhook_endpoint(create_webhook_endpoint.business_id, create_webhook_endpoint.url, create_webhook_endpoint.description, create_webhook_endpoint.event_types);
end;
$$;
comment on function public.create_webhook_endpoint(uuid, text, text, text[]) is 'Make a webhook endpoint.';
grant execute on function public.create_webhook_endpoint(uuid, text, text, text[]) to anon, authenticated;

create function private.get_webhook_endpoint(business_id uuid, endpoint_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_webhook_endpoint.business_id, 'webhooks:read');
begin
  return private.webhook_endpoint_json(
    private.find_webhook_endpoint(v_access.business_id, get_webhook_endpoint.endpoint_id));
end;
$$;
comment on function private.get_webhook_endpoint(uuid, uuid) is
  'An endpoint, without its secret. Raises 404 webhook_endpoint_not_found.';
grant execute on function private.get_webhook_endpoint(uuid, uuid) to anon, authenticated;

create function public.get_webhook_endpoint(business_id uuid default null, endpoint_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_webhook_endpoint(get_webhook_endpoint.business_id, get_webhook_endpoint.endpoint_id);
end;
$$;
comment on function public.get_webhook_endpoint(uuid, uuid) is 'Read a webhook endpoint.';
grant execute on function public.get_webhook_endpoint(uuid, uuid) to anon, authenticated;

create function private.update_webhook_endpoint(business_id uuid, endpoint_id uuid, url text, description text, event_types text[], status text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(update_webhook_endpoint.business_id, 'webhooks:write');
  v_request text := row(
    update_webhook_endpoint.endpoint_id, update_webhook_endpoint.url, update_webhook_endpoint.description,
    update_webhook_endpoint.event_types, update_webhook_endpoint.status
  )::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'update_webhook_endpoint', v_request);
  v_endpoint public.webhook_endpoints;
begin
  if v_first is not null then
    return v_first;
  end if;
  if update_webhook_endpoint.status not in ('active', 'disabled') then
    perform private.raise_invalid('/status', 'must be active or disabled');
  end if;
  v_endpoint := private.find_webhook_endpoint(v_access.business_id, update_webhook_endpoint.endpoint_id);
  if update_webhook_endpoint.url is not null then
    v_endpoint.url := private.require_webhook_url(update_webhook_endpoint.url);
  end if;
  if update_webhook_endpoint.description is not null then
    v_endpoint.description := nullif(btrim(update_webhook_endpoint.description), '');
    if v_endpoint.description is not null then
      v_endpoint.description := private.require_text(v_endpoint.description, '/description', 200);
    end if;
  end if;
  if update_webhook_endpoint.event_types is not null then
    v_endpoint.event_types := private.require_event_types(update_webhook_endpoint.event_types);
  end if;
  if update_webhook_endpoint.status = 'disabled' and v_endpoint.disabled_at is null then
    v_endpoint.disabled_at := clock_timestamp();
    v_endpoint.disabled_reason := 'by_member';
  elsif update_webhook_endpoint.status = 'active' and v_endpoint.disabled_at is not null then
    v_endpoint.disabled_at := null;
    v_endpoint.disabled_reason := null;
    v_endpoint.failing_since := null;
    -- It is to be seen at once whether it works again, not at the end of a pause.
    update public.webhook_deliveries as d set next_attempt_at = clock_timestamp()
    where d.business_id = v_endpoint.business_id and d.endpoint_id = v_endpoint.id
      and d.settled_at is null and d.claim_id is null and d.next_attempt_at > clock_timestamp();
  end if;
  update public.webhook_endpoints as p
  set
    url = v_endpoint.url, description = v_endpoint.description, event_types = v_endpoint.event_types,
    disabled_at = v_endpoint.disabled_at, disabled_reason = v_endpoint.disabled_reason,
    failing_since = v_endpoint.failing_since
  where p.business_id = v_endpoint.business_id and p.id = v_endpoint.id;
  perform private.notify_change(v_access.business_id, 'webhooks');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'update_webhook_endpoint', v_request,
    private.webhook_endpoint_json(v_endpoint));
end;
$$;
comment on function private.update_webhook_endpoint(uuid, uuid, text, text, text[], text) is
  'Changes what is given; an empty description is removed. Active again, what waits is tried at once.';
grant execute on function private.update_webhook_endpoint(uuid, uuid, text, text, text[], text) to anon, authenticated;

create function public.update_webhook_endpoint(business_id uuid default null, endpoint_id uuid default null, url text default null, description text default null, event_types text[] default null, status text default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.update_webhook_endpoint(update_webhook_endpoint.business_id, update_webhook_endpoint.endpoint_id, update_webhook_endpoint.url, update_webhook_endpoint.description, update_webhook_endpoint.event_types, update_webhook_endpoint.status);
end;
$$;
comment on function public.update_webhook_endpoint(uuid, uuid, text, text, text[], text) is 'Change a webhook endpoint.';
grant execute on function public.update_webhook_endpoint(uuid, uuid, text, text, text[], text) to anon, authenticated;

create function private.delete_webhook_endpoint(business_id uuid, endpoint_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(delete_webhook_endpoint.business_id, 'webhooks:write');
  v_request text := row(delete_webhook_endpoint.endpoint_id)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'delete_webhook_endpoint', v_request);
  v_endpoint public.webhook_endpoints;
begin
  if v_first is not null then
    return v_first;
  end if;
  v_endpoint := private.find_webhook_endpoint(v_access.business_id, delete_webhook_endpoint.endpoint_id);
  delete from private.webhook_secrets as s
  where s.business_id = v_endpoint.business_id and s.endpoint_id = v_endpoint.id;
  update public.webhook_deliveries as d
  set status = 'abandoned', settled_at = clock_timestamp(), next_attempt_at = null, claim_id = null
  where d.business_id = v_endpoint.business_id and d.endpoint_id = v_endpoint.id and d.settled_at is null;
  update public.webhook_endpoints as p set deleted_at = clock_timestamp()
  where p.business_id = v_endpoint.business_id and p.id = v_endpoint.id;
  perform private.notify_change(v_access.business_id, 'webhooks');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'delete_webhook_endpoint', v_request,
    json_build_object('id', v_endpoint.id, 'deleted', true));
end;
$$;
comment on function private.delete_webhook_endpoint(uuid, uuid) is
  'Ends an endpoint: its secret goes, what waits for it is given up, its log stays for as long as events do.';
grant execute on function private.delete_webhook_endpoint(uuid, uuid) to anon, authenticated;

create function public.delete_webhook_endpoint(business_id uuid default null, endpoint_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.delete_webhook_endpoint(delete_webhook_endpoint.business_id, delete_webhook_endpoint.endpoint_id);
end;
$$;
comment on function public.delete_webhook_endpoint(uuid, uuid) is 'Delete a webhook endpoint.';
grant execute on function public.delete_webhook_endpoint(uuid, uuid) to anon, authenticated;

create function private.rotate_webhook_secret(business_id uuid, endpoint_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(rotate_webhook_secret.business_id, 'webhooks:write');
  v_request text := row(rotate_webhook_secret.endpoint_id)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'rotate_webhook_secret', v_request);
  v_secret text := private.make_webhook_secret();
  v_endpoint public.webhook_endpoints;
  v_answer json;
begin
  if v_first is not null then
    return v_first;
  end if;
  v_endpoint := private.find_webhook_endpoint(v_access.business_id, rotate_webhook_secret.endpoint_id);
  update private.webhook_secrets as s set secret = v_secret, previous_secret = s.secret
  where s.business_id = v_endpoint.business_id and s.endpoint_id = v_endpoint.id;
  update public.webhook_endpoints as p
  set secret_rotated_at = clock_timestamp(), previous_secret_expires_at = clock_timestamp() + interval '24 hours'
  where p.business_id = v_endpoint.business_id and p.id = v_endpoint.id
  returning p.* into v_endpoint;
  v_answer := private.webhook_endpoint_json(v_endpoint);
  -- What is remembered has no secret in it: a secret is shown once.
  perform private.remember(
    v_access.business_id, v_access.idempotency_key, 'rotate_webhook_secret', v_request,
    (v_answer::jsonb || '{"secret": null}')::json
  );
  perform private.notify_change(v_access.business_id, 'webhooks');
  return private.json_join(v_answer, json_build_object('secret', v_secret));
end;
$$;
comment on function private.rotate_webhook_secret(uuid, uuid) is
  'A new secret; the one before signs beside it for 24 hours, and the one before that no more. It is in the first answer only.';
grant execute on function private.rotate_webhook_secret(uuid, uuid) to anon, authenticated;

create function public.rotate_webhook_secret(business_id uuid default null, endpoint_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.rotate_webhook_secret(rotate_webhook_secret.business_id, rotate_webhook_secret.endpoint_id);
end;
$$;
comment on function public.rotate_webhook_secret(uuid, uuid) is 'Make a new signing secret.';
grant execute on function public.rotate_webhook_secret(uuid, uuid) to anon, authenticated;

create function private.send_test_webhook(business_id uuid, endpoint_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(send_test_webhook.business_id, 'webhooks:write');
  v_request text := row(send_test_webhook.endpoint_id)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'send_test_webhook', v_request);
  v_endpoint public.webhook_endpoints;
  v_event public.webhook_events;
begin
  if v_first is not null then
    return v_first;
  end if;
  v_endpoint := private.find_active_endpoint(v_access.business_id, send_test_webhook.endpoint_id);
  insert into public.webhook_events (business_id, id, type, data, occurred_at)
  values (
    v_access.business_id, private.uuid_v7(), 'webhook.test',
    json_build_object('endpoint_id', v_endpoint.id, 'message', 'This is a test.'), v_access.now
  )
  returning * into v_event;
  perform private.deliver_again(v_endpoint, array[v_event.id]);
  perform private.notify_change(v_access.business_id, 'webhooks');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'send_test_webhook', v_request, private.webhook_event_json(v_event));
end;
$$;
comment on function private.send_test_webhook(uuid, uuid) is
  'A test event for one endpoint alone. Raises 409 webhook_endpoint_disabled.';
grant execute on function private.send_test_webhook(uuid, uuid) to anon, authenticated;

create function public.send_test_webhook(business_id uuid default null, endpoint_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.send_test_webhook(send_test_webhook.business_id, send_test_webhook.endpoint_id);
end;
$$;
comment on function public.send_test_webhook(uuid, uuid) is 'Send a test event.';
grant execute on function public.send_test_webhook(uuid, uuid) to anon, authenticated;

create function private.replay_webhook_events(business_id uuid, endpoint_id uuid, since timestamptz, from_event_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(replay_webhook_events.business_id, 'webhooks:write');
  v_request text := row(
    replay_webhook_events.endpoint_id, replay_webhook_events.since, replay_webhook_events.from_event_id
  )::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'replay_webhook_events', v_request);
  v_endpoint public.webhook_endpoints;
  v_from uuid;
  v_replayed bigint;
begin
  if v_first is not null then
    return v_first;
  end if;
  if (replay_webhook_events.since is null) = (replay_webhook_events.from_event_id is null) then
    perform private.raise_invalid('/since', 'or from_event_id is required, and not both');
  end if;
  v_endpoint := private.find_active_endpoint(v_access.business_id, replay_webhook_events.endpoint_id);
  if replay_webhook_events.from_event_id is not null then
    v_from := (private.find_webhook_event(v_access.business_id, replay_webhook_events.from_event_id)).id;
  else
    v_from := private.uuid_v7_floor(
      least(greatest(replay_webhook_events.since, now() - interval '31 days'), now() + interval '1 day'));
  end if;
  v_replayed := private.deliver_again(v_endpoint, array(
    select e.id
    from public.webhook_events as e
    where e.business_id = v_access.business_id and e.id >= v_from and e.type <> 'webhook.test'
      and (v_endpoint.event_types = '{}' or e.type = any (v_endpoint.event_types))
  ));
  perform private.notify_change(v_access.business_id, 'webhooks');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'replay_webhook_events', v_request,
    json_build_object('endpoint_id', v_endpoint.id, 'replayed', v_replayed));
end;
$$;
comment on function private.replay_webhook_events(uuid, uuid, timestamptz, uuid) is
  'Sends an endpoint again what was written down since a moment, or from an event on. Raises 409 webhook_endpoint_disabled, 404 webhook_event_not_found.';
grant execute on function private.replay_webhook_events(uuid, uuid, timestamptz, uuid) to anon, authenticated;

create function public.replay_webhook_events(business_id uuid default null, endpoint_id uuid default null, since timestamptz default null, from_event_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.replay_webhook_events(replay_webhook_events.business_id, replay_webhook_events.endpoint_id, replay_webhook_events.since, replay_webhook_events.from_event_id);
end;
$$;
comment on function public.replay_webhook_events(uuid, uuid, timestamptz, uuid) is 'Send events again, from a point on.';
grant execute on function public.replay_webhook_events(uuid, uuid, timestamptz, uuid) to anon, authenticated;

create function private.list_webhook_events(business_id uuid, type text, customer_id uuid, endpoint_id uuid, status text, since timestamptz, until timestamptz, page_size integer, cursor text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_webhook_events.business_id, 'webhooks:read');
  v_limit integer := private.page_limit(list_webhook_events.page_size);
  v_before uuid := coalesce(private.cursor_id(list_webhook_events.cursor, 1), 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  v_since uuid := case when list_webhook_events.since is null then '00000000-0000-0000-0000-000000000000'
    else private.uuid_v7_floor(
      greatest(least(list_webhook_events.since, now() + interval '1 year'), now() - interval '1 year'))
  end;
  v_until uuid := case when list_webhook_events.until is null then 'ffffffff-ffff-ffff-ffff-ffffffffffff'
    else private.uuid_v7_floor(
      greatest(least(list_webhook_events.until, now() + interval '1 year'), now() - interval '1 year'))
  end;
  v_answer json;
begin
  if list_webhook_events.type is not null and not exists (
    select from unnest(enum_range(null::public.webhook_event_type)) as t where t::text = list_webhook_events.type
  ) then
    perform private.raise_invalid('/type', 'must be a type of event that exists');
  elsif list_webhook_events.status not in ('pending', 'retrying', 'delivered', 'abandoned') then
    perform private.raise_invalid('/status', 'must be pending, retrying, delivered or abandoned');
  end if;
  with page as (
    select e.*
    from public.webhook_events as e
    where e.business_id = v_access.business_id and e.id < v_before and e.id >= v_since and e.id < v_until
      and (list_webhook_events.type is null or e.type = list_webhook_events.type::public.webhook_event_type)
      and (list_webhook_events.customer_id is null or e.customer_id = list_webhook_events.customer_id)
      and (
        list_webhook_events.endpoint_id is null and list_webhook_events.status is null
        or exists (
          select from public.webhook_deliveries as d
          where d.business_id = e.business_id and d.event_id = e.id
            and (list_webhook_events.endpoint_id is null or d.endpoint_id = list_webhook_events.endpoint_id)
            and (list_webhook_events.status is null
              or d.status = list_webhook_events.status::public.webhook_delivery_status)
        )
      )
    order by e.id desc
    limit v_limit + 1
  )
  select private.page_json(
    array_agg(private.webhook_event_json(row(p.*)::public.webhook_events) order by p.id desc),
    array_agg(private.encode_cursor(p.id::text) order by p.id desc),
    v_limit
  )
  into v_answer
  from page as p;
  return v_answer;
end;
$$;
comment on function private.list_webhook_events(uuid, text, uuid, uuid, text, timestamptz, timestamptz, integer, text) is
  'The events of a business, the newest first. Since and until are moments at which they were written down.';
grant execute on function private.list_webhook_events(uuid, text, uuid, uuid, text, timestamptz, timestamptz, integer, text) to anon, authenticated;

create function public.list_webhook_events(business_id uuid default null, type text default null, customer_id uuid default null, endpoint_id uuid default null, status text default null, since timestamptz default null, until timestamptz default null, page_size integer default null, cursor text default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.list_webhook_events(list_webhook_events.business_id, list_webhook_events.type, list_webhook_events.customer_id, list_webhook_events.endpoint_id, list_webhook_events.status, list_webhook_events.since, list_webhook_events.until, list_webhook_events.page_size, list_webhook_events.cursor);
end;
$$;
comment on function public.list_webhook_events(uuid, text, uuid, uuid, text, timestamptz, timestamptz, integer, text) is 'List webhook events.';
grant execute on function public.list_webhook_events(uuid, text, uuid, uuid, text, timestamptz, timestamptz, integer, text) to anon, authenticated;

create function private.get_webhook_event(business_id uuid, event_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_webhook_event.business_id, 'webhooks:read');
  v_event public.webhook_events := private.find_webhook_event(v_access.business_id, get_webhook_event.event_id);
begin
  return json_build_object(
    'id', v_event.id,
    'type', v_event.type,
    'customer_id', v_event.customer_id,
    'customer_name', (
      select c.name from public.customers as c
      where c.business_id = v_event.business_id and c.id = v_event.customer_id
    ),
    'occurred_at', v_event.occurred_at,
    'recorded_at', v_event.recorded_at,
    'payload', private.webhook_body(v_event)::json,
    'deliveries', coalesce((
      select json_agg(json_build_object(
        'endpoint_id', d.endpoint_id,
        'endpoint_url', p.url,
        'status', d.status,
        'attempt_count', d.attempt_count,
        'next_attempt_at', d.next_attempt_at,
        'settled_at', d.settled_at,
        'waits_for', case when d.settled_at is null then (
          select b.event_id
          from public.webhook_deliveries as b
          where b.business_id = d.business_id and b.endpoint_id = d.endpoint_id and b.customer_id = d.customer_id
            and b.settled_at is null and b.event_id < d.event_id
          order by b.event_id
          limit 1
        ) end,
        'attempts', coalesce((
          select json_agg(private.webhook_attempt_json(row(a.*)::public.webhook_attempts) order by a.id desc)
          from (
            select n.*
            from public.webhook_attempts as n
            where n.business_id = d.business_id and n.endpoint_id = d.endpoint_id and n.event_id = d.event_id
            order by n.id desc
            limit 50
          ) as a
        ), '[]'::json)
      ) order by d.endpoint_id)
      from public.webhook_deliveries as d
      join public.webhook_endpoints as p on p.business_id = d.business_id and p.id = d.endpoint_id
      where d.business_id = v_event.business_id and d.event_id = v_event.id
    ), '[]'::json)
  );
end;
$$;
comment on function private.get_webhook_event(uuid, uuid) is
  'An event as it is sent, and each attempt to deliver it. Raises 404 webhook_event_not_found.';
grant execute on function private.get_webhook_event(uuid, uuid) to anon, authenticated;

create function public.get_webhook_event(business_id uuid default null, event_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_webhook_event(get_webhook_event.business_id, get_webhook_event.event_id);
end;
$$;
comment on function public.get_webhook_event(uuid, uuid) is 'Read a webhook event.';
grant execute on function public.get_webhook_event(uuid, uuid) to anon, authenticated;

create function private.retry_webhook_delivery(business_id uuid, event_id uuid, endpoint_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(retry_webhook_delivery.business_id, 'webhooks:write');
  v_request text := row(retry_webhook_delivery.event_id, retry_webhook_delivery.endpoint_id)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'retry_webhook_delivery', v_request);
  v_event public.webhook_events;
  v_endpoint public.webhook_endpoints;
begin
  if v_first is not null then
    return v_first;
  end if;
  v_event := private.find_webhook_event(v_access.business_id, retry_webhook_delivery.event_id);
  v_endpoint := private.find_active_endpoint(v_access.business_id, retry_webhook_delivery.endpoint_id);
  perform private.deliver_again(v_endpoint, array[v_event.id]);
  perform private.notify_change(v_access.business_id, 'webhooks', v_event.customer_id);
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'retry_webhook_delivery', v_request,
    private.webhook_event_json(v_event));
end;
$$;
comment on function private.retry_webhook_delivery(uuid, uuid, uuid) is
  'Makes an event due at one endpoint now, whatever became of it there. Raises 404 webhook_event_not_found, 409 webhook_endpoint_disabled.';
grant execute on function private.retry_webhook_delivery(uuid, uuid, uuid) to anon, authenticated;

create function public.retry_webhook_delivery(business_id uuid default null, event_id uuid default null, endpoint_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.retry_webhook_delivery(retry_webhook_delivery.business_id, retry_webhook_delivery.event_id, retry_webhook_delivery.endpoint_id);
end;
$$;
comment on function public.retry_webhook_delivery(uuid, uuid, uuid) is 'Deliver an event now.';
grant execute on function public.retry_webhook_delivery(uuid, uuid, uuid) to anon, authenticated;
