-- Stock: the movements that it is the sum of, and the door to adjust it. Sales and cancellations write theirs themselves.

create type public.stock_movement_kind as enum (
  'opening', 'delivery', 'adjustment', 'count', 'sale', 'cancellation', 'untracked'
);
comment on type public.stock_movement_kind is
  'Why a stock moved. adjustment: a loss; count: set to what is on the shelf; untracked: counting ended.';

create table public.stock_movements (
  business_id uuid not null,
  product_id uuid not null,
  version bigint not null,
  kind public.stock_movement_kind not null,
  quantity bigint not null,
  stock_after bigint not null,
  reason text,
  order_id uuid,
  actor text not null,
  request_id text,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (business_id, product_id, version)
);
comment on table public.stock_movements is
  'Every movement of every counted stock, for ever. No foreign key, as in ledger_entries: a movement is written with the row it moves, and products are never deleted.';
comment on column public.stock_movements.version is '1, 2, 3 … without gaps in a product.';
comment on column public.stock_movements.quantity is 'Signed: the pieces that came.';
comment on column public.stock_movements.stock_after is 'Pieces on hand after it.';
comment on column public.stock_movements.order_id is 'The order that was sold or cancelled.';
comment on column public.stock_movements.actor is 'Who caused it: user:<id> or api_key:<id>.';
comment on column public.stock_movements.occurred_at is 'On the clock of the business.';

alter table public.stock_movements enable row level security;
create policy "Members and keys read the stock movements of their businesses" on public.stock_movements
  for select to anon, authenticated
  using (business_id in (select private.my_business_ids('products:read')));
grant select on public.stock_movements to anon, authenticated, service_role;

create trigger stock_movements_before_change_refuse
  before update or delete on public.stock_movements
  for each row execute function private.refuse_change();
create trigger stock_movements_before_truncate_refuse
  before truncate on public.stock_movements
  for each statement execute function private.refuse_change();

-- Adjusting -----------------------------------------------------------------------------------------

create function private.append_stock_movement(
  access private.access, product public.products, kind public.stock_movement_kind, quantity bigint, reason text
)
returns public.stock_movements
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_movement public.stock_movements;
  v_after bigint := coalesce(append_stock_movement.product.stock, 0) + append_stock_movement.quantity;
begin
  update public.products as p
  set stock = case when append_stock_movement.kind <> 'untracked' then v_after end, stock_version = p.stock_version + 1
  where p.business_id = append_stock_movement.product.business_id and p.id = append_stock_movement.product.id;
  insert into public.stock_movements (
    business_id, product_id, version, kind, quantity, stock_after, reason, actor, request_id, occurred_at
  )
  values (
    append_stock_movement.product.business_id, append_stock_movement.product.id,
    append_stock_movement.product.stock_version + 1, append_stock_movement.kind, append_stock_movement.quantity, v_after,
    append_stock_movement.reason, append_stock_movement.access.actor, append_stock_movement.access.request_id,
    append_stock_movement.access.now
  )
  returning * into v_movement;
  return v_movement;
end;
$$;
comment on function private.append_stock_movement(private.access, public.products, public.stock_movement_kind, bigint, text) is
  'Moves the stock of one locked product by so many pieces. Sales and cancellations move many products in one statement of their own.';

create function private.stock_movement_json(movement public.stock_movements, order_number bigint)
returns json
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return json_build_object(
    'id', stock_movement_json.movement.product_id || '.' || stock_movement_json.movement.version,
    'product_id', stock_movement_json.movement.product_id,
    'version', stock_movement_json.movement.version,
    'kind', stock_movement_json.movement.kind,
    'quantity', stock_movement_json.movement.quantity,
    'stock_after', stock_movement_json.movement.stock_after,
    'reason', stock_movement_json.movement.reason,
    'order_id', stock_movement_json.movement.order_id,
    'order_number', stock_movement_json.order_number,
    'actor', stock_movement_json.movement.actor,
    'request_id', stock_movement_json.movement.request_id,
    'occurred_at', stock_movement_json.movement.occurred_at
  );
end;
$$;
comment on function private.stock_movement_json(public.stock_movements, bigint) is
  'A stock movement as every answer shows it.';

create function private.adjust_stock(
  business_id uuid, product_id uuid, change bigint, counted bigint, tracked boolean, reason text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(adjust_stock.business_id, 'products:write');
  v_reason text := nullif(btrim(adjust_stock.reason), '');
  v_request text := row(
    adjust_stock.product_id, adjust_stock.change, adjust_stock.counted, adjust_stock.tracked, v_reason
  )::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'adjust_stock', v_request);
  v_product public.products;
  v_movement public.stock_movements;
  v_kind public.stock_movement_kind;
  v_quantity bigint;
begin
  if v_first is not null then
    return v_first;
  end if;
  if num_nonnulls(adjust_stock.change, adjust_stock.counted, adjust_stock.tracked) <> 1 then
    perform private.raise_invalid('/change', 'or counted or tracked must be given, one of them');
  elsif adjust_stock.tracked then
    perform private.raise_invalid('/tracked', 'must be false; counting begins with counted');
  elsif adjust_stock.change = 0 or adjust_stock.change not between -1000000000 and 1000000000 then
    perform private.raise_invalid('/change', 'must be a whole number other than 0, to 1000000000');
  elsif adjust_stock.counted not between 0 and 1000000000 then
    perform private.raise_invalid('/counted', 'must be from 0 to 1000000000');
  end if;
  if v_reason is not null then
    v_reason := private.require_text(v_reason, '/reason', 500);
  end if;

  v_product := private.find_product(v_access.business_id, adjust_stock.product_id, true);
  if v_product.stock is null and adjust_stock.counted is null then
    perform private.raise_problem(
      409, 'stock_not_tracked', 'The stock of this product is not counted.',
      jsonb_build_object('product_id', v_product.id));
  elsif v_product.stock + adjust_stock.change < 0 then
    perform private.raise_problem(
      409, 'insufficient_stock',
      format('%s: %s to be taken, %s on hand.', v_product.name, -adjust_stock.change, v_product.stock),
      jsonb_build_object('products', jsonb_build_array(jsonb_build_object(
        'product_id', v_product.id, 'sku', v_product.sku, 'name', v_product.name,
        'asked', -adjust_stock.change, 'available', v_product.stock
      ))));
  elsif v_product.stock + adjust_stock.change > 1000000000 then
    perform private.raise_invalid('/change', 'would make the stock more than 1000000000');
  end if;

  v_kind := case
    when adjust_stock.counted is not null then 'count'
    when adjust_stock.change > 0 then 'delivery'
    when adjust_stock.change < 0 then 'adjustment'
    else 'untracked'
  end;
  v_quantity := coalesce(
    adjust_stock.change, adjust_stock.counted - coalesce(v_product.stock, 0), -v_product.stock);
  v_movement := private.append_stock_movement(
    v_access, v_product, v_kind, v_quantity, v_reason);
  perform private.notify_change(v_access.business_id, 'products');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'adjust_stock', v_request,
    json_build_object(
      'product', private.product_json(
        private.find_product(v_access.business_id, v_product.id), v_access.currency, v_access.decimals),
      'movement', private.stock_movement_json(v_movement, null)
    )
  );
end;
$$;
comment on function private.adjust_stock(uuid, uuid, bigint, bigint, boolean, text) is
  'Moves the stock by a change, to what was counted, or out of counting; in pieces. The movement stays.';
grant execute on function private.adjust_stock(uuid, uuid, bigint, bigint, boolean, text) to anon, authenticated;

create function public.adjust_stock(
  business_id uuid default null, product_id uuid default null, change bigint default null,
  counted bigint default null, tracked boolean default null, reason text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.adjust_stock(
    adjust_stock.business_id, adjust_stock.product_id, adjust_stock.change, adjust_stock.counted,
    adjust_stock.tracked, adjust_stock.reason
  );
end;
$$;
comment on function public.adjust_stock(uuid, uuid, bigint, bigint, boolean, text) is 'Adjust the stock of a product.';
grant execute on function public.adjust_stock(uuid, uuid, bigint, bigint, boolean, text) to anon, authenticated;

create function private.list_stock_movements(business_id uuid, product_id uuid, page_size integer, cursor text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_stock_movements.business_id, 'products:read');
  v_limit integer := private.page_limit(list_stock_movements.page_size);
  v_after text[] := private.decode_cursor(list_stock_movements.cursor, 1);
  v_answer json;
begin
  if v_after[1] !~ '^\d{1,18}$' then
    perform private.raise_invalid('/cursor', 'is not a cursor of this list');
  end if;
  perform private.find_product(v_access.business_id, list_stock_movements.product_id);

  with page as (
    select m.version, private.stock_movement_json(m, o.number) as row
    from public.stock_movements as m
    left join public.orders as o on o.business_id = m.business_id and o.id = m.order_id
    where m.business_id = v_access.business_id and m.product_id = list_stock_movements.product_id
      and m.version < coalesce(v_after[1]::bigint, 9223372036854775807)
    order by m.version desc
    limit v_limit + 1
  )
  select private.page_json(
    array_agg(p.row order by p.version desc),
    array_agg(private.encode_cursor(p.version::text) order by p.version desc),
    v_limit
  )
  into v_answer
  from page as p;
  return v_answer;
end;
$$;
comment on function private.list_stock_movements(uuid, uuid, integer, text) is 'The movements of one product, the newest first.';
grant execute on function private.list_stock_movements(uuid, uuid, integer, text) to anon, authenticated;

create function public.list_stock_movements(
  business_id uuid default null, product_id uuid default null, page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.list_stock_movements(
    list_stock_movements.business_id, list_stock_movements.product_id, list_stock_movements.page_size,
    list_stock_movements.cursor
  );
end;
$$;
comment on function public.list_stock_movements(uuid, uuid, integer, text) is 'List the stock movements of a product.';
grant execute on function public.list_stock_movements(uuid, uuid, integer, text) to anon, authenticated;
