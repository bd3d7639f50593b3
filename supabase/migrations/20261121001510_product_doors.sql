-- The doors of products: create, read, change, archive, list.

create function private.add_product(
  access private.access, sku text, name text, price numeric, stock bigint, usage_unit_price numeric, description text,
  status text
)
returns public.products
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := add_product.access;
  v_sku text := private.require_text(add_product.sku, '/sku', 64);
  v_name text := private.require_text(add_product.name, '/name', 200);
  v_price public.amount := private.require_price(add_product.price, v_access.decimals, '/price');
  v_description text := nullif(btrim(add_product.description), '');
  v_status text := coalesce(add_product.status, 'active');
  v_product public.products;
begin
  if v_status not in ('active', 'inactive') then
    perform private.raise_invalid('/status', 'must be active or inactive');
  elsif add_product.stock not between 0 and 1000000000 then
    perform private.raise_invalid('/stock', 'must be from 0 to 1000000000');
  end if;
  if v_description is not null then
    v_description := private.require_text(v_description, '/description', 1000);
  end if;
  if add_product.usage_unit_price is not null then
    perform private.require_price(add_product.usage_unit_price, 6, '/usage_unit_price');
  end if;

  insert into public.products (
    business_id, sku, name, description, status, price, usage_unit_price, created_at, updated_at
  )
  values (
    v_access.business_id, v_sku, v_name, v_description, v_status::public.product_status, v_price,
    add_product.usage_unit_price, v_access.now, v_access.now
  )
  on conflict on constraint products_business_id_sku_key do nothing
  returning * into v_product;
  if not found then
    perform private.raise_problem(
      409, 'sku_taken', 'Another product has this sku.', jsonb_build_object('sku', v_sku));
  end if;
  if add_product.stock is not null then
    perform private.append_stock_movement(v_access, v_product, 'opening', add_product.stock, null);
    v_product.stock := add_product.stock;
  end if;
  return v_product;
end;
$$;
comment on function private.add_product(private.access, text, text, numeric, bigint, numeric, text, text) is
  'A product, by the rules of creating one, whether one is created or many are imported; a stock that is given is its first movement, one that is not is never counted. Prices in the currency of the business.';

create function private.create_product(
  business_id uuid, sku text, name text, price numeric, stock bigint, usage_unit_price numeric, description text, status text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(create_product.business_id, 'products:write');
  v_request text := row(
    btrim(create_product.sku, E' \t\n\r'), btrim(create_product.name, E' \t\n\r'), trim_scale(create_product.price),
    create_product.stock, trim_scale(create_product.usage_unit_price), nullif(btrim(create_product.description), ''),
    coalesce(create_product.status, 'active')
  )::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'create_product', v_request);
  v_product public.products;
begin
  if v_first is not null then
    return v_first;
  end if;
  v_product := private.add_product(
    v_access, create_product.sku, create_product.name, create_product.price, create_product.stock,
    create_product.usage_unit_price, create_product.description, create_product.status);
  perform private.notify_change(v_access.business_id, 'products');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'create_product', v_request,
    private.product_json(v_product, v_access.currency, v_access.decimals)
  );
end;
$$;
comment on function private.create_product(uuid, text, text, numeric, bigint, numeric, text, text) is
  'Creates a product: see private.add_product.';
grant execute on function private.create_product(uuid, text, text, numeric, bigint, numeric, text, text) to anon, authenticated;

create function public.create_product(
  business_id uuid default null, sku text default null, name text default null, price numeric default null,
  stock bigint default null, usage_unit_price numeric default null, description text default null,
  status text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.create_product(
    create_product.business_id, create_product.sku, create_product.name, create_product.price, create_product.stock,
    create_product.usage_unit_price, create_product.description, create_product.status
  );
end;
$$;
comment on function public.create_product(uuid, text, text, numeric, bigint, numeric, text, text) is 'Create a product.';
grant execute on function public.create_product(uuid, text, text, numeric, bigint, numeric, text, text) to anon, authenticated;

create function private.get_product(business_id uuid, product_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(get_product.business_id, 'products:read');
begin
  return private.product_json(
    private.find_product(v_access.business_id, get_product.product_id), v_access.currency, v_access.decimals);
end;
$$;
comment on function private.get_product(uuid, uuid) is 'A product with the stock of this instant.';
grant execute on function private.get_product(uuid, uuid) to anon, authenticated;

create function public.get_product(business_id uuid default null, product_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_product(get_product.business_id, get_product.product_id);
end;
$$;
comment on function public.get_product(uuid, uuid) is 'Read a product.';
grant execute on function public.get_product(uuid, uuid) to anon, authenticated;

create function private.update_product(
  business_id uuid, product_id uuid, sku text, name text, price numeric, usage_unit_price text, description text, status text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(update_product.business_id, 'products:write');
  v_request text := row(
    update_product.product_id, update_product.sku, update_product.name, trim_scale(update_product.price),
    update_product.usage_unit_price, update_product.description, update_product.status
  )::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'update_product', v_request);
  v_product public.products;
begin
  if v_first is not null then
    return v_first;
  end if;
  if update_product.status not in ('active', 'inactive', 'archived') then
    perform private.raise_invalid('/status', 'must be active, inactive or archived');
  elsif btrim(update_product.usage_unit_price) !~ '^(\d{1,11}(\.\d{1,6})?)?$' then
    perform private.raise_invalid('/usage_unit_price', 'must be a price with at most 6 decimals, or empty');
  end if;

  v_product := private.find_product(v_access.business_id, update_product.product_id, true);
  if update_product.sku is not null then
    v_product.sku := private.require_text(update_product.sku, '/sku', 64);
  end if;
  if update_product.name is not null then
    v_product.name := private.require_text(update_product.name, '/name', 200);
  end if;
  if update_product.price is not null then
    v_product.price := private.require_price(update_product.price, v_access.decimals, '/price');
  end if;
  if update_product.usage_unit_price is not null then
    v_product.usage_unit_price := nullif(btrim(update_product.usage_unit_price), '')::numeric;
  end if;
  if update_product.description is not null then
    v_product.description := nullif(btrim(update_product.description), '');
    if v_product.description is not null then
      v_product.description := private.require_text(v_product.description, '/description', 1000);
    end if;
  end if;
  v_product.status := coalesce(update_product.status::public.product_status, v_product.status);
  v_product.updated_at := v_access.now;

  begin
    update public.products as p
    set
      sku = v_product.sku, name = v_product.name, price = v_product.price,
      usage_unit_price = v_product.usage_unit_price, description = v_product.description,
      status = v_product.status, updated_at = v_product.updated_at
    where p.business_id = v_product.business_id and p.id = v_product.id;
  exception when unique_violation then
    perform private.raise_problem(
      409, 'sku_taken', 'Another product has this sku.', jsonb_build_object('sku', v_product.sku));
  end;
  perform private.notify_change(v_access.business_id, 'products');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'update_product', v_request,
    private.product_json(v_product, v_access.currency, v_access.decimals)
  );
end;
$$;
comment on function private.update_product(uuid, uuid, text, text, numeric, text, text, text) is
  'Changes what is given; an empty description or usage unit price is removed. Orders keep the price they were made at.';
grant execute on function private.update_product(uuid, uuid, text, text, numeric, text, text, text) to anon, authenticated;

create function public.update_product(
  business_id uuid default null, product_id uuid default null, sku text default null, name text default null,
  price numeric default null, usage_unit_price text default null, description text default null,
  status text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.update_product(
    update_product.business_id, update_product.product_id, update_product.sku, update_product.name,
    update_product.price, update_product.usage_unit_price, update_product.description, update_product.status
  );
end;
$$;
comment on function public.update_product(uuid, uuid, text, text, numeric, text, text, text) is 'Change a product.';
grant execute on function public.update_product(uuid, uuid, text, text, numeric, text, text, text) to anon, authenticated;

create function private.archive_product(business_id uuid, product_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(archive_product.business_id, 'products:write');
  v_request text := row(archive_product.product_id)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'archive_product', v_request);
  v_product public.products;
begin
  if v_first is not null then
    return v_first;
  end if;
  v_product := private.find_product(v_access.business_id, archive_product.product_id, true);
  v_product.status := 'archived';
  v_product.updated_at := v_access.now;
  update public.products as p set status = v_product.status, updated_at = v_product.updated_at
  where p.business_id = v_product.business_id and p.id = v_product.id;
  perform private.notify_change(v_access.business_id, 'products');
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'archive_product', v_request,
    private.product_json(v_product, v_access.currency, v_access.decimals)
  );
end;
$$;
comment on function private.archive_product(uuid, uuid) is 'Ends the sale of a product and takes it off the lists.';
grant execute on function private.archive_product(uuid, uuid) to anon, authenticated;

create function public.archive_product(business_id uuid default null, product_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.archive_product(archive_product.business_id, archive_product.product_id);
end;
$$;
comment on function public.archive_product(uuid, uuid) is 'Archive a product.';
grant execute on function public.archive_product(uuid, uuid) to anon, authenticated;

create function public.list_products(
  business_id uuid default null, search text default null, status text default null, sort text default null,
  direction text default null, page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(list_products.business_id, 'products:read');
  v_limit integer := private.page_limit(list_products.page_size);
  v_sort text := coalesce(list_products.sort, 'created');
  v_direction text := coalesce(list_products.direction, case v_sort when 'created' then 'desc' else 'asc' end);
  v_status text := coalesce(list_products.status, 'current');
  v_search text := private.search_pattern(list_products.search);
  v_key text;
  v_type text;
  v_after text[];
  v_answer json;
begin
  if v_sort not in ('created', 'name', 'sku', 'price', 'stock') then
    perform private.raise_invalid('/sort', 'must be created, name, sku, price or stock');
  elsif v_direction not in ('asc', 'desc') then
    perform private.raise_invalid('/direction', 'must be asc or desc');
  elsif v_status not in ('current', 'active', 'inactive', 'archived', 'all') then
    perform private.raise_invalid('/status', 'must be active, inactive, archived or all');
  end if;
  v_key := case v_sort
    when 'created' then 'p.id'
    when 'name' then 'p.name'
    when 'sku' then 'p.sku'
    when 'price' then 'p.price'
    -- What is not counted never runs out, and comes last.
    else 'coalesce(p.stock, 9223372036854775807)'
  end;
  v_type := case v_sort when 'created' then 'uuid' when 'price' then 'numeric' when 'stock' then 'bigint' else 'text' end;
  v_after := private.decode_cursor(list_products.cursor, 3);
  if v_after[1] <> v_sort || ' ' || v_direction then
    perform private.raise_invalid('/cursor', 'belongs to another order of the list');
  end if;

  execute format(
    $query$
      with page as (
        select %1$s as key, p.id, private.product_json(p, $5, $6) as row
        from public.products as p
        where p.business_id = $1
          and ($2 = 'all' or p.status::text = $2 or $2 = 'current' and p.status <> 'archived')
          and ($3 is null or p.name ilike $3 or p.sku ilike $3)
          and ($4 is null or (%1$s, p.id) %2$s ($4[2]::%3$s, $4[3]::uuid))
        order by key %4$s, id %4$s
        limit $7 + 1
      )
      select private.page_json(
        array_agg(p.row order by p.key %4$s, p.id %4$s),
        array_agg(private.encode_cursor($8, p.key::text, p.id::text) order by p.key %4$s, p.id %4$s),
        $7
      )
      from page as p
    $query$,
    v_key, case v_direction when 'asc' then '>' else '<' end, v_type, v_direction
  )
  into v_answer
  using v_access.business_id, v_status, v_search, v_after, v_access.currency, v_access.decimals, v_limit,
    v_sort || ' ' || v_direction;
  return v_answer;
exception when invalid_text_representation or numeric_value_out_of_range then
  perform private.raise_invalid('/cursor', 'is not a cursor of this list');
end;
$$;
comment on function public.list_products(uuid, text, text, text, text, integer, text) is
  'List products by creation, name, sku, price or stock; archived ones only when asked for.';
grant execute on function public.list_products(uuid, text, text, text, text, integer, text) to anon, authenticated;
