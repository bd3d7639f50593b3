-- The proof of holds: what each wallet says is held, and what was captured, against the ledger.

create function private.verify_holds(business_id uuid)
returns setof private.discrepancy
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    with held as (
      select h.wallet_id, sum(h.amount - h.captured) filter (where h.status = 'active') as held
      from public.holds as h
      where h.business_id = verify_holds.business_id
      group by h.wallet_id
    ), entries as (
      select e.wallet_id, e.reference_id, -sum(e.amount) as captured, min(e.version) as first_version,
        max(e.version) as last_version
      from public.ledger_entries as e
      where e.business_id = verify_holds.business_id and e.kind = 'capture'
      group by e.wallet_id, e.reference_id
    ), checks as (
      select w.id as wallet_id, null::bigint as version, 'held' as check_name, coalesce(x.held, 0)::text as expected,
        w.held::text as actual
      from public.wallets as w
      left join held as x on x.wallet_id = w.id
      where w.business_id = verify_holds.business_id and w.held <> coalesce(x.held, 0)
      union all
      select coalesce(e.wallet_id, h.wallet_id), e.last_version, 'hold_captured',
        format('hold %s: %s captured in the entries from %s to %s', coalesce(h.id, e.reference_id),
          coalesce(e.captured, 0), e.first_version, e.last_version),
        format('%s in those from %s to %s', coalesce(h.captured, 0), h.first_version, h.last_version)
      from (select * from public.holds as o where o.business_id = verify_holds.business_id) as h
      full join entries as e on e.reference_id = h.id and e.wallet_id = h.wallet_id
      where h.id is null or (h.captured, h.first_version, h.last_version)
        is distinct from (coalesce(e.captured, 0), e.first_version, e.last_version)
      union all
      select h.wallet_id, null, 'hold_wallet',
        format('hold %s of customer %s in a %s wallet', h.id, h.customer_id, h.wallet_kind),
        format('customer %s, %s', w.customer_id, w.kind)
      from public.holds as h
      left join public.wallets as w on w.business_id = h.business_id and w.id = h.wallet_id
      where h.business_id = verify_holds.business_id
        and (w.customer_id, w.kind) is distinct from (h.customer_id, h.wallet_kind)
    )
    select verify_holds.business_id, c.wallet_id, c.version, c.check_name, c.expected, c.actual
    from checks as c
    order by c.wallet_id, c.version nulls first, c.check_name;
end;
$$;
comment on function private.verify_holds(uuid) is
  'What of the holds of a business does not agree with their wallets, or with the ledger.';
