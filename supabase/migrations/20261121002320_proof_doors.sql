-- All checks of the books together, and the door to them.

create function private.verify_ledger(business_id uuid)
returns setof private.discrepancy
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query select * from private.verify_wallets(verify_ledger.business_id);
  return query select * from private.verify_debits(verify_ledger.business_id);
  return query select * from private.verify_orders(verify_ledger.business_id);
  return query select * from private.verify_payments(verify_ledger.business_id);
  return query select * from private.verify_stock(verify_ledger.business_id);
  return query select * from private.verify_usage(verify_ledger.business_id);
  return query select * from private.verify_sessions(verify_ledger.business_id);
  return query select * from private.verify_holds(verify_ledger.business_id);
end;
$$;
comment on function private.verify_ledger(uuid) is 'Every check of the books of a business. No row: all agree.';

create table private.ledger_proofs (
  business_id uuid primary key references public.businesses (id) on delete cascade,
  checked_at timestamptz not null,
  discrepancies integer not null check (discrepancies >= 0)
);
alter table private.ledger_proofs enable row level security;
grant select on private.ledger_proofs to service_role;
comment on table private.ledger_proofs is
  'How the last proof of each business came out, for the status page: a proof reads the whole ledger, and is not made for a glance.';
comment on column private.ledger_proofs.checked_at is 'By the clock of the database, whatever the business shows.';

create function private.get_ledger_proof(business_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_ledger_proof.business_id, 'wallets:read');
  v_discrepancies json;
begin
  select coalesce(json_agg(json_build_object(
    'wallet_id', d.wallet_id, 'version', d.version, 'check', d.check_name, 'expected', d.expected, 'actual', d.actual
  )), '[]'::json)
  into v_discrepancies
  from (select * from private.verify_ledger(v_access.business_id) limit 1000) as d;

  insert into private.ledger_proofs as p (business_id, checked_at, discrepancies)
  values (v_access.business_id, clock_timestamp(), json_array_length(v_discrepancies))
  on conflict on constraint ledger_proofs_pkey do update
    set checked_at = excluded.checked_at, discrepancies = excluded.discrepancies;

  return json_build_object(
    'ok', json_array_length(v_discrepancies) = 0,
    'checked_at', v_access.now,
    'wallets', (select count(*) from public.wallets as w where w.business_id = v_access.business_id),
    'entries', (select count(*) from public.ledger_entries as e where e.business_id = v_access.business_id),
    'trial_balance', coalesce((
      select json_agg(json_build_object(
        'unit', t.unit, 'account', t.account, 'amount', private.amount_text(t.amount, t.decimals)
      ) order by t.unit, t.account)
      from (
        select w.unit, a.account, sum(a.amount) as amount, private.unit_decimals(min(w.kind), v_access.decimals) as decimals
        from public.ledger_entries as e
        join public.wallets as w on w.business_id = e.business_id and w.id = e.wallet_id
        cross join lateral (values ('wallets:' || w.kind, e.amount), (e.counter_account, -e.amount)) as a(account, amount)
        where e.business_id = v_access.business_id
        group by w.unit, a.account
      ) as t
    ), '[]'::json),
    'discrepancies', v_discrepancies
  );
end;
$$;
comment on function private.get_ledger_proof(uuid) is
  'The proof of a business: counts, the trial balance, and what does not agree, row by row.';
grant execute on function private.get_ledger_proof(uuid) to anon, authenticated;

create function public.get_ledger_proof(business_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_ledger_proof(get_ledger_proof.business_id);
end;
$$;
comment on function public.get_ledger_proof(uuid) is 'Prove every wallet of the business.';
grant execute on function public.get_ledger_proof(uuid) to anon, authenticated;
