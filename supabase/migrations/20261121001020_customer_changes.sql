-- The doors of customers: change, archive or delete.

create function private.set_customer_status(access private.access, customer_id uuid, status public.customer_status)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if set_customer_status.status = 'archived' then
    perform private.end_session_of_archived(set_customer_status.access, set_customer_status.customer_id);
    perform private.release_holds_of_archived(set_customer_status.access, set_customer_status.customer_id);
  end if;
  update public.customers as c
  set status = set_customer_status.status, updated_at = set_customer_status.access.now
  where c.business_id = set_customer_status.access.business_id and c.id = set_customer_status.customer_id;
  update public.wallets as w
  set status = set_customer_status.status
  where w.business_id = set_customer_status.access.business_id and w.customer_id = set_customer_status.customer_id;
  if set_customer_status.status = 'archived' then
    update public.invitations as i set revoked_at = now()
    where i.business_id = set_customer_status.access.business_id and i.customer_id = set_customer_status.customer_id
      and i.accepted_at is null and i.revoked_at is null;
  end if;
end;
$$;
comment on function private.set_customer_status(private.access, uuid, public.customer_status) is
  'Changes the status of a customer and of its wallets together; a running session of one that is archived ends, what is held is released, and a link to its login is withdrawn.';

create function private.lock_customer(access private.access, customer_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  -- A test clock on its way holds what comes now in another order: one after the other.
  perform from public.businesses as b
  where b.id = lock_customer.access.business_id and b.test_clock_at is not null
  for share;
  perform from public.wallets as w
  where w.business_id = lock_customer.access.business_id and w.customer_id = lock_customer.customer_id
  order by w.id
  for update;
  if not found then
    perform private.raise_customer_not_found(lock_customer.customer_id);
  end if;
end;
$$;
comment on function private.lock_customer(private.access, uuid) is
  'Locks all wallets of a customer whose status is about to change, or who is to be deleted, before anything else of them. Raises 404 customer_not_found.';

create function private.update_customer(
  business_id uuid, customer_id uuid, name text, hourly_debit_amount numeric, credit_limit numeric, email text,
  external_id text, status text, overdraft_limit numeric, postpaid boolean, low_balance text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(update_customer.business_id, 'customers:write');
  v_hourly public.amount;
  v_request text := row(
    update_customer.customer_id, update_customer.name, trim_scale(update_customer.hourly_debit_amount),
    trim_scale(update_customer.credit_limit), update_customer.email, update_customer.external_id, update_customer.status,
    trim_scale(update_customer.overdraft_limit), update_customer.postpaid, update_customer.low_balance
  )::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'update_customer', v_request);
  v_wallet public.wallets;
  v_customer public.customers;
  v_hour timestamptz := private.hour_of(v_access.now);
  v_starts boolean;
  v_status public.customer_status;
begin
  if v_first is not null then
    return v_first;
  end if;
  if update_customer.status not in ('active', 'inactive', 'archived') then
    perform private.raise_invalid('/status', 'must be active, inactive or archived');
  end if;

  v_status := update_customer.status;

  if v_status is not null then
    perform private.lock_customer(v_access, update_customer.customer_id);
  end if;
  select w.* into v_wallet
  from public.wallets as w
  where w.business_id = v_access.business_id and w.customer_id = update_customer.customer_id and w.kind = 'prepaid'
  for update;
  if not found then
    perform private.raise_customer_not_found(update_customer.customer_id);
  end if;
  select c.* into v_customer
  from public.customers as c
  where c.business_id = v_access.business_id and c.id = update_customer.customer_id;

  if update_customer.name is not null then
    v_customer.name := private.require_text(update_customer.name, '/name', 200);
  end if;
  if update_customer.email is not null then
    v_customer.email := lower(nullif(btrim(update_customer.email), ''));
    if v_customer.email is not null then
      v_customer.email := private.require_text(v_customer.email, '/email', 254);
    end if;
  end if;
  if update_customer.external_id is not null then
    v_customer.external_id := nullif(btrim(update_customer.external_id), '');
    if v_customer.external_id is not null then
      v_customer.external_id := private.require_text(v_customer.external_id, '/external_id', 200);
    end if;
  end if;

  begin
    update public.customers as c
    set name = v_customer.name, email = v_customer.email, external_id = v_customer.external_id, updated_at = v_access.now
    where c.business_id = v_access.business_id and c.id = v_customer.id;
  exception when unique_violation then
    perform private.raise_problem(
      409, 'external_id_taken', 'Another customer has this external id.',
      jsonb_build_object('external_id', v_customer.external_id));
  end;

  v_hourly := private.require_amount(
    coalesce(update_customer.hourly_debit_amount, v_wallet.hourly_debit_amount), v_access.decimals, '/hourly_debit_amount');
  v_starts := v_hourly > 0 and coalesce(v_status, v_wallet.status) = 'active'
    and (v_wallet.hourly_debit_amount = 0 or v_wallet.status <> 'active');
  update public.wallets as w
  set
    minimum_balance = private.require_overdraft(
      update_customer.overdraft_limit, update_customer.postpaid, v_wallet.minimum_balance, v_access.decimals),
    hourly_debit_amount = v_hourly,
    low_balance = case
      when update_customer.low_balance is null then w.low_balance
      else coalesce(
        private.require_low_balance(update_customer.low_balance, v_access.decimals, '/low_balance'),
        private.low_balance_of(w.business_id, w.kind))
    end,
    low_balance_is_own = case
      when update_customer.low_balance is null then w.low_balance_is_own
      else btrim(update_customer.low_balance) <> ''
    end,
    -- Hours in which nothing was due are never made up for: a debit that begins again begins now.
    debited_through = case when v_starts then greatest(w.debited_through, v_hour) else w.debited_through end,
    debit_attempts = case when v_starts and w.debited_through < v_hour then 0 else w.debit_attempts end,
    debit_succeeded = case when v_starts and w.debited_through < v_hour then false else w.debit_succeeded end
  where w.business_id = v_access.business_id and w.id = v_wallet.id;

  if update_customer.credit_limit is not null then
    perform private.require_amount(update_customer.credit_limit, v_access.decimals, '/credit_limit');
    perform private.lock_wallet(v_access.business_id, v_customer.id, 'receivable');
    -- A limit below what is owed stops further orders; what is owed stays owed.
    update public.wallets as w set minimum_balance = -update_customer.credit_limit
    where w.business_id = v_access.business_id and w.customer_id = v_customer.id and w.kind = 'receivable';
  end if;
  if v_status <> v_wallet.status then
    perform private.set_customer_status(v_access, v_customer.id, v_status);
  end if;
  perform private.notify_change(v_access.business_id, 'customers', v_customer.id);
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'update_customer', v_request,
    private.get_customer_json(v_access.business_id, v_customer.id, v_access.decimals)
  );
end;
$$;
comment on function private.update_customer(uuid, uuid, text, numeric, numeric, text, text, text, numeric, boolean, text) is
  'Changes what is given; an empty email or external id is removed, an empty low_balance follows the business again. Takes the lock of the wallet, so that a debit run sees the old amount or the new one, never half.';
grant execute on function private.update_customer(uuid, uuid, text, numeric, numeric, text, text, text, numeric, boolean, text) to anon, authenticated;

create function public.update_customer(
  business_id uuid default null, customer_id uuid default null, name text default null,
  hourly_debit_amount numeric default null, credit_limit numeric default null, email text default null,
  external_id text default null, status text default null, overdraft_limit numeric default null,
  postpaid boolean default null, low_balance text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.update_customer(
    update_customer.business_id, update_customer.customer_id, update_customer.name,
    update_customer.hourly_debit_amount, update_customer.credit_limit, update_customer.email, update_customer.external_id,
    update_customer.status, update_customer.overdraft_limit, update_customer.postpaid, update_customer.low_balance
  );
end;
$$;
comment on function public.update_customer(uuid, uuid, text, numeric, numeric, text, text, text, numeric, boolean, text) is 'Change a customer.';
grant execute on function public.update_customer(uuid, uuid, text, numeric, numeric, text, text, text, numeric, boolean, text) to anon, authenticated;

create function private.delete_customer(business_id uuid, customer_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(delete_customer.business_id, 'customers:write');
  v_request text := row(delete_customer.customer_id)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'delete_customer', v_request);
  v_has_history boolean;
begin
  if v_first is not null then
    return v_first;
  end if;
  perform private.lock_customer(v_access, delete_customer.customer_id);
  -- Usage that is being recorded has no foreign key to wait for: it is there, or it finds no customer.
  perform private.lock_usage(v_access.business_id);

  select exists (
    select from public.wallets as w
    where w.business_id = v_access.business_id and w.customer_id = delete_customer.customer_id and w.version > 0
  ) or exists (
    select from public.debit_logs as l
    where l.business_id = v_access.business_id and l.customer_id = delete_customer.customer_id
  ) or exists (
    select from public.orders as o
    where o.business_id = v_access.business_id and o.customer_id = delete_customer.customer_id
  ) or exists (
    select from public.usage_events as e
    where e.business_id = v_access.business_id and e.customer_id = delete_customer.customer_id
  ) or exists (
    select from public.holds as h
    where h.business_id = v_access.business_id and h.customer_id = delete_customer.customer_id
  ) into v_has_history;

  if v_has_history then
    perform private.set_customer_status(v_access, delete_customer.customer_id, 'archived');
  else
    delete from public.customers as c
    where c.business_id = v_access.business_id and c.id = delete_customer.customer_id;
  end if;
  perform private.notify_change(v_access.business_id, 'customers', delete_customer.customer_id);
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'delete_customer', v_request,
    json_build_object('id', delete_customer.customer_id, 'deleted', not v_has_history, 'archived', v_has_history)
  );
end;
$$;
comment on function private.delete_customer(uuid, uuid) is
  'Archives a customer that has entries, orders, usage, holds or debit logs; deletes one that has none.';
grant execute on function private.delete_customer(uuid, uuid) to anon, authenticated;

create function public.delete_customer(business_id uuid default null, customer_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.delete_customer(delete_customer.business_id, delete_customer.customer_id);
end;
$$;
comment on function public.delete_customer(uuid, uuid) is 'Delete or archive a customer.';
grant execute on function public.delete_customer(uuid, uuid) to anon, authenticated;
