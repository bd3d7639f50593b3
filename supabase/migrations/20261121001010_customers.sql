-- The doors of customers: create and read.

create function private.runway_hours(wallet public.wallets)
returns bigint
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return case
    when runway_hours.wallet.status = 'active' and runway_hours.wallet.hourly_debit_amount > 0 then
      greatest(0, floor(
        (runway_hours.wallet.balance - runway_hours.wallet.minimum_balance - runway_hours.wallet.held)
          / runway_hours.wallet.hourly_debit_amount
      ))::bigint
  end;
end;
$$;
comment on function private.runway_hours(public.wallets) is
  'Whole hours the wallet bears; null where nothing is taken by the hour or there is no limit.';
grant execute on function private.runway_hours(public.wallets) to anon, authenticated;

create function private.customer_json(
  customer public.customers, wallet public.wallets, receivable public.wallets, decimals integer
)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_unbilled numeric := private.unbilled_usage(customer_json.customer.business_id, customer_json.customer.id);
begin
  return json_build_object(
    'id', customer_json.customer.id,
    'business_id', customer_json.customer.business_id,
    'name', customer_json.customer.name,
    'email', customer_json.customer.email,
    'external_id', customer_json.customer.external_id,
    'status', customer_json.customer.status,
    'currency', customer_json.wallet.unit,
    'balance', private.amount_text(customer_json.wallet.balance, customer_json.decimals),
    'hourly_debit_amount', private.amount_text(customer_json.wallet.hourly_debit_amount, customer_json.decimals),
    'postpaid', customer_json.wallet.minimum_balance is null,
    'overdraft_limit', private.amount_text(-customer_json.wallet.minimum_balance, customer_json.decimals),
    'low_balance', private.amount_text(customer_json.wallet.low_balance, customer_json.decimals),
    'low_balance_is_own', customer_json.wallet.low_balance_is_own,
    'held', private.amount_text(
      private.held_of(customer_json.wallet.business_id, customer_json.wallet.id, customer_json.wallet.held),
      customer_json.decimals),
    'unbilled_usage', private.amount_text(v_unbilled, customer_json.decimals),
    'credit_limit', private.amount_text(coalesce(-customer_json.receivable.minimum_balance, 0), customer_json.decimals),
    'owed', private.amount_text(coalesce(-customer_json.receivable.balance, 0), customer_json.decimals),
    'has_login', customer_json.customer.user_id is not null,
    'can_spend', private.amount_text(
      private.can_spend(customer_json.wallet, customer_json.receivable, v_unbilled), customer_json.decimals),
    'runway_hours', private.runway_hours(customer_json.wallet),
    'debited_through', case when customer_json.wallet.debit_attempts > 0 then customer_json.wallet.debited_through end,
    'created_at', customer_json.customer.created_at,
    'updated_at', greatest(
      customer_json.customer.updated_at, customer_json.wallet.updated_at, customer_json.receivable.updated_at)
  );
end;
$$;
comment on function private.customer_json(public.customers, public.wallets, public.wallets, integer) is
  'A customer with its prepaid wallet and, where there is one, its receivable wallet, as every answer shows it. For private functions only: it looks for unbilled usage without asking who wants it.';

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
    perform private.raise_customer_not_found(get_customer_json.customer_id);
  end if;
  return v_answer;
end;
$$;
comment on function private.get_customer_json(uuid, uuid, integer) is 'A customer with its wallets, or a 404.';

create function private.require_overdraft(
  overdraft_limit numeric, postpaid boolean, minimum_balance numeric, decimals integer
)
returns public.amount
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  if require_overdraft.overdraft_limit is not null then
    if require_overdraft.postpaid then
      perform private.raise_invalid('/overdraft_limit', 'must be left out where postpaid is true');
    end if;
    return -private.require_amount(
      require_overdraft.overdraft_limit, require_overdraft.decimals, '/overdraft_limit');
  elsif require_overdraft.postpaid then
    return null;
  elsif not require_overdraft.postpaid then
    return coalesce(require_overdraft.minimum_balance, 0);
  end if;
  return require_overdraft.minimum_balance;
end;
$$;
comment on function private.require_overdraft(numeric, boolean, numeric, integer) is
  'The minimum balance of a prepaid wallet from what a request says of it, or what it was: an overdraft limit is how far below zero it may go, postpaid is without a limit.';

create function private.open_wallet(
  business_id uuid, customer_id uuid, currency text, status public.customer_status, minimum_balance numeric,
  hourly_debit_amount numeric, now timestamptz
)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  -- The first hour a schedule debits is the next one; a run by hand may take the current hour.
  insert into public.wallets (
    business_id, customer_id, kind, unit, status, minimum_balance, updated_at, hourly_debit_amount, debited_through
  )
  values (
    open_wallet.business_id, open_wallet.customer_id, 'prepaid', open_wallet.currency, open_wallet.status,
    open_wallet.minimum_balance, clock_timestamp(), open_wallet.hourly_debit_amount, private.hour_of(open_wallet.now)
  );
end;
$$;
comment on function private.open_wallet(uuid, uuid, text, public.customer_status, numeric, numeric, timestamptz) is
  'The prepaid wallet that every customer has from the start. Amounts in the currency of the business.';

create function private.add_customer(
  access private.access, name text, balance numeric, hourly_debit_amount numeric, credit_limit numeric, email text,
  external_id text, status text, overdraft_limit numeric, postpaid boolean
)
returns uuid
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := add_customer.access;
  v_balance public.amount := private.require_amount(coalesce(add_customer.balance, 0), v_access.decimals, '/balance');
  v_hourly public.amount := private.require_amount(
    coalesce(add_customer.hourly_debit_amount, 0), v_access.decimals, '/hourly_debit_amount');
  v_credit_limit public.amount := private.require_amount(
    coalesce(add_customer.credit_limit, 0), v_access.decimals, '/credit_limit');
  v_minimum_balance public.amount := private.require_overdraft(
    add_customer.overdraft_limit, add_customer.postpaid, 0, v_access.decimals);
  v_name text := private.require_text(add_customer.name, '/name', 200);
  v_email text := lower(nullif(btrim(add_customer.email), ''));
  v_external_id text := nullif(btrim(add_customer.external_id), '');
  v_status text := coalesce(add_customer.status, 'active');
  v_customer_id uuid;
begin
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

  perform private.open_wallet(
    v_access.business_id, v_customer_id, v_access.currency, v_status::public.customer_status, v_minimum_balance, v_hourly,
    v_access.now);

  if v_credit_limit > 0 then
    perform private.lock_wallet(v_access.business_id, v_customer_id, 'receivable');
    update public.wallets as w set minimum_balance = -v_credit_limit
    where w.business_id = v_access.business_id and w.customer_id = v_customer_id and w.kind = 'receivable';
  end if;
  if v_balance > 0 then
    perform private.post_movement(
      v_access.business_id, v_customer_id, 'prepaid', v_balance, 'opening_balance', 'equity:opening_balance',
      v_access.actor, v_access.request_id, v_access.now
    );
  end if;
  return v_customer_id;
end;
$$;
comment on function private.add_customer(private.access, text, numeric, numeric, numeric, text, text, text, numeric, boolean) is
  'A customer with a prepaid wallet, by the rules of creating one, whether one is created or many are imported; an opening balance is the first entry of its ledger. A credit limit makes the receivable wallet.';

create function private.create_customer(
  business_id uuid, name text, balance numeric, hourly_debit_amount numeric, credit_limit numeric, email text,
  external_id text, status text, overdraft_limit numeric, postpaid boolean
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(create_customer.business_id, 'customers:write');
  v_request text := row(
    btrim(create_customer.name, E' \t\n\r'), trim_scale(coalesce(create_customer.balance, 0)),
    trim_scale(coalesce(create_customer.hourly_debit_amount, 0)), trim_scale(coalesce(create_customer.credit_limit, 0)),
    lower(nullif(btrim(create_customer.email), '')), nullif(btrim(create_customer.external_id), ''),
    coalesce(create_customer.status, 'active'), trim_scale(create_customer.overdraft_limit),
    coalesce(create_customer.postpaid, false)
  )::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'create_customer', v_request);
  v_customer_id uuid;
begin
  if v_first is not null then
    return v_first;
  end if;
  v_customer_id := private.add_customer(
    v_access, create_customer.name, create_customer.balance, create_customer.hourly_debit_amount,
    create_customer.credit_limit, create_customer.email, create_customer.external_id, create_customer.status,
    create_customer.overdraft_limit, create_customer.postpaid);
  perform private.notify_change(v_access.business_id, 'customers', v_customer_id);
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'create_customer', v_request,
    private.get_customer_json(v_access.business_id, v_customer_id, v_access.decimals)
  );
end;
$$;
comment on function private.create_customer(uuid, text, numeric, numeric, numeric, text, text, text, numeric, boolean) is
  'Creates a customer: see private.add_customer.';
grant execute on function private.create_customer(uuid, text, numeric, numeric, numeric, text, text, text, numeric, boolean) to anon, authenticated;

create function public.create_customer(
  business_id uuid default null, name text default null, balance numeric default null,
  hourly_debit_amount numeric default null, credit_limit numeric default null, email text default null,
  external_id text default null, status text default null, overdraft_limit numeric default null,
  postpaid boolean default null
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
    create_customer.credit_limit, create_customer.email, create_customer.external_id, create_customer.status,
    create_customer.overdraft_limit, create_customer.postpaid
  );
end;
$$;
comment on function public.create_customer(uuid, text, numeric, numeric, numeric, text, text, text, numeric, boolean) is 'Create a customer.';
grant execute on function public.create_customer(uuid, text, numeric, numeric, numeric, text, text, text, numeric, boolean) to anon, authenticated;

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
