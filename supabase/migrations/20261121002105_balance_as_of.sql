-- The balance of a customer as it stood at a moment that is past.
--
-- Everything is worked out from rows that never change: entries, sessions, holds, usage and charges, each by when it
-- happened on the clock of the business, as statements and ageing are. Only limits are settings and not rows: what they
-- were is kept below.

create table private.limit_changes (
  business_id uuid not null,
  wallet_id uuid not null,
  until timestamptz not null,
  id uuid not null default private.uuid_v7(),
  minimum_balance public.amount,
  primary key (business_id, wallet_id, until, id)
);
alter table private.limit_changes enable row level security;
grant select on private.limit_changes to service_role;
comment on table private.limit_changes is 'What the minimum balance of a wallet was before each time it was changed.';
comment on column private.limit_changes.until is 'When it was changed, on the clock of the business.';
comment on column private.limit_changes.minimum_balance is 'What it was until then, in the unit of the wallet. Null: no limit.';

create function private.keep_limit()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  insert into private.limit_changes (business_id, wallet_id, until, minimum_balance)
  values (old.business_id, old.id, private.clock(old.business_id), old.minimum_balance);
  return null;
end;
$$;
comment on function private.keep_limit() is 'Trigger: a limit that is changed is told for the past.';
create trigger wallets_after_limit_change_keep
  after update of minimum_balance on public.wallets
  for each row when (old.minimum_balance is distinct from new.minimum_balance)
  execute function private.keep_limit();

create function private.session_of(access private.access, customer_id uuid, moment timestamptz)
returns public.sessions
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_session public.sessions;
begin
  select s.* into v_session
  from public.sessions as s
  where s.business_id = session_of.access.business_id and s.customer_id = session_of.customer_id
    and s.started_at <= session_of.moment and (s.ended_at is null or s.ended_at > session_of.moment)
  order by s.started_at desc
  limit 1;
  -- It may have run out before, though nobody has written it down yet.
  v_session.ended_at := (private.session_at(v_session, session_of.access.now)).ended_at;
  if v_session.ended_at > session_of.moment then
    v_session.ended_at := null;
  end if;
  v_session.credits_used := private.credits_burned(
    v_session.credits_per_minute, v_session.started_at, coalesce(v_session.ended_at, session_of.moment));
  return v_session;
end;
$$;
comment on function private.session_of(private.access, uuid, timestamptz) is
  'The session that a customer had running at a past moment, or that had run out by then and is not settled to this day, with what it had burned by then; all null where there was none.';

create function private.wallet_at(wallet public.wallets, session public.sessions, moment timestamptz)
returns public.wallets
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_wallet public.wallets := wallet_at.wallet;
begin
  select
    coalesce(sum(e.amount), 0)
      -- What the session had burned counts whether or not it was posted by then.
      - case when v_wallet.kind = 'credits' and wallet_at.session.id is not null then
          wallet_at.session.credits_used
          + coalesce(sum(e.amount) filter (where e.kind = 'session' and e.reference_id = wallet_at.session.id), 0)
        else 0 end,
    count(*)
  into v_wallet.balance, v_wallet.version
  from public.ledger_entries as e
  where e.business_id = v_wallet.business_id and e.wallet_id = v_wallet.id and e.occurred_at <= wallet_at.moment;

  select coalesce(sum(h.amount - coalesce((
    select -sum(e.amount)
    from public.ledger_entries as e
    where e.business_id = h.business_id and e.wallet_id = h.wallet_id
      and e.version >= h.first_version and e.version <= h.last_version
      and e.kind = 'capture' and e.reference_id = h.id and e.occurred_at <= wallet_at.moment
  ), 0)), 0)
  into v_wallet.held
  from public.holds as h
  where h.business_id = v_wallet.business_id and h.customer_id = v_wallet.customer_id and h.wallet_id = v_wallet.id
    and h.created_at <= wallet_at.moment and h.expires_at > wallet_at.moment
    and (h.ended_at is null or h.ended_at > wallet_at.moment);

  -- What it was before the first change since, or what it is.
  select l.minimum_balance into v_wallet.minimum_balance
  from private.limit_changes as l
  where l.business_id = v_wallet.business_id and l.wallet_id = v_wallet.id and l.until > wallet_at.moment
  order by l.until, l.id
  limit 1;
  if not found then
    v_wallet.minimum_balance := wallet_at.wallet.minimum_balance;
  end if;
  return v_wallet;
end;
$$;
comment on function private.wallet_at(public.wallets, public.sessions, timestamptz) is
  'A wallet as it stood at a past moment, with what was truly held by then, given private.session_of then: balance, minimum, held and how many entries it had. What else is in it is of now.';

create function private.unbilled_usage_at(access private.access, customer_id uuid, moment timestamptz)
returns numeric
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  -- An event is recorded at the earliest five minutes before it happens, and its id is of then or later. Of the moments
  -- of a test clock ids say nothing.
  v_after uuid := case when private.clock_stands_still(unbilled_usage_at.access.business_id)
    then '00000000-0000-0000-0000-000000000000'
    else private.uuid_v7(greatest(0, extract(epoch from unbilled_usage_at.moment) - 360)::bigint * 1000000) end;
begin
  return (
    with charged as materialized (
      select
        c.meter, sum(c.amount) as amount,
        (array_agg(c.up_to_event_id order by c.up_to_event_id desc))[1] as up_to_event_id
      from public.usage_charges as c
      where c.business_id = unbilled_usage_at.access.business_id and c.customer_id = unbilled_usage_at.customer_id
        and c.charged_at <= unbilled_usage_at.moment
      group by c.meter
    ), used as (
      select t.meter, t.amount
      from public.usage_totals as t
      where t.business_id = unbilled_usage_at.access.business_id and t.customer_id = unbilled_usage_at.customer_id
      union all
      select n.meter, n.amount
      from private.new_usage(unbilled_usage_at.access.business_id, unbilled_usage_at.customer_id) as n
      union all
      -- Less what was used later. What was billed by then counts, if it was sent ahead of its time.
      select l.meter, -l.amount
      from (
        select e.id, private.usage_meter(e.service, e.product_id) as meter, e.units * e.price_per_unit as amount
        from public.usage_events as e
        where e.business_id = unbilled_usage_at.access.business_id and e.customer_id = unbilled_usage_at.customer_id
          and e.id > v_after and e.occurred_at > unbilled_usage_at.moment
      ) as l
      left join charged as c on c.meter = l.meter
      where c.meter is null or l.id > c.up_to_event_id
    )
    select coalesce(sum(trunc(m.amount, 6) - coalesce(c.amount, 0)), 0)
    from (select u.meter, sum(u.amount) as amount from used as u group by u.meter) as m
    left join charged as c on c.meter = m.meter
  );
end;
$$;
comment on function private.unbilled_usage_at(private.access, uuid, timestamptz) is
  'What a customer had used by a past moment that was not in the ledger by then, in the currency of the business, of each service or product cut off at the 6 decimals that a charge has.';

create function private.balance_at(access private.access, customer_id uuid, moment timestamptz)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_session public.sessions := private.session_of(balance_at.access, balance_at.customer_id, balance_at.moment);
  v_wallet public.wallets;
  v_prepaid public.wallets;
  v_receivable public.wallets;
  v_credits public.wallets;
  v_wallets json[] := '{}';
  v_unbilled numeric := private.unbilled_usage_at(balance_at.access, balance_at.customer_id, balance_at.moment);
  v_decimals integer := balance_at.access.decimals;
  v_spendable public.wallets;
begin
  for v_wallet in
    select l.*
    from public.wallets as w
    cross join lateral private.wallet_at(w, v_session, balance_at.moment) as l
    where w.business_id = balance_at.access.business_id and w.customer_id = balance_at.customer_id
    order by w.id
  loop
    case v_wallet.kind
      when 'prepaid' then v_prepaid := v_wallet;
      when 'receivable' then v_receivable := v_wallet;
      else v_credits := v_wallet;
    end case;
    v_wallets := v_wallets || private.wallet_json(v_wallet, v_wallet.balance, v_wallet.held, v_decimals);
  end loop;
  if v_prepaid.id is null then
    perform private.raise_customer_not_found(balance_at.customer_id);
  end if;
  -- What was held is known already: the rule of what can be spent would look for what is held now.
  v_spendable := v_prepaid;
  v_spendable.balance := v_prepaid.balance - v_prepaid.held;
  v_spendable.held := 0;
  return json_build_object(
    'customer_id', balance_at.customer_id,
    'currency', balance_at.access.currency,
    'balance', private.amount_text(v_prepaid.balance, v_decimals),
    'held', private.amount_text(v_prepaid.held, v_decimals),
    'available', private.amount_text(v_spendable.balance - v_spendable.minimum_balance, v_decimals),
    'unbilled_usage', private.amount_text(v_unbilled, v_decimals),
    'owed', private.amount_text(coalesce(-v_receivable.balance, 0), v_decimals),
    'credit_limit', private.amount_text(coalesce(-v_receivable.minimum_balance, 0), v_decimals),
    'credit_left', private.amount_text(
      greatest(0, coalesce(v_receivable.balance - v_receivable.minimum_balance, 0)), v_decimals),
    'can_spend', private.amount_text(private.can_spend(v_spendable, v_receivable, v_unbilled), v_decimals),
    'credits', private.amount_text(coalesce(v_credits.balance, 0), 0),
    'credits_held', private.amount_text(coalesce(v_credits.held, 0), 0),
    'session', case when v_session.id is not null and v_session.ended_at is null then json_build_object(
      'id', v_session.id,
      'started_at', v_session.started_at,
      'credits_per_minute', private.amount_text(v_session.credits_per_minute, 0),
      'credits_used', private.amount_text(v_session.credits_used, 0)
    ) end,
    'as_of', balance_at.moment,
    'wallets', array_to_json(v_wallets)
  );
end;
$$;
comment on function private.balance_at(private.access, uuid, timestamptz) is
  'What private.get_balance answered at a past moment, but for forecasts and the page of usage events.';
