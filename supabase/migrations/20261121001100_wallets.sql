-- The doors of wallets: top-up, balance, and the entries of a customer.

create function private.add_credit(
  business_id uuid, customer_id uuid, amount numeric, amount_cents bigint, description text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(add_credit.business_id, 'wallets:write');
  v_amount public.amount := private.require_amount(
    coalesce(add_credit.amount, add_credit.amount_cents / (10::numeric ^ v_access.decimals)),
    v_access.decimals, '/amount', true);
  v_request text := row(add_credit.customer_id, v_amount, add_credit.description)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'add_credit', v_request);
  v_entry public.ledger_entries;
begin
  if v_first is not null then
    return v_first;
  end if;
  if add_credit.amount is not null and add_credit.amount_cents is not null then
    perform private.raise_invalid('/amount', 'and amount_cents cannot both be given');
  elsif length(add_credit.description) > 500 then
    perform private.raise_invalid('/description', 'must be at most 500 characters');
  end if;

  v_entry := private.post_movement(
    v_access.business_id, add_credit.customer_id, 'prepaid', v_amount, 'top_up', 'cash',
    v_access.actor, v_access.request_id, v_access.now, add_credit.description
  );
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'add_credit', v_request,
    json_build_object(
      'customer_id', add_credit.customer_id,
      'currency', v_access.currency,
      'balance', private.amount_text(v_entry.balance_after, v_access.decimals),
      'entry', private.entry_json(v_entry, add_credit.customer_id, 'prepaid', v_access.currency, v_access.decimals)
    )
  );
end;
$$;
comment on function private.add_credit(uuid, uuid, numeric, bigint, text) is
  'Money paid in advance: raises the prepaid wallet. The amount is in the currency of the business, or in its smallest unit as amount_cents.';
grant execute on function private.add_credit(uuid, uuid, numeric, bigint, text) to anon, authenticated;

create function public.add_credit(
  business_id uuid default null, customer_id uuid default null, amount numeric default null,
  amount_cents bigint default null, description text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.add_credit(
    add_credit.business_id, add_credit.customer_id, add_credit.amount, add_credit.amount_cents, add_credit.description);
end;
$$;
comment on function public.add_credit(uuid, uuid, numeric, bigint, text) is 'Top up a prepaid wallet.';
grant execute on function public.add_credit(uuid, uuid, numeric, bigint, text) to anon, authenticated;

create function private.wallet_json(wallet public.wallets, balance numeric, held numeric, decimals integer)
returns json
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  v_decimals integer := private.unit_decimals(wallet_json.wallet.kind, wallet_json.decimals);
begin
  return json_build_object(
    'id', wallet_json.wallet.id,
    'kind', wallet_json.wallet.kind,
    'unit', wallet_json.wallet.unit,
    'balance', private.amount_text(wallet_json.balance, v_decimals),
    'minimum_balance', private.amount_text(wallet_json.wallet.minimum_balance, v_decimals),
    'held', private.amount_text(wallet_json.held, v_decimals),
    'version', wallet_json.wallet.version
  );
end;
$$;
comment on function private.wallet_json(public.wallets, numeric, numeric, integer) is
  'A wallet as every answer shows it, with its true balance and what is truly held of it at the moment of the answer.';

create function private.get_balance(
  business_id uuid, customer_id uuid, page_size integer, cursor text, as_of timestamptz
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access_to(get_balance.business_id, get_balance.customer_id, 'wallets:read');
  v_customer_id uuid := coalesce(v_access.customer_id, get_balance.customer_id);
  v_usage json;
  v_answer json;
begin
  if get_balance.as_of is not null then
    if get_balance.as_of not between '0001-01-01' and '9999-12-31' then
      perform private.raise_invalid('/as_of', 'must be of the years 1 to 9999');
    elsif get_balance.as_of > v_access.now then
      perform private.raise_invalid('/as_of', 'must not be in the future');
    elsif get_balance.cursor is not null then
      perform private.raise_invalid('/cursor', 'and as_of cannot both be given');
    end if;
    perform private.page_limit(get_balance.page_size);
    return private.balance_at(v_access, v_customer_id, get_balance.as_of);
  end if;
  v_usage := private.usage_page(
    v_access, private.page_limit(get_balance.page_size), get_balance.cursor, v_customer_id);
  select json_build_object(
    'customer_id', v_customer_id,
    'currency', v_access.currency,
    'balance', private.amount_text(p.balance, v_access.decimals),
    'held', private.amount_text(private.held_of(p.business_id, p.id, p.held), v_access.decimals),
    'available', private.amount_text(
      p.balance - p.minimum_balance - private.held_of(p.business_id, p.id, p.held), v_access.decimals),
    'unbilled_usage', private.amount_text(u.unbilled, v_access.decimals),
    'owed', private.amount_text(coalesce(-r.balance, 0), v_access.decimals),
    'credit_limit', private.amount_text(coalesce(-r.minimum_balance, 0), v_access.decimals),
    'credit_left', private.amount_text(greatest(0, coalesce(r.balance - r.minimum_balance, 0)), v_access.decimals),
    'can_spend', private.amount_text(private.can_spend(p, r, u.unbilled), v_access.decimals),
    'credits', case when c.id is null then '0' else private.amount_text(private.credits_of(c, s, v_access.now), 0) end,
    'credits_held', private.amount_text(coalesce(private.held_of(c.business_id, c.id, c.held), 0), 0),
    'session', case when s.id is not null and (private.session_at(s, v_access.now)).ended_at is null then json_build_object(
      'id', s.id,
      'started_at', s.started_at,
      'credits_per_minute', private.amount_text(s.credits_per_minute, 0),
      'credits_used', private.amount_text((private.session_at(s, v_access.now)).credits_used, 0),
      'runs_out_at', s.runs_out_at
    ) end,
    'as_of', v_access.now,
    'wallets', (
      select json_agg(
        private.wallet_json(
          w, case w.kind when 'credits' then private.credits_of(c, s, v_access.now) else w.balance end,
          private.held_of(w.business_id, w.id, w.held), v_access.decimals)
        order by w.id)
      from public.wallets as w
      where w.business_id = v_access.business_id and w.customer_id = v_customer_id
    ),
    'usage_events', v_usage
  )
  into v_answer
  from public.wallets as p
  left join public.wallets as r
    on r.business_id = p.business_id and r.customer_id = p.customer_id and r.kind = 'receivable'
  left join public.wallets as c
    on c.business_id = p.business_id and c.customer_id = p.customer_id and c.kind = 'credits'
  -- Nobody without credits has a session.
  left join public.sessions as s
    on s.business_id = c.business_id and s.customer_id = c.customer_id and s.ended_at is null
  -- In the snapshot of the wallets: what is billed meanwhile is in one of the two.
  cross join lateral (select private.unbilled_usage(p.business_id, p.customer_id) as unbilled) as u
  where p.business_id = v_access.business_id and p.customer_id = v_customer_id and p.kind = 'prepaid';
  if not found then
    perform private.raise_customer_not_found(v_customer_id);
  end if;
  return v_answer;
end;
$$;
comment on function private.get_balance(uuid, uuid, integer, text, timestamptz) is
  'What a customer has at this instant, wallet by wallet, what is recorded and not billed yet, and a page of the usage events; or what there was at a moment that is past.';
grant execute on function private.get_balance(uuid, uuid, integer, text, timestamptz) to anon, authenticated;

create function public.get_balance(
  business_id uuid default null, customer_id uuid default null, page_size integer default null,
  cursor text default null, as_of timestamptz default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_balance(
    get_balance.business_id, get_balance.customer_id, get_balance.page_size, get_balance.cursor, get_balance.as_of);
end;
$$;
comment on function public.get_balance(uuid, uuid, integer, text, timestamptz) is 'Read the balance of a customer, of now or of a moment that is past.';
grant execute on function public.get_balance(uuid, uuid, integer, text, timestamptz) to anon, authenticated;

create function private.list_ledger_entries(
  business_id uuid, customer_id uuid, wallet text, page_size integer, cursor text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access_to(
    list_ledger_entries.business_id, list_ledger_entries.customer_id, 'wallets:read');
  v_customer_id uuid := coalesce(v_access.customer_id, list_ledger_entries.customer_id);
  v_limit integer := private.page_limit(list_ledger_entries.page_size);
  v_kind text := coalesce(list_ledger_entries.wallet, 'prepaid');
  v_after text[] := private.decode_cursor(list_ledger_entries.cursor, 2);
  v_wallet public.wallets;
  v_answer json;
begin
  if v_kind not in ('prepaid', 'receivable', 'credits') then
    perform private.raise_invalid('/wallet', 'must be prepaid, receivable or credits');
  elsif v_after[1] <> v_kind or v_after[2] !~ '^\d{1,18}$' then
    perform private.raise_invalid('/cursor', 'is not a cursor of this list');
  end if;

  if not exists (
    select from public.customers as c
    where c.business_id = v_access.business_id and c.id = v_customer_id
  ) then
    perform private.raise_customer_not_found(v_customer_id);
  end if;
  select w.* into v_wallet
  from public.wallets as w
  where w.business_id = v_access.business_id and w.customer_id = v_customer_id and w.kind = v_kind::public.wallet_kind;

  with page as (
    select e.version, private.entry_json(e, v_wallet.customer_id, v_wallet.kind, v_wallet.unit, v_access.decimals) as row
    from public.ledger_entries as e
    where e.business_id = v_access.business_id and e.wallet_id = v_wallet.id
      and e.version < coalesce(v_after[2]::bigint, 9223372036854775807)
    order by e.version desc
    limit v_limit + 1
  )
  select private.page_json(
    array_agg(p.row order by p.version desc),
    array_agg(private.encode_cursor(v_kind, p.version::text) order by p.version desc),
    v_limit
  )
  into v_answer
  from page as p;
  return v_answer;
end;
$$;
comment on function private.list_ledger_entries(uuid, uuid, text, integer, text) is
  'The entries of one wallet of a customer, the newest first.';
grant execute on function private.list_ledger_entries(uuid, uuid, text, integer, text) to anon, authenticated;

create function public.list_ledger_entries(
  business_id uuid default null, customer_id uuid default null, wallet text default null,
  page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.list_ledger_entries(
    list_ledger_entries.business_id, list_ledger_entries.customer_id, list_ledger_entries.wallet,
    list_ledger_entries.page_size, list_ledger_entries.cursor);
end;
$$;
comment on function public.list_ledger_entries(uuid, uuid, text, integer, text) is
  'List the entries of one wallet of a customer, the newest first.';
grant execute on function public.list_ledger_entries(uuid, uuid, text, integer, text) to anon, authenticated;
