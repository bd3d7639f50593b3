-- The proof: every wallet recomputed from its entries.

create type private.discrepancy as (
  business_id uuid, wallet_id uuid, version bigint, check_name text, expected text, actual text
);
comment on type private.discrepancy is 'What does not agree: where, which check, what it should be, what it is.';

create function private.verify_wallets(business_id uuid)
returns setof private.discrepancy
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    with entries as materialized (
      select
        e.*,
        coalesce(lag(e.version) over chain, 0) as previous_version,
        coalesce(lag(e.balance_after) over chain, 0) as previous_balance,
        coalesce(lag(e.hash) over chain, '\x'::bytea) as previous_hash,
        lag(e.recorded_at) over chain as previous_recorded_at
      from public.ledger_entries as e
      where e.business_id = verify_wallets.business_id
      window chain as (partition by e.wallet_id order by e.version)
    ), totals as (
      select
        e.wallet_id, count(*) as entries, max(e.version) as version, sum(e.amount) as balance,
        (array_agg(e.hash order by e.version desc))[1] as last_hash
      from entries as e
      group by e.wallet_id
    ), wallets as (
      select w.* from public.wallets as w where w.business_id = verify_wallets.business_id
    ), checks as (
      select e.wallet_id, e.version, 'version_chain' as check_name,
        (e.previous_version + 1)::text as expected, e.version::text as actual
      from entries as e where e.version <> e.previous_version + 1
      union all
      select e.wallet_id, e.version, 'running_balance', (e.previous_balance + e.amount)::text, e.balance_after::text
      from entries as e where e.balance_after <> e.previous_balance + e.amount
      union all
      select e.wallet_id, e.version, 'hash', encode(c.hash, 'hex'), encode(e.hash, 'hex')
      from entries as e
      cross join lateral (
        select private.entry_hash(
          e.previous_hash, e.business_id, e.wallet_id, e.version, e.amount, e.balance_after, e.kind, e.counter_account,
          e.description, e.reference_type, e.reference_id, e.actor, e.request_id, e.occurred_at, e.recorded_at
        ) as hash
      ) as c
      where e.hash <> c.hash
      union all
      select e.wallet_id, e.version, 'recorded_order', e.previous_recorded_at::text, e.recorded_at::text
      from entries as e where e.recorded_at < e.previous_recorded_at
      union all
      select w.id, null, 'balance', coalesce(t.balance, 0)::text, w.balance::text
      from wallets as w left join totals as t on t.wallet_id = w.id
      where w.balance <> coalesce(t.balance, 0)
      union all
      select w.id, null, 'version', coalesce(t.entries, 0)::text, w.version::text
      from wallets as w left join totals as t on t.wallet_id = w.id
      where w.version <> coalesce(t.entries, 0)
      union all
      select w.id, null, 'last_hash', encode(coalesce(t.last_hash, '\x'), 'hex'), encode(w.last_hash, 'hex')
      from wallets as w left join totals as t on t.wallet_id = w.id
      where w.last_hash <> coalesce(t.last_hash, '\x')
      union all
      select t.wallet_id, null, 'wallet', 'a wallet', 'none'
      from totals as t left join wallets as w on w.id = t.wallet_id
      where w.id is null
      union all
      select w.id, null, 'status', c.status::text, w.status::text
      from wallets as w
      join public.customers as c on c.business_id = w.business_id and c.id = w.customer_id
      where c.status <> w.status
    )
    select verify_wallets.business_id, c.wallet_id, c.version, c.check_name, c.expected, c.actual
    from checks as c
    order by c.wallet_id, c.version nulls first, c.check_name;
end;
$$;
comment on function private.verify_wallets(uuid) is
  'Every disagreement between the wallets of a business and their entries. No row: all agree. Amounts are in the unit of the wallet.';

create function private.verify_debits(business_id uuid)
returns setof private.discrepancy
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    with logged as (
      select
        l.run_id, count(*) as processed, count(*) filter (where l.status = 'success') as succeeded,
        coalesce(sum(l.amount) filter (where l.status = 'success'), 0) as total
      from public.debit_logs as l
      where l.business_id = verify_debits.business_id
      group by l.run_id
    ), posted as (
      select e.reference_id as run_id, count(*) as entries, -sum(e.amount) as total
      from public.ledger_entries as e
      where e.business_id = verify_debits.business_id and e.kind = 'hourly_debit'
      group by e.reference_id
    ), doubled as (
      select w.id as wallet_id, l.period_start, count(*) as times
      from public.debit_logs as l
      join public.wallets as w
        on w.business_id = l.business_id and w.customer_id = l.customer_id and w.kind = 'prepaid'
      where l.business_id = verify_debits.business_id and l.status = 'success'
      group by w.id, l.period_start
      having count(*) > 1
    )
    select
      verify_debits.business_id, null::uuid, null::bigint, 'debit_run',
      format('run %s: %s attempts, %s entries, %s debited', coalesce(r.id, p.run_id, l.run_id),
        coalesce(l.processed, 0), coalesce(l.succeeded, 0), coalesce(l.total, 0)),
      format('%s attempts, %s entries, %s in the ledger and %s in the run',
        r.processed, coalesce(p.entries, 0), coalesce(p.total, 0), r.total_debited)
    from (select * from public.debit_runs as d where d.business_id = verify_debits.business_id) as r
    full join posted as p on p.run_id = r.id
    full join logged as l on l.run_id = coalesce(r.id, p.run_id)
    where r.id is null
      or r.processed <> coalesce(l.processed, 0) or r.succeeded <> coalesce(l.succeeded, 0)
      or r.failed <> r.processed - r.succeeded
      or r.total_debited <> coalesce(l.total, 0)
      or coalesce(p.entries, 0) <> coalesce(l.succeeded, 0) or coalesce(p.total, 0) <> coalesce(l.total, 0)
    union all
    -- One by one: sums would not see an entry on another customer's wallet.
    select verify_debits.business_id, coalesce(e.wallet_id, l.wallet_id), e.version, 'debit_entry',
      format('run %s: %s, leaving %s', coalesce(l.run_id, e.reference_id), -l.amount, l.balance_after),
      format('%s, leaving %s', e.amount, e.balance_after)
    from (
      select g.run_id, w.id as wallet_id, g.amount, g.balance_after
      from public.debit_logs as g
      join public.wallets as w
        on w.business_id = g.business_id and w.customer_id = g.customer_id and w.kind = 'prepaid'
      where g.business_id = verify_debits.business_id and g.status = 'success'
    ) as l
    full join (
      select t.* from public.ledger_entries as t
      where t.business_id = verify_debits.business_id and t.kind = 'hourly_debit'
    ) as e on e.reference_id = l.run_id and e.wallet_id = l.wallet_id
    where l.run_id is null or e.wallet_id is null
      or e.amount <> -l.amount or e.balance_after <> l.balance_after
    union all
    select verify_debits.business_id, d.wallet_id, null::bigint, 'debited_once',
      format('one debit for %s', d.period_start), d.times::text
    from doubled as d;
end;
$$;
comment on function private.verify_debits(uuid) is
  'Every disagreement between debit runs, their logs and the ledger, and every hour that was debited twice. No row: all agree.';

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
end;
$$;
comment on function private.verify_ledger(uuid) is 'Every check of the books of a business. No row: all agree.';

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

  return json_build_object(
    'ok', json_array_length(v_discrepancies) = 0,
    'checked_at', v_access.now,
    'wallets', (select count(*) from public.wallets as w where w.business_id = v_access.business_id),
    'entries', (select count(*) from public.ledger_entries as e where e.business_id = v_access.business_id),
    'trial_balance', coalesce((
      select json_agg(json_build_object(
        'unit', t.unit, 'account', t.account, 'amount', private.amount_text(t.amount, v_access.decimals)
      ) order by t.unit, t.account)
      from (
        select w.unit, a.account, sum(a.amount) as amount
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
