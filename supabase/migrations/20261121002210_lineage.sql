-- Lineage: from one ledger entry to all that the request did which caused it.
--
-- No index on request ids: each would cost every posting, and what a request did to a customer is found among the few
-- rows of that customer that were written within a minute of the entry.

create function private.get_ledger_entry(business_id uuid, entry_id text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_ledger_entry.business_id, 'wallets:read');
  v_entry public.ledger_entries;
  v_wallet public.wallets;
  v_from timestamptz;
  v_until timestamptz;
begin
  if get_ledger_entry.entry_id !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[1-9]\d{0,17}$' then
    perform private.raise_invalid('/entry_id', 'must be a wallet and a version with a point between them');
  end if;
  select e.* into v_entry
  from public.ledger_entries as e
  where e.business_id = v_access.business_id
    and e.wallet_id = split_part(get_ledger_entry.entry_id, '.', 1)::uuid
    and e.version = split_part(get_ledger_entry.entry_id, '.', 2)::bigint;
  if not found then
    perform private.raise_problem(
      404, 'ledger_entry_not_found', 'There is no such ledger entry in this business.',
      jsonb_build_object('entry_id', get_ledger_entry.entry_id));
  end if;
  select w.* into v_wallet
  from public.wallets as w where w.business_id = v_access.business_id and w.id = v_entry.wallet_id;
  v_from := v_entry.recorded_at - interval '1 minute';
  v_until := v_entry.recorded_at + interval '1 minute';
  return (
    select json_build_object(
      'entry', private.entry_json(v_entry, v_wallet.customer_id, v_wallet.kind, v_wallet.unit, v_access.decimals),
      'customer_name', (
        select c.name from public.customers as c
        where c.business_id = v_access.business_id and c.id = v_wallet.customer_id),
      'request_entries', coalesce((
        select json_agg(
          private.entry_json(e, w.customer_id, w.kind, w.unit, v_access.decimals) order by e.recorded_at, w.kind, e.version)
        from public.wallets as w
        join public.ledger_entries as e on e.business_id = w.business_id and e.wallet_id = w.id
        where w.business_id = v_access.business_id and w.customer_id = v_wallet.customer_id
          and e.recorded_at between v_from and v_until and e.request_id = v_entry.request_id
      ), '[]'::json),
      'request_rows', coalesce((
        select json_agg(json_build_object('type', r.type, 'id', r.id) order by r.type, r.id)
        from (
          select 'order' as type, o.id
          from public.orders as o
          where o.business_id = v_access.business_id and o.customer_id = v_wallet.customer_id
            and o.request_id = v_entry.request_id
          union all
          select 'payment', p.id
          from public.payments as p
          where p.business_id = v_access.business_id and p.customer_id = v_wallet.customer_id
            and p.request_id = v_entry.request_id
          union all
          select 'session', s.id
          from public.sessions as s
          where s.business_id = v_access.business_id and s.customer_id = v_wallet.customer_id
            and s.request_id = v_entry.request_id
          union all
          select 'hold', h.id
          from public.holds as h
          where h.business_id = v_access.business_id and h.customer_id = v_wallet.customer_id
            and h.request_id = v_entry.request_id
        ) as r
      ), '[]'::json)
    )
  );
end;
$$;
comment on function private.get_ledger_entry(uuid, text) is
  'A ledger entry, and what else its request did to the same customer: entries of any wallet, orders, payments, sessions, holds.';
grant execute on function private.get_ledger_entry(uuid, text) to anon, authenticated;

create function public.get_ledger_entry(business_id uuid default null, entry_id text default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_ledger_entry(get_ledger_entry.business_id, get_ledger_entry.entry_id);
end;
$$;
comment on function public.get_ledger_entry(uuid, text) is 'Read a ledger entry, and what else its request did.';
grant execute on function public.get_ledger_entry(uuid, text) to anon, authenticated;
