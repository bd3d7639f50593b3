-- Live: telling open pages that something changed.
--
-- A notify makes all committing transactions queue behind one lock, so it is sent only while somebody watches
-- the business. Postgres itself folds equal payloads of one transaction into one.

create unlogged table private.watchers (
  business_id uuid not null,
  watcher_id uuid not null,
  expires_at timestamptz not null,
  primary key (business_id, watcher_id)
);
alter table private.watchers enable row level security;
grant select on private.watchers to service_role;
comment on table private.watchers is 'App processes with an open page of a business. Each renews its row while pages are open.';

create function private.notify_change(business_id uuid, topic text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if exists (
    select from private.watchers as w
    where w.business_id = notify_change.business_id and w.expires_at > now()
  ) then
    perform pg_notify('drawdown', notify_change.business_id || ' ' || notify_change.topic);
  end if;
end;
$$;
comment on function private.notify_change(uuid, text) is
  'Tells whoever watches the business, at commit, that a topic changed: wallets, customers, debits, products, orders, payments, usage, billing or settings.';

create function private.watch(business_id uuid, watcher_id uuid, seconds integer)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(watch.business_id, 'business:read');
begin
  if watch.watcher_id is null or watch.seconds is null or watch.seconds not between 0 and 300 then
    perform private.raise_invalid('/seconds', 'must be from 0 to 300');
  end if;
  delete from private.watchers as w where w.business_id = v_access.business_id and w.expires_at < now();
  insert into private.watchers (business_id, watcher_id, expires_at)
  values (v_access.business_id, watch.watcher_id, now() + make_interval(secs => watch.seconds))
  on conflict on constraint watchers_pkey do update set expires_at = excluded.expires_at;
  return json_build_object('business_id', v_access.business_id);
end;
$$;
comment on function private.watch(uuid, uuid, integer) is
  'Registers a process as a watcher of the business for that many seconds; 0 ends it.';
grant execute on function private.watch(uuid, uuid, integer) to anon, authenticated;

create function public.watch(business_id uuid default null, watcher_id uuid default null, seconds integer default 60)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.watch(watch.business_id, watch.watcher_id, watch.seconds);
end;
$$;
comment on function public.watch(uuid, uuid, integer) is 'Watch a business for changes; used by the live stream of the app.';
grant execute on function public.watch(uuid, uuid, integer) to anon, authenticated;
