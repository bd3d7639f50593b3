-- The doors of businesses: the account of the caller, settings, members, invitations and API keys.

-- Account -------------------------------------------------------------------------------------------

create function private.get_account()
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_api_key text := private.header('x-api-key');
  v_key public.api_keys;
  v_user_id uuid;
  v_email text;
  v_created_at timestamptz;
begin
  if v_api_key is not null then
    v_key := private.find_api_key(v_api_key);
    perform private.require_good_key(v_key);
  else
    v_user_id := private.require_user();
    select u.email, u.created_at into v_email, v_created_at from auth.users as u where u.id = v_user_id;
    if not found then
      perform private.raise_problem(401, 'token_invalid', 'This account does not exist any more.');
    end if;
  end if;

  return json_build_object(
    'kind', case when v_key.id is null then 'user' else 'api_key' end,
    'user', case when v_user_id is not null then json_build_object('id', v_user_id, 'email', v_email) end,
    'api_key', case when v_key.id is not null then
      json_build_object('id', v_key.id, 'name', v_key.name, 'prefix', v_key.prefix, 'scopes', v_key.scopes) end,
    'businesses', coalesce((
      select json_agg(json_build_object(
        'id', b.id, 'name', b.name, 'slug', b.slug, 'currency', b.currency,
        'currency_decimals', b.currency_decimals, 'is_sandbox', b.is_sandbox, 'test_clock_at', b.test_clock_at,
        'role', coalesce(m.role, 'member')
      ) order by m.created_at, b.id)
      from public.businesses as b
      left join public.memberships as m on m.business_id = b.id and m.user_id = v_user_id
      where m.user_id is not null or b.id = v_key.business_id
    ), '[]'::json),
    'customers', coalesce((
      select json_agg(json_build_object(
        'customer_id', c.id,
        'name', c.name,
        'business', json_build_object(
          'id', b.id, 'name', b.name, 'slug', b.slug, 'currency', b.currency,
          'currency_decimals', b.currency_decimals, 'is_sandbox', b.is_sandbox, 'test_clock_at', b.test_clock_at)
      ) order by c.created_at, c.id)
      from public.customers as c
      join public.businesses as b on b.id = c.business_id
      where c.user_id = v_user_id
    ), '[]'::json),
    'created_at', coalesce(v_created_at, v_key.created_at)
  );
end;
$$;
comment on function private.get_account() is
  'The caller, the businesses it belongs to, and those it is a customer of. Definer: the email is in auth.users.';
grant execute on function private.get_account() to anon, authenticated;

create function public.get_me()
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return (private.get_account()::jsonb - 'created_at')::json;
end;
$$;
comment on function public.get_me() is 'Who is calling, and for which businesses.';
grant execute on function public.get_me() to anon, authenticated;

create function public.get_profile()
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return (private.get_account()::jsonb || jsonb_build_object('customers', private.my_customer_profiles()))::json;
end;
$$;
comment on function public.get_profile() is 'The account of the caller, and for a customer their credits and sessions.';
grant execute on function public.get_profile() to anon, authenticated;

-- Business and settings -----------------------------------------------------------------------------

create function private.business_json(business_id uuid)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select json_build_object(
      'id', b.id, 'name', b.name, 'slug', b.slug, 'currency', b.currency,
      'currency_decimals', b.currency_decimals, 'is_sandbox', b.is_sandbox, 'test_clock_at', b.test_clock_at,
      'welcome_grant', private.amount_text(s.welcome_grant, 0),
      'session_credits_per_minute', private.amount_text(s.session_credits_per_minute, 0),
      'join_enabled', s.join_enabled,
      'overdue_days', s.overdue_days,
      'low_balance', private.amount_text(s.low_balance, b.currency_decimals),
      'low_credits', private.amount_text(s.low_credits, 0),
      'created_at', b.created_at
    )
    from public.businesses as b
    join public.business_settings as s on s.business_id = b.id
    where b.id = business_json.business_id
  );
end;
$$;
comment on function private.business_json(uuid) is 'A business with its settings, as every answer shows it.';

create function private.create_business(name text, currency text, is_sandbox boolean)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_user_id uuid := private.require_user();
  v_key text := private.require_key(private.header('idempotency-key'));
  v_currency text := coalesce(create_business.currency, 'USD');
  v_is_sandbox boolean := coalesce(create_business.is_sandbox, false);
  v_request text := row(create_business.name, v_currency, v_is_sandbox)::text;
  v_first json := private.replay(v_user_id, v_key, 'create_business', v_request);
  v_business_id uuid;
begin
  if v_first is not null then
    return v_first;
  end if;
  -- In a statement of its own: a stable function would not see the rows of the expression it stands in.
  v_business_id := private.make_business(create_business.name, v_currency, v_is_sandbox, v_user_id);
  return private.remember(
    v_user_id, v_key, 'create_business', v_request, private.business_json(v_business_id)
  );
end;
$$;
comment on function private.create_business(text, text, boolean) is 'A further business of the signed-in user.';
grant execute on function private.create_business(text, text, boolean) to anon, authenticated;

create function public.create_business(name text, currency text default null, is_sandbox boolean default false)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.create_business(create_business.name, create_business.currency, create_business.is_sandbox);
end;
$$;
comment on function public.create_business(text, text, boolean) is 'Create a business.';
grant execute on function public.create_business(text, text, boolean) to anon, authenticated;

create function private.get_business(business_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_business.business_id, 'business:read');
begin
  return private.business_json(v_access.business_id);
end;
$$;
comment on function private.get_business(uuid) is 'The business and its settings.';
grant execute on function private.get_business(uuid) to anon, authenticated;

create function public.get_business(business_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_business(get_business.business_id);
end;
$$;
comment on function public.get_business(uuid) is 'Read the business and its settings.';
grant execute on function public.get_business(uuid) to anon, authenticated;

create function private.update_business(
  business_id uuid, name text, welcome_grant numeric, session_credits_per_minute numeric, overdue_days integer,
  join_enabled boolean, low_balance text, low_credits text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(update_business.business_id, 'business:write');
  v_request text := row(
    update_business.name, update_business.welcome_grant,
    update_business.session_credits_per_minute, update_business.overdue_days, update_business.join_enabled,
    update_business.low_balance, update_business.low_credits
  )::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'update_business', v_request);
begin
  if v_first is not null then
    return v_first;
  end if;
  if update_business.overdue_days not between 1 and 365 then
    perform private.raise_invalid('/overdue_days', 'must be from 1 to 365');
  end if;

  if update_business.name is not null then
    update public.businesses as b
    set name = private.require_text(update_business.name, '/name', 120)
    where b.id = v_access.business_id;
  end if;

  update public.business_settings as s
  set
    welcome_grant = private.require_amount(
      coalesce(update_business.welcome_grant, s.welcome_grant), 6, '/welcome_grant'),
    session_credits_per_minute = private.require_rate(
      coalesce(update_business.session_credits_per_minute, s.session_credits_per_minute), '/session_credits_per_minute'),
    overdue_days = coalesce(update_business.overdue_days, s.overdue_days),
    join_enabled = coalesce(update_business.join_enabled, s.join_enabled),
    low_balance = case when update_business.low_balance is null then s.low_balance
      else private.require_low_balance(update_business.low_balance, v_access.decimals, '/low_balance')
    end,
    low_credits = case when update_business.low_credits is null then s.low_credits
      else private.require_low_balance(update_business.low_credits, 6, '/low_credits')
    end,
    updated_at = now()
  where s.business_id = v_access.business_id;
  if update_business.low_balance is not null or update_business.low_credits is not null then
    perform private.walk_low_balance(v_access.business_id);
  end if;

  perform private.notify_change(v_access.business_id, 'settings');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'update_business', v_request,
    private.business_json(v_access.business_id)
  );
end;
$$;
comment on function private.update_business(uuid, text, numeric, numeric, integer, boolean, text, text) is
  'Changes what is given of the name and the settings; an empty low_balance or low_credits is removed.';
grant execute on function private.update_business(uuid, text, numeric, numeric, integer, boolean, text, text) to anon, authenticated;

create function public.update_business(
  business_id uuid default null, name text default null, welcome_grant numeric default null,
  session_credits_per_minute numeric default null, overdue_days integer default null, join_enabled boolean default null,
  low_balance text default null, low_credits text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.update_business(
    update_business.business_id, update_business.name, update_business.welcome_grant,
    update_business.session_credits_per_minute, update_business.overdue_days, update_business.join_enabled,
    update_business.low_balance, update_business.low_credits
  );
end;
$$;
comment on function public.update_business(uuid, text, numeric, numeric, integer, boolean, text, text) is
  'Change the business and its settings.';
grant execute on function public.update_business(uuid, text, numeric, numeric, integer, boolean, text, text) to anon, authenticated;
