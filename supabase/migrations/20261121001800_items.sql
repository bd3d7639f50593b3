-- The lines of an order as they are asked for, and why they cannot be sold.

create type private.item_list as (product_ids uuid[], quantities bigint[]);
comment on type private.item_list is 'The products asked for in the order of their ids, each once, with the pieces of each.';

create function private.is_item(line jsonb)
returns boolean
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return is_item.line ->> 'product_id' like '________-____-____-____-____________'
    and translate(is_item.line ->> 'product_id', '0123456789abcdefABCDEF', '') = '----'
    and case when jsonb_typeof(is_item.line -> 'quantity') = 'number' then
      (is_item.line -> 'quantity')::numeric between 1 and 1000000 and scale(trim_scale((is_item.line -> 'quantity')::numeric)) = 0
    end;
end;
$$;
comment on function private.is_item(jsonb) is
  'Whether a line of an order is {product_id, quantity} with a UUID and whole pieces from 1 to a million; null for no.';

create function private.raise_wrong_item(items jsonb)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_wrong record;
begin
  select i.ordinality - 1 as index, private.is_item(jsonb_build_object(
    'product_id', i.line ->> 'product_id', 'quantity', 1)) is not true as no_product
  into v_wrong
  from jsonb_array_elements(raise_wrong_item.items) with ordinality as i(line, ordinality)
  where private.is_item(i.line) is not true
  order by i.ordinality
  limit 1;
  if v_wrong.no_product then
    perform private.raise_invalid(format('/items/%s/product_id', v_wrong.index), 'must be a UUID');
  else
    perform private.raise_invalid(
      format('/items/%s/quantity', v_wrong.index), 'must be a whole number from 1 to 1000000');
  end if;
end;
$$;
comment on function private.raise_wrong_item(jsonb) is 'The 422 of the first line that is not in order.';

create function private.read_items(items jsonb)
returns private.item_list
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_list private.item_list;
  v_lines integer;
  v_largest numeric;
begin
  if coalesce(jsonb_typeof(read_items.items), 'null') <> 'array' then
    perform private.raise_invalid('/items', 'must be a list');
  end if;
  v_lines := jsonb_array_length(read_items.items);
  if v_lines not between 1 and 200 then
    perform private.raise_invalid('/items', 'must have from 1 to 200 lines');
  end if;

  -- One pass; a line that is not in order is left out, and missed in the count.
  select
    array_agg(l.product_id order by l.product_id), array_agg(l.quantity order by l.product_id),
    v_lines - sum(l.lines), max(l.quantity)
  into v_list.product_ids, v_list.quantities, v_lines, v_largest
  from (
    select (i.line ->> 'product_id')::uuid as product_id, sum((i.line -> 'quantity')::bigint)::bigint as quantity, count(*) as lines
    from jsonb_array_elements(read_items.items) as i(line)
    where private.is_item(i.line)
    group by 1
  ) as l;
  if v_lines is distinct from 0 then
    perform private.raise_wrong_item(read_items.items);
  elsif v_largest > 1000000 then
    perform private.raise_invalid('/items', 'must come to at most 1000000 pieces of a product');
  end if;
  return v_list;
end;
$$;
comment on function private.read_items(jsonb) is
  'Lines of {product_id, quantity}, added up for each product; or a 422 that names the line.';

create function private.raise_sale_refused(
  business_id uuid, customer_id uuid, items private.item_list, lines_taken integer
)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_missing uuid[];
  v_not_for_sale jsonb;
  v_short jsonb;
  v_sentence text;
begin
  select
    array_agg(a.product_id) filter (where p.id is null),
    jsonb_agg(jsonb_build_object('product_id', p.id, 'sku', p.sku, 'name', p.name, 'status', p.status) order by p.name)
      filter (where p.status <> 'active'),
    jsonb_agg(
      jsonb_build_object('product_id', p.id, 'sku', p.sku, 'name', p.name, 'asked', a.quantity, 'available', l.stock)
      order by p.name
    ) filter (where l.stock < a.quantity),
    string_agg(format('%s: %s asked, %s available', p.name, a.quantity, l.stock), '; ' order by p.name)
      filter (where l.stock < a.quantity)
  into v_missing, v_not_for_sale, v_short, v_sentence
  from unnest(raise_sale_refused.items.product_ids, raise_sale_refused.items.quantities)
    with ordinality as a(product_id, quantity, line)
  left join public.products as p on p.business_id = raise_sale_refused.business_id and p.id = a.product_id
  -- What this sale itself has taken so far goes back with it.
  cross join lateral (
    select p.stock + case when a.line <= raise_sale_refused.lines_taken then a.quantity else 0 end as stock
  ) as l;

  if v_missing is not null then
    perform private.raise_product_not_found(v_missing);
  elsif v_not_for_sale is not null then
    perform private.raise_problem(
      409, 'product_not_for_sale',
      format('%s is not for sale.', v_not_for_sale #>> '{0,name}'), jsonb_build_object('products', v_not_for_sale));
  elsif v_short is not null then
    perform private.raise_problem(
      409, 'insufficient_stock', left(v_sentence, 500) || '.',
      jsonb_build_object('customer_id', raise_sale_refused.customer_id, 'products', v_short));
  end if;
end;
$$;
comment on function private.raise_sale_refused(uuid, uuid, private.item_list, integer) is
  'Says why these products cannot be sold: all that are missing, or not for sale, or short. Does nothing where none is any more.';
