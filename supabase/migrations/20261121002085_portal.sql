-- The portal: how a person becomes a customer who signs in, by a join page or by a link from the business.

alter table public.invitations add foreign key (business_id, customer_id)
  references public.customers (business_id, id) on delete cascade;
create index invitations_customer_idx on public.invitations (business_id, customer_id);

create function private.get_join_page(slug text)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_answer json;
begin
  select json_build_object(
    'business_id', b.id,
    'business_name', b.name,
    'slug', b.slug,
    'welcome_grant', private.amount_text(s.welcome_grant, 0),
    'credits_per_minute', private.amount_text(s.session_credits_per_minute, 0)
  )
  into v_answer
  from public.businesses as b
  join public.business_settings as s on s.business_id = b.id
  where b.slug = get_join_page.slug and s.join_enabled;
  if not found then
    perform private.raise_problem(
      404, 'business_not_found', 'There is no such join page, or it is closed.',
      jsonb_build_object('slug', get_join_page.slug));
  end if;
  return v_answer;
end;
$$;
comment on function private.get_join_page(text) is
  'What anyone may know of a business that takes sign-ups. Definer: the visitor is no member.';
grant execute on function private.get_join_page(text) to anon, authenticated;

create function public.get_join_page(slug text default null)
returns json
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return private.get_join_page(get_join_page.slug);
end;
$$;
comment on function public.get_join_page(text) is 'What a join page says.';
grant execute on function public.get_join_page(text) to anon, authenticated;

create function private.become_customer(slug text, user_id uuid, email text, name text)
returns public.customers
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_business record;
  v_now timestamptz;
  v_name text := coalesce(
    nullif(left(btrim(regexp_replace(coalesce(become_customer.name, ''), '[\x01-\x1f\x7f]', '', 'g')), 200), ''),
    nullif(left(initcap(split_part(become_customer.email, '@', 1)), 200), ''), 'Customer');
  v_customer public.customers;
begin
  select b.id, b.currency, s.welcome_grant into v_business
  from public.businesses as b
  join public.business_settings as s on s.business_id = b.id
  where b.slug = become_customer.slug and s.join_enabled;
  if not found then
    return null;
  end if;
  v_now := private.clock(v_business.id);
  -- The unique key is what makes the grant one for a person: a second request waits here for the first.
  insert into public.customers (business_id, name, email, user_id, created_at, updated_at)
  values (v_business.id, v_name, lower(become_customer.email), become_customer.user_id, v_now, v_now)
  on conflict on constraint customers_business_id_user_id_key do nothing
  returning * into v_customer;
  if not found then
    return null;
  end if;
  perform private.open_wallet(v_business.id, v_customer.id, v_business.currency, 'active', 0, 0, v_now);
  if v_business.welcome_grant > 0 then
    perform private.lock_wallet(v_business.id, v_customer.id, 'credits');
    perform private.post_movement(
      v_business.id, v_customer.id, 'credits', v_business.welcome_grant, 'grant', 'credits:granted',
      'customer:' || v_customer.id, left(private.header('x-request-id'), 200), v_now, 'Welcome', 'welcome_grant', null);
  end if;
  perform private.notify_change(v_business.id, 'customers', v_customer.id);
  return v_customer;
end;
$$;
comment on function private.become_customer(text, uuid, text, text) is
  'Makes a user a customer of the business with this slug, with its welcome grant; null where they are one already, or the join page is closed.';

create function private.join_business(slug text, name text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_user_id uuid := private.require_user();
  v_business_id uuid := private.get_join_page(join_business.slug) ->> 'business_id';
  v_joined public.customers;
  v_answer json;
begin
  if join_business.name is not null then
    perform private.require_text(join_business.name, '/name', 200);
  end if;
  v_joined := private.become_customer(
    join_business.slug, v_user_id, (select u.email from auth.users as u where u.id = v_user_id), join_business.name);
  select json_build_object(
    'business_id', c.business_id,
    'customer_id', c.id,
    'credits', private.session_moment(c.business_id, c.id, null, private.clock(c.business_id)) ->> 'credits',
    'joined', v_joined.id is not null
  )
  into v_answer
  from public.customers as c
  where c.business_id = v_business_id and c.user_id = v_user_id;
  return v_answer;
end;
$$;
comment on function private.join_business(text, text) is
  'The signed-in user becomes a customer of a business; once they are one it answers with the customer they are.';
grant execute on function private.join_business(text, text) to anon, authenticated;

create function public.join_business(slug text default null, name text default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.join_business(join_business.slug, join_business.name);
end;
$$;
comment on function public.join_business(text, text) is 'Become a customer of a business.';
grant execute on function public.join_business(text, text) to anon, authenticated;

create function private.raise_has_login(customer_id uuid)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  perform private.raise_problem(
    409, 'customer_has_login', 'Somebody signs in as this customer already.',
    jsonb_build_object('customer_id', raise_has_login.customer_id));
end;
$$;
comment on function private.raise_has_login(uuid) is 'The 409 of a customer that has a login.';

create function private.give_login(business_id uuid, customer_id uuid, user_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  update public.customers as c set user_id = give_login.user_id, updated_at = private.clock(c.business_id)
  where c.business_id = give_login.business_id and c.id = give_login.customer_id
    and (c.user_id is null or c.user_id = give_login.user_id);
  if not found then
    perform private.raise_has_login(give_login.customer_id);
  end if;
exception when unique_violation then
  perform private.raise_problem(
    409, 'already_customer', 'This account is another customer of the business already.');
end;
$$;
comment on function private.give_login(uuid, uuid, uuid) is
  'Lets a user sign in as a customer that has no login yet. Raises 409 customer_has_login or already_customer.';

create function private.invite_customer(business_id uuid, customer_id uuid, email text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(invite_customer.business_id, 'customers:write');
  v_request text := row(invite_customer.customer_id, lower(nullif(btrim(invite_customer.email), '')))::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'invite_customer', v_request);
  v_token text := private.make_secret('inv', v_access.business_id);
  v_customer public.customers;
  v_invitation public.invitations;
  v_answer json;
begin
  if v_first is not null then
    return v_first;
  end if;
  if v_access.role is null and not (private.find_api_key(private.header('x-api-key'))).scopes
    @> array['wallets:read', 'orders:read', 'sessions:read', 'sessions:write']
  then
    perform private.raise_problem(403, 'permission_denied', 'An API key cannot give a login that may do more than the key.');
  end if;
  -- Locked, so that of two links made at once one is withdrawn.
  select c.* into v_customer
  from public.customers as c
  where c.business_id = v_access.business_id and c.id = invite_customer.customer_id
  for no key update;
  if not found then
    perform private.raise_customer_not_found(invite_customer.customer_id);
  elsif v_customer.status = 'archived' then
    perform private.raise_problem(
      409, 'customer_archived', 'The customer is archived; reactivate it before it gets a login.',
      jsonb_build_object('customer_id', v_customer.id));
  elsif v_customer.user_id is not null then
    perform private.raise_has_login(v_customer.id);
  end if;

  update public.invitations as i set revoked_at = now()
  where i.business_id = v_access.business_id and i.customer_id = v_customer.id
    and i.accepted_at is null and i.revoked_at is null;
  v_invitation := private.add_invitation(v_access, 'customer', invite_customer.email, v_token, v_customer.id);
  v_answer := json_build_object(
    'id', v_invitation.id, 'customer_id', v_customer.id, 'email', v_invitation.email,
    'created_at', v_invitation.created_at, 'expires_at', v_invitation.expires_at, 'token', null
  );
  perform private.remember(v_access.business_id, v_access.idempotency_key, 'invite_customer', v_request, v_answer);
  return (v_answer::jsonb || jsonb_build_object('token', v_token))::json;
end;
$$;
comment on function private.invite_customer(uuid, uuid, text) is
  'A link by which one person gets the login of a customer, good for seven days; it withdraws the links before it. Its secret is in the first answer only. A key needs the permissions that the login will have.';
grant execute on function private.invite_customer(uuid, uuid, text) to anon, authenticated;

create function public.invite_customer(
  business_id uuid default null, customer_id uuid default null, email text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.invite_customer(invite_customer.business_id, invite_customer.customer_id, invite_customer.email);
end;
$$;
comment on function public.invite_customer(uuid, uuid, text) is 'Make a link by which a customer gets their login.';
grant execute on function public.invite_customer(uuid, uuid, text) to anon, authenticated;
