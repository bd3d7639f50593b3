-- Orders: what was sold on credit, line by line, and what of it was paid and cancelled.
--
-- Orders, payments and cancellations of a customer change only under the lock of its receivable wallet, whose
-- balance is at every moment minus the sum of what is outstanding on its orders.

create type public.order_status as enum ('open', 'paid', 'cancelled');
comment on type public.order_status is 'open: something is outstanding; paid: nothing is; cancelled: every line is.';

create table public.orders (
  business_id uuid not null,
  id uuid not null default private.uuid_v7(),
  number bigint not null,
  customer_id uuid not null,
  status public.order_status not null,
  total public.amount not null,
  cancelled public.amount not null default 0,
  paid public.amount not null default 0,
  outstanding public.amount not null generated always as (total - cancelled - paid) stored,
  item_count bigint not null,
  note text,
  actor text not null,
  request_id text,
  placed_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (business_id, id),
  unique (business_id, number),
  constraint orders_outstanding_check check (outstanding >= 0 and (status = 'open') = (outstanding > 0))
) with (fillfactor = 80);
comment on table public.orders is 'Sales on credit. What was sold never changes; what was cancelled and paid are sums of rows of their own. No foreign key to the customer, as in ledger_entries: it is written under the lock of its wallet, and a customer with orders is archived.';
comment on column public.orders.number is 'Counted up in the business for people to name it by. Numbers may be missing.';
comment on column public.orders.total is 'As sold, in the currency of the business.';
comment on column public.orders.cancelled is 'The sum of its cancellations, in the currency of the business.';
comment on column public.orders.paid is 'The sum of its payment allocations, in the currency of the business.';
comment on column public.orders.outstanding is 'What is owed on it, in the currency of the business.';
comment on column public.orders.item_count is 'Pieces over all lines, as sold.';
comment on column public.orders.actor is 'Who made it: user:<id> or api_key:<id>.';
comment on column public.orders.placed_at is 'On the clock of the business. It is overdue a number of days later.';
create index orders_customer_idx on public.orders (business_id, customer_id, id);
create index orders_open_idx on public.orders (business_id, customer_id, placed_at, id) where status = 'open';

create table public.order_items (
  business_id uuid not null,
  order_id uuid not null,
  product_id uuid not null,
  sku text not null,
  name text not null,
  unit_price public.amount not null,
  quantity bigint not null,
  cancelled_quantity bigint not null default 0,
  primary key (business_id, order_id, product_id)
);
comment on table public.order_items is
  'The lines of an order, one a product, as the product was at the sale. No foreign keys, as in ledger_entries: lines are written with their order, and neither orders nor products are deleted.';
comment on column public.order_items.unit_price is 'For one piece at the moment of the sale, in the currency of the business.';
comment on column public.order_items.quantity is 'Pieces sold.';
comment on column public.order_items.cancelled_quantity is 'Pieces of them that were cancelled.';

create table public.order_cancellations (
  business_id uuid not null,
  id uuid not null default private.uuid_v7(),
  order_id uuid not null,
  amount public.amount not null,
  reason text,
  actor text not null,
  request_id text,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (business_id, id),
  foreign key (business_id, order_id) references public.orders (business_id, id) on delete restrict
);
comment on table public.order_cancellations is 'What was cancelled of orders, at one time each. Rows are only added.';
comment on column public.order_cancellations.amount is 'In the currency of the business.';
comment on column public.order_cancellations.occurred_at is 'On the clock of the business.';
create index order_cancellations_order_idx on public.order_cancellations (business_id, order_id);

create table public.order_cancellation_items (
  business_id uuid not null,
  cancellation_id uuid not null,
  product_id uuid not null,
  quantity bigint not null,
  primary key (business_id, cancellation_id, product_id),
  foreign key (business_id, cancellation_id) references public.order_cancellations (business_id, id) on delete restrict
);
comment on table public.order_cancellation_items is 'The pieces of each cancellation. Rows are only added.';
comment on column public.order_cancellation_items.quantity is 'Pieces.';

alter table public.orders enable row level security;
alter table public.order_items enable row level security;
alter table public.order_cancellations enable row level security;
alter table public.order_cancellation_items enable row level security;
create policy "Members and keys read the orders of their businesses" on public.orders
  for select to anon, authenticated using (business_id in (select private.my_business_ids('orders:read')));
create policy "Members and keys read the order lines of their businesses" on public.order_items
  for select to anon, authenticated using (business_id in (select private.my_business_ids('orders:read')));
create policy "Members and keys read the cancellations of their businesses" on public.order_cancellations
  for select to anon, authenticated using (business_id in (select private.my_business_ids('orders:read')));
create policy "Members and keys read the cancelled lines of their businesses" on public.order_cancellation_items
  for select to anon, authenticated using (business_id in (select private.my_business_ids('orders:read')));
grant select on public.orders, public.order_items, public.order_cancellations, public.order_cancellation_items
to anon, authenticated, service_role;

-- What is written stays ------------------------------------------------------------------------------

create function private.refuse_order_change()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  raise exception using
    errcode = '23514',
    message = 'What was sold stays as it was sold.',
    hint = 'Use public.cancel_order: it returns the stock and puts the balance back.';
end;
$$;
comment on function private.refuse_order_change() is 'Trigger: refuses to rewrite or delete a sale.';

-- For the statement: with a before trigger for each row, Postgres locks and logs each row once more ahead of every update.
create trigger orders_before_sale_edit_refuse
  before update of business_id, id, number, customer_id, total, item_count, placed_at on public.orders
  for each statement execute function private.refuse_order_change();
create trigger orders_before_delete_refuse
  before delete on public.orders for each row execute function private.refuse_order_change();
create trigger orders_before_truncate_refuse
  before truncate on public.orders for each statement execute function private.refuse_order_change();
create trigger order_items_before_sale_edit_refuse
  before update of business_id, order_id, product_id, sku, name, unit_price, quantity on public.order_items
  for each statement execute function private.refuse_order_change();
create trigger order_items_before_delete_refuse
  before delete on public.order_items for each row execute function private.refuse_order_change();
create trigger order_items_before_truncate_refuse
  before truncate on public.order_items for each statement execute function private.refuse_order_change();
create trigger order_cancellations_before_change_refuse
  before update or delete on public.order_cancellations for each row execute function private.refuse_change();
create trigger order_cancellations_before_truncate_refuse
  before truncate on public.order_cancellations for each statement execute function private.refuse_change();
create trigger order_cancellation_items_before_change_refuse
  before update or delete on public.order_cancellation_items for each row execute function private.refuse_change();
create trigger order_cancellation_items_before_truncate_refuse
  before truncate on public.order_cancellation_items for each statement execute function private.refuse_change();

-- Numbers -------------------------------------------------------------------------------------------

create table private.order_number_slots (
  business_id uuid not null references public.businesses (id) on delete cascade,
  slot smallint not null,
  next_number bigint not null,
  primary key (business_id, slot)
) with (fillfactor = 30);
alter table private.order_number_slots enable row level security;
grant select on private.order_number_slots to service_role;
comment on table private.order_number_slots is
  'Where the next order numbers come from: 16 slots a business, each counting in steps of 16, so that sales at the same moment take different slots and none waits. One till alone sees 1, 2, 3 …';
comment on column private.order_number_slots.next_number is 'The number that the slot gives next.';

create function private.take_order_number(business_id uuid)
returns bigint
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_number bigint;
begin
  update private.order_number_slots as s
  set next_number = s.next_number + 16
  where s.business_id = take_order_number.business_id
    and s.slot = (
      select f.slot from private.order_number_slots as f
      where f.business_id = take_order_number.business_id
      order by f.next_number limit 1
      for update skip locked
    )
  returning s.next_number - 16 into v_number;
  if found then
    return v_number;
  end if;

  -- The first order of the business, or 16 sales at this very moment: then one is waited for.
  insert into private.order_number_slots (business_id, slot, next_number)
  select take_order_number.business_id, n, n from generate_series(1, 16) as n
  on conflict on constraint order_number_slots_pkey do nothing;
  update private.order_number_slots as s
  set next_number = s.next_number + 16
  where s.business_id = take_order_number.business_id
    and s.slot = (
      select f.slot from private.order_number_slots as f
      where f.business_id = take_order_number.business_id
      order by f.next_number limit 1
      for update
    )
  returning s.next_number - 16 into v_number;
  return v_number;
end;
$$;
comment on function private.take_order_number(uuid) is
  'A number that no other order of the business has. Taken last, after every other lock.';
