-- The ledger: customers, their wallets, the entries that are the truth, and the one function that posts.
--
-- Lock order, everywhere: wallets by id, then products by id, then a slot of order numbers, which is held by
-- nobody who still waits for something else. The orders and payments of a customer change only under the lock of
-- its receivable wallet. A set-based job takes the wallets of one business in one order and holds the row of its
-- schedule, so that two jobs never meet half-way: the billing of usage holds that of the hourly debit too, after its
-- own. Sessions change only under the lock of their credits wallet; their job takes credits wallets by id, and no other.
-- Holds change under the lock of their wallet.

-- Enumerations, not checks: Postgres reads the text of every check again for each statement, and these columns
-- are on the path of every movement.
create type public.customer_status as enum ('active', 'inactive', 'archived');
comment on type public.customer_status is 'active; inactive: no hourly debit; archived: no movement at all.';
create type public.wallet_kind as enum ('prepaid', 'receivable', 'credits');
comment on type public.wallet_kind is
  'prepaid: paid in advance; receivable: owed on orders, below zero; credits: burned by sessions.';
create type public.entry_kind as enum (
  'opening_balance', 'top_up', 'grant', 'hourly_debit', 'purchase', 'payment', 'usage', 'session',
  'capture', 'refund', 'adjustment', 'reversal'
);
comment on type public.entry_kind is 'Why a balance moved.';

create table public.customers (
  business_id uuid not null references public.businesses (id) on delete restrict,
  id uuid not null default private.uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  email text,
  external_id text check (length(external_id) between 1 and 200),
  user_id uuid references auth.users (id) on delete set null,
  status public.customer_status not null default 'active',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id),
  unique (business_id, external_id),
  unique (business_id, user_id)
);
comment on table public.customers is 'The customers of a business.';
comment on column public.customers.external_id is 'The id of the customer in the system of the business.';
comment on column public.customers.user_id is 'Who signs in as this customer. A person is at most one customer of a business.';
create index customers_user_id_idx on public.customers (user_id);
create index customers_name_idx on public.customers (business_id, name, id);

create table public.wallets (
  business_id uuid not null,
  id uuid not null default private.uuid_v7(),
  customer_id uuid not null,
  kind public.wallet_kind not null,
  unit text not null,
  status public.customer_status not null default 'active',
  balance public.amount not null default 0,
  minimum_balance public.amount,
  held public.amount not null default 0 check (held >= 0),
  version bigint not null default 0,
  last_hash bytea not null default '\x',
  updated_at timestamptz not null,
  hourly_debit_amount public.amount not null default 0,
  debited_through timestamptz,
  debit_attempts smallint not null default 0,
  debit_succeeded boolean not null default false,
  low_balance public.amount,
  low_balance_is_own boolean not null default false,
  primary key (business_id, id),
  unique (business_id, customer_id, kind),
  foreign key (business_id, customer_id) references public.customers (business_id, id) on delete cascade
) with (fillfactor = 45);
-- Less than half full, so that an hourly run that moves every wallet of a page finds room for the new versions on it.
comment on table public.wallets is
  'What a customer has, or owes, in one unit. The balance is a cache of the sum of its ledger entries and changes only with them.';
comment on column public.wallets.unit is 'A currency code, or credit.';
comment on column public.wallets.status is 'That of the customer, kept here so that a debit run reads one table.';
comment on column public.wallets.balance is 'The sum of the entries, in the unit of the wallet.';
comment on column public.wallets.minimum_balance is 'The lowest balance a movement may leave, in the unit of the wallet. Null: no limit.';
comment on column public.wallets.held is 'What active holds set aside, in the unit of the wallet. Those whose moment has come count until it is written down that they expired: private.held_of has the truth.';
comment on column public.wallets.version is 'The version of the newest entry: how many there are.';
comment on column public.wallets.last_hash is 'The hash of the newest entry; empty before the first.';
comment on column public.wallets.hourly_debit_amount is 'Taken every hour while active, in the unit of the wallet. 0: nothing.';
comment on column public.wallets.debited_through is 'The newest hour an hourly debit was attempted for, or from which on one is due.';
comment on column public.wallets.debit_attempts is 'Attempts at that hour.';
comment on column public.wallets.debit_succeeded is 'Whether that hour is paid.';
comment on column public.wallets.low_balance is 'A balance that falls below it is told as wallet.low, in the unit of the wallet. Null: none is.';
comment on column public.wallets.low_balance_is_own is 'Whether it was set for this customer, and does not follow the setting of the business.';
create index wallets_hourly_idx on public.wallets (business_id, customer_id)
  where kind = 'prepaid' and status = 'active' and hourly_debit_amount > 0;

create table public.ledger_entries (
  business_id uuid not null,
  wallet_id uuid not null,
  version bigint not null,
  amount public.amount not null,
  balance_after public.amount not null,
  kind public.entry_kind not null,
  counter_account text not null,
  description text,
  reference_type text,
  reference_id uuid,
  actor text not null,
  request_id text,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  hash bytea not null,
  primary key (business_id, wallet_id, version)
);
comment on table public.ledger_entries is
  'Every movement of every wallet, for ever. Rows are only added; a correction is a new row. A wallet has no foreign key from here, since checking it would cost a quarter of the speed: wallets with entries cannot be deleted instead.';
comment on column public.ledger_entries.version is '1, 2, 3 … without gaps in a wallet.';
comment on column public.ledger_entries.amount is 'Signed: what the wallet gained, in its unit.';
comment on column public.ledger_entries.balance_after is 'The balance of the wallet after this entry, in its unit.';
comment on column public.ledger_entries.counter_account is 'The account that moved by the opposite amount, so that each row is both legs of a double entry.';
comment on column public.ledger_entries.reference_type is 'What caused it: debit_run, order, usage_event …';
comment on column public.ledger_entries.actor is 'Who caused it: user:<id>, api_key:<id>, customer:<id> or job:<name>.';
comment on column public.ledger_entries.occurred_at is 'When it happened, on the clock of the business.';
comment on column public.ledger_entries.recorded_at is 'When it was written, in real time; never falls within a wallet.';
comment on column public.ledger_entries.hash is 'SHA-256 over the hash of the entry before it and every other column: see private.entry_hash.';

alter table public.customers enable row level security;
alter table public.wallets enable row level security;
alter table public.ledger_entries enable row level security;

create policy "Members and keys read the customers of their businesses" on public.customers
  for select to anon, authenticated
  using (business_id in (select private.my_business_ids('customers:read', 'wallets:read', 'debits:read', 'orders:read', 'payments:read')));
create policy "Members and keys read the wallets of their businesses" on public.wallets
  for select to anon, authenticated
  using (business_id in (select private.my_business_ids('customers:read', 'wallets:read', 'orders:read')));
create policy "Members and keys read the ledger of their businesses" on public.ledger_entries
  for select to anon, authenticated
  using (business_id in (select private.my_business_ids('wallets:read')));
grant select on public.customers, public.wallets, public.ledger_entries to anon, authenticated, service_role;

-- What protects it from accidents, in Studio too ----------------------------------------------------

create function private.refuse_change()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  raise exception using
    errcode = '23514',
    message = format('%s is append-only: a row is never changed or removed.', tg_table_name),
    hint = 'Post a correcting entry with private.post_entry instead.';
end;
$$;
comment on function private.refuse_change() is 'Trigger: refuses every change to a table that only grows.';

create trigger ledger_entries_before_change_refuse
  before update or delete on public.ledger_entries
  for each row execute function private.refuse_change();
create trigger ledger_entries_before_truncate_refuse
  before truncate on public.ledger_entries
  for each statement execute function private.refuse_change();

create function private.refuse_wallet_change()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  raise exception using
    errcode = '23514',
    message = 'A balance changes only with a ledger entry, and a wallet with entries stays.',
    hint = 'Post an entry with private.post_entry instead.';
end;
$$;
comment on function private.refuse_wallet_change() is
  'Trigger: refuses to edit a balance by hand, or to delete a wallet that has a history.';

-- Conditions are checked before the function is called, so that posting does not pay for it. After, not before:
-- with a before trigger on the table, Postgres locks and logs each row once more ahead of every update.
create trigger wallets_after_balance_edit_refuse
  after update of balance on public.wallets
  for each row when (new.version = old.version and new.balance <> old.balance)
  execute function private.refuse_wallet_change();
-- For the statement, so that it comes ahead of the foreign key and costs an update of other columns nothing.
create trigger wallets_before_identity_edit_refuse
  before update of business_id, id, customer_id, kind, unit on public.wallets
  for each statement execute function private.refuse_wallet_change();
create trigger wallets_before_delete_refuse
  before delete on public.wallets
  for each row when (old.version > 0)
  execute function private.refuse_wallet_change();
create trigger wallets_before_truncate_refuse
  before truncate on public.wallets
  for each statement execute function private.refuse_wallet_change();

-- Posting -------------------------------------------------------------------------------------------

create function private.unit_decimals(wallet_kind public.wallet_kind, decimals integer)
returns integer
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return case unit_decimals.wallet_kind when 'credits' then 0 else unit_decimals.decimals end;
end;
$$;
comment on function private.unit_decimals(public.wallet_kind, integer) is
  'The decimals that amounts of a wallet are shown with at least: those of the currency, none for credits.';
grant execute on function private.unit_decimals(public.wallet_kind, integer) to anon, authenticated;

create function private.entry_hash(
  previous bytea, business_id uuid, wallet_id uuid, version bigint, amount numeric, balance_after numeric,
  kind public.entry_kind, counter_account text, description text, reference_type text, reference_id uuid,
  actor text, request_id text, occurred_at timestamptz, recorded_at timestamptz
)
returns bytea
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return sha256(entry_hash.previous || convert_to(
    array_to_json(array[
      entry_hash.business_id::text, entry_hash.wallet_id::text, entry_hash.version::text,
      round(entry_hash.amount, 6)::text, round(entry_hash.balance_after, 6)::text,
      entry_hash.kind::text, entry_hash.counter_account, entry_hash.description,
      entry_hash.reference_type, entry_hash.reference_id::text, entry_hash.actor, entry_hash.request_id,
      ((extract(epoch from entry_hash.occurred_at) * 1000000)::bigint)::text,
      ((extract(epoch from entry_hash.recorded_at) * 1000000)::bigint)::text
    ])::text,
    'UTF8'
  ));
end;
$$;
comment on function private.entry_hash(bytea, uuid, uuid, bigint, numeric, numeric, public.entry_kind, text, text, text, uuid, text, text, timestamptz, timestamptz) is
  'SHA-256 of the hash before it followed by a JSON array of the columns as text: amounts with 6 decimals, times in microseconds since 1970. Nothing stands between the elements but commas. What posts writes it out once more, since a call costs more than the hash; the proof recomputes every entry with this function.';

create function private.raise_customer_not_found(customer_id uuid)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  perform private.raise_problem(
    404, 'customer_not_found', 'There is no such customer in this business.',
    jsonb_build_object('customer_id', raise_customer_not_found.customer_id));
end;
$$;
comment on function private.raise_customer_not_found(uuid) is 'The 404 of a customer that the business does not have.';
grant execute on function private.raise_customer_not_found(uuid) to anon, authenticated;

create function private.raise_insufficient_funds(wallet public.wallets, asked numeric, available numeric)
returns void
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_decimals integer := coalesce((
    select b.currency_decimals from public.businesses as b
    where b.id = raise_insufficient_funds.wallet.business_id and b.currency = raise_insufficient_funds.wallet.unit
  ), 0);
  v_available text := private.amount_text(raise_insufficient_funds.available, v_decimals);
  v_asked text := private.amount_text(raise_insufficient_funds.asked, v_decimals);
begin
  perform private.raise_problem(
    402, 'insufficient_funds',
    format('The wallet can bear %s %s, and %s was asked.', v_available, raise_insufficient_funds.wallet.unit, v_asked),
    jsonb_build_object(
      'customer_id', raise_insufficient_funds.wallet.customer_id,
      'balance', private.amount_text(raise_insufficient_funds.wallet.balance, v_decimals),
      'available', v_available, 'asked', v_asked, 'unit', raise_insufficient_funds.wallet.unit
    )
  );
end;
$$;
comment on function private.raise_insufficient_funds(public.wallets, numeric, numeric) is
  'The 402 of a movement that the wallet cannot bear, with what it could.';

create function private.post_movement(
  business_id uuid, customer_id uuid, wallet_kind public.wallet_kind, amount numeric, kind public.entry_kind,
  counter_account text, actor text, request_id text, occurred_at timestamptz,
  description text default null, reference_type text default null, reference_id uuid default null,
  allowance numeric default 0
)
returns public.ledger_entries
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_amount public.amount := post_movement.amount;
  v_now timestamptz := clock_timestamp();
  v_posted record;
  v_current public.wallets;
  v_session_id uuid;
  v_available numeric;
  v_is_locked boolean := false;
begin
  -- What a running session has burned so far comes first, so that every movement meets the true balance.
  if post_movement.wallet_kind = 'credits' and post_movement.kind <> 'session' then
    v_session_id := private.settle_session(post_movement.business_id, post_movement.customer_id);
    if v_session_id is not null then
      -- It happens after what was burned, also where the caller looked at the clock before it waited.
      post_movement.occurred_at := greatest(post_movement.occurred_at, private.clock(post_movement.business_id));
    end if;
  end if;
  loop
    -- One statement locks the row, checks the limit, moves the balance and appends the entry; after a wait it looks
    -- again at what the other transaction left. The hash is that of private.entry_hash.
    with moved as (
      update public.wallets as w
      set
        balance = w.balance + v_amount,
        version = w.version + 1,
        updated_at = greatest(w.updated_at, v_now),
        last_hash = sha256(w.last_hash || convert_to(
          array_to_json(array[
            w.business_id::text, w.id::text, (w.version + 1)::text,
            v_amount::text, (w.balance + v_amount)::text,
            post_movement.kind::text, post_movement.counter_account, post_movement.description,
            post_movement.reference_type, post_movement.reference_id::text, post_movement.actor, post_movement.request_id,
            ((extract(epoch from post_movement.occurred_at) * 1000000)::bigint)::text,
            ((extract(epoch from greatest(w.updated_at, v_now)) * 1000000)::bigint)::text
          ])::text,
          'UTF8'
        ))
      where w.business_id = post_movement.business_id
        and w.customer_id = post_movement.customer_id
        and w.kind = post_movement.wallet_kind
        and w.status <> 'archived'
        and (
          v_amount >= 0 or w.minimum_balance is null
          or w.balance + v_amount + post_movement.allowance >= w.minimum_balance
            + case w.held when 0 then 0 else private.held_now(w.business_id, w.id, w.held) end
        )
      returning w.id, w.version, w.balance, w.updated_at, w.last_hash
    )
    insert into public.ledger_entries as e (
      business_id, wallet_id, version, amount, balance_after, kind, counter_account, description,
      reference_type, reference_id, actor, request_id, occurred_at, recorded_at, hash
    )
    select
      post_movement.business_id, m.id, m.version, v_amount, m.balance, post_movement.kind,
      post_movement.counter_account, post_movement.description, post_movement.reference_type, post_movement.reference_id,
      post_movement.actor, post_movement.request_id, post_movement.occurred_at, m.updated_at, m.last_hash
    from moved as m
    returning e as entry, exists (
      select from private.watchers as x
      where x.business_id = post_movement.business_id and x.expires_at > now()
        and x.customer_id in ('00000000-0000-0000-0000-000000000000', post_movement.customer_id)
    ) as is_watched into v_posted;
    exit when found;

    select w.* into v_current
    from public.wallets as w
    where w.business_id = post_movement.business_id and w.customer_id = post_movement.customer_id
      and w.kind = post_movement.wallet_kind
    for update;
    if not found then
      perform private.raise_customer_not_found(post_movement.customer_id);
    elsif v_current.status = 'archived' then
      perform private.raise_problem(
        409, 'customer_archived', 'The customer is archived; no movement is possible.',
        jsonb_build_object('customer_id', v_current.customer_id));
    end if;
    v_available := v_current.balance - v_current.minimum_balance
      - private.held_of(v_current.business_id, v_current.id, v_current.held);
    -- It may have been refused for what was there, or held, before another transaction ended: once more, under the lock.
    if v_is_locked or v_available + v_amount + post_movement.allowance < 0 then
      perform private.raise_insufficient_funds(v_current, -v_amount, v_available);
    end if;
    v_is_locked := true;
  end loop;
  if v_posted.is_watched then
    perform private.notify_change(post_movement.business_id, 'wallets', post_movement.customer_id);
  end if;
  if v_session_id is not null then
    perform private.reschedule_session(post_movement.business_id, v_session_id);
  end if;
  return v_posted.entry;
end;
$$;
comment on function private.post_movement(uuid, uuid, public.wallet_kind, numeric, public.entry_kind, text, text, text, timestamptz, text, text, uuid, numeric) is
  'The one way a balance changes (private.debit_customers is its set-based twin for the hour, private.post_movements for other jobs): settles a running session of a credits wallet, locks the wallet, checks its minimum and what is held, appends the entry with its hash, moves the cached balance. Amounts are signed, in the unit of the wallet. The allowance is how far below the minimum this movement may go: what the same transaction gives back right after, or infinity for money that turns out never to have come. Raises 402 insufficient_funds, 404 customer_not_found or 409 customer_archived.';

create function private.post_entry(
  business_id uuid, wallet_id uuid, amount numeric, kind public.entry_kind, counter_account text,
  actor text, request_id text, occurred_at timestamptz,
  description text default null, reference_type text default null, reference_id uuid default null,
  allowance numeric default 0
)
returns public.ledger_entries
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_customer_id uuid;
  v_wallet_kind public.wallet_kind;
begin
  select w.customer_id, w.kind into v_customer_id, v_wallet_kind
  from public.wallets as w
  where w.business_id = post_entry.business_id and w.id = post_entry.wallet_id;
  if not found then
    perform private.raise_problem(
      404, 'customer_not_found', 'There is no such wallet in this business.',
      jsonb_build_object('wallet_id', post_entry.wallet_id));
  end if;
  return private.post_movement(
    post_entry.business_id, v_customer_id, v_wallet_kind, post_entry.amount, post_entry.kind,
    post_entry.counter_account, post_entry.actor, post_entry.request_id, post_entry.occurred_at, post_entry.description,
    post_entry.reference_type, post_entry.reference_id, post_entry.allowance);
end;
$$;
comment on function private.post_entry(uuid, uuid, numeric, public.entry_kind, text, text, text, timestamptz, text, text, uuid, numeric) is
  'private.post_movement for a wallet that is known by its own id, as a correction by hand knows it.';

create function private.entry_json(
  entry public.ledger_entries, customer_id uuid, wallet_kind public.wallet_kind, unit text, decimals integer
)
returns json
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  v_decimals integer := private.unit_decimals(entry_json.wallet_kind, entry_json.decimals);
begin
  return json_build_object(
    'id', entry_json.entry.wallet_id || '.' || entry_json.entry.version,
    'wallet_id', entry_json.entry.wallet_id,
    'wallet_kind', entry_json.wallet_kind,
    'customer_id', entry_json.customer_id,
    'version', entry_json.entry.version,
    'amount', private.amount_text(entry_json.entry.amount, v_decimals),
    'balance_after', private.amount_text(entry_json.entry.balance_after, v_decimals),
    'unit', entry_json.unit,
    'kind', entry_json.entry.kind,
    'counter_account', entry_json.entry.counter_account,
    'description', entry_json.entry.description,
    'reference_type', entry_json.entry.reference_type,
    'reference_id', entry_json.entry.reference_id,
    'actor', entry_json.entry.actor,
    'request_id', entry_json.entry.request_id,
    'occurred_at', entry_json.entry.occurred_at,
    'recorded_at', entry_json.entry.recorded_at,
    'hash', encode(entry_json.entry.hash, 'hex')
  );
end;
$$;
comment on function private.entry_json(public.ledger_entries, uuid, public.wallet_kind, text, integer) is
  'A ledger entry as every answer shows it, with what it needs of its wallet.';
grant execute on function private.entry_json(public.ledger_entries, uuid, public.wallet_kind, text, integer) to anon, authenticated;
