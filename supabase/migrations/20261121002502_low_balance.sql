-- Low balances: the threshold that a wallet carries, so that posting compares two columns and looks nothing up.
--
-- A wallet takes that of its business when it is made, and follows it when it changes, unless the customer has one of
-- their own. Following is a job: a setting must not lock every wallet of a business at once.

create function private.require_low_balance(low_balance text, decimals integer, pointer text)
returns public.amount
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_amount numeric;
begin
  begin
    v_amount := nullif(btrim(require_low_balance.low_balance), '')::numeric;
  exception when invalid_text_representation or numeric_value_out_of_range then
    perform private.raise_invalid(require_low_balance.pointer, 'must be an amount that is not negative, or empty');
  end;
  if v_amount is null then
    return null;
  end if;
  return private.require_amount(v_amount, require_low_balance.decimals, require_low_balance.pointer);
end;
$$;
comment on function private.require_low_balance(text, integer, text) is
  'A threshold, null where it is empty, or a 422. Text, since empty is not the same as left out.';

create function private.low_balance_of(business_id uuid, wallet_kind public.wallet_kind)
returns public.amount
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select case low_balance_of.wallet_kind when 'prepaid' then s.low_balance when 'credits' then s.low_credits end
    from public.business_settings as s
    where s.business_id = low_balance_of.business_id
  );
end;
$$;
comment on function private.low_balance_of(uuid, public.wallet_kind) is
  'Below which a wallet of this kind is low, in its unit, where the customer has no threshold of their own. Null: never.';

create function private.set_low_balance()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  new.low_balance := private.low_balance_of(new.business_id, new.kind);
  return new;
end;
$$;
comment on function private.set_low_balance() is 'Trigger: a new wallet takes the threshold of its business.';
create trigger wallets_before_insert_set_low_balance
  before insert on public.wallets
  for each row when (new.low_balance is null and new.kind <> 'receivable')
  execute function private.set_low_balance();

create table private.low_balance_walks (
  business_id uuid primary key references public.businesses (id) on delete cascade,
  changed_at timestamptz not null,
  after_wallet_id uuid not null default '00000000-0000-0000-0000-000000000000'
);
alter table private.low_balance_walks enable row level security;
grant select on private.low_balance_walks to service_role;
comment on table private.low_balance_walks is
  'Businesses whose thresholds have changed, and how far their wallets follow. Its row lets one chunk of a business run at a time.';
comment on column private.low_balance_walks.after_wallet_id is 'Where the next chunk begins: wallets up to this id follow.';
create index low_balance_walks_changed_idx on private.low_balance_walks (changed_at);

create function private.walk_low_balance(business_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  insert into private.low_balance_walks as w (business_id, changed_at)
  values (walk_low_balance.business_id, clock_timestamp())
  on conflict on constraint low_balance_walks_pkey do update
  set changed_at = excluded.changed_at, after_wallet_id = excluded.after_wallet_id;
end;
$$;
comment on function private.walk_low_balance(uuid) is 'From the start again: the wallets of the business are to follow its thresholds.';

create function private.follow_low_balance(chunk_size integer default 1000)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_walk private.low_balance_walks;
  v_wallet_ids uuid[];
begin
  -- Some seconds later: a wallet that was being made with the threshold of before is there by then.
  select w.* into v_walk
  from private.low_balance_walks as w
  where w.changed_at < now() - interval '10 seconds'
  order by w.changed_at
  limit 1
  for update skip locked;
  if not found then
    return false;
  end if;
  -- The other jobs that take many wallets of a business hold these, in this order: two never meet half-way.
  perform from private.session_schedules as s where s.business_id = v_walk.business_id for update;
  perform from private.debit_schedules as s where s.business_id = v_walk.business_id for update;
  select array_agg(l.id) into v_wallet_ids
  from (
    select w.id
    from public.wallets as w
    where w.business_id = v_walk.business_id and w.id > v_walk.after_wallet_id
    order by w.id
    limit follow_low_balance.chunk_size
    for update
  ) as l;
  update public.wallets as w
  set low_balance = case w.kind when 'prepaid' then s.low_balance else s.low_credits end
  from public.business_settings as s
  where s.business_id = v_walk.business_id
    and w.business_id = v_walk.business_id and w.id = any (v_wallet_ids)
    and w.kind in ('prepaid', 'credits') and not w.low_balance_is_own
    and w.low_balance is distinct from case w.kind when 'prepaid' then s.low_balance else s.low_credits end;
  if cardinality(v_wallet_ids) = follow_low_balance.chunk_size then
    update private.low_balance_walks as w set after_wallet_id = v_wallet_ids[follow_low_balance.chunk_size]
    where w.business_id = v_walk.business_id;
  else
    delete from private.low_balance_walks as w where w.business_id = v_walk.business_id;
  end if;
  return true;
end;
$$;
comment on function private.follow_low_balance(integer) is
  'One step of the job follow_low_balance: the next wallets of one business take its thresholds, by id; false where none has changed. No event comes of it: wallet.low is told of a balance that falls. Safe to run twice at once, and to kill at any point.';
