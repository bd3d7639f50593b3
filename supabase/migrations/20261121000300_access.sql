-- Access: who is calling, what they may do, and the row policies of the tables so far.
--
-- A caller is a user (JWT) or an API key (header x-api-key). A key outranks a token when both are sent.

create type private.access as (
  business_id uuid,
  actor text,
  role text,
  currency text,
  decimals integer,
  now timestamptz,
  request_id text,
  idempotency_key text,
  customer_id uuid
);
comment on type private.access is
  'A caller let into a business, with what every function needs of both: the actor as written to the ledger (user:<id>, api_key:<id> or customer:<id>), the role (null for a key), the currency, the clock of the business, the headers x-request-id and idempotency-key, and the customer that the caller is, where they are let in as one (see private.require_access_to; the role is customer then).';

create function private.header(name text)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return nullif(current_setting('request.headers', true), '')::json ->> header.name;
end;
$$;
comment on function private.header(text) is 'A header of this request, by its lower-case name; null outside a request.';
grant execute on function private.header(text) to anon, authenticated, service_role;

create function private.all_permissions()
returns text[]
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return array[
    'customers:read', 'customers:write', 'wallets:read', 'wallets:write', 'debits:read', 'debits:run',
    'products:read', 'products:write', 'orders:read', 'orders:write', 'payments:read', 'payments:write',
    'usage:read', 'usage:write', 'billing:run', 'sessions:read', 'sessions:write',
    'holds:read', 'holds:write', 'webhooks:read', 'webhooks:write', 'audit:read', 'business:read', 'business:write', 'members:write', 'keys:write'
  ];
end;
$$;
comment on function private.all_permissions() is 'Every permission there is; the same list as lib/operations/define.ts.';

create function private.role_allows(role text, permission text)
returns boolean
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return case role_allows.role
    when 'owner' then true
    when 'admin' then true
    when 'member' then
      role_allows.permission like '%:read' or role_allows.permission in (
        'customers:write', 'wallets:write', 'debits:run', 'products:write', 'orders:write', 'payments:write',
        'usage:write', 'billing:run', 'sessions:write', 'holds:write'
      )
    when 'viewer' then role_allows.permission like '%:read'
    else false
  end;
end;
$$;
comment on function private.role_allows(text, text) is 'Whether a role has a permission.';

create function private.business_of_secret(secret text)
returns uuid
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
  v_middle text := substr(business_of_secret.secret, strpos(business_of_secret.secret, '_') + 1, 22);
begin
  -- Checked by hand: a regular expression or an exception block here is half of what a key costs.
  if length(v_middle) <> 22
    or translate(v_middle, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', '') <> ''
  then
    return null;
  end if;
  return encode(decode(translate(v_middle, '-_', '+/') || '==', 'base64'), 'hex')::uuid;
end;
$$;
comment on function private.business_of_secret(text) is
  'The business that an API key or an invitation names in its middle part, so that it is looked up within that business; null for anything else.';

create function private.make_secret(kind text, business_id uuid)
returns text
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return make_secret.kind || '_'
    || translate(encode(uuid_send(make_secret.business_id), 'base64'), '+/=', '-_')
    || '_' || private.random_secret();
end;
$$;
comment on function private.make_secret(text, uuid) is 'A new secret, sk_… for an API key, inv_… for an invitation.';

create function private.find_api_key(key text)
returns public.api_keys
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_key public.api_keys;
begin
  select k.* into v_key
  from public.api_keys as k
  where k.business_id = private.business_of_secret(find_api_key.key)
    and k.key_hash = sha256(convert_to(find_api_key.key, 'UTF8'));
  return v_key;
end;
$$;
comment on function private.find_api_key(text) is 'The row of a key, whether it is still good or not; nulls where there is none. Definer: callers cannot read hashes.';

create function private.require_good_key(api_key public.api_keys)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if require_good_key.api_key.id is null then
    perform private.raise_problem(401, 'api_key_invalid', 'This API key is not known.');
  elsif require_good_key.api_key.revoked_at is not null then
    perform private.raise_problem(401, 'api_key_revoked', 'This API key was revoked.');
  elsif require_good_key.api_key.expires_at <= now() then
    perform private.raise_problem(401, 'api_key_expired', 'This API key has expired.');
  end if;
  -- To the minute, and never waiting: a busy key is one row that all its requests would queue for.
  if require_good_key.api_key.last_used_at is null
    or require_good_key.api_key.last_used_at < now() - interval '1 minute'
  then
    update public.api_keys as k set last_used_at = now()
    where k.business_id = require_good_key.api_key.business_id
      and k.id = (
        select locked.id from public.api_keys as locked
        where locked.business_id = require_good_key.api_key.business_id and locked.id = require_good_key.api_key.id
        for no key update skip locked
      );
  end if;
end;
$$;
comment on function private.require_good_key(public.api_keys) is
  'Refuses a key that is unknown, revoked or expired with a 401, and notes when it was last used.';

create function private.my_business_ids(variadic permissions text[] default '{}')
returns setof uuid
language plpgsql
stable
security definer
rows 3
set search_path = ''
as $$
declare
  v_api_key text := private.header('x-api-key');
  v_any text[] := my_business_ids.permissions;
begin
  if v_api_key is not null then
    return query
      select k.business_id
      from private.find_api_key(v_api_key) as k
      where k.id is not null and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
        and (v_any = '{}' or k.scopes && v_any);
  else
    return query
      select m.business_id
      from public.memberships as m
      where m.user_id = auth.uid()
        and (v_any = '{}' or exists (select from unnest(v_any) as p where private.role_allows(m.role, p)));
  end if;
end;
$$;
comment on function private.my_business_ids(text[]) is
  'The businesses in which the caller has at least one of these permissions, or all of the caller''s businesses: what every row policy asks. Definer: it reads memberships, which has a policy of its own.';
grant execute on function private.my_business_ids(text[]) to anon, authenticated;

create function private.require_key(idempotency_key text)
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  if length(require_key.idempotency_key) not between 1 and 255 or require_key.idempotency_key ~ '[^\x21-\x7e]' then
    perform private.raise_problem(422, 'invalid_idempotency_key', 'The Idempotency-Key must be 1 to 255 printable characters.');
  end if;
  return require_key.idempotency_key;
end;
$$;
comment on function private.require_key(text) is 'The Idempotency-Key of a request, or a 422 where it cannot be one; null where there is none.';

create function private.require_access(business_id uuid, permission text)
returns private.access
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_headers json := nullif(current_setting('request.headers', true), '')::json;
  v_api_key text := v_headers ->> 'x-api-key';
  v_key_business_id uuid;
  v_asked uuid := require_access.business_id;
  -- Plain columns, not rows: a row costs several times as much to fill and to read, on every request.
  v_key_id uuid;
  v_scopes text[];
  v_revoked_at timestamptz;
  v_expires_at timestamptz;
  v_last_used_at timestamptz;
  v_business_id uuid;
  v_currency text;
  v_decimals integer;
  v_test_clock_at timestamptz;
  v_user_id uuid;
  v_actor text;
  v_role text;
  v_idempotency_key text := v_headers ->> 'idempotency-key';
begin
  if v_asked is null and v_headers ->> 'x-business-id' is not null then
    begin
      v_asked := v_headers ->> 'x-business-id';
    exception when invalid_text_representation then
      perform private.raise_problem(404, 'business_not_found', 'The header x-business-id is not the id of a business of yours.');
    end;
  end if;

  -- The caller and the business in one statement: this is on the path of every request.
  if v_api_key is not null then
    -- Here, not in the statement, which would work it out for each of its tables.
    v_key_business_id := private.business_of_secret(v_api_key);
    select
      k.id, k.scopes, k.revoked_at, k.expires_at, k.last_used_at,
      b.id, b.currency, b.currency_decimals, b.test_clock_at
    into
      v_key_id, v_scopes, v_revoked_at, v_expires_at, v_last_used_at,
      v_business_id, v_currency, v_decimals, v_test_clock_at
    from public.api_keys as k
    join public.businesses as b on b.id = k.business_id
    where k.business_id = v_key_business_id
      and k.key_hash = sha256(convert_to(v_api_key, 'UTF8'));
    -- A good key that was noted within the minute, which is nearly always, needs nothing more.
    if v_key_id is null or v_revoked_at is not null or v_expires_at <= now()
      or v_last_used_at is null or v_last_used_at < now() - interval '1 minute'
    then
      perform private.require_good_key(private.find_api_key(v_api_key));
    end if;
    if v_asked is null or v_asked = v_business_id then
      v_actor := 'api_key:' || v_key_id;
    end if;
  else
    v_user_id := auth.uid();
    if v_user_id is null then
      perform private.raise_problem(401, 'authentication_required', 'Sign in, or send an API key.');
    end if;
    if v_asked is null then
      select (array_agg(m.business_id))[1] into v_asked
      from public.memberships as m where m.user_id = v_user_id having count(*) = 1;
      if v_asked is null and exists (select from public.memberships as m where m.user_id = v_user_id) then
        perform private.raise_problem(422, 'business_required', 'You belong to several businesses; name one.');
      end if;
    end if;
    select m.role, b.id, b.currency, b.currency_decimals, b.test_clock_at
    into v_role, v_business_id, v_currency, v_decimals, v_test_clock_at
    from public.memberships as m
    join public.businesses as b on b.id = m.business_id
    where m.business_id = v_asked and m.user_id = v_user_id;
    v_actor := 'user:' || v_user_id;
  end if;

  if v_actor is null or v_business_id is null then
    perform private.raise_problem(404, 'business_not_found', 'There is no such business among yours.');
  end if;
  if (case
    when v_api_key is not null then require_access.permission = any (v_scopes)
    else private.role_allows(v_role, require_access.permission)
  end) is not true then
    perform private.raise_problem(
      403, 'permission_denied', format('This needs the permission %s.', require_access.permission),
      jsonb_build_object('permission', require_access.permission)
    );
  end if;
  if v_idempotency_key is not null
    and (length(v_idempotency_key) not between 1 and 255 or v_idempotency_key ~ '[^\x21-\x7e]')
  then
    perform private.require_key(v_idempotency_key);
  end if;

  return row(
    v_business_id, v_actor, v_role, v_currency, v_decimals,
    coalesce(v_test_clock_at, clock_timestamp()), left(v_headers ->> 'x-request-id', 200), v_idempotency_key, null
  )::private.access;
end;
$$;
comment on function private.require_access(uuid, text) is
  'The first line of every rule: lets the caller into a business with one permission, or raises 401, 403, or a 404 that does not tell a foreign business from a missing one. Without a business id the header x-business-id is taken, then the only one the caller has.';
grant execute on function private.require_access(uuid, text) to anon, authenticated;

create function private.require_access_to(business_id uuid, customer_id uuid, permission text)
returns private.access
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_headers json := nullif(current_setting('request.headers', true), '')::json;
  v_user_id uuid;
  v_asked text;
  v_own record;
begin
  -- A key is no customer; asked first, since keys are on the hot paths.
  if v_headers ->> 'x-api-key' is not null then
    return private.require_access(require_access_to.business_id, require_access_to.permission);
  end if;
  v_user_id := auth.uid();
  v_asked := coalesce(require_access_to.business_id::text, lower(v_headers ->> 'x-business-id'));
  if v_user_id is not null then
    -- A customer who names their own record, or names none and is no member here: then they mean themselves.
    select (array_agg(c.id))[1] as customer_id, (array_agg(c.business_id))[1] as business_id, count(*) as count
    into v_own
    from public.customers as c
    where c.user_id = v_user_id
      and (v_asked is null or c.business_id::text = v_asked)
      and (require_access_to.customer_id is null or c.id = require_access_to.customer_id)
      and (require_access_to.customer_id is not null or not exists (
        select from public.memberships as m
        where m.user_id = v_user_id and (v_asked is null or m.business_id::text = v_asked)
      ));
    if v_own.count > 1 then
      perform private.raise_problem(422, 'business_required', 'You are a customer of several businesses; name one.');
    elsif v_own.count = 1 then
      return (
        select row(
          b.id, 'customer:' || v_own.customer_id, 'customer', b.currency, b.currency_decimals,
          coalesce(b.test_clock_at, clock_timestamp()), left(v_headers ->> 'x-request-id', 200),
          private.require_key(v_headers ->> 'idempotency-key'), v_own.customer_id
        )::private.access
        from public.businesses as b where b.id = v_own.business_id
      );
    end if;
  end if;
  return private.require_access(require_access_to.business_id, require_access_to.permission);
end;
$$;
comment on function private.require_access_to(uuid, uuid, text) is
  'private.require_access for what a customer may do on themselves, too: a signed-in customer is let in as the customer they are, and access.customer_id says which; everybody else needs the permission. A customer that is named and is not the caller''s own is for members and keys.';
grant execute on function private.require_access_to(uuid, uuid, text) to anon, authenticated;

create function private.require_user()
returns uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if private.header('x-api-key') is not null then
    perform private.raise_problem(403, 'permission_denied', 'This is for a signed-in user, not for an API key.');
  elsif auth.uid() is null then
    perform private.raise_problem(401, 'authentication_required', 'Sign in first.');
  elsif not exists (select from auth.users as u where u.id = auth.uid()) then
    perform private.raise_problem(401, 'token_invalid', 'This account does not exist any more.');
  end if;
  return auth.uid();
end;
$$;
comment on function private.require_user() is 'The signed-in user, or a 401 or 403. Definer: a token may outlive its account, which is in auth.users.';
grant execute on function private.require_user() to anon, authenticated;

-- Row policies --------------------------------------------------------------------------------------

create policy "Members and keys read their businesses" on public.businesses
  for select to anon, authenticated using (id in (select private.my_business_ids()));
create policy "Members and keys read the settings of their businesses" on public.business_settings
  for select to anon, authenticated
  using (business_id in (select private.my_business_ids('business:read', 'orders:read')));
create policy "Members and keys read who belongs to their businesses" on public.memberships
  for select to anon, authenticated using (business_id in (select private.my_business_ids('business:read')));
create policy "Members and keys read the invitations of their businesses" on public.invitations
  for select to anon, authenticated using (business_id in (select private.my_business_ids('business:read')));
create policy "Members and keys read the API keys of their businesses" on public.api_keys
  for select to anon, authenticated using (business_id in (select private.my_business_ids('business:read')));

grant select on public.businesses, public.business_settings, public.memberships to anon, authenticated;
-- Not the hashes: a hash is no secret to guess from, and nobody needs it.
grant select (business_id, id, email, role, invited_by, created_at, expires_at, accepted_at, revoked_at)
  on public.invitations to anon, authenticated;
grant select (business_id, id, name, prefix, scopes, created_by, created_at, last_used_at, expires_at, revoked_at)
  on public.api_keys to anon, authenticated;
-- Operators, who see the database itself, see all of it; writing is the functions' for them too.
grant select on
  public.businesses, public.business_settings, public.memberships, public.invitations, public.api_keys
to service_role;
