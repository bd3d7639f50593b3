-- Products: what is sold, at what price, and how many are on hand.
--
-- The stock is a cache of the sum of the movements and changes only with one, as a balance does with an entry. The row
-- of a product is on the path of every sale, and a check or trigger is read from its text again for each statement: so
-- there is one check, that no stock is below zero. The doors see to the rest, and the proof to a stock edited by hand.

create type public.product_status as enum ('active', 'inactive', 'archived');
comment on type public.product_status is 'active: for sale; inactive: not for sale now; archived: gone from the lists.';
create table public.products (
  business_id uuid not null references public.businesses (id) on delete restrict,
  id uuid not null default private.uuid_v7(),
  sku text not null,
  name text not null,
  description text,
  status public.product_status not null default 'active',
  price public.amount not null,
  usage_unit_price public.amount,
  stock bigint check (stock >= 0),
  stock_version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id),
  unique (business_id, sku)
) with (fillfactor = 50);
comment on table public.products is 'What a business sells. A product is archived, never deleted: orders and movements name it.';
comment on column public.products.sku is 'The name of the product in the business, unique there.';
comment on column public.products.price is 'For one piece, in the currency of the business.';
comment on column public.products.usage_unit_price is
  'For one unit of usage, in the currency of the business, to 6 decimals. Null: that is the price of a piece.';
comment on column public.products.stock is 'Pieces on hand: the sum of the movements. Null: not counted, a sale never runs out of it.';
comment on column public.products.stock_version is 'The version of the newest movement: how many there are.';
create index products_name_idx on public.products (business_id, name, id);

alter table public.products enable row level security;
create policy "Members and keys read the products of their businesses" on public.products
  for select to anon, authenticated
  using (business_id in (select private.my_business_ids('products:read', 'orders:read')));
grant select on public.products to anon, authenticated, service_role;

create function private.refuse_product_removal()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  raise exception using
    errcode = '23514',
    message = 'A product is never deleted: orders and movements name it.',
    hint = 'Set its status to archived.';
end;
$$;
comment on function private.refuse_product_removal() is 'Trigger: refuses to delete a product.';

create trigger products_before_delete_refuse
  before delete on public.products
  for each row execute function private.refuse_product_removal();
create trigger products_before_truncate_refuse
  before truncate on public.products
  for each statement execute function private.refuse_product_removal();

-- Answers and checks --------------------------------------------------------------------------------

create function private.product_json(product public.products, currency text, decimals integer)
returns json
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return json_build_object(
    'id', product_json.product.id,
    'business_id', product_json.product.business_id,
    'sku', product_json.product.sku,
    'name', product_json.product.name,
    'description', product_json.product.description,
    'status', product_json.product.status,
    'currency', product_json.currency,
    'price', private.amount_text(product_json.product.price, product_json.decimals),
    'usage_unit_price', private.amount_text(product_json.product.usage_unit_price, product_json.decimals),
    'stock', product_json.product.stock,
    'created_at', product_json.product.created_at,
    'updated_at', product_json.product.updated_at
  );
end;
$$;
comment on function private.product_json(public.products, text, integer) is 'A product as every answer shows it.';
grant execute on function private.product_json(public.products, text, integer) to anon, authenticated;

create function private.raise_product_not_found(product_ids uuid[])
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform private.raise_problem(
    404, 'product_not_found',
    case cardinality(raise_product_not_found.product_ids)
      when 1 then 'There is no such product in this business.'
      else format('%s of the products are not in this business.', cardinality(raise_product_not_found.product_ids))
    end,
    jsonb_build_object('product_ids', raise_product_not_found.product_ids));
end;
$$;
comment on function private.raise_product_not_found(uuid[]) is 'The 404 of products that the business does not have.';

create function private.find_product(business_id uuid, product_id uuid, for_change boolean default false)
returns public.products
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_product public.products;
begin
  if find_product.for_change then
    select p.* into v_product
    from public.products as p
    where p.business_id = find_product.business_id and p.id = find_product.product_id
    for update;
  else
    select p.* into v_product
    from public.products as p
    where p.business_id = find_product.business_id and p.id = find_product.product_id;
  end if;
  if v_product.id is null then
    perform private.raise_product_not_found(array[find_product.product_id]);
  end if;
  return v_product;
end;
$$;
comment on function private.find_product(uuid, uuid, boolean) is
  'A product, locked where it is to be changed, or a 404.';

create function private.require_price(price numeric, decimals integer, pointer text)
returns public.amount
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  if require_price.price >= 1e11 then
    perform private.raise_invalid(require_price.pointer, 'must have at most 11 digits before the point');
  end if;
  return private.require_amount(require_price.price, require_price.decimals, require_price.pointer);
end;
$$;
comment on function private.require_price(numeric, integer, text) is
  'The price, or a 422 that names the field. Bounded so that a million pieces of it are still an amount.';
