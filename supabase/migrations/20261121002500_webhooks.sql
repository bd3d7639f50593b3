-- Webhooks: what happened, as events, and which endpoints are told of it.
--
-- An event is written in the transaction of its cause, by a trigger on the table in which the cause is a row, so that
-- no way to the cause can forget it, and none tells of what was rolled back. Conditions that are rarely met are in the
-- WHEN of the trigger: posting pays nothing until they are. A business without an endpoint has no events: it pays for
-- one look into an index of a few rows, and stores nothing that nobody reads.

create type public.webhook_event_type as enum (
  'wallet.low', 'wallet.exhausted', 'customer.created', 'customer.archived', 'order.created', 'order.cancelled',
  'order.overdue', 'payment.received', 'payment.reversed', 'debit.failed', 'usage.held', 'session.started',
  'session.ended', 'hold.created', 'hold.captured', 'hold.released', 'hold.expired', 'webhook.test'
);
comment on type public.webhook_event_type is 'What a webhook tells of; lib/operations/webhook-event-types.ts is the same list.';
create type public.webhook_delivery_status as enum ('pending', 'retrying', 'delivered', 'abandoned');
comment on type public.webhook_delivery_status is
  'pending: not tried yet; retrying: tried, and tried again; delivered: answered with 2xx; abandoned: given up after a day.';
create type public.webhook_disabled_reason as enum ('by_member', 'failing', 'gone');
comment on type public.webhook_disabled_reason is
  'by_member: switched off; failing: nothing arrived for three days; gone: it answered 410.';

create table public.webhook_endpoints (
  business_id uuid not null references public.businesses (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  url text not null check (length(url) between 1 and 2000),
  description text check (length(description) between 1 and 200),
  event_types public.webhook_event_type[] not null default '{}',
  disabled_at timestamptz,
  disabled_reason public.webhook_disabled_reason,
  failing_since timestamptz,
  secret_rotated_at timestamptz not null default clock_timestamp(),
  previous_secret_expires_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  created_by text not null,
  deleted_at timestamptz,
  primary key (business_id, id),
  check ((disabled_at is null) = (disabled_reason is null))
);
comment on table public.webhook_endpoints is
  'Where events are sent. One that is deleted keeps its row for as long as its log, so that deleting it never stands in the way of what is being written.';
comment on column public.webhook_endpoints.event_types is 'What is sent to it. Empty: everything.';
comment on column public.webhook_endpoints.failing_since is 'The first failure since something arrived. Null: all is well.';
comment on column public.webhook_endpoints.previous_secret_expires_at is 'Until then the secret before signs too.';
create index webhook_endpoints_live_idx on public.webhook_endpoints (business_id, id) where deleted_at is null;

create table private.webhook_secrets (
  business_id uuid not null,
  endpoint_id uuid not null,
  secret text not null,
  previous_secret text,
  primary key (business_id, endpoint_id),
  foreign key (business_id, endpoint_id) references public.webhook_endpoints (business_id, id) on delete cascade
);
comment on table private.webhook_secrets is
  'What signs. A hash could not: so it is here, where no client role and no policy reads, and leaves with a delivery only.';
comment on column private.webhook_secrets.secret is 'whsec_ and the base64 of 32 random bytes.';
comment on column private.webhook_secrets.previous_secret is 'The one before, which signs until webhook_endpoints.previous_secret_expires_at.';

create table public.webhook_events (
  business_id uuid not null,
  id uuid not null,
  type public.webhook_event_type not null,
  customer_id uuid,
  data json not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (business_id, id)
);
comment on table public.webhook_events is
  'What happened, from the first endpoint of a business on; kept for 30 days. Never changed. No foreign keys, as in ledger_entries.';
comment on column public.webhook_events.id is 'In the order in which they were written. It is the webhook-id of each delivery.';
comment on column public.webhook_events.data is 'As it is sent; kept as text, so that each attempt sends the same bytes.';
comment on column public.webhook_events.occurred_at is 'On the clock of the business.';
create index webhook_events_customer_idx on public.webhook_events (business_id, customer_id, id);
create index webhook_events_type_idx on public.webhook_events (business_id, type, id);

create table public.webhook_deliveries (
  business_id uuid not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  customer_id uuid,
  status public.webhook_delivery_status not null default 'pending',
  attempt_count integer not null default 0,
  next_attempt_at timestamptz,
  claim_id uuid,
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  primary key (business_id, endpoint_id, event_id),
  foreign key (business_id, event_id) references public.webhook_events (business_id, id) on delete cascade,
  check ((settled_at is null) = (status in ('pending', 'retrying'))),
  check ((next_attempt_at is null) = (settled_at is not null))
) with (fillfactor = 70);
comment on table public.webhook_deliveries is 'What became of an event at an endpoint: one row for both. Times are real ones.';
comment on column public.webhook_deliveries.customer_id is 'That of the event, for the order: the events of a customer go one after the other.';
comment on column public.webhook_deliveries.next_attempt_at is
  'When it is tried; while somebody delivers it, until when they have it; behind an earlier event, when to look again. Null once it is settled.';
comment on column public.webhook_deliveries.claim_id is 'Of whoever delivers it. Null: nobody does.';
comment on column public.webhook_deliveries.created_at is 'When it was made, or replayed: a day later it is given up.';
create index webhook_deliveries_event_idx on public.webhook_deliveries (business_id, event_id);
create index webhook_deliveries_due_idx on public.webhook_deliveries (business_id, endpoint_id, next_attempt_at, event_id)
  where settled_at is null;
create index webhook_deliveries_order_idx on public.webhook_deliveries (business_id, endpoint_id, customer_id, event_id)
  where settled_at is null;
create index webhook_deliveries_claimed_idx on public.webhook_deliveries (business_id, endpoint_id, next_attempt_at)
  where claim_id is not null;
-- For the list of events: those few whose deliveries are not as they should be.
create index webhook_deliveries_status_idx on public.webhook_deliveries (business_id, status, event_id)
  where status <> 'delivered';

create table public.webhook_attempts (
  business_id uuid not null,
  id uuid not null default private.uuid_v7(),
  endpoint_id uuid not null,
  event_id uuid not null,
  started_at timestamptz not null,
  duration_ms integer not null check (duration_ms >= 0),
  delivered boolean not null,
  response_status smallint,
  response_body text check (length(response_body) <= 500),
  error text check (length(error) <= 500),
  primary key (business_id, id),
  foreign key (business_id, endpoint_id, event_id)
    references public.webhook_deliveries (business_id, endpoint_id, event_id) on delete cascade
);
comment on table public.webhook_attempts is 'Each attempt to deliver an event, and what came of it. Rows are only added.';
comment on column public.webhook_attempts.duration_ms is 'Milliseconds until it was answered or given up.';
comment on column public.webhook_attempts.response_status is 'The HTTP status. Null: there was no answer.';
comment on column public.webhook_attempts.response_body is 'The first 500 characters of the answer.';
create index webhook_attempts_delivery_idx on public.webhook_attempts (business_id, endpoint_id, event_id, id);
create index webhook_attempts_endpoint_idx on public.webhook_attempts (business_id, endpoint_id, id);

alter table public.webhook_endpoints enable row level security;
alter table private.webhook_secrets enable row level security;
alter table public.webhook_events enable row level security;
alter table public.webhook_deliveries enable row level security;
alter table public.webhook_attempts enable row level security;
create policy "Members and keys read the webhook endpoints of their businesses" on public.webhook_endpoints
  for select to anon, authenticated using (business_id in (select private.my_business_ids('webhooks:read')));
create policy "Members and keys read the webhook events of their businesses" on public.webhook_events
  for select to anon, authenticated using (business_id in (select private.my_business_ids('webhooks:read')));
create policy "Members and keys read the webhook deliveries of their businesses" on public.webhook_deliveries
  for select to anon, authenticated using (business_id in (select private.my_business_ids('webhooks:read')));
create policy "Members and keys read the webhook attempts of their businesses" on public.webhook_attempts
  for select to anon, authenticated using (business_id in (select private.my_business_ids('webhooks:read')));
grant select on
  public.webhook_endpoints, public.webhook_events, public.webhook_deliveries, public.webhook_attempts
to anon, authenticated, service_role;

create trigger webhook_events_before_change_refuse
  before update on public.webhook_events for each row execute function private.refuse_change();
create trigger webhook_events_before_truncate_refuse
  before truncate on public.webhook_events for each statement execute function private.refuse_change();
create trigger webhook_attempts_before_change_refuse
  before update on public.webhook_attempts for each row execute function private.refuse_change();

-- Writing events ------------------------------------------------------------------------------------

create function private.has_webhooks(business_id uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return exists (
    select from public.webhook_endpoints as e
    where e.business_id = has_webhooks.business_id and e.deleted_at is null
  );
end;
$$;
comment on function private.has_webhooks(uuid) is
  'Whether a business has an endpoint, active or not: then what happens is written down, so that an endpoint that was off can be told later.';

create function private.emit_events(
  business_id uuid, type text, customer_ids uuid[], data json[], occurred_at timestamptz[]
)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_type public.webhook_event_type := emit_events.type;
begin
  if coalesce(cardinality(emit_events.customer_ids), 0) = 0 or not private.has_webhooks(emit_events.business_id) then
    return;
  end if;
  with written as (
    insert into public.webhook_events as e (business_id, id, type, customer_id, data, occurred_at)
    select emit_events.business_id, private.uuid_v7(), v_type, n.customer_id, n.data, n.occurred_at
    from unnest(emit_events.customer_ids, emit_events.data, emit_events.occurred_at) as n (customer_id, data, occurred_at)
    returning e.id, e.customer_id
  )
  insert into public.webhook_deliveries (business_id, endpoint_id, event_id, customer_id, next_attempt_at)
  select emit_events.business_id, p.id, w.id, w.customer_id, clock_timestamp()
  from written as w
  cross join public.webhook_endpoints as p
  where p.business_id = emit_events.business_id and p.deleted_at is null and p.disabled_at is null
    and (p.event_types = '{}' or v_type = any (p.event_types));
  perform private.notify_customers(emit_events.business_id, 'webhooks', emit_events.customer_ids);
end;
$$;
comment on function private.emit_events(uuid, text, uuid[], json[], timestamptz[]) is
  'Writes events of one type, and what is to be delivered of them; nothing where the business has no endpoint. The arrays are of the same length. To be called in the transaction of the cause.';

create function private.emit_event(business_id uuid, type text, customer_id uuid, data json, occurred_at timestamptz)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform private.emit_events(
    emit_event.business_id, emit_event.type, array[emit_event.customer_id], array[emit_event.data],
    array[emit_event.occurred_at]);
end;
$$;
comment on function private.emit_event(uuid, text, uuid, json, timestamptz) is 'private.emit_events for one.';
