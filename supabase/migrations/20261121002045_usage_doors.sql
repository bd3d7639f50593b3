-- The doors of usage: events, where they stand, and what billed them.

create function private.usage_rows(access private.access, event_ids uuid[])
returns table (id uuid, body json)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    select e.id, private.json_join(
      private.usage_record_json(e, usage_rows.access.currency, usage_rows.access.decimals),
      json_build_object(
        'customer_name', c.name,
        'product_sku', p.sku,
        'product_name', p.name,
        'status', case
          when e.id <= t.billed_up_to then 'billed'
          when e.id <= s.collected_up_to and t.held_reason is not null then 'held'
          else 'unbilled'
        end,
        'held_reason', case when e.id > t.billed_up_to and e.id <= s.collected_up_to then t.held_reason end
      )
    )
    from public.usage_events as e
    join private.usage_schedules as s on s.business_id = e.business_id
    join public.customers as c on c.business_id = e.business_id and c.id = e.customer_id
    left join public.products as p on p.business_id = e.business_id and p.id = e.product_id
    left join public.usage_totals as t
      on t.business_id = e.business_id and t.customer_id = e.customer_id
      and t.meter = private.usage_meter(e.service, e.product_id)
    where e.business_id = usage_rows.access.business_id and e.id = any (usage_rows.event_ids);
end;
$$;
comment on function private.usage_rows(private.access, uuid[]) is 'Usage events as lists show them: with names, and where each stands.';

create function private.usage_page(access private.access, page_size integer, cursor text, customer_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  -- Looked at only where there is one: on the path of every balance.
  v_after uuid := case when usage_page.cursor is not null then private.cursor_id(usage_page.cursor, 1) end;
  v_ids uuid[];
begin
  select array_agg(e.id) into v_ids
  from (
    select x.id
    from public.usage_events as x
    where x.business_id = usage_page.access.business_id and x.customer_id = usage_page.customer_id
      and x.id < coalesce(v_after, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    order by x.id desc
    limit usage_page.page_size + 1
  ) as e;
  return private.usage_page_json(usage_page.access, v_ids, usage_page.page_size);
end;
$$;
comment on function private.usage_page(private.access, integer, text, uuid) is 'A page of the usage events of a customer, the newest first.';

create function private.usage_page_json(access private.access, event_ids uuid[], page_size integer)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  -- Most customers have no usage at all, and their balance is read the most.
  if usage_page_json.event_ids is null then
    return private.page_json(null, null, usage_page_json.page_size);
  end if;
  return (
    select private.page_json(
      array_agg(r.body order by r.id desc), array_agg(private.encode_cursor(r.id::text) order by r.id desc),
      usage_page_json.page_size)
    from private.usage_rows(usage_page_json.access, usage_page_json.event_ids) as r
  );
end;
$$;
comment on function private.usage_page_json(private.access, uuid[], integer) is 'A page of usage events from their ids, one more than the page where there are more.';

create function private.list_usage_events(
  business_id uuid, customer_id uuid, service text, product_id uuid, status text, charge_id uuid,
  occurred_from timestamptz, occurred_before timestamptz, page_size integer, cursor text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_usage_events.business_id, 'usage:read');
  v_limit integer := private.page_limit(list_usage_events.page_size);
  v_after uuid := private.cursor_id(list_usage_events.cursor, 1);
  v_service text := nullif(btrim(list_usage_events.service), '');
  v_charge public.usage_charges;
  v_where text := 'e.business_id = $1';
  v_ids uuid[];
begin
  if list_usage_events.status not in ('unbilled', 'held', 'billed') then
    perform private.raise_invalid('/status', 'must be unbilled, held or billed');
  end if;
  perform private.require_customer(v_access.business_id, list_usage_events.customer_id);
  if list_usage_events.product_id is not null then
    perform private.find_product(v_access.business_id, list_usage_events.product_id);
  end if;
  if list_usage_events.charge_id is not null then
    v_charge := private.find_usage_charge(v_access, list_usage_events.charge_id);
    v_where := v_where || ' and e.customer_id = $8 and e.id > $9 and e.id <= $10 and e.service is not distinct from $11'
      ' and e.product_id is not distinct from $12';
  end if;
  -- Only what is asked for is in the statement, so that each question finds its index.
  v_where := v_where
    || case when v_after is not null then ' and e.id < $2' else '' end
    || case when list_usage_events.customer_id is not null then ' and e.customer_id = $3' else '' end
    || case when v_service is not null then ' and e.service = $4' else '' end
    || case when list_usage_events.product_id is not null then ' and e.product_id = $5' else '' end
    || case when list_usage_events.occurred_from is not null then ' and e.occurred_at >= $6' else '' end
    || case when list_usage_events.occurred_before is not null then ' and e.occurred_at < $7' else '' end
    || case list_usage_events.status
      when 'billed' then ' and e.id <= t.billed_up_to'
      when 'held' then ' and e.id > t.billed_up_to and e.id <= s.collected_up_to and t.held_reason is not null'
      when 'unbilled' then ' and (t.meter is null or e.id > t.billed_up_to and (e.id > s.collected_up_to or t.held_reason is null))'
      else '' end;
  execute
    'select array_agg(x.id) from (select e.id from public.usage_events as e '
    || case when list_usage_events.status is not null then
      'join private.usage_schedules as s on s.business_id = e.business_id '
      'left join public.usage_totals as t on t.business_id = e.business_id and t.customer_id = e.customer_id '
      'and t.meter = private.usage_meter(e.service, e.product_id) ' else '' end
    || format('where %s order by e.id desc limit %s) as x', v_where, v_limit + 1)
  into v_ids
  using
    v_access.business_id, v_after, list_usage_events.customer_id, v_service, list_usage_events.product_id,
    list_usage_events.occurred_from, list_usage_events.occurred_before,
    v_charge.customer_id, v_charge.after_event_id, v_charge.up_to_event_id, v_charge.service, v_charge.product_id;
  return private.usage_page_json(v_access, v_ids, v_limit);
end;
$$;
comment on function private.list_usage_events(uuid, uuid, text, uuid, text, uuid, timestamptz, timestamptz, integer, text) is
  'Usage events, the newest first, of a customer, of a service or product, where they stand so, of one charge, or of a time.';
grant execute on function private.list_usage_events(uuid, uuid, text, uuid, text, uuid, timestamptz, timestamptz, integer, text) to anon, authenticated;

create function public.list_usage_events(
  business_id uuid default null, customer_id uuid default null, service text default null, product_id uuid default null,
  status text default null, charge_id uuid default null, occurred_from timestamptz default null, occurred_before timestamptz default null,
  page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.list_usage_events(
    list_usage_events.business_id, list_usage_events.customer_id, list_usage_events.service, list_usage_events.product_id,
    list_usage_events.status, list_usage_events.charge_id, list_usage_events.occurred_from, list_usage_events.occurred_before,
    list_usage_events.page_size, list_usage_events.cursor);
end;
$$;
comment on function public.list_usage_events(uuid, uuid, text, uuid, text, uuid, timestamptz, timestamptz, integer, text) is
  'List usage events, the newest first.';
grant execute on function public.list_usage_events(uuid, uuid, text, uuid, text, uuid, timestamptz, timestamptz, integer, text) to anon, authenticated;

create function private.get_usage_event(business_id uuid, usage_event_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_usage_event.business_id, 'usage:read');
  v_event json;
begin
  select r.body into v_event from private.usage_rows(v_access, array[get_usage_event.usage_event_id]) as r;
  if v_event is null then
    perform private.raise_problem(
      404, 'usage_event_not_found', 'There is no such usage event in this business.',
      jsonb_build_object('usage_event_id', get_usage_event.usage_event_id));
  end if;
  return (
    select private.json_join(v_event, json_build_object(
      'charge_id', c.id, 'billing_run_id', c.billing_run_id, 'entry_id', c.wallet_id || '.' || c.version))
    from (values (1)) as one(row)
    left join lateral (
      select x.*
      from public.usage_events as e
      join public.usage_charges as x
        on x.business_id = e.business_id and x.customer_id = e.customer_id
        and x.meter = private.usage_meter(e.service, e.product_id)
        and x.up_to_event_id >= e.id and x.after_event_id < e.id
      where e.business_id = v_access.business_id and e.id = get_usage_event.usage_event_id
      order by x.up_to_event_id
      limit 1
    ) as c on true
  );
end;
$$;
comment on function private.get_usage_event(uuid, uuid) is 'One usage event, with the charge and the ledger entry that billed it.';
grant execute on function private.get_usage_event(uuid, uuid) to anon, authenticated;

create function public.get_usage_event(business_id uuid default null, usage_event_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_usage_event(get_usage_event.business_id, get_usage_event.usage_event_id);
end;
$$;
comment on function public.get_usage_event(uuid, uuid) is 'Read a usage event.';
grant execute on function public.get_usage_event(uuid, uuid) to anon, authenticated;
