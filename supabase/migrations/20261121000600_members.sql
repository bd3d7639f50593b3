-- The doors of members, invitations and API keys.

-- Members -------------------------------------------------------------------------------------------

create function private.member_json(business_id uuid, user_id uuid)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select json_build_object('user_id', m.user_id, 'email', u.email, 'role', m.role, 'created_at', m.created_at)
    from public.memberships as m
    join auth.users as u on u.id = m.user_id
    where m.business_id = member_json.business_id and m.user_id = member_json.user_id
  );
end;
$$;
comment on function private.member_json(uuid, uuid) is 'A member as every answer shows it. Definer: the email is in auth.users.';

create function private.list_members(business_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_members.business_id, 'business:read');
begin
  return json_build_object('data', coalesce((
    select json_agg(private.member_json(m.business_id, m.user_id) order by m.created_at, m.user_id)
    from public.memberships as m
    where m.business_id = v_access.business_id
  ), '[]'::json));
end;
$$;
comment on function private.list_members(uuid) is 'The members of a business, the oldest first.';
grant execute on function private.list_members(uuid) to anon, authenticated;

create function public.list_members(business_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.list_members(list_members.business_id);
end;
$$;
comment on function public.list_members(uuid) is 'List the members.';
grant execute on function public.list_members(uuid) to anon, authenticated;

create function private.require_gift_of_role(access private.access, role text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if require_gift_of_role.access.role = 'owner' then
    return;
  elsif require_gift_of_role.role = 'owner' then
    perform private.raise_problem(403, 'permission_denied', 'Only an owner can make, change or remove an owner.');
  elsif require_gift_of_role.access.role is null and exists (
    select from unnest(private.all_permissions()) as p
    where private.role_allows(require_gift_of_role.role, p)
      and p <> all ((private.find_api_key(private.header('x-api-key'))).scopes)
  ) then
    perform private.raise_problem(403, 'permission_denied', 'An API key cannot give a role that may do more than the key.');
  end if;
end;
$$;
comment on function private.require_gift_of_role(private.access, text) is
  'Refuses to hand on more than one has: only an owner makes owners, and a key gives no role with a permission that it lacks.';

create function private.lock_member(access private.access, user_id uuid, new_role text)
returns public.memberships
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_member public.memberships;
begin
  -- The business row is the lock of its whole team, so that two owners cannot remove each other at once.
  perform from public.businesses as b where b.id = lock_member.access.business_id for no key update;
  select m.* into v_member
  from public.memberships as m
  where m.business_id = lock_member.access.business_id and m.user_id = lock_member.user_id;
  if not found then
    perform private.raise_problem(404, 'member_not_found', 'There is no such member in this business.');
  end if;
  perform private.require_gift_of_role(lock_member.access, v_member.role);
  if lock_member.new_role is not null then
    perform private.require_gift_of_role(lock_member.access, lock_member.new_role);
  end if;
  if v_member.role = 'owner' and lock_member.new_role is distinct from 'owner' and not exists (
    select from public.memberships as m
    where m.business_id = v_member.business_id and m.role = 'owner' and m.user_id <> v_member.user_id
  ) then
    perform private.raise_problem(409, 'last_owner', 'A business has at least one owner.');
  end if;
  return v_member;
end;
$$;
comment on function private.lock_member(private.access, uuid, text) is
  'The member about to get a new role, or to leave where the role is null; refuses what only an owner may do, and to leave a business without one.';

create function private.update_member(business_id uuid, user_id uuid, role text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(update_member.business_id, 'members:write');
  v_request text := row(update_member.user_id, update_member.role)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'update_member', v_request);
  v_member public.memberships;
begin
  if v_first is not null then
    return v_first;
  end if;
  if update_member.role is null or update_member.role not in ('owner', 'admin', 'member', 'viewer') then
    perform private.raise_invalid('/role', 'must be owner, admin, member or viewer');
  end if;
  v_member := private.lock_member(v_access, update_member.user_id, update_member.role);
  update public.memberships as m set role = update_member.role
  where m.business_id = v_member.business_id and m.user_id = v_member.user_id;
  perform private.notify_change(v_access.business_id, 'settings');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'update_member', v_request,
    private.member_json(v_access.business_id, update_member.user_id)
  );
end;
$$;
comment on function private.update_member(uuid, uuid, text) is 'Gives a member another role.';
grant execute on function private.update_member(uuid, uuid, text) to anon, authenticated;

create function public.update_member(business_id uuid default null, user_id uuid default null, role text default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.update_member(update_member.business_id, update_member.user_id, update_member.role);
end;
$$;
comment on function public.update_member(uuid, uuid, text) is 'Change the role of a member.';
grant execute on function public.update_member(uuid, uuid, text) to anon, authenticated;

create function private.remove_member(business_id uuid, user_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(remove_member.business_id, 'members:write');
  v_request text := row(remove_member.user_id)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'remove_member', v_request);
  v_member public.memberships;
begin
  if v_first is not null then
    return v_first;
  end if;
  v_member := private.lock_member(v_access, remove_member.user_id, null);
  delete from public.memberships as m
  where m.business_id = v_member.business_id and m.user_id = v_member.user_id;
  perform private.notify_change(v_access.business_id, 'settings');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'remove_member', v_request,
    json_build_object('user_id', remove_member.user_id, 'removed', true)
  );
end;
$$;
comment on function private.remove_member(uuid, uuid) is 'Takes a member out of the business.';
grant execute on function private.remove_member(uuid, uuid) to anon, authenticated;

create function public.remove_member(business_id uuid default null, user_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.remove_member(remove_member.business_id, remove_member.user_id);
end;
$$;
comment on function public.remove_member(uuid, uuid) is 'Remove a member.';
grant execute on function public.remove_member(uuid, uuid) to anon, authenticated;

-- Invitations ---------------------------------------------------------------------------------------

create function private.add_invitation(
  access private.access, role text, email text, token text, customer_id uuid default null
)
returns public.invitations
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_email text := lower(nullif(btrim(add_invitation.email), ''));
  v_invitation public.invitations;
begin
  if v_email is not null then
    v_email := private.require_text(v_email, '/email', 254);
  end if;
  insert into public.invitations (business_id, email, role, customer_id, token_hash, invited_by, expires_at)
  values (
    add_invitation.access.business_id, v_email, add_invitation.role, add_invitation.customer_id,
    sha256(convert_to(add_invitation.token, 'UTF8')), add_invitation.access.actor, now() + interval '7 days'
  )
  returning * into v_invitation;
  return v_invitation;
end;
$$;
comment on function private.add_invitation(private.access, text, text, text, uuid) is
  'Writes down a link that is good for one person and seven days, to be a member or, with a customer, that customer. Of its secret only the hash is kept.';

create function private.create_invitation(business_id uuid, role text, email text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(create_invitation.business_id, 'members:write');
  v_request text := row(create_invitation.role, create_invitation.email)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'create_invitation', v_request);
  v_token text := private.make_secret('inv', v_access.business_id);
  v_invitation public.invitations;
  v_answer json;
begin
  if v_first is not null then
    return v_first;
  end if;
  if create_invitation.role is null or create_invitation.role not in ('owner', 'admin', 'member', 'viewer') then
    perform private.raise_invalid('/role', 'must be owner, admin, member or viewer');
  end if;
  perform private.require_gift_of_role(v_access, create_invitation.role);
  v_invitation := private.add_invitation(v_access, create_invitation.role, create_invitation.email, v_token);
  v_answer := json_build_object(
    'id', v_invitation.id, 'email', v_invitation.email, 'role', v_invitation.role,
    'created_at', v_invitation.created_at, 'expires_at', v_invitation.expires_at, 'token', null
  );
  perform private.remember(
    v_access.business_id, v_access.idempotency_key, 'create_invitation', v_request, v_answer);
  perform private.notify_change(v_access.business_id, 'settings');
  return (v_answer::jsonb || jsonb_build_object('token', v_token))::json;
end;
$$;
comment on function private.create_invitation(uuid, text, text) is
  'A link that is good for one person and seven days. Its secret is in the first answer only.';
grant execute on function private.create_invitation(uuid, text, text) to anon, authenticated;

create function public.create_invitation(business_id uuid default null, role text default null, email text default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.create_invitation(create_invitation.business_id, create_invitation.role, create_invitation.email);
end;
$$;
comment on function public.create_invitation(uuid, text, text) is 'Make an invitation link.';
grant execute on function public.create_invitation(uuid, text, text) to anon, authenticated;

create function public.list_invitations(business_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_invitations.business_id, 'business:read');
begin
  return json_build_object('data', coalesce((
    select json_agg(json_build_object(
      'id', i.id, 'email', i.email, 'role', i.role, 'created_at', i.created_at, 'expires_at', i.expires_at
    ) order by i.id desc)
    from public.invitations as i
    where i.business_id = v_access.business_id and i.role <> 'customer'
      and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
  ), '[]'::json));
end;
$$;
comment on function public.list_invitations(uuid) is 'List the invitations that are still open.';
grant execute on function public.list_invitations(uuid) to anon, authenticated;

create function private.revoke_invitation(business_id uuid, invitation_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(revoke_invitation.business_id, 'members:write');
  v_request text := row(revoke_invitation.invitation_id)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'revoke_invitation', v_request);
begin
  if v_first is not null then
    return v_first;
  end if;
  update public.invitations as i set revoked_at = coalesce(i.revoked_at, now())
  where i.business_id = v_access.business_id and i.id = revoke_invitation.invitation_id and i.accepted_at is null;
  if not found then
    perform private.raise_problem(404, 'invitation_not_found', 'There is no such open invitation.');
  end if;
  perform private.notify_change(v_access.business_id, 'settings');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'revoke_invitation', v_request,
    json_build_object('id', revoke_invitation.invitation_id, 'revoked', true)
  );
end;
$$;
comment on function private.revoke_invitation(uuid, uuid) is 'Withdraws an invitation.';
grant execute on function private.revoke_invitation(uuid, uuid) to anon, authenticated;

create function public.revoke_invitation(business_id uuid default null, invitation_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.revoke_invitation(revoke_invitation.business_id, revoke_invitation.invitation_id);
end;
$$;
comment on function public.revoke_invitation(uuid, uuid) is 'Withdraw an invitation.';
grant execute on function public.revoke_invitation(uuid, uuid) to anon, authenticated;

create function private.get_invitation(token text)
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
    'business_name', b.name, 'role', i.role, 'customer_name', c.name, 'email', i.email, 'expires_at', i.expires_at)
  into v_answer
  from public.invitations as i
  join public.businesses as b on b.id = i.business_id
  left join public.customers as c on c.business_id = i.business_id and c.id = i.customer_id
  where i.business_id = private.business_of_secret(get_invitation.token)
    and i.token_hash = sha256(convert_to(get_invitation.token, 'UTF8'))
    and i.accepted_at is null and i.revoked_at is null and i.expires_at > now();
  if not found then
    perform private.raise_problem(404, 'invitation_not_found', 'This invitation is used, withdrawn or expired.');
  end if;
  return v_answer;
end;
$$;
comment on function private.get_invitation(text) is
  'What a link leads to, for whoever holds it. Definer: the holder is no member yet.';
grant execute on function private.get_invitation(text) to anon, authenticated;

create function public.get_invitation(token text)
returns json
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return private.get_invitation(get_invitation.token);
end;
$$;
comment on function public.get_invitation(text) is 'What an invitation link leads to.';
grant execute on function public.get_invitation(text) to anon, authenticated;

create function private.redeem_invitation(token text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_user_id uuid := private.require_user();
  v_invitation public.invitations;
  v_answer json;
begin
  v_invitation := private.accept_invitation(
    redeem_invitation.token, v_user_id, (select u.email from auth.users as u where u.id = v_user_id));
  if v_invitation.role = 'customer' then
    perform private.notify_change(v_invitation.business_id, 'customers', v_invitation.customer_id);
  elsif v_invitation.id is not null then
    perform private.notify_change(v_invitation.business_id, 'settings');
  end if;
  -- Accepting twice is accepting once: whoever is a member already, or that customer, gets the same answer.
  select json_build_object('business_id', i.business_id, 'role', coalesce(m.role, 'customer'), 'customer_id', c.id)
  into v_answer
  from public.invitations as i
  left join public.memberships as m
    on i.role <> 'customer' and m.business_id = i.business_id and m.user_id = v_user_id
  left join public.customers as c
    on c.business_id = i.business_id and c.id = i.customer_id and c.user_id = v_user_id
  where i.business_id = private.business_of_secret(redeem_invitation.token)
    and i.token_hash = sha256(convert_to(redeem_invitation.token, 'UTF8'))
    and (m.user_id is not null or c.id is not null);
  if not found then
    perform private.raise_problem(404, 'invitation_not_found', 'This invitation is used, withdrawn or expired.');
  end if;
  return v_answer;
end;
$$;
comment on function private.redeem_invitation(text) is 'The signed-in user accepts an invitation: as a member, or as the customer it is for.';
grant execute on function private.redeem_invitation(text) to anon, authenticated;

create function public.accept_invitation(token text)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.redeem_invitation(accept_invitation.token);
end;
$$;
comment on function public.accept_invitation(text) is 'Accept an invitation.';
grant execute on function public.accept_invitation(text) to anon, authenticated;
