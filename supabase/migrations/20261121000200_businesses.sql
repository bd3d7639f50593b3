-- Businesses: the tenants, their settings, their members, invitations and API keys.

create table public.businesses (
  id uuid primary key default private.uuid_v7(),
  name text not null check (length(name) between 1 and 120),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  currency text not null references private.currencies (code),
  currency_decimals smallint not null,
  is_sandbox boolean not null default false,
  test_clock_at timestamptz,
  created_at timestamptz not null default now(),
  constraint businesses_clock_check check (test_clock_at is null or is_sandbox)
);
comment on table public.businesses is 'The tenants of this installation. Every other table names one in business_id.';
comment on column public.businesses.slug is 'The name in links, such as the join page of the portal.';
comment on column public.businesses.currency_decimals is 'Decimals of the currency, copied from private.currencies: a currency never changes.';
comment on column public.businesses.test_clock_at is 'Sandbox only: the moment this business believes it is. Null: the real time.';
create index businesses_currency_idx on public.businesses (currency);

create table public.business_settings (
  business_id uuid primary key references public.businesses (id) on delete cascade,
  welcome_grant public.amount not null default 100 check (welcome_grant >= 0),
  session_credits_per_minute public.amount not null default 10 check (session_credits_per_minute between 0 and 60000),
  overdue_days integer not null default 30 check (overdue_days between 1 and 365),
  join_enabled boolean not null default true,
  low_balance public.amount check (low_balance >= 0),
  low_credits public.amount check (low_credits >= 0),
  updated_at timestamptz not null default now()
);
comment on table public.business_settings is 'What a business may set for itself. One row for each business.';
comment on column public.business_settings.welcome_grant is 'Credits that a new customer of the portal is given, in credits.';
comment on column public.business_settings.session_credits_per_minute is 'What a running session burns, in credits a minute.';
comment on column public.business_settings.join_enabled is 'Whether people may become customers by themselves, on the join page.';
comment on column public.business_settings.low_balance is
  'Below it the prepaid balance of a customer is low, in the currency of the business. Null: none is.';
comment on column public.business_settings.low_credits is 'Below it the credits of a customer are low, in credits. Null: none are.';
comment on column public.business_settings.overdue_days is 'Days after which an unpaid order is overdue.';

create table public.memberships (
  business_id uuid not null references public.businesses (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (business_id, user_id)
);
comment on table public.memberships is 'Which user belongs to which business, in which role.';
comment on column public.memberships.role is 'owner: all; admin: all but owners; member: customers, wallets, debits, products, orders, payments; viewer: reads.';
create index memberships_user_id_idx on public.memberships (user_id);

create table public.invitations (
  business_id uuid not null references public.businesses (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  email text,
  role text not null check (role in ('owner', 'admin', 'member', 'viewer', 'customer')),
  customer_id uuid,
  token_hash bytea not null,
  invited_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (business_id, id),
  unique (business_id, token_hash),
  check ((role = 'customer') = (customer_id is not null))
);
comment on table public.invitations is
  'Links by which a person joins a business, or gets the login of a customer. The link holds the secret; only its hash is here.';
comment on column public.invitations.email is 'When set, only the user with this address may accept.';
comment on column public.invitations.role is 'As a member; customer: the link gives a customer their login.';
comment on column public.invitations.customer_id is 'The customer whose login the link gives.';
comment on column public.invitations.token_hash is 'SHA-256 of the secret in the link.';

create table public.api_keys (
  business_id uuid not null references public.businesses (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  name text not null check (length(name) between 1 and 120),
  prefix text not null,
  key_hash bytea not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  created_by text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (business_id, id),
  unique (business_id, key_hash)
);
comment on table public.api_keys is 'Keys by which programs call. A key is sk_<business>_<secret>; only its hash is here.';
comment on column public.api_keys.prefix is 'The first characters of the secret, to tell keys apart.';
comment on column public.api_keys.key_hash is 'SHA-256 of the whole key.';
comment on column public.api_keys.scopes is 'What the key may do: a subset of private.all_permissions().';
comment on column public.api_keys.last_used_at is 'To the minute.';

alter table public.businesses enable row level security;
alter table public.business_settings enable row level security;
alter table public.memberships enable row level security;
alter table public.invitations enable row level security;
alter table public.api_keys enable row level security;

-- Time ----------------------------------------------------------------------------------------------

create function private.clock(business_id uuid)
returns timestamptz
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  return coalesce(
    (select b.test_clock_at from public.businesses as b where b.id = clock.business_id),
    clock_timestamp()
  );
end;
$$;
comment on function private.clock(uuid) is
  'The only source of now for the rules of a business: its test clock where it has one, else the real time.';
grant execute on function private.clock(uuid) to service_role;

-- Making one ----------------------------------------------------------------------------------------

create function private.slug_for(name text)
returns text
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_base text := btrim(regexp_replace(lower(slug_for.name), '[^a-z0-9]+', '-', 'g'), '-');
  v_slug text;
begin
  v_base := coalesce(nullif(btrim(left(v_base, 40), '-'), ''), 'business');
  v_slug := v_base;
  while exists (select from public.businesses as b where b.slug = v_slug) loop
    v_slug := v_base || '-' || substr(md5(gen_random_uuid()::text), 1, 5);
  end loop;
  return v_slug;
end;
$$;
comment on function private.slug_for(text) is 'A free slug that reads like the name.';

create function private.make_business(name text, currency text, is_sandbox boolean, owner_id uuid)
returns uuid
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_business_id uuid;
  v_name text := private.require_text(make_business.name, '/name', 120);
  v_decimals smallint;
begin
  select c.decimals into v_decimals from private.currencies as c where c.code = make_business.currency;
  if not found then
    perform private.raise_invalid('/currency', 'must be a currency that this installation knows, such as USD');
  end if;

  -- Another transaction may take the slug first: then there is another.
  while v_business_id is null loop
    insert into public.businesses (name, slug, currency, currency_decimals, is_sandbox, test_clock_at)
    values (
      v_name, private.slug_for(v_name), make_business.currency, v_decimals, make_business.is_sandbox,
      -- A sandbox stands at the second it was made, until somebody moves its clock.
      case when make_business.is_sandbox then date_trunc('second', now()) end
    )
    on conflict on constraint businesses_slug_key do nothing
    returning id into v_business_id;
  end loop;

  insert into public.business_settings (business_id) values (v_business_id);
  insert into public.memberships (business_id, user_id, role)
  values (v_business_id, make_business.owner_id, 'owner');
  return v_business_id;
end;
$$;
comment on function private.make_business(text, text, boolean, uuid) is
  'A business with its settings row and its first owner; a sandbox with a test clock that stands at this second.';

create function private.accept_invitation(token text, user_id uuid, email text)
returns public.invitations
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_invitation public.invitations;
begin
  -- The customer first, as whoever invites or deletes one takes them.
  perform from public.customers as c
  where (c.business_id, c.id) in (
    select i.business_id, i.customer_id
    from public.invitations as i
    where i.token_hash = sha256(convert_to(accept_invitation.token, 'UTF8'))
      and i.business_id = private.business_of_secret(accept_invitation.token)
  )
  for no key update;
  select i.* into v_invitation
  from public.invitations as i
  where i.token_hash = sha256(convert_to(accept_invitation.token, 'UTF8'))
    and i.business_id = private.business_of_secret(accept_invitation.token)
    and i.revoked_at is null
    and i.accepted_at is null
    and i.expires_at > now()
  for update;

  if not found then
    return null;
  end if;
  if v_invitation.email is not null and lower(v_invitation.email) is distinct from lower(accept_invitation.email) then
    perform private.raise_problem(
      403, 'permission_denied',
      format('This invitation is for %s. Sign in with that address.', v_invitation.email)
    );
  end if;

  update public.invitations as i set accepted_at = now()
  where i.business_id = v_invitation.business_id and i.id = v_invitation.id;
  if v_invitation.role = 'customer' then
    perform private.give_login(v_invitation.business_id, v_invitation.customer_id, accept_invitation.user_id);
  else
    insert into public.memberships (business_id, user_id, role)
    values (v_invitation.business_id, accept_invitation.user_id, v_invitation.role)
    on conflict on constraint memberships_pkey do nothing;
  end if;
  return v_invitation;
end;
$$;
comment on function private.accept_invitation(text, uuid, text) is
  'Uses an invitation up for one user; null where the link is not good any more.';

create function private.on_user_created()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
-- Said again, so that what is set below ends with the function.
set drawdown.new_user_id = ''
as $$
declare
  -- Supabase Lite stores the object as a JSON string.
  v_metadata jsonb := case jsonb_typeof(new.raw_user_meta_data)
    when 'string' then (new.raw_user_meta_data #>> '{}')::jsonb
    else new.raw_user_meta_data
  end;
  v_token text := v_metadata ->> 'invitation';
  v_name text := regexp_replace(coalesce(v_metadata ->> 'business_name', ''), '[\x01-\x1f\x7f]', '', 'g');
  v_currency text := upper(coalesce(v_metadata ->> 'currency', 'USD'));
begin
  -- So that the audit names the user who comes, where Auth itself is at work.
  perform set_config('drawdown.new_user_id', new.id::text, true);
  if v_token is not null then
    if private.accept_invitation(v_token, new.id, new.email) is null then
      raise warning 'user % came with an invitation that is not good any more', new.id;
    end if;
    return new;
  elsif v_metadata ->> 'join' is not null then
    if private.become_customer(v_metadata ->> 'join', new.id, new.email, v_metadata ->> 'name') is null then
      raise warning 'user % came by a join page that is closed', new.id;
    end if;
    return new;
  end if;
  if not exists (select from private.currencies as c where c.code = v_currency) then
    v_currency := 'USD';
  end if;
  v_name := coalesce(nullif(btrim(left(v_name, 120)), ''), initcap(split_part(new.email, '@', 1)));
  perform private.make_business(coalesce(nullif(left(v_name, 120), ''), 'My business'), v_currency, false, new.id);
  return new;
end;
$$;
comment on function private.on_user_created() is
  'In the transaction that makes a user: an invitation is accepted, or the user becomes a customer of the business whose join page they came by, with its welcome grant, or a business of their own is made. So no user is ever left without one by a server that died in between.';

create trigger users_after_insert_make_business
  after insert on auth.users
  for each row execute function private.on_user_created();
