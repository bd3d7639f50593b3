-- The doors of holds: set aside, read, capture, release.

create function private.create_hold(
  business_id uuid, customer_id uuid, wallet text, amount numeric, expires_in integer, expires_at timestamptz,
  description text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(create_hold.business_id, 'holds:write');
  v_kind text := coalesce(create_hold.wallet, 'prepaid');
  v_request text := row(
    create_hold.customer_id, v_kind, trim_scale(create_hold.amount), create_hold.expires_in, create_hold.expires_at,
    create_hold.description)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'create_hold', v_request);
  v_amount public.amount;
  v_description text;
  v_wallet public.wallets;
  v_now timestamptz;
  v_expires_at timestamptz;
  v_available numeric;
  v_hold_id uuid;
begin
  if v_first is not null then
    return v_first;
  elsif v_kind not in ('prepaid', 'credits') then
    perform private.raise_invalid('/wallet', 'must be prepaid or credits');
  elsif create_hold.customer_id is null then
    perform private.raise_invalid('/customer_id', 'is required');
  elsif create_hold.expires_in is not null and create_hold.expires_at is not null then
    perform private.raise_invalid('/expires_at', 'and expires_in cannot both be given');
  elsif create_hold.expires_in not between 1 and 31536000 then
    perform private.raise_invalid('/expires_in', 'must be from 1 to 31536000 seconds');
  end if;
  -- Of money to the sixth decimal, as usage is billed; of credits whole ones, as sessions burn them.
  v_amount := private.require_amount(
    create_hold.amount, case v_kind when 'credits' then 0 else 6 end, '/amount', true);
  if create_hold.description is not null then
    v_description := private.require_text(create_hold.description, '/description', 200);
  end if;

  v_wallet := private.lock_wallet(v_access.business_id, create_hold.customer_id, v_kind::public.wallet_kind);
  if v_wallet.status = 'archived' then
    perform private.raise_problem(
      409, 'customer_archived', 'The customer is archived; nothing can be held.',
      jsonb_build_object('customer_id', create_hold.customer_id));
  end if;
  if v_kind = 'credits' then
    perform private.settle_session(v_access.business_id, create_hold.customer_id);
    v_wallet := private.lock_wallet(v_access.business_id, create_hold.customer_id, 'credits');
  end if;
  v_now := private.clock(v_access.business_id);
  v_expires_at := coalesce(
    create_hold.expires_at, v_now + coalesce(create_hold.expires_in, 604800) * interval '1 second');
  if v_expires_at <= v_now or v_expires_at > v_now + interval '366 days' then
    perform private.raise_invalid('/expires_at', 'must be in the coming year');
  end if;

  -- Under the lock; usage that is not billed yet is kept free. Null: without a limit.
  v_available := v_wallet.balance - v_wallet.minimum_balance
    - private.held_of(v_wallet.business_id, v_wallet.id, v_wallet.held)
    - case v_kind when 'prepaid' then private.unbilled_usage(v_wallet.business_id, v_wallet.customer_id) else 0 end;
  if v_amount > v_available then
    if v_kind = 'credits' then
      perform private.raise_problem(
        402, 'insufficient_credits',
        format('%s credits were to be held, and %s are free.',
          private.amount_text(v_amount, 0), private.amount_text(greatest(0, v_available), 0)),
        jsonb_build_object(
          'customer_id', v_wallet.customer_id, 'credits', private.amount_text(greatest(0, v_available), 0),
          'required', private.amount_text(v_amount, 0)));
    end if;
    perform private.raise_insufficient_funds(v_wallet, v_amount, greatest(0, v_available));
  end if;

  insert into public.holds (
    business_id, customer_id, wallet_id, wallet_kind, amount, description, created_at, expires_at, actor, request_id
  )
  values (
    v_access.business_id, v_wallet.customer_id, v_wallet.id, v_wallet.kind, v_amount, v_description, v_now, v_expires_at,
    v_access.actor, v_access.request_id
  )
  returning id into v_hold_id;
  update public.wallets as w set held = w.held + v_amount
  where w.business_id = v_wallet.business_id and w.id = v_wallet.id;
  if v_kind = 'credits' then
    perform private.reschedule_customer(v_access.business_id, v_wallet.customer_id);
  end if;
  perform private.emit_hold_event(v_hold_id, v_access.business_id, 'hold.created', v_now);
  perform private.notify_change(v_access.business_id, 'wallets', v_wallet.customer_id);
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'create_hold', v_request,
    private.get_hold_json(v_access, v_hold_id)
  );
end;
$$;
comment on function private.create_hold(uuid, uuid, text, numeric, integer, timestamptz, text) is
  'Sets an amount of a wallet aside, in its unit, until it is captured, released or expires: expires_in seconds from now, at a moment, or in seven days. Raises 402 insufficient_funds or insufficient_credits, 409 customer_archived.';
grant execute on function private.create_hold(uuid, uuid, text, numeric, integer, timestamptz, text) to anon, authenticated;

create function public.create_hold(
  business_id uuid default null, customer_id uuid default null, wallet text default null, amount numeric default null,
  expires_in integer default null, expires_at timestamptz default null, description text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.create_hold(
    create_hold.business_id, create_hold.customer_id, create_hold.wallet, create_hold.amount, create_hold.expires_in,
    create_hold.expires_at, create_hold.description);
end;
$$;
comment on function public.create_hold(uuid, uuid, text, numeric, integer, timestamptz, text) is 'Set an amount aside.';
grant execute on function public.create_hold(uuid, uuid, text, numeric, integer, timestamptz, text) to anon, authenticated;

create function private.raise_hold_not_active(access private.access, hold_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_hold json := private.get_hold_json(raise_hold_not_active.access, raise_hold_not_active.hold_id);
begin
  perform private.raise_problem(
    409, 'hold_not_active',
    case v_hold ->> 'status'
      when 'expired' then 'The hold has expired.'
      else format('The hold was %s.', v_hold ->> 'status')
    end,
    jsonb_build_object('hold_id', raise_hold_not_active.hold_id, 'hold', v_hold));
end;
$$;
comment on function private.raise_hold_not_active(private.access, uuid) is 'The 409 of a hold that is over, with the hold.';

create function private.capture_hold(
  business_id uuid, hold_id uuid, amount numeric, keep_rest boolean, description text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(capture_hold.business_id, 'holds:write');
  v_request text := row(
    capture_hold.hold_id, trim_scale(capture_hold.amount), capture_hold.keep_rest, capture_hold.description)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'capture_hold', v_request);
  v_hold public.holds;
  v_now timestamptz;
  v_held numeric;
  v_amount public.amount;
  v_description text;
  v_entry public.ledger_entries;
  v_unit text;
  v_decimals integer;
begin
  if v_first is not null then
    return v_first;
  elsif capture_hold.hold_id is null then
    perform private.raise_invalid('/hold_id', 'is required');
  end if;
  if capture_hold.description is not null then
    v_description := private.require_text(capture_hold.description, '/description', 200);
  end if;
  v_hold := private.lock_hold(v_access, capture_hold.hold_id);
  v_now := private.clock(v_access.business_id);
  if v_hold.status <> 'active' or v_hold.expires_at <= v_now then
    perform private.raise_hold_not_active(v_access, v_hold.id);
  end if;
  v_held := v_hold.amount - v_hold.captured;
  v_amount := private.require_amount(
    coalesce(capture_hold.amount, v_held), case v_hold.wallet_kind when 'credits' then 0 else 6 end, '/amount', true);
  select w.unit into v_unit
  from public.wallets as w where w.business_id = v_hold.business_id and w.id = v_hold.wallet_id;
  if v_amount > v_held then
    v_decimals := private.unit_decimals(v_hold.wallet_kind, v_access.decimals);
    perform private.raise_problem(
      409, 'capture_exceeds_hold',
      format('%s %s are held, and %s was asked.', private.amount_text(v_held, v_decimals),
        case when v_unit = 'credit' and v_held <> 1 then 'credits' else v_unit end,
        private.amount_text(v_amount, v_decimals)),
      jsonb_build_object(
        'hold_id', v_hold.id, 'held', private.amount_text(v_held, v_decimals),
        'asked', private.amount_text(v_amount, v_decimals), 'unit', v_unit));
  end if;

  -- What is taken is no longer held. It was promised: neither a limit that was lowered since, nor a payment that was
  -- reversed, nor what else is held takes it back.
  v_hold.captured := v_hold.captured + v_amount;
  perform private.change_held(v_hold, -v_amount);
  v_entry := private.post_movement(
    v_hold.business_id, v_hold.customer_id, v_hold.wallet_kind, -v_amount, 'capture', 'revenue:holds',
    v_access.actor, v_access.request_id, v_now, coalesce(v_description, v_hold.description), 'hold', v_hold.id, 'infinity');
  update public.holds as h
  set
    captured = v_hold.captured,
    first_version = coalesce(h.first_version, v_entry.version),
    last_version = v_entry.version
  where h.business_id = v_hold.business_id and h.id = v_hold.id;
  if v_hold.captured = v_hold.amount or capture_hold.keep_rest is not true then
    perform private.end_hold(v_hold, 'captured', v_now, v_access.actor);
  end if;
  if v_hold.wallet_kind = 'credits' then
    perform private.reschedule_customer(v_hold.business_id, v_hold.customer_id);
  end if;
  perform private.emit_hold_event(v_hold.id, v_hold.business_id, 'hold.captured', v_now);
  perform private.notify_change(v_access.business_id, 'wallets', v_hold.customer_id);
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'capture_hold', v_request,
    json_build_object(
      'hold', private.get_hold_json(v_access, v_hold.id),
      'entry', private.entry_json(v_entry, v_hold.customer_id, v_hold.wallet_kind, v_unit, v_access.decimals)
    )
  );
end;
$$;
comment on function private.capture_hold(uuid, uuid, numeric, boolean, text) is
  'Takes what a hold sets aside, or a part of it in the unit of the wallet, as one ledger entry; gives the rest back unless keep_rest. Raises 404 hold_not_found, 409 hold_not_active, 409 capture_exceeds_hold.';
grant execute on function private.capture_hold(uuid, uuid, numeric, boolean, text) to anon, authenticated;

create function public.capture_hold(
  business_id uuid default null, hold_id uuid default null, amount numeric default null, keep_rest boolean default null,
  description text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.capture_hold(
    capture_hold.business_id, capture_hold.hold_id, capture_hold.amount, capture_hold.keep_rest,
    capture_hold.description);
end;
$$;
comment on function public.capture_hold(uuid, uuid, numeric, boolean, text) is 'Take what was set aside, or a part of it.';
grant execute on function public.capture_hold(uuid, uuid, numeric, boolean, text) to anon, authenticated;

create function private.release_hold(business_id uuid, hold_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(release_hold.business_id, 'holds:write');
  v_request text := row(release_hold.hold_id)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'release_hold', v_request);
  v_hold public.holds;
  v_now timestamptz;
begin
  if v_first is not null then
    return v_first;
  elsif release_hold.hold_id is null then
    perform private.raise_invalid('/hold_id', 'is required');
  end if;
  v_hold := private.lock_hold(v_access, release_hold.hold_id);
  v_now := private.clock(v_access.business_id);
  if v_hold.status = 'captured' then
    perform private.raise_hold_not_active(v_access, v_hold.id);
  elsif v_hold.status = 'active' and v_hold.expires_at > v_now then
    perform private.end_hold(v_hold, 'released', v_now, v_access.actor);
    if v_hold.wallet_kind = 'credits' then
      perform private.reschedule_customer(v_hold.business_id, v_hold.customer_id);
    end if;
    perform private.notify_change(v_access.business_id, 'wallets', v_hold.customer_id);
  end if;
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'release_hold', v_request,
    private.get_hold_json(v_access, v_hold.id)
  );
end;
$$;
comment on function private.release_hold(uuid, uuid) is
  'Gives back what a hold sets aside; one that was released or has expired stays as it is. Raises 404 hold_not_found, and 409 hold_not_active for one that was captured.';
grant execute on function private.release_hold(uuid, uuid) to anon, authenticated;

create function public.release_hold(business_id uuid default null, hold_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.release_hold(release_hold.business_id, release_hold.hold_id);
end;
$$;
comment on function public.release_hold(uuid, uuid) is 'Give back what was set aside.';
grant execute on function public.release_hold(uuid, uuid) to anon, authenticated;

create function private.get_hold(business_id uuid, hold_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_hold.business_id, 'holds:read');
begin
  return private.json_join(
    private.get_hold_json(v_access, get_hold.hold_id),
    json_build_object('captures', coalesce((
      -- Entries have no index by what they refer to: the hold knows between which of its wallet they lie.
      select json_agg(private.entry_json(e, w.customer_id, w.kind, w.unit, v_access.decimals) order by e.version desc)
      from public.holds as h
      join public.wallets as w on w.business_id = h.business_id and w.id = h.wallet_id
      join public.ledger_entries as e on e.business_id = w.business_id and e.wallet_id = w.id
      where h.business_id = v_access.business_id and h.id = get_hold.hold_id
        and h.captured > 0 and e.version >= h.first_version and e.version <= h.last_version
        and e.kind = 'capture' and e.reference_id = h.id
    ), '[]'::json),
    'as_of', v_access.now,
    'clock_stands_still', private.clock_stands_still(v_access.business_id)));
end;
$$;
comment on function private.get_hold(uuid, uuid) is 'A hold as it is right now, with the ledger entries of what was captured. Raises 404 hold_not_found.';
grant execute on function private.get_hold(uuid, uuid) to anon, authenticated;

create function public.get_hold(business_id uuid default null, hold_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_hold(get_hold.business_id, get_hold.hold_id);
end;
$$;
comment on function public.get_hold(uuid, uuid) is 'Read a hold and what was captured of it.';
grant execute on function public.get_hold(uuid, uuid) to anon, authenticated;

create function private.list_holds(
  business_id uuid, customer_id uuid, wallet text, status text, page_size integer, cursor text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
set plan_cache_mode = 'force_custom_plan'
as $$
declare
  v_access private.access := private.require_access(list_holds.business_id, 'holds:read');
  v_limit integer := private.page_limit(list_holds.page_size);
  v_after uuid := private.cursor_id(list_holds.cursor, 1);
  v_answer json;
begin
  if list_holds.wallet not in ('prepaid', 'credits') then
    perform private.raise_invalid('/wallet', 'must be prepaid or credits');
  elsif list_holds.status not in ('active', 'captured', 'released', 'expired') then
    perform private.raise_invalid('/status', 'must be active, captured, released or expired');
  end if;
  perform private.require_customer(v_access.business_id, list_holds.customer_id);
  with page as (
    select h.id, private.hold_json(h, c.name, w.unit, v_access.now, v_access.decimals) as row
    from public.holds as h
    join public.customers as c on c.business_id = h.business_id and c.id = h.customer_id
    join public.wallets as w on w.business_id = h.business_id and w.id = h.wallet_id
    where h.business_id = v_access.business_id
      and (list_holds.customer_id is null or h.customer_id = list_holds.customer_id)
      and (list_holds.wallet is null or h.wallet_kind = list_holds.wallet::public.wallet_kind)
      and (v_after is null or h.id < v_after)
      and (
        list_holds.status is null
        or h.status = list_holds.status::public.hold_status
          and (list_holds.status <> 'active' or h.expires_at > v_access.now)
        or list_holds.status = 'expired' and h.status = 'active' and h.expires_at <= v_access.now
      )
    order by h.id desc
    limit v_limit + 1
  )
  select private.json_join(
    private.page_json(
      array_agg(p.row order by p.id desc), array_agg(private.encode_cursor(p.id::text) order by p.id desc), v_limit),
    json_build_object(
      'as_of', v_access.now, 'clock_stands_still', private.clock_stands_still(v_access.business_id)))
  into v_answer
  from page as p;
  return v_answer;
end;
$$;
comment on function private.list_holds(uuid, uuid, text, text, integer, text) is
  'Holds as they are right now, the newest first, of one customer or all, of one kind of wallet or both, in one state or any.';
grant execute on function private.list_holds(uuid, uuid, text, text, integer, text) to anon, authenticated;

create function public.list_holds(
  business_id uuid default null, customer_id uuid default null, wallet text default null, status text default null,
  page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.list_holds(
    list_holds.business_id, list_holds.customer_id, list_holds.wallet, list_holds.status, list_holds.page_size,
    list_holds.cursor);
end;
$$;
comment on function public.list_holds(uuid, uuid, text, text, integer, text) is 'List holds, the newest first.';
grant execute on function public.list_holds(uuid, uuid, text, text, integer, text) to anon, authenticated;
