-- Payments: money received for orders, put on them row by row.

create type public.payment_method as enum ('cash', 'card', 'bank_transfer', 'other', 'balance');
comment on type public.payment_method is 'balance: taken from the prepaid wallet of the customer.';
create type public.allocation_kind as enum ('payment', 'release', 'reversal');
comment on type public.allocation_kind is
  'payment: put on an order; release: taken off it by a cancellation, to the balance; reversal: taken off it since the money did not come.';

create table public.payments (
  business_id uuid not null,
  id uuid not null default private.uuid_v7(),
  customer_id uuid not null,
  amount public.amount not null check (amount > 0),
  allocated public.amount not null check (allocated between 0 and amount),
  method public.payment_method not null,
  reference text,
  note text,
  actor text not null,
  request_id text,
  received_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  reversed_at timestamptz,
  reversal_reason text,
  primary key (business_id, id),
  foreign key (business_id, customer_id) references public.customers (business_id, id) on delete restrict
);
comment on table public.payments is 'Money received. A payment is reversed by new rows, never edited away.';
comment on column public.payments.amount is 'In the currency of the business.';
comment on column public.payments.allocated is
  'What of it is on orders: the sum of its allocations, in the currency of the business. The rest is on the prepaid wallet.';
comment on column public.payments.reference is 'The number on a receipt or a bank statement.';
comment on column public.payments.received_at is 'On the clock of the business.';
comment on column public.payments.reversed_at is 'On the clock of the business. Null: it stands.';
create index payments_customer_idx on public.payments (business_id, customer_id, id);

create table public.payment_allocations (
  business_id uuid not null,
  payment_id uuid not null,
  sequence integer not null,
  order_id uuid not null,
  amount public.amount not null,
  kind public.allocation_kind not null,
  actor text not null,
  request_id text,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (business_id, payment_id, sequence),
  foreign key (business_id, payment_id) references public.payments (business_id, id) on delete restrict,
  foreign key (business_id, order_id) references public.orders (business_id, id) on delete restrict
);
comment on table public.payment_allocations is
  'Which order each part of a payment is on. Rows are only added; what is taken off an order again is negative.';
comment on column public.payment_allocations.sequence is '1, 2, 3 … in a payment.';
comment on column public.payment_allocations.amount is 'Signed: what the order gained, in the currency of the business.';
comment on column public.payment_allocations.occurred_at is 'On the clock of the business.';
create index payment_allocations_order_idx on public.payment_allocations (business_id, order_id);

alter table public.payments enable row level security;
alter table public.payment_allocations enable row level security;
create policy "Members and keys read the payments of their businesses" on public.payments
  for select to anon, authenticated using (business_id in (select private.my_business_ids('payments:read')));
create policy "Members and keys read the allocations of their businesses" on public.payment_allocations
  for select to anon, authenticated
  using (business_id in (select private.my_business_ids('payments:read', 'orders:read')));
grant select on public.payments, public.payment_allocations to anon, authenticated, service_role;

create function private.refuse_payment_change()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  raise exception using
    errcode = '23514',
    message = 'A payment stays as it was received.',
    hint = 'Use public.reverse_payment for money that did not come.';
end;
$$;
comment on function private.refuse_payment_change() is 'Trigger: refuses to rewrite or delete a payment.';
create trigger payments_before_edit_refuse
  before update of business_id, id, customer_id, amount, method, received_at on public.payments
  for each statement execute function private.refuse_payment_change();
create trigger payments_before_delete_refuse
  before delete on public.payments for each row execute function private.refuse_payment_change();
create trigger payments_before_truncate_refuse
  before truncate on public.payments for each statement execute function private.refuse_payment_change();
create trigger payment_allocations_before_change_refuse
  before update or delete on public.payment_allocations for each row execute function private.refuse_change();
create trigger payment_allocations_before_truncate_refuse
  before truncate on public.payment_allocations for each statement execute function private.refuse_change();
