-- The doors of customers and of their wallets.

create function private.runway_hours(wallet public.wallets)
returns bigint
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return case
    when (runway_hours.wallet).status = 'active' and (runway_hours.wallet).hourly_debit_amount > 0 then
      greatest(0, floor(
        ((runway_hours.wallet).balance - (runway_hours.wallet).minimum_balance) / (runway_hours.wallet).hourly_debit_amount
      ))::bigint
  end;
end;
$$;
comment on function private.runway_hours(public.wallets) is
  'Whole hours the wallet bears; null where nothing is taken by the hour or there is no limit.';
grant execute on function private.runway_hours(public.wallets) to anon, authenticated;

create function private.can_spend(prepaid public.wallets, receivable public.wallets)
returns numeric
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return greatest(0, (can_spend.prepaid).balance - (can_spend.prepaid).minimum_balance)
    + case when (can_spend.prepaid).minimum_balance is not null then
      greatest(0, coalesce((can_spend.receivable).balance - (can_spend.receivable).minimum_balance, 0))
    end;
end;
$$;
comment on function private.can_spend(public.wallets, public.wallets) is
  'The one figure of exposure, which a purchase is held to: what the prepaid wallet can bear and what is left of the credit limit, in the currency of the business. Null: the prepaid wallet has no limit. A customer may not have a receivable wallet yet.';
grant execute on function private.can_spend(public.wallets, public.wallets) to anon, authenticated;

create function private.customer_json(
  customer public.customers, wallet public.wallets, receivable public.wallets, decimals integer
)
returns json
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return json_build_object(
    'id', (customer_json.customer).id,
    'business_id', (customer_json.customer).business_id,
    'name', (customer_json.customer).name,
    'email', (customer_json.customer).email,
    'external_id', (customer_json.customer).external_id,
    'status', (customer_json.customer).status,
    'currency', (customer_json.wallet).unit,
    'balance', private.amount_text((customer_json.wallet).balance, customer_json.decimals),
    'hourly_debit_amount', private.amount_text((customer_json.wallet).hourly_debit_amount, customer_json.decimals),
    'credit_limit', private.amount_text(coalesce(-(customer_json.receivable).minimum_balance, 0), customer_json.decimals),
    'owed', private.amount_text(coalesce(-(customer_json.receivable).balance, 0), customer_json.decimals),
    'can_spend', private.amount_text(private.can_spend(customer_json.wallet, customer_json.receivable), customer_json.decimals),
    'runway_hours', private.runway_hours(customer_json.wallet),
    'debited_through', case when (customer_json.wallet).debit_attempts > 0 then (customer_json.wallet).debited_through end,
    'created_at', (customer_json.customer).created_at,
    'updated_at', greatest(
      (customer_json.customer).updated_at, (customer_json.wallet).updated_at, (customer_json.receivable).updated_at)
  );
end;
$$;
comment on function private.customer_json(public.customers, public.wallets, public.wallets, integer) is
  'A customer with its prepaid wallet and, where there is one, its receivable wallet, as every answer shows it.';
grant execute on function private.customer_json(public.customers, public.wallets, public.wallets, integer) to anon, authenticated;

create function private.get_customer_json(business_id uuid, customer_id uuid, decimals integer)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_answer json;
begin
  select private.customer_json(c, w, r, get_customer_json.decimals) into v_answer
  from public.customers as c
  join public.wallets as w on w.business_id = c.business_id and w.customer_id = c.id and w.kind = 'prepaid'
  left join public.wallets as r on r.business_id = c.business_id and r.customer_id = c.id and r.kind = 'receivable'
  where c.business_id = get_customer_json.business_id and c.id = get_customer_json.customer_id;
  if not found then
    perform private.raise_problem(
      404, 'customer_not_found', 'There is no such customer in this business.',
      jsonb_build_object('customer_id', get_customer_json.customer_id));
  end if;
  return v_answer;
end;
$$;
comment on function private.get_customer_json(uuid, uuid, integer) is 'A customer with its wallets, or a 404.';

create function private.lock_receivable(access private.access, customer_id uuid)
returns public.wallets
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_wallet public.wallets;
begin
  select w.* into v_wallet
  from public.wallets as w
  where w.business_id = (lock_receivable.access).business_id and w.customer_id = lock_receivable.customer_id
    and w.kind = 'receivable'
  for update;
  if found then
    return v_wallet;
  end if;

  -- Made when it is first needed, under the lock of the prepaid wallet, whose status it takes and whose id is lower.
  select w.* into v_wallet
  from public.wallets as w
  where w.business_id = (lock_receivable.access).business_id and w.customer_id = lock_receivable.customer_id
    and w.kind = 'prepaid'
  for update;
  if not found then
    perform private.raise_problem(
      404, 'customer_not_found', 'There is no such customer in this business.',
      jsonb_build_object('customer_id', lock_receivable.customer_id));
  end if;
  insert into public.wallets (business_id, customer_id, kind, unit, status, minimum_balance, updated_at)
  values (v_wallet.business_id, v_wallet.customer_id, 'receivable', v_wallet.unit, v_wallet.status, 0, clock_timestamp())
  on conflict on constraint wallets_business_id_customer_id_kind_key do nothing;
  select w.* into v_wallet
  from public.wallets as w
  where w.business_id = v_wallet.business_id and w.customer_id = lock_receivable.customer_id and w.kind = 'receivable'
  for update;
  return v_wallet;
end;
$$;
comment on function private.lock_receivable(private.access, uuid) is
  'The receivable wallet of a customer, locked; made where there is none, with a credit limit of zero. Where the prepaid wallet is needed too, private.lock_wallets comes first. Raises 404 customer_not_found.';

create function private.lock_wallets(access private.access, customer_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform from public.wallets as w
  where w.business_id = (lock_wallets.access).business_id and w.customer_id = lock_wallets.customer_id
    and w.kind in ('prepaid', 'receivable')
  order by w.id
  for update;
end;
$$;
comment on function private.lock_wallets(private.access, uuid) is
  'Locks the prepaid and the receivable wallet of a customer in the order of their ids.';

-- Create, read, change, remove ----------------------------------------------------------------------

create function private.create_customer(
  business_id uuid, name text, balance numeric, hourly_debit_amount numeric, credit_limit numeric, email text,
  external_id text, status text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(create_customer.business_id, 'customers:write');
  v_balance public.amount := private.require_amount(coalesce(create_customer.balance, 0), v_access.decimals, '/balance');
  v_hourly public.amount := private.require_amount(
    coalesce(create_customer.hourly_debit_amount, 0), v_access.decimals, '/hourly_debit_amount');
  v_credit_limit public.amount := private.require_amount(
    coalesce(create_customer.credit_limit, 0), v_access.decimals, '/credit_limit');
  v_name text := private.require_text(create_customer.name, '/name', 200);
  v_email text := lower(nullif(btrim(create_customer.email), ''));
  v_external_id text := nullif(btrim(create_customer.external_id), '');
  v_status text := coalesce(create_customer.status, 'active');
  v_request text := row(v_name, v_balance, v_hourly, v_credit_limit, v_email, v_external_id, v_status)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'create_customer', v_request);
  v_customer_id uuid;
begin
  if v_first is not null then
    return v_first;
  end if;
  if v_status not in ('active', 'inactive') then
    perform private.raise_invalid('/status', 'must be active or inactive');
  end if;
  if v_email is not null then
    v_email := private.require_text(v_email, '/email', 254);
  end if;
  if v_external_id is not null then
    v_external_id := private.require_text(v_external_id, '/external_id', 200);
  end if;

  insert into public.customers (business_id, name, email, external_id, status, created_at, updated_at)
  values (v_access.business_id, v_name, v_email, v_external_id, v_status::public.customer_status, v_access.now, v_access.now)
  on conflict on constraint customers_business_id_external_id_key do nothing
  returning id into v_customer_id;
  if not found then
    perform private.raise_problem(
      409, 'external_id_taken', 'Another customer has this external id.',
      jsonb_build_object('external_id', v_external_id));
  end if;

  -- The first hour a schedule debits is the next one; a run by hand may take the current hour.
  insert into public.wallets (
    business_id, customer_id, kind, unit, status, minimum_balance, updated_at, hourly_debit_amount, debited_through
  )
  values (
    v_access.business_id, v_customer_id, 'prepaid', v_access.currency, v_status::public.customer_status, 0, clock_timestamp(), v_hourly,
    private.hour_of(v_access.now)
  );

  if v_credit_limit > 0 then
    perform private.lock_receivable(v_access, v_customer_id);
    update public.wallets as w set minimum_balance = -v_credit_limit
    where w.business_id = v_access.business_id and w.customer_id = v_customer_id and w.kind = 'receivable';
  end if;
  if v_balance > 0 then
    perform private.post_movement(
      v_access.business_id, v_customer_id, 'prepaid', v_balance, 'opening_balance', 'equity:opening_balance',
      v_access.actor, v_access.request_id, v_access.now
    );
  end if;
  perform private.notify_change(v_access.business_id, 'customers');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'create_customer', v_request,
    private.get_customer_json(v_access.business_id, v_customer_id, v_access.decimals)
  );
end;
$$;
comment on function private.create_customer(uuid, text, numeric, numeric, numeric, text, text, text) is
  'A customer with a prepaid wallet; an opening balance is the first entry of its ledger. A credit limit makes the receivable wallet.';
grant execute on function private.create_customer(uuid, text, numeric, numeric, numeric, text, text, text) to anon, authenticated;

create function public.create_customer(
  business_id uuid default null, name text default null, balance numeric default null,
  hourly_debit_amount numeric default null, credit_limit numeric default null, email text default null,
  external_id text default null, status text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.create_customer(
    create_customer.business_id, create_customer.name, create_customer.balance, create_customer.hourly_debit_amount,
    create_customer.credit_limit, create_customer.email, create_customer.external_id, create_customer.status
  );
end;
$$;
comment on function public.create_customer(uuid, text, numeric, numeric, numeric, text, text, text) is 'Create a customer.';
grant execute on function public.create_customer(uuid, text, numeric, numeric, numeric, text, text, text) to anon, authenticated;

create function private.get_customer(business_id uuid, customer_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_customer.business_id, 'customers:read');
begin
  return private.get_customer_json(v_access.business_id, get_customer.customer_id, v_access.decimals);
end;
$$;
comment on function private.get_customer(uuid, uuid) is 'A customer with the balance of this instant.';
grant execute on function private.get_customer(uuid, uuid) to anon, authenticated;

create function public.get_customer(business_id uuid default null, customer_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_customer(get_customer.business_id, get_customer.customer_id);
end;
$$;
comment on function public.get_customer(uuid, uuid) is 'Read a customer.';
grant execute on function public.get_customer(uuid, uuid) to anon, authenticated;

create function private.set_customer_status(access private.access, customer_id uuid, status public.customer_status)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  update public.customers as c
  set status = set_customer_status.status, updated_at = (set_customer_status.access).now
  where c.business_id = (set_customer_status.access).business_id and c.id = set_customer_status.customer_id;
  update public.wallets as w
  set status = set_customer_status.status
  where w.business_id = (set_customer_status.access).business_id and w.customer_id = set_customer_status.customer_id;
end;
$$;
comment on function private.set_customer_status(private.access, uuid, public.customer_status) is
  'Changes the status of a customer and of its wallets together.';

create function private.update_customer(
  business_id uuid, customer_id uuid, name text, hourly_debit_amount numeric, credit_limit numeric, email text,
  external_id text, status text
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
    trim_scale(update_customer.credit_limit), update_customer.email, update_customer.external_id, update_customer.status
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

  select w.* into v_wallet
  from public.wallets as w
  where w.business_id = v_access.business_id and w.customer_id = update_customer.customer_id and w.kind = 'prepaid'
  for update;
  if not found then
    perform private.raise_problem(
      404, 'customer_not_found', 'There is no such customer in this business.',
      jsonb_build_object('customer_id', update_customer.customer_id));
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
    hourly_debit_amount = v_hourly,
    -- Hours in which nothing was due are never made up for: a debit that begins again begins now.
    debited_through = case when v_starts then greatest(w.debited_through, v_hour) else w.debited_through end,
    debit_attempts = case when v_starts and w.debited_through < v_hour then 0 else w.debit_attempts end,
    debit_succeeded = case when v_starts and w.debited_through < v_hour then false else w.debit_succeeded end
  where w.business_id = v_access.business_id and w.id = v_wallet.id;

  if update_customer.credit_limit is not null then
    perform private.require_amount(update_customer.credit_limit, v_access.decimals, '/credit_limit');
    perform private.lock_receivable(v_access, v_customer.id);
    -- A limit below what is owed stops further orders; what is owed stays owed.
    update public.wallets as w set minimum_balance = -update_customer.credit_limit
    where w.business_id = v_access.business_id and w.customer_id = v_customer.id and w.kind = 'receivable';
  end if;
  if v_status <> v_wallet.status then
    perform private.set_customer_status(v_access, v_customer.id, v_status);
  end if;
  perform private.notify_change(v_access.business_id, 'customers');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'update_customer', v_request,
    private.get_customer_json(v_access.business_id, v_customer.id, v_access.decimals)
  );
end;
$$;
comment on function private.update_customer(uuid, uuid, text, numeric, numeric, text, text, text) is
  'Changes what is given; an empty email or external id is removed. Takes the lock of the wallet, so that a debit run sees the old amount or the new one, never half.';
grant execute on function private.update_customer(uuid, uuid, text, numeric, numeric, text, text, text) to anon, authenticated;

create function public.update_customer(
  business_id uuid default null, customer_id uuid default null, name text default null,
  hourly_debit_amount numeric default null, credit_limit numeric default null, email text default null,
  external_id text default null, status text default null
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
    update_customer.hourly_debit_amount, update_customer.credit_limit, update_customer.email, update_customer.external_id, update_customer.status
  );
end;
$$;
comment on function public.update_customer(uuid, uuid, text, numeric, numeric, text, text, text) is 'Change a customer.';
grant execute on function public.update_customer(uuid, uuid, text, numeric, numeric, text, text, text) to anon, authenticated;

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
  perform from public.wallets as w
  where w.business_id = v_access.business_id and w.customer_id = delete_customer.customer_id
  order by w.id
  for update;
  if not found then
    perform private.raise_problem(
      404, 'customer_not_found', 'There is no such customer in this business.',
      jsonb_build_object('customer_id', delete_customer.customer_id));
  end if;

  select exists (
    select from public.wallets as w
    where w.business_id = v_access.business_id and w.customer_id = delete_customer.customer_id and w.version > 0
  ) or exists (
    select from public.debit_logs as l
    where l.business_id = v_access.business_id and l.customer_id = delete_customer.customer_id
  ) or exists (
    select from public.orders as o
    where o.business_id = v_access.business_id and o.customer_id = delete_customer.customer_id
  ) into v_has_history;

  if v_has_history then
    perform private.set_customer_status(v_access, delete_customer.customer_id, 'archived');
  else
    delete from public.customers as c
    where c.business_id = v_access.business_id and c.id = delete_customer.customer_id;
  end if;
  perform private.notify_change(v_access.business_id, 'customers');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'delete_customer', v_request,
    json_build_object('id', delete_customer.customer_id, 'deleted', not v_has_history, 'archived', v_has_history)
  );
end;
$$;
comment on function private.delete_customer(uuid, uuid) is
  'Archives a customer that has entries, orders or debit logs; deletes one that has none.';
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

-- List ----------------------------------------------------------------------------------------------

create function public.list_customers(
  business_id uuid default null, search text default null, status text default null, sort text default null,
  direction text default null, page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_customers.business_id, 'customers:read');
  v_limit integer := private.page_limit(list_customers.page_size);
  v_sort text := coalesce(list_customers.sort, 'created');
  v_direction text := coalesce(list_customers.direction, case v_sort when 'created' then 'desc' else 'asc' end);
  v_status text := coalesce(list_customers.status, 'current');
  v_search text := private.search_pattern(list_customers.search);
  v_key text;
  v_type text;
  v_after text[];
  v_answer json;
begin
  if v_sort not in ('created', 'name', 'balance', 'owed', 'runway') then
    perform private.raise_invalid('/sort', 'must be created, name, balance, owed or runway');
  elsif v_direction not in ('asc', 'desc') then
    perform private.raise_invalid('/direction', 'must be asc or desc');
  elsif v_status not in ('current', 'active', 'inactive', 'archived', 'all') then
    perform private.raise_invalid('/status', 'must be active, inactive, archived or all');
  end if;
  v_key := case v_sort
    when 'created' then 'c.id'
    when 'name' then 'c.name'
    when 'balance' then 'w.balance'
    when 'owed' then 'coalesce(-r.balance, 0::numeric)'
    -- Who pays nothing by the hour never runs dry, and comes last.
    else 'coalesce(private.runway_hours(w), 1e15::numeric)'
  end;
  v_type := case v_sort when 'created' then 'uuid' when 'name' then 'text' else 'numeric' end;
  v_after := private.decode_cursor(list_customers.cursor, 3);
  if v_after[1] <> v_sort || ' ' || v_direction then
    perform private.raise_invalid('/cursor', 'belongs to another order of the list');
  end if;

  execute format(
    $query$
      with page as (
        select %1$s as key, c.id, private.customer_json(c, w, r, $5) as row
        from public.customers as c
        join public.wallets as w on w.business_id = c.business_id and w.customer_id = c.id and w.kind = 'prepaid'
        left join public.wallets as r on r.business_id = c.business_id and r.customer_id = c.id and r.kind = 'receivable'
        where c.business_id = $1
          and ($2 = 'all' or c.status::text = $2 or $2 = 'current' and c.status <> 'archived')
          and ($3 is null or c.name ilike $3 or c.email ilike $3 or c.external_id ilike $3)
          and ($4 is null or (%1$s, c.id) %2$s ($4[2]::%3$s, $4[3]::uuid))
        order by key %4$s, id %4$s
        limit $6 + 1
      )
      select private.page_json(
        array_agg(p.row order by p.key %4$s, p.id %4$s),
        array_agg(private.encode_cursor($7, p.key::text, p.id::text) order by p.key %4$s, p.id %4$s),
        $6
      )
      from page as p
    $query$,
    v_key, case v_direction when 'asc' then '>' else '<' end, v_type, v_direction
  )
  into v_answer
  using v_access.business_id, v_status, v_search, v_after, v_access.decimals, v_limit, v_sort || ' ' || v_direction;
  return v_answer;
exception when invalid_text_representation or numeric_value_out_of_range then
  perform private.raise_invalid('/cursor', 'is not a cursor of this list');
end;
$$;
comment on function public.list_customers(uuid, text, text, text, text, integer, text) is
  'List customers by creation, name, balance, what is owed or runway; archived ones only when asked for.';
grant execute on function public.list_customers(uuid, text, text, text, text, integer, text) to anon, authenticated;
