-- The proof: every wallet recomputed from its entries, every order and payment from its rows, every stock from its
-- movements.

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
