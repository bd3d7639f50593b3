-- The door of customers: the list.

create function private.list_customers(
  business_id uuid, search text, status text, max_runway_hours integer, sort text, direction text,
  page_size integer, cursor text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_customers.business_id, 'customers:read');
  v_limit integer := private.page_limit(list_customers.page_size);
  v_sort text := coalesce(list_customers.sort, 'created');
  v_direction text := coalesce(list_customers.direction, case v_sort when 'created' then 'desc' else 'asc' end);
  v_status text := coalesce(list_customers.status, 'current');
  v_search text := private.search_pattern(list_customers.search);
  v_key text;
  v_type text;
  v_after text[];
  v_answer json;
begin
  if v_sort not in ('created', 'name', 'balance', 'owed', 'hourly', 'runway') then
    perform private.raise_invalid('/sort', 'must be created, name, balance, owed, hourly or runway');
  elsif v_direction not in ('asc', 'desc') then
    perform private.raise_invalid('/direction', 'must be asc or desc');
  elsif v_status not in ('current', 'active', 'inactive', 'archived', 'all') then
    perform private.raise_invalid('/status', 'must be active, inactive, archived or all');
  elsif list_customers.max_runway_hours not between 0 and 87600 then
    perform private.raise_invalid('/max_runway_hours', 'must be from 0 to 87600');
  end if;
  v_key := case v_sort
    when 'created' then 'c.id'
    when 'name' then 'c.name'
    when 'balance' then 'w.balance'
    when 'owed' then 'coalesce(-r.balance, 0::numeric)'
    when 'hourly' then 'w.hourly_debit_amount::numeric'
    -- Who pays nothing by the hour never runs dry, and comes last.
    else 'coalesce(private.runway_hours(w), 1e15::numeric)'
  end;
  v_type := case v_sort when 'created' then 'uuid' when 'name' then 'text' else 'numeric' end;
  v_after := private.decode_cursor(list_customers.cursor, 3);
  if v_after[1] <> v_sort || ' ' || v_direction then
    perform private.raise_invalid('/cursor', 'belongs to another order of the list');
  end if;

  execute format(
    $query$
      with page as (
        select %1$s as key, c.id, private.customer_json(c, w, r, $5) as row
        from public.customers as c
        join public.wallets as w on w.business_id = c.business_id and w.customer_id = c.id and w.kind = 'prepaid'
        left join public.wallets as r on r.business_id = c.business_id and r.customer_id = c.id and r.kind = 'receivable'
        where c.business_id = $1
          and ($2 = 'all' or c.status::text = $2 or $2 = 'current' and c.status <> 'archived')
          and ($3 is null or c.name ilike $3 or c.email ilike $3 or c.external_id ilike $3)
          and ($8 is null or private.runway_hours(w) <= $8)
          and ($4 is null or (%1$s, c.id) %2$s ($4[2]::%3$s, $4[3]::uuid))
        order by key %4$s, id %4$s
        limit $6 + 1
      )
      select private.page_json(
        array_agg(p.row order by p.key %4$s, p.id %4$s),
        array_agg(private.encode_cursor($7, p.key::text, p.id::text) order by p.key %4$s, p.id %4$s),
        $6
      )
      from page as p
    $query$,
    v_key, case v_direction when 'asc' then '>' else '<' end, v_type, v_direction
  )
  into v_answer
  using v_access.business_id, v_status, v_search, v_after, v_access.decimals, v_limit, v_sort || ' ' || v_direction,
    list_customers.max_runway_hours;
  return v_answer;
exception when invalid_text_representation or numeric_value_out_of_range then
  perform private.raise_invalid('/cursor', 'is not a cursor of this list');
end;
$$;
comment on function private.list_customers(uuid, text, text, integer, text, text, integer, text) is
  'Customers by creation, name, balance, what is owed, the hourly amount or runway, all or those whose balance bears at most so many hours; archived ones only when asked for.';
grant execute on function private.list_customers(uuid, text, text, integer, text, text, integer, text) to anon, authenticated;

create function public.list_customers(
  business_id uuid default null, search text default null, status text default null,
  max_runway_hours integer default null, sort text default null, direction text default null, page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.list_customers(
    list_customers.business_id, list_customers.search, list_customers.status,
    list_customers.max_runway_hours, list_customers.sort, list_customers.direction, list_customers.page_size, list_customers.cursor);
end;
$$;
comment on function public.list_customers(uuid, text, text, integer, text, text, integer, text) is 'List customers.';
grant execute on function public.list_customers(uuid, text, text, integer, text, text, integer, text) to anon, authenticated;
