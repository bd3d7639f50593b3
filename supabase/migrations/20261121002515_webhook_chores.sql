-- Webhooks: what is told because time passes, and what is thrown away. Steps of the jobs tell_overdue and clean_up.

create table private.overdue_schedules (
  business_id uuid primary key references public.businesses (id) on delete cascade,
  told_through timestamptz not null,
  next_run_at timestamptz not null default '-infinity'
);
alter table private.overdue_schedules enable row level security;
grant select on private.overdue_schedules to service_role;
comment on table private.overdue_schedules is
  'Up to which orders order.overdue was told, for each business that has or had a webhook endpoint.';
comment on column private.overdue_schedules.told_through is
  'Orders placed up to then are overdue and told, on the clock of the business. It never goes back: each is told once.';
create index overdue_schedules_next_run_idx on private.overdue_schedules (next_run_at);
-- The orders between two such moments.
create index orders_open_placed_idx on public.orders (business_id, placed_at) where status = 'open';

create function private.watch_overdue(business_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  insert into private.overdue_schedules (business_id, told_through)
  select s.business_id, private.clock(s.business_id) - make_interval(days => s.overdue_days)
  from public.business_settings as s
  where s.business_id = watch_overdue.business_id
  on conflict on constraint overdue_schedules_pkey do nothing;
end;
$$;
comment on function private.watch_overdue(uuid) is
  'From the first endpoint of a business on, orders that become overdue are told; those that are so already are not.';

create function private.tell_overdue(chunk_size integer default 500)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_schedule private.overdue_schedules;
  v_cutoff timestamptz;
  v_placed_at timestamptz;
  v_customer_ids uuid[];
  v_data json[];
  v_occurred_at timestamptz[];
begin
  -- Whoever is at work on a business holds its row; another worker takes the next one.
  select s.* into v_schedule
  from private.overdue_schedules as s
  where s.next_run_at <= now()
  order by s.next_run_at
  limit 1
  for update skip locked;
  if not found then
    return false;
  end if;
  select private.clock(s.business_id) - make_interval(days => s.overdue_days) into v_cutoff
  from public.business_settings as s where s.business_id = v_schedule.business_id;

  -- As far as a chunk goes, and all that were placed at that very moment.
  select o.placed_at into v_placed_at
  from public.orders as o
  where o.business_id = v_schedule.business_id and o.status = 'open'
    and o.placed_at > v_schedule.told_through and o.placed_at <= v_cutoff
  order by o.placed_at
  offset tell_overdue.chunk_size - 1
  limit 1;
  v_placed_at := coalesce(v_placed_at, v_cutoff);
  if v_placed_at > v_schedule.told_through then
    select
      array_agg(o.customer_id order by o.placed_at, o.id),
      array_agg(private.order_event_data(o) order by o.placed_at, o.id),
      array_agg(o.placed_at + (private.clock(o.business_id) - v_cutoff) order by o.placed_at, o.id)
    into v_customer_ids, v_data, v_occurred_at
    from public.orders as o
    where o.business_id = v_schedule.business_id and o.status = 'open'
      and o.placed_at > v_schedule.told_through and o.placed_at <= v_placed_at;
    perform private.emit_events(v_schedule.business_id, 'order.overdue', v_customer_ids, v_data, v_occurred_at);
  end if;
  update private.overdue_schedules as s
  set
    told_through = greatest(s.told_through, v_placed_at),
    next_run_at = case
      when v_placed_at < v_cutoff then clock_timestamp() else date_trunc('minute', now()) + interval '1 minute'
    end
  where s.business_id = v_schedule.business_id;
  return true;
end;
$$;
comment on function private.tell_overdue(integer) is
  'One step of the job tell_overdue: the next orders of one business that became overdue, each told once; false where no business is due. Safe to run twice at once, and to kill at any point.';

create function private.emit_reopened_order()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if private.has_webhooks(new.business_id) and exists (
    select from private.overdue_schedules as s
    where s.business_id = new.business_id and s.told_through >= new.placed_at
  ) then
    perform private.emit_event(
      new.business_id, 'order.overdue', new.customer_id, private.order_event_data(new), private.clock(new.business_id));
  end if;
  return null;
end;
$$;
comment on function private.emit_reopened_order() is
  'Trigger: order.overdue for an order that was paid when the others of its day were told, and is owed again.';
create trigger orders_after_reopen_emit
  after update of status on public.orders
  for each row when (new.status = 'open' and old.status = 'paid')
  execute function private.emit_reopened_order();

create function private.clean_up_webhooks()
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  -- Deliveries and attempts go with their event.
  delete from public.webhook_events as e where e.id < private.uuid_v7_floor(now() - interval '30 days');
  delete from public.webhook_endpoints as p where p.deleted_at < now() - interval '31 days';
  update private.webhook_secrets as s set previous_secret = null
  from public.webhook_endpoints as p
  where p.business_id = s.business_id and p.id = s.endpoint_id
    and s.previous_secret is not null and p.previous_secret_expires_at < now();
end;
$$;
comment on function private.clean_up_webhooks() is
  'Of the job clean_up: events of more than 30 days ago, endpoints that were deleted before them, and secrets that sign no more.';
