-- The doors of API keys.

create function private.api_key_json(api_key public.api_keys)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return json_build_object(
    'id', api_key_json.api_key.id, 'name', api_key_json.api_key.name, 'prefix', api_key_json.api_key.prefix,
    'scopes', api_key_json.api_key.scopes, 'created_at', api_key_json.api_key.created_at,
    'last_used_at', api_key_json.api_key.last_used_at, 'expires_at', api_key_json.api_key.expires_at,
    'revoked_at', api_key_json.api_key.revoked_at
  );
end;
$$;
comment on function private.api_key_json(public.api_keys) is 'An API key as every answer shows it: without the key.';

create function private.list_api_keys(business_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_api_keys.business_id, 'business:read');
begin
  return json_build_object('data', coalesce((
    select json_agg(private.api_key_json(k) order by k.id desc)
    from public.api_keys as k
    where k.business_id = v_access.business_id
  ), '[]'::json));
end;
$$;
comment on function private.list_api_keys(uuid) is 'The API keys of a business, the newest first.';
grant execute on function private.list_api_keys(uuid) to anon, authenticated;

create function public.list_api_keys(business_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.list_api_keys(list_api_keys.business_id);
end;
$$;
comment on function public.list_api_keys(uuid) is 'List the API keys.';
grant execute on function public.list_api_keys(uuid) to anon, authenticated;

create function private.insert_api_key(business_id uuid, name text, scopes text[], created_by text, expires_at timestamptz, key text)
returns public.api_keys
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_key public.api_keys;
begin
  insert into public.api_keys (business_id, name, prefix, key_hash, scopes, created_by, expires_at)
  values (
    insert_api_key.business_id, insert_api_key.name, 'sk_…_' || substr(insert_api_key.key, 27, 6),
    sha256(convert_to(insert_api_key.key, 'UTF8')), insert_api_key.scopes, insert_api_key.created_by,
    insert_api_key.expires_at
  )
  returning * into v_key;
  return v_key;
end;
$$;
comment on function private.insert_api_key(uuid, text, text[], text, timestamptz, text) is
  'Stores a key by its hash and the first characters of its secret.';

create function private.create_api_key(business_id uuid, name text, scopes text[], expires_at timestamptz)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(create_api_key.business_id, 'keys:write');
  v_request text := row(create_api_key.name, create_api_key.scopes, create_api_key.expires_at)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'create_api_key', v_request);
  v_own text[];
  v_scopes text[];
  v_secret text := private.make_secret('sk', v_access.business_id);
  v_answer json;
begin
  if v_first is not null then
    return v_first;
  end if;
  if v_access.role is null then
    v_own := (private.find_api_key(private.header('x-api-key'))).scopes;
  else
    select array_agg(p order by p) into v_own
    from unnest(private.all_permissions()) as p
    where private.role_allows(v_access.role, p);
  end if;
  v_scopes := coalesce(create_api_key.scopes, v_own);
  if cardinality(v_scopes) = 0 or array_position(v_scopes, null) is not null or not v_scopes <@ private.all_permissions() then
    perform private.raise_invalid('/scopes', 'must be permissions that exist');
  elsif not v_scopes <@ v_own then
    perform private.raise_problem(403, 'permission_denied', 'A key cannot be given a scope that its maker does not have.');
  elsif create_api_key.expires_at <= now() then
    perform private.raise_invalid('/expires_at', 'must be in the future');
  end if;

  v_answer := private.api_key_json(private.insert_api_key(
    v_access.business_id, private.require_text(create_api_key.name, '/name', 120),
    array(select distinct s from unnest(v_scopes) as s order by s), v_access.actor, create_api_key.expires_at, v_secret
  ));
  -- What is remembered has no key in it: a key is shown once.
  perform private.remember(
    v_access.business_id, v_access.idempotency_key, 'create_api_key', v_request,
    (v_answer::jsonb || '{"key": null}')::json
  );
  perform private.notify_change(v_access.business_id, 'settings');
  return (v_answer::jsonb || jsonb_build_object('key', v_secret))::json;
end;
$$;
comment on function private.create_api_key(uuid, text, text[], timestamptz) is
  'A new key, with no more scopes than its maker has. The key is in the first answer only.';
grant execute on function private.create_api_key(uuid, text, text[], timestamptz) to anon, authenticated;

create function public.create_api_key(
  business_id uuid default null, name text default null, scopes text[] default null, expires_at timestamptz default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.create_api_key(
    create_api_key.business_id, create_api_key.name, create_api_key.scopes, create_api_key.expires_at);
end;
$$;
comment on function public.create_api_key(uuid, text, text[], timestamptz) is 'Make an API key.';
grant execute on function public.create_api_key(uuid, text, text[], timestamptz) to anon, authenticated;

create function private.revoke_api_key(business_id uuid, api_key_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(revoke_api_key.business_id, 'keys:write');
  v_key public.api_keys;
begin
  update public.api_keys as k set revoked_at = coalesce(k.revoked_at, now())
  where k.business_id = v_access.business_id and k.id = revoke_api_key.api_key_id
  returning k.* into v_key;
  if not found then
    perform private.raise_problem(404, 'api_key_not_found', 'There is no such API key in this business.');
  end if;
  perform private.notify_change(v_access.business_id, 'settings');
  return private.api_key_json(v_key);
end;
$$;
comment on function private.revoke_api_key(uuid, uuid) is 'Ends a key at once. Doing it again changes nothing.';
grant execute on function private.revoke_api_key(uuid, uuid) to anon, authenticated;

create function public.revoke_api_key(business_id uuid default null, api_key_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.revoke_api_key(revoke_api_key.business_id, revoke_api_key.api_key_id);
end;
$$;
comment on function public.revoke_api_key(uuid, uuid) is 'Revoke an API key.';
grant execute on function public.revoke_api_key(uuid, uuid) to anon, authenticated;
