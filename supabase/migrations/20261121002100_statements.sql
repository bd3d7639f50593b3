-- Statements: what happened on the wallets of a customer in a span of time.

create function private.get_statement(
  business_id uuid, customer_id uuid, month text, since timestamptz, until timestamptz
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_statement.business_id, 'wallets:read');
  v_from timestamptz := get_statement.since;
  v_to timestamptz := get_statement.until;
  v_customer json;
  v_open json;
  v_due numeric;
begin
  if (v_from is null) <> (v_to is null) or v_from is not null and get_statement.month is not null then
    perform private.raise_invalid('/month', 'must be given, or both since and until');
  elsif get_statement.month !~ '^[12]\d{3}-(0[1-9]|1[0-2])$' then
    perform private.raise_invalid('/month', 'must be a month such as 2026-11');
  elsif v_from not between '0001-01-01' and '9999-12-31' then
    perform private.raise_invalid('/since', 'must be of the years 1 to 9999');
  elsif v_to not between '0001-01-01' and '9999-12-31' then
    perform private.raise_invalid('/until', 'must be of the years 1 to 9999');
  elsif v_from >= v_to then
    perform private.raise_invalid('/until', 'must be later than since');
  end if;
  if v_from is null then
    v_from := coalesce(
      (get_statement.month || '-01')::timestamp at time zone 'UTC',
      date_trunc('month', v_access.now at time zone 'UTC') at time zone 'UTC');
    v_to := ((v_from at time zone 'UTC') + interval '1 month') at time zone 'UTC';
  end if;
  select json_build_object('id', c.id, 'name', c.name, 'email', c.email, 'external_id', c.external_id) into v_customer
  from public.customers as c
  where c.business_id = v_access.business_id and c.id = get_statement.customer_id;
  if not found then
    perform private.require_customer(v_access.business_id, get_statement.customer_id);
    perform private.raise_invalid('/customer_id', 'is required');
  end if;

  -- A statement is made of entries: what a running session has burned until now becomes some.
  perform private.settle_session(v_access.business_id, get_statement.customer_id);

  select
    coalesce(json_agg(json_build_object(
      'id', o.order_id, 'number', o.number, 'placed_at', o.placed_at,
      'total', private.amount_text(o.total, v_access.decimals),
      'outstanding', private.amount_text(o.outstanding, v_access.decimals)
    ) order by o.placed_at, o.order_id), '[]'::json),
    coalesce(sum(o.outstanding), 0)
  into v_open, v_due
  from private.open_orders_at(
    v_access.business_id, v_to - interval '1 microsecond', get_statement.customer_id) as o;

  return json_build_object(
    'customer', v_customer,
    'business', (
      select json_build_object('id', b.id, 'name', b.name) from public.businesses as b where b.id = v_access.business_id
    ),
    'currency', v_access.currency,
    'from', v_from,
    'to', v_to,
    'issued_at', v_access.now,
    'due', private.amount_text(v_due, v_access.decimals),
    'wallets', (
      select json_agg(private.statement_of(w, v_from, v_to, v_access.decimals) order by w.id)
      from public.wallets as w
      where w.business_id = v_access.business_id and w.customer_id = get_statement.customer_id
    ),
    'open_orders', v_open
  );
end;
$$;
comment on function private.get_statement(uuid, uuid, text, timestamptz, timestamptz) is
  'The statement of a customer for a month in UTC, or from a moment up to but without another: each wallet with opening balance, every movement, closing balance; what is due on orders at the end. Amounts in the unit of each wallet.';
grant execute on function private.get_statement(uuid, uuid, text, timestamptz, timestamptz) to anon, authenticated;

create function private.statement_of(wallet public.wallets, since timestamptz, until timestamptz, decimals integer)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_decimals integer := private.unit_decimals(statement_of.wallet.kind, statement_of.decimals);
begin
  return (
    with entries as materialized (
      select
        e as entry, e.amount, e.version, e.occurred_at, e.occurred_at < statement_of.since as is_before,
        -- Summed up anew, in the order of time, rather than read: this is what ties the page to the ledger.
        sum(e.amount) over (order by e.occurred_at, e.version) as balance
      from public.ledger_entries as e
      where e.business_id = statement_of.wallet.business_id and e.wallet_id = statement_of.wallet.id
        and e.occurred_at < statement_of.until
    )
    select json_build_object(
      'wallet_id', statement_of.wallet.id,
      'kind', statement_of.wallet.kind,
      'unit', statement_of.wallet.unit,
      'opening_balance', private.amount_text(
        coalesce(sum(e.amount) filter (where e.is_before), 0), v_decimals),
      'money_in', private.amount_text(
        coalesce(sum(e.amount) filter (where not e.is_before and e.amount > 0), 0), v_decimals),
      'money_out', private.amount_text(
        coalesce(-sum(e.amount) filter (where not e.is_before and e.amount < 0), 0), v_decimals),
      'closing_balance', private.amount_text(coalesce(sum(e.amount), 0), v_decimals),
      'entries', coalesce(
        json_agg(
          private.json_join(
            private.entry_json(
              e.entry, statement_of.wallet.customer_id, statement_of.wallet.kind, statement_of.wallet.unit,
              v_decimals),
            json_build_object('balance', private.amount_text(e.balance, v_decimals))
          )
          order by e.occurred_at, e.version
        ) filter (where not e.is_before),
        '[]'::json
      )
    )
    from entries as e
  );
end;
$$;
comment on function private.statement_of(public.wallets, timestamptz, timestamptz, integer) is
  'One wallet in a statement, in its unit: opening balance, movements in the order of time, closing balance.';

create function public.get_statement(
  business_id uuid default null, customer_id uuid default null, month text default null,
  since timestamptz default null, until timestamptz default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_statement(
    get_statement.business_id, get_statement.customer_id, get_statement.month, get_statement.since, get_statement.until);
end;
$$;
comment on function public.get_statement(uuid, uuid, text, timestamptz, timestamptz) is 'Read the statement of a customer.';
grant execute on function public.get_statement(uuid, uuid, text, timestamptz, timestamptz) to anon, authenticated;
