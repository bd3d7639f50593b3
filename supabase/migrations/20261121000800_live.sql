-- Live: telling open pages that something changed.
--
-- A notify makes all committing transactions queue behind one lock, so it is sent only while somebody watches the
-- business, or the one customer that changed. Postgres itself folds equal payloads of one transaction into one.
--
-- A transaction that looked for watchers before a watch began may commit after it, unheard. So whoever begins to
-- watch waits for the transactions that were under way, and looks again after them: lib/live/listener.ts.

create unlogged table private.watchers (
  business_id uuid not null,
  customer_id uuid not null default '00000000-0000-0000-0000-000000000000',
  watcher_id uuid not null,
  expires_at timestamptz not null,
  primary key (business_id, customer_id, watcher_id)
);
alter table private.watchers enable row level security;
grant select on private.watchers to service_role;
comment on table private.watchers is
  'App processes with an open page of a business, or of one customer of it. Each renews its row while pages are open.';
comment on column private.watchers.customer_id is 'The customer whose changes alone are watched; the zero id: the whole business.';

create function private.notify_change(business_id uuid, topic text, customer_id uuid default null)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform pg_notify('drawdown', private.change_payload(w.business_id, w.customer_id, notify_change.topic))
  from private.watchers as w
  where w.business_id = notify_change.business_id
    and w.customer_id in ('00000000-0000-0000-0000-000000000000', notify_change.customer_id)
    and w.expires_at > now();
end;
$$;
comment on function private.notify_change(uuid, text, uuid) is
  'Tells whoever watches the business, and whoever watches this one customer of it, at commit, that a topic changed: wallets, customers, debits, products, orders, payments, usage, billing, sessions, webhooks, audit or settings.';

create function private.notify_customers(business_id uuid, topic text, customer_ids uuid[])
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform pg_notify('drawdown', private.change_payload(w.business_id, w.customer_id, notify_customers.topic))
  from private.watchers as w
  where w.business_id = notify_customers.business_id
    and w.expires_at > now()
    and cardinality(notify_customers.customer_ids) > 0
    and (
      w.customer_id = '00000000-0000-0000-0000-000000000000'
      -- Looked into only where there is a watcher, and then by hash: a job changes thousands of customers.
      or w.customer_id in (select c.customer_id from unnest(notify_customers.customer_ids) as c (customer_id))
    );
end;
$$;
comment on function private.notify_customers(uuid, text, uuid[]) is
  'private.notify_change for a job that changed many customers at once: whoever watches the business hears of it once, and whoever watches one of these customers.';

create function private.notify_range(business_id uuid, topic text, above uuid, up_to uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform pg_notify('drawdown', private.change_payload(w.business_id, w.customer_id, notify_range.topic))
  from private.watchers as w
  where w.business_id = notify_range.business_id
    and w.expires_at > now()
    and (
      w.customer_id = '00000000-0000-0000-0000-000000000000'
      or w.customer_id > notify_range.above and w.customer_id <= notify_range.up_to
    );
end;
$$;
comment on function private.notify_range(uuid, text, uuid, uuid) is
  'private.notify_change for a job that goes through customers in the order of their ids: whoever watches the business, or a customer of the range.';

create function private.change_payload(business_id uuid, customer_id uuid, topic text)
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return change_payload.business_id
    || case
      when change_payload.customer_id = '00000000-0000-0000-0000-000000000000' then ''
      else '/' || change_payload.customer_id
    end
    || ' ' || change_payload.topic;
end;
$$;
comment on function private.change_payload(uuid, uuid, text) is
  'What a notification says: the business, the customer if it is for those who watch one, and the topic. Never data.';

create function private.watch(business_id uuid, watcher_id uuid, seconds integer, customer_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access_to(watch.business_id, watch.customer_id, 'business:read');
  v_customer_id uuid := coalesce(v_access.customer_id, watch.customer_id);
  v_place uuid := coalesce(v_customer_id, '00000000-0000-0000-0000-000000000000');
  v_expires_at timestamptz;
begin
  if watch.watcher_id is null or watch.seconds is null or watch.seconds not between 0 and 300 then
    perform private.raise_invalid('/seconds', 'must be from 0 to 300');
  end if;
  if v_customer_id is not null and not exists (
    select from public.customers as c where c.business_id = v_access.business_id and c.id = v_customer_id
  ) then
    perform private.raise_customer_not_found(v_customer_id);
  end if;
  select w.expires_at into v_expires_at
  from private.watchers as w
  where w.business_id = v_access.business_id and w.customer_id = v_place and w.watcher_id = watch.watcher_id
  for no key update;
  insert into private.watchers as w (business_id, customer_id, watcher_id, expires_at)
  values (v_access.business_id, v_place, watch.watcher_id, now() + make_interval(secs => watch.seconds))
  on conflict on constraint watchers_pkey do update set expires_at = case
    when watch.seconds = 0 then excluded.expires_at
    -- A renewal that was overtaken by a later one takes nothing from it.
    else greatest(w.expires_at, excluded.expires_at)
  end;
  return json_build_object(
    'business_id', v_access.business_id,
    'customer_id', v_customer_id,
    'renewed', coalesce(v_expires_at > now(), false)
  );
end;
$$;
comment on function private.watch(uuid, uuid, integer, uuid) is
  'Registers a process as a watcher of the business, or of one customer, for that many seconds; 0 ends it. A signed-in customer watches themselves and nothing else. Says whether the watch went on without a lapse.';
grant execute on function private.watch(uuid, uuid, integer, uuid) to anon, authenticated;

create function public.watch(
  business_id uuid default null, watcher_id uuid default null, seconds integer default 60, customer_id uuid default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.watch(watch.business_id, watch.watcher_id, watch.seconds, watch.customer_id);
end;
$$;
comment on function public.watch(uuid, uuid, integer, uuid) is
  'Watch a business, or one customer, for changes; used by the live stream of the app.';
grant execute on function public.watch(uuid, uuid, integer, uuid) to anon, authenticated;
