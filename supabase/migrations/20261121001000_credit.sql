-- Credit: what a customer may still spend, and the locks that it is decided under.

create function private.can_spend(prepaid public.wallets, receivable public.wallets, unbilled numeric)
returns numeric
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return case when can_spend.prepaid.minimum_balance is not null then
    greatest(0,
      greatest(0, can_spend.prepaid.balance - can_spend.prepaid.minimum_balance
        - private.held_of(can_spend.prepaid.business_id, can_spend.prepaid.id, can_spend.prepaid.held))
      + greatest(0, coalesce(can_spend.receivable.balance - can_spend.receivable.minimum_balance, 0))
      - can_spend.unbilled)
  end;
end;
$$;
comment on function private.can_spend(public.wallets, public.wallets, numeric) is
  'The one figure of exposure, which a purchase is held to: what the prepaid wallet can bear beside what is held and what is left of the credit limit, less usage that is not billed yet, in the currency of the business. Null: the prepaid wallet has no limit. A customer may not have a receivable wallet yet.';

create function private.credit_of(
  prepaid public.wallets, receivable public.wallets, unbilled numeric, access private.access
)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return json_build_object(
    'currency', credit_of.access.currency,
    'balance', private.amount_text(credit_of.prepaid.balance, credit_of.access.decimals),
    'held', private.amount_text(
      private.held_of(credit_of.prepaid.business_id, credit_of.prepaid.id, credit_of.prepaid.held),
      credit_of.access.decimals),
    'unbilled_usage', private.amount_text(credit_of.unbilled, credit_of.access.decimals),
    'owed', private.amount_text(coalesce(-credit_of.receivable.balance, 0), credit_of.access.decimals),
    'credit_limit', private.amount_text(coalesce(-credit_of.receivable.minimum_balance, 0), credit_of.access.decimals),
    'credit_left', private.amount_text(
      greatest(0, coalesce(credit_of.receivable.balance - credit_of.receivable.minimum_balance, 0)),
      credit_of.access.decimals),
    'can_spend', private.amount_text(
      private.can_spend(credit_of.prepaid, credit_of.receivable, credit_of.unbilled), credit_of.access.decimals)
  );
end;
$$;
comment on function private.credit_of(public.wallets, public.wallets, numeric, private.access) is
  'What a customer with these two wallets and so much unbilled usage has, owes and may still spend; amounts in the currency of the business.';

create function private.credit_json(access private.access, customer_id uuid)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select private.credit_of(p, r, private.unbilled_usage(p.business_id, p.customer_id), credit_json.access)
    from public.wallets as p
    left join public.wallets as r
      on r.business_id = p.business_id and r.customer_id = p.customer_id and r.kind = 'receivable'
    where p.business_id = credit_json.access.business_id and p.customer_id = credit_json.customer_id
      and p.kind = 'prepaid'
  );
end;
$$;
comment on function private.credit_json(private.access, uuid) is
  'What a customer has, owes and may still spend right now.';

create function private.lock_wallet(business_id uuid, customer_id uuid, wallet_kind public.wallet_kind)
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
  where w.business_id = lock_wallet.business_id and w.customer_id = lock_wallet.customer_id
    and w.kind = lock_wallet.wallet_kind
  for update;
  if found then
    return v_wallet;
  end if;

  -- Made when it is first needed, under the lock of the prepaid wallet, whose status it takes and whose id is lower.
  select w.* into v_wallet
  from public.wallets as w
  where w.business_id = lock_wallet.business_id and w.customer_id = lock_wallet.customer_id
    and w.kind = 'prepaid'
  for update;
  if not found then
    perform private.raise_customer_not_found(lock_wallet.customer_id);
  end if;
  insert into public.wallets (business_id, customer_id, kind, unit, status, minimum_balance, updated_at)
  values (
    v_wallet.business_id, v_wallet.customer_id, lock_wallet.wallet_kind,
    case lock_wallet.wallet_kind when 'credits' then 'credit' else v_wallet.unit end,
    v_wallet.status, 0, clock_timestamp()
  )
  on conflict on constraint wallets_business_id_customer_id_kind_key do nothing;
  select w.* into v_wallet
  from public.wallets as w
  where w.business_id = v_wallet.business_id and w.customer_id = lock_wallet.customer_id
    and w.kind = lock_wallet.wallet_kind
  for update;
  return v_wallet;
end;
$$;
comment on function private.lock_wallet(uuid, uuid, public.wallet_kind) is
  'One wallet of a customer, locked; made where there is none, with a minimum balance of zero. Where the prepaid wallet is needed beside the receivable one, private.lock_wallets comes first. Raises 404 customer_not_found.';

create function private.lock_wallets(access private.access, customer_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform from public.wallets as w
  where w.business_id = lock_wallets.access.business_id and w.customer_id = lock_wallets.customer_id
    and w.kind in ('prepaid', 'receivable')
  order by w.id
  for update;
end;
$$;
comment on function private.lock_wallets(private.access, uuid) is
  'Locks the prepaid and the receivable wallet of a customer in the order of their ids.';
