-- Idempotency: a write that is sent again with the same Idempotency-Key is answered with its first answer.
--
-- The key is stored in the transaction of the effect, and kept for ever: money moved once stays moved once.
-- A request that fails is rolled back with its key, so it is not remembered.

create table private.idempotency_keys (
  business_id uuid not null,
  key text not null,
  operation text not null,
  request_hash bytea not null,
  response json not null,
  created_at timestamptz not null default now(),
  primary key (business_id, key)
);
alter table private.idempotency_keys enable row level security;
grant select on private.idempotency_keys to service_role;
comment on table private.idempotency_keys is
  'The first answer to each keyed write. Secrets are left out of it: an API key is shown once, whatever is sent again.';
comment on column private.idempotency_keys.business_id is
  'The business; for requests that make a business the user, for those of a customer on themselves the customer.';
comment on column private.idempotency_keys.request_hash is
  'SHA-256 of the operation and its parameters, to tell a repetition from another request with the same key.';

create function private.replay(business_id uuid, idempotency_key text, operation text, request text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_operation text;
  v_request_hash bytea;
  v_response json;
  v_used_at timestamptz;
  v_locked text;
begin
  if replay.idempotency_key is null then
    return null;
  end if;
  -- A second request with the key waits here until the first has committed or rolled back. Assigned, since a
  -- perform is a statement of its own to run.
  v_locked := pg_advisory_xact_lock(hashtextextended(replay.business_id::text || replay.idempotency_key, 0));

  select k.operation, k.request_hash, k.response, k.created_at
  into v_operation, v_request_hash, v_response, v_used_at
  from private.idempotency_keys as k
  where k.business_id = replay.business_id and k.key = replay.idempotency_key;
  if not found then
    return null;
  end if;
  if v_operation <> replay.operation
    or v_request_hash <> sha256(convert_to(replay.request, 'UTF8'))
  then
    perform private.raise_problem(
      409, 'idempotency_key_reused', 'This Idempotency-Key was used for another request.',
      jsonb_build_object('operation', v_operation, 'used_at', v_used_at)
    );
  end if;
  perform set_config('response.headers', '[{"Idempotent-Replayed":"true"}]', true);
  return v_response;
end;
$$;
comment on function private.replay(uuid, text, text, text) is
  'The answer this key was given before, or null where the request is new. The parameters come as text of a row; another request under the same key is a 409.';

create function private.remember(business_id uuid, idempotency_key text, operation text, request text, response json)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if remember.idempotency_key is not null then
    insert into private.idempotency_keys (business_id, key, operation, request_hash, response)
    values (
      remember.business_id, remember.idempotency_key, remember.operation,
      sha256(convert_to(remember.request, 'UTF8')), remember.response
    );
  end if;
  return remember.response;
end;
$$;
comment on function private.remember(uuid, text, text, text, json) is
  'Keeps the answer under the key of the request, where it has one, and hands it back.';
