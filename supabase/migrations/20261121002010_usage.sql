-- Usage: what customers used, each event once, and what of it is billed.
--
-- An event is never changed. Billing draws a line: every event up to it is there to be seen, and no later one gets an
-- id below it (private.lock_usage says how). So that a run takes whole ranges of ids, needs no mark on an event, and
-- never meets one twice or misses one; and a charge is known to be made of just the events between two lines.

create table public.usage_events (
  business_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  service text,
  product_id uuid,
  units numeric not null,
  price_per_unit numeric not null,
  request_id text collate "C" not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  source_request_id text,
  primary key (business_id, id),
  unique (business_id, request_id)
);
comment on table public.usage_events is
  'What was used, each event once, for ever. No foreign keys, since checking them would cost a third of the speed: the functions that write look for the customer and the product, and the proof finds what they would miss.';
comment on column public.usage_events.id is 'Time-ordered, and above the line that billing drew last: see private.lock_usage.';
comment on column public.usage_events.service is 'What was used, where the request named its price; null for a product.';
comment on column public.usage_events.product_id is 'The product that was used; null for a service.';
comment on column public.usage_events.units is 'How much, in units of the service or product; up to 6 decimals.';
comment on column public.usage_events.price_per_unit is
  'For one unit, in the currency of the business, as of the moment of recording; up to 6 decimals.';
comment on column public.usage_events.request_id is
  'What tells the event from every other: the id or the Idempotency-Key of the caller, or the SHA-256 of the canonical payload.';
comment on column public.usage_events.occurred_at is 'When it was used, on the clock of the business.';
comment on column public.usage_events.recorded_at is 'When it was written, in real time.';
comment on column public.usage_events.source_request_id is 'The X-Request-Id of the request that brought it.';
create index usage_events_customer_idx on public.usage_events (business_id, customer_id, id);

create table public.usage_totals (
  business_id uuid not null,
  customer_id uuid not null,
  meter text not null,
  service text,
  product_id uuid,
  events bigint not null,
  units numeric not null,
  amount numeric not null,
  billed_events bigint not null default 0,
  billed_units numeric not null default 0,
  billed_amount public.amount not null default 0,
  billed_up_to uuid not null default '00000000-0000-0000-0000-000000000000',
  is_due boolean generated always as (events > billed_events) stored,
  held_reason text check (held_reason in ('insufficient_funds', 'customer_archived', 'internal_error')),
  held_since timestamptz,
  primary key (business_id, customer_id, meter)
) with (fillfactor = 50);
comment on table public.usage_totals is
  'For each customer and each service or product: the sum of the events up to the line of the business, and how much of it is billed. A cache of the events and the charges, which the proof checks.';
comment on column public.usage_totals.meter is 'service:<name> or product:<id>.';
comment on column public.usage_totals.units is 'In units of the service or product; up to 6 decimals.';
comment on column public.usage_totals.billed_units is 'In units of the service or product; up to 6 decimals.';
comment on column public.usage_totals.amount is 'Units times price, exactly, in the currency of the business; up to 12 decimals.';
comment on column public.usage_totals.billed_amount is
  'The sum of the charges, in the currency of the business: the amount of the billed events cut off at 6 decimals, so that what is finer waits for the next charge and nothing is ever billed that was not used.';
comment on column public.usage_totals.billed_up_to is 'Events up to this id are billed.';
comment on column public.usage_totals.is_due is 'Whether there are events to bill.';
comment on column public.usage_totals.held_reason is 'Why the last run could not bill it. Null: it did, or none came by yet.';
create index usage_totals_due_idx on public.usage_totals (business_id, customer_id) where is_due;

create table public.usage_days (
  business_id uuid not null,
  day date not null,
  customer_id uuid not null,
  meter text not null,
  service text,
  product_id uuid,
  events bigint not null,
  units numeric not null,
  amount numeric not null,
  primary key (business_id, day, customer_id, meter)
) with (fillfactor = 50);
comment on table public.usage_days is
  'The events up to the line of the business, summed by day (UTC, of occurred_at), for charts. A cache, which the proof checks.';
comment on column public.usage_days.units is 'In units of the service or product; up to 6 decimals.';
comment on column public.usage_days.amount is 'Units times price, exactly, in the currency of the business.';
create index usage_days_customer_idx on public.usage_days (business_id, customer_id, day);

create table public.billing_runs (
  business_id uuid not null references public.businesses (id) on delete restrict,
  id uuid not null default private.uuid_v7(),
  trigger text not null check (trigger in ('schedule', 'manual')),
  status text not null default 'running' check (status in ('running', 'completed')),
  events bigint not null default 0,
  charges bigint not null default 0,
  total_billed public.amount not null default 0,
  held bigint not null default 0,
  total_held numeric not null default 0,
  up_to_event_id uuid not null,
  next_after_customer_id uuid,
  started_by text not null,
  request_id text,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  primary key (business_id, id)
);
comment on table public.billing_runs is 'One pass over the usage of a business: its progress and its result.';
comment on column public.billing_runs.events is 'Events that were new to billing.';
comment on column public.billing_runs.total_billed is 'In the currency of the business.';
comment on column public.billing_runs.held is 'Customers and services or products whose wallet could not bear it.';
comment on column public.billing_runs.total_held is 'In the currency of the business.';
comment on column public.billing_runs.request_id is 'Of the request that made a run by hand; the entries of the run name it.';
comment on column public.billing_runs.up_to_event_id is 'The line that was drawn for it.';
comment on column public.billing_runs.next_after_customer_id is
  'Customers up to this id are done. Null: the run is still adding up new events.';
create unique index billing_runs_running_key on public.billing_runs (business_id) where status = 'running';

create table public.usage_charges (
  business_id uuid not null,
  id uuid not null,
  billing_run_id uuid not null,
  customer_id uuid not null,
  meter text not null,
  service text,
  product_id uuid,
  events bigint not null,
  units numeric not null,
  amount public.amount not null,
  wallet_id uuid,
  version bigint,
  after_event_id uuid not null,
  up_to_event_id uuid not null,
  charged_at timestamptz not null,
  primary key (business_id, id)
);
comment on table public.usage_charges is
  'What a run billed a customer for one service or product: one ledger entry. Its events are those with ids above after_event_id up to up_to_event_id. Append-only.';
comment on column public.usage_charges.units is 'In units of the service or product; up to 6 decimals.';
comment on column public.usage_charges.amount is 'In the currency of the business.';
comment on column public.usage_charges.wallet_id is 'The wallet of the ledger entry; null where there was nothing to pay.';
comment on column public.usage_charges.version is 'The version of the ledger entry.';
comment on column public.usage_charges.charged_at is 'On the clock of the business.';
create index usage_charges_run_idx on public.usage_charges (business_id, billing_run_id, id);
create index usage_charges_customer_idx on public.usage_charges (business_id, customer_id, meter, up_to_event_id);

create table private.usage_schedules (
  business_id uuid primary key references public.businesses (id) on delete cascade,
  collected_up_to uuid not null default '00000000-0000-0000-0000-000000000000',
  line uuid not null default '00000000-0000-0000-0000-000000000000',
  next_run_at timestamptz not null default '-infinity'
);
alter table private.usage_schedules enable row level security;
grant select on private.usage_schedules to service_role;
comment on table private.usage_schedules is
  'How far the usage of each business is billed. Its row is the lock that lets one step of a business run at a time.';
comment on column private.usage_schedules.collected_up_to is 'Events up to this id are in the totals.';
comment on column private.usage_schedules.line is 'Every event that is recorded from now on has an id above this one.';
comment on column private.usage_schedules.next_run_at is 'Until then the job leaves the business alone: it was just looked at, or it raised an error.';
create index usage_schedules_next_run_at_idx on private.usage_schedules (next_run_at);

alter table public.usage_events enable row level security;
alter table public.usage_totals enable row level security;
alter table public.usage_days enable row level security;
alter table public.billing_runs enable row level security;
alter table public.usage_charges enable row level security;
create policy "Members and keys read the usage of their businesses" on public.usage_events
  for select to anon, authenticated using (business_id in (select private.my_business_ids('usage:read')));
create policy "Members and keys read the usage totals of their businesses" on public.usage_totals
  for select to anon, authenticated using (business_id in (select private.my_business_ids('usage:read')));
create policy "Members and keys read the usage by day of their businesses" on public.usage_days
  for select to anon, authenticated using (business_id in (select private.my_business_ids('usage:read')));
create policy "Members and keys read the billing runs of their businesses" on public.billing_runs
  for select to anon, authenticated using (business_id in (select private.my_business_ids('usage:read')));
create policy "Members and keys read the charges for usage of their businesses" on public.usage_charges
  for select to anon, authenticated using (business_id in (select private.my_business_ids('usage:read')));
grant select on public.usage_events, public.usage_totals, public.usage_days, public.billing_runs, public.usage_charges
  to anon, authenticated, service_role;

create trigger usage_events_before_change_refuse
  before update or delete on public.usage_events
  for each row execute function private.refuse_change();
create trigger usage_events_before_truncate_refuse
  before truncate on public.usage_events
  for each statement execute function private.refuse_change();
create trigger usage_charges_before_change_refuse
  before update or delete on public.usage_charges
  for each row execute function private.refuse_change();
create trigger usage_charges_before_truncate_refuse
  before truncate on public.usage_charges
  for each statement execute function private.refuse_change();

create function private.schedule_billing()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  insert into private.usage_schedules (business_id) values (new.id);
  return new;
end;
$$;
comment on function private.schedule_billing() is 'Trigger: a new business has no usage yet.';
create trigger businesses_after_insert_schedule_billing
  after insert on public.businesses
  for each row execute function private.schedule_billing();

-- The line ------------------------------------------------------------------------------------------

create function private.lock_usage(business_id uuid, to_record boolean default false)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_lock_timeout text;
  v_locked text;
begin
  -- An older snapshot than the lock would see an older line, and an event below the line is never billed.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception using
      errcode = '25001',
      message = 'Usage is recorded and billed at the isolation level read committed only.',
      hint = 'Take default_transaction_isolation off the role or the database.';
  end if;
  -- Assigned, since a perform is a statement of its own to run.
  if lock_usage.to_record then
    v_locked := pg_advisory_xact_lock_shared(hashtextextended('usage ' || lock_usage.business_id::text, 0));
  else
    -- While this waits for those who record, others who would record wait for it: not for long.
    v_lock_timeout := current_setting('lock_timeout');
    perform set_config('lock_timeout', '2s', true);
    v_locked := pg_advisory_xact_lock(hashtextextended('usage ' || lock_usage.business_id::text, 0));
    perform set_config('lock_timeout', v_lock_timeout, true);
  end if;
end;
$$;
comment on function private.lock_usage(uuid, boolean) is
  'Who records holds this lock together with all others who record, until it commits; who draws the line holds it alone, in a transaction that ends right after. So whoever has it alone sees every event there is, and who records after that reads the line and gives its events ids above it, whatever the clock does. Nothing else is locked after it by who records.';

create function private.draw_usage_line(business_id uuid)
returns uuid
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_line uuid;
begin
  perform private.lock_usage(draw_usage_line.business_id);
  update private.usage_schedules as s
  set
    line = greatest(s.line, private.uuid_v7(),
      (select e.id from public.usage_events as e where e.business_id = s.business_id order by e.id desc limit 1))
  where s.business_id = draw_usage_line.business_id
  returning s.line into v_line;
  return v_line;
end;
$$;
comment on function private.draw_usage_line(uuid) is
  'Moves the line of a business to now, above every event there is, and keeps the lock until the transaction ends: a step of its own.';

create function private.usage_request_id(
  customer_id uuid, service text, product_id uuid, units numeric, price_per_unit numeric
)
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return encode(sha256(convert_to(
    case
      when usage_request_id.product_id is null then
        '{"customer_id":"' || usage_request_id.customer_id
        || '","price_per_unit":"' || trim_scale(usage_request_id.price_per_unit)
        || '","service":' || to_json(usage_request_id.service)
        || ',"units":"' || trim_scale(usage_request_id.units) || '"}'
      else
        '{"customer_id":"' || usage_request_id.customer_id
        || '","product_id":"' || usage_request_id.product_id
        || '","units":"' || trim_scale(usage_request_id.units) || '"}'
    end,
    'UTF8'
  )), 'hex');
end;
$$;
comment on function private.usage_request_id(uuid, text, uuid, numeric, numeric) is
  'The SHA-256 of the canonical payload, as docs/guides/idempotency.md writes it down: the request id of an event that came without one.';

create function private.usage_meter(service text, product_id uuid)
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return coalesce('product:' || usage_meter.product_id, 'service:' || usage_meter.service);
end;
$$;
comment on function private.usage_meter(text, uuid) is 'What was used as one key: product:<id>, or service:<name>.';

create function private.new_usage(business_id uuid, only_customer_id uuid)
returns table (
  customer_id uuid, meter text, service text, product_id uuid, events bigint, units numeric, amount numeric
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  -- A value, not a search within the statement, so that it is planned for the few events there are. Stable: both
  -- statements see what the calling one sees.
  v_mark uuid := (
    select s.collected_up_to from private.usage_schedules as s where s.business_id = new_usage.business_id);
begin
  return query
    select e.customer_id, private.usage_meter(e.service, e.product_id), e.service, e.product_id,
      count(*), sum(e.units), sum(e.units * e.price_per_unit)
    from public.usage_events as e
    where e.business_id = new_usage.business_id and e.id > v_mark
      and (new_usage.only_customer_id is null or e.customer_id = new_usage.only_customer_id)
    group by e.customer_id, e.service, e.product_id;
end;
$$;
comment on function private.new_usage(uuid, uuid) is
  'Usage that no run has added up yet, by customer and meter: at the most what came since the last run. Amounts exactly, in the currency of the business.';

create function private.unbilled_usage(business_id uuid, customer_id uuid)
returns numeric
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return coalesce((
    select sum(trunc(t.amount, 6) - t.billed_amount)
    from public.usage_totals as t
    where t.business_id = unbilled_usage.business_id and t.customer_id = unbilled_usage.customer_id
  ), 0) + coalesce((
    select trunc(sum(e.units * e.price_per_unit), 6)
    from public.usage_events as e
    where e.business_id = unbilled_usage.business_id and e.customer_id = unbilled_usage.customer_id
      and e.id > (select s.collected_up_to from private.usage_schedules as s where s.business_id = unbilled_usage.business_id)
  ), 0);
end;
$$;
comment on function private.unbilled_usage(uuid, uuid) is
  'What a customer used that is not in the ledger yet, in the currency of the business, to the 6 decimals that a charge has.';
