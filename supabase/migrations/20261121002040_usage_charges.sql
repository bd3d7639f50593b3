-- The doors of charges: what the ledger took for usage, and what each charge is made of.

create function private.usage_charge_json(
  charge public.usage_charges, customer_name text, product_name text, currency text, decimals integer
)
returns json
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return json_build_object(
    'id', usage_charge_json.charge.id,
    'billing_run_id', usage_charge_json.charge.billing_run_id,
    'customer_id', usage_charge_json.charge.customer_id,
    'customer_name', usage_charge_json.customer_name,
    'service', usage_charge_json.charge.service,
    'product_id', usage_charge_json.charge.product_id,
    'name', coalesce(usage_charge_json.charge.service, usage_charge_json.product_name),
    'events', usage_charge_json.charge.events,
    'units', trim_scale(usage_charge_json.charge.units)::text,
    'amount', private.amount_text(usage_charge_json.charge.amount, usage_charge_json.decimals),
    'currency', usage_charge_json.currency,
    'entry_id', usage_charge_json.charge.wallet_id || '.' || usage_charge_json.charge.version,
    'charged_at', usage_charge_json.charge.charged_at
  );
end;
$$;
comment on function private.usage_charge_json(public.usage_charges, text, text, text, integer) is
  'A charge for usage as every answer shows it.';
grant execute on function private.usage_charge_json(public.usage_charges, text, text, text, integer) to anon, authenticated;

create function private.find_usage_charge(access private.access, usage_charge_id uuid)
returns public.usage_charges
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_charge public.usage_charges;
begin
  select c.* into v_charge
  from public.usage_charges as c
  where c.business_id = find_usage_charge.access.business_id and c.id = find_usage_charge.usage_charge_id;
  if not found then
    perform private.raise_problem(
      404, 'usage_charge_not_found', 'There is no such charge in this business.',
      jsonb_build_object('usage_charge_id', find_usage_charge.usage_charge_id));
  end if;
  return v_charge;
end;
$$;
comment on function private.find_usage_charge(private.access, uuid) is 'A charge for usage, or a 404.';

create function private.list_usage_charges(
  business_id uuid, billing_run_id uuid, customer_id uuid, page_size integer, cursor text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_usage_charges.business_id, 'usage:read');
  v_limit integer := private.page_limit(list_usage_charges.page_size);
  v_after uuid := private.cursor_id(list_usage_charges.cursor, 1);
  v_answer json;
begin
  if list_usage_charges.billing_run_id is not null then
    perform private.find_billing_run(v_access, list_usage_charges.billing_run_id);
  end if;
  perform private.require_customer(v_access.business_id, list_usage_charges.customer_id);
  with page as (
    select c.id, private.usage_charge_json(c, k.name, p.name, v_access.currency, v_access.decimals) as row
    from public.usage_charges as c
    join public.customers as k on k.business_id = c.business_id and k.id = c.customer_id
    left join public.products as p on p.business_id = c.business_id and p.id = c.product_id
    where c.business_id = v_access.business_id
      and (list_usage_charges.billing_run_id is null or c.billing_run_id = list_usage_charges.billing_run_id)
      and (list_usage_charges.customer_id is null or c.customer_id = list_usage_charges.customer_id)
      and (v_after is null or c.id < v_after)
    order by c.id desc
    limit v_limit + 1
  )
  select private.page_json(
    array_agg(p.row order by p.id desc), array_agg(private.encode_cursor(p.id::text) order by p.id desc), v_limit
  )
  into v_answer
  from page as p;
  return v_answer;
end;
$$;
comment on function private.list_usage_charges(uuid, uuid, uuid, integer, text) is
  'Charges for usage, the newest first, of a run or a customer.';
grant execute on function private.list_usage_charges(uuid, uuid, uuid, integer, text) to anon, authenticated;

create function public.list_usage_charges(
  business_id uuid default null, billing_run_id uuid default null, customer_id uuid default null,
  page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.list_usage_charges(
    list_usage_charges.business_id, list_usage_charges.billing_run_id, list_usage_charges.customer_id,
    list_usage_charges.page_size, list_usage_charges.cursor);
end;
$$;
comment on function public.list_usage_charges(uuid, uuid, uuid, integer, text) is 'List charges for usage, the newest first.';
grant execute on function public.list_usage_charges(uuid, uuid, uuid, integer, text) to anon, authenticated;

create function private.get_usage_charge(business_id uuid, usage_charge_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_usage_charge.business_id, 'usage:read');
  v_charge public.usage_charges := private.find_usage_charge(v_access, get_usage_charge.usage_charge_id);
begin
  return (
    select private.json_join(
      private.usage_charge_json(v_charge, k.name, p.name, v_access.currency, v_access.decimals),
      json_build_object('entry', (
        select private.entry_json(e, v_charge.customer_id, 'prepaid', v_access.currency, v_access.decimals)
        from public.ledger_entries as e
        where e.business_id = v_charge.business_id and e.wallet_id = v_charge.wallet_id and e.version = v_charge.version
      )))
    from public.customers as k
    left join public.products as p on p.business_id = k.business_id and p.id = v_charge.product_id
    where k.business_id = v_charge.business_id and k.id = v_charge.customer_id
  );
end;
$$;
comment on function private.get_usage_charge(uuid, uuid) is 'One charge for usage, with its ledger entry.';
grant execute on function private.get_usage_charge(uuid, uuid) to anon, authenticated;

create function public.get_usage_charge(business_id uuid default null, usage_charge_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_usage_charge(get_usage_charge.business_id, get_usage_charge.usage_charge_id);
end;
$$;
comment on function public.get_usage_charge(uuid, uuid) is 'Read a charge for usage.';
grant execute on function public.get_usage_charge(uuid, uuid) to anon, authenticated;
