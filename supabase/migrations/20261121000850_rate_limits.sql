-- Rate limits: how many requests a caller or an address has made in a window of time, and how sign-in slows down
-- under guessing. Counted here, so that however many processes serve the app they agree: docs/decisions/0018-rate-limits.md.
--
-- The tables are unlogged. A crash forgets the counts, which is no loss, and counting costs no write-ahead log.

create unlogged table private.rate_limits (
  bucket text primary key,
  ends_at timestamptz not null,
  used integer not null check (used >= 0),
  granted integer not null check (granted >= 0)
) with (fillfactor = 50);
alter table private.rate_limits enable row level security;
comment on table private.rate_limits is
  'How many permits of a window were handed out to the processes of the app: one row a caller or address, of its newest window.';
comment on column private.rate_limits.bucket is 'key:<id> or user:<id>, or a policy of the app and the hash of what it counts, such as an address.';
comment on column private.rate_limits.used is 'Permits handed out in the window that ends at ends_at. A process may have some left.';
comment on column private.rate_limits.granted is 'How many of them went to whoever asked last.';

create unlogged table private.sign_in_attempts (
  name text primary key,
  failures integer not null default 0 check (failures >= 0),
  last_at timestamptz not null default now(),
  blocked_until timestamptz
) with (fillfactor = 50);
alter table private.sign_in_attempts enable row level security;
comment on table private.sign_in_attempts is
  'Passwords that were tried and not (yet) found right, by account, by address, and by both: see private.begin_sign_in.';
comment on column private.sign_in_attempts.name is 'account:, address: or pair:, and hashes; no mail address is in here.';

create unlogged table private.sign_in_places (
  account text not null,
  address text not null,
  seen_at timestamptz not null default now(),
  primary key (account, address)
);
alter table private.sign_in_places enable row level security;
comment on table private.sign_in_places is
  'Addresses from which an account was signed in to. What others guess elsewhere does not slow those down.';

create function private.require_app()
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  if nullif(current_setting('request.jwt.claims', true), '')::json ->> 'drawdown_app' is distinct from 'true' then
    perform private.raise_problem(403, 'permission_denied', 'This is for the app itself.');
  end if;
end;
$$;
comment on function private.require_app() is
  'Lets in the server processes of the app and nobody else. They set the claim on their own connection, or sign it with the secret of the project; Auth gives it to no user.';

create function private.take_permits(bucket text, wanted integer, quota integer, seconds integer)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_now timestamptz := clock_timestamp();
  v_ends_at timestamptz := to_timestamp((floor(extract(epoch from v_now) / take_permits.seconds) + 1) * take_permits.seconds);
  v_row record;
begin
  -- One statement: two processes that ask at once wait for each other here, and for the length of this alone.
  insert into private.rate_limits as l (bucket, ends_at, used, granted)
  values (
    take_permits.bucket, v_ends_at,
    least(take_permits.wanted, take_permits.quota), least(take_permits.wanted, take_permits.quota)
  )
  on conflict on constraint rate_limits_pkey do update set
    -- Who waited at the end of a window finds that the next has begun.
    ends_at = greatest(l.ends_at, excluded.ends_at),
    granted = greatest(0, least(
      take_permits.wanted,
      take_permits.quota - case when l.ends_at >= excluded.ends_at then l.used else 0 end
    )),
    used = case when l.ends_at >= excluded.ends_at then l.used else 0 end + greatest(0, least(
      take_permits.wanted,
      take_permits.quota - case when l.ends_at >= excluded.ends_at then l.used else 0 end
    ))
  returning l.granted, l.used, l.ends_at into v_row;
  return json_build_object(
    'granted', v_row.granted,
    'remaining', greatest(0, take_permits.quota - v_row.used),
    -- Cut off, so that a permit is never used after its window.
    'reset_ms', greatest(0, floor(extract(epoch from v_row.ends_at - clock_timestamp()) * 1000))::integer
  );
end;
$$;
comment on function private.take_permits(text, integer, integer, integer) is
  'Hands out permits of the window under way, no more in all than the quota. They lapse when the window ends.';

create function private.check_permits(wanted integer, quota integer, seconds integer)
returns void
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  if check_permits.wanted is null or check_permits.wanted not between 1 and 1000000 then
    perform private.raise_invalid('/wanted', 'must be from 1 to 1000000');
  elsif check_permits.quota is null or check_permits.quota not between 1 and 1000000000 then
    perform private.raise_invalid('/quota', 'must be from 1 to 1000000000');
  elsif check_permits.seconds is null or check_permits.seconds not between 1 and 86400 then
    perform private.raise_invalid('/seconds', 'must be from 1 to 86400');
  end if;
end;
$$;
comment on function private.check_permits(integer, integer, integer) is 'A 422 for numbers that make no limit.';

create function private.take_own_permits(wanted integer, quota integer, seconds integer)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_api_key text := private.header('x-api-key');
  v_key record;
begin
  perform private.check_permits(take_own_permits.wanted, take_own_permits.quota, take_own_permits.seconds);
  if v_api_key is not null then
    select k.id, k.business_id into v_key
    from public.api_keys as k
    where k.business_id = private.business_of_secret(v_api_key)
      and k.key_hash = sha256(convert_to(v_api_key, 'UTF8'))
      and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > now());
    if not found then
      return json_build_object('granted', null);
    end if;
    return (private.take_permits(
      'key:' || v_key.id, take_own_permits.wanted, take_own_permits.quota, take_own_permits.seconds
    )::jsonb || jsonb_build_object('actor', 'api_key:' || v_key.id, 'business_id', v_key.business_id))::json;
  elsif auth.uid() is not null then
    return private.take_permits(
      'user:' || auth.uid(), take_own_permits.wanted, take_own_permits.quota, take_own_permits.seconds);
  end if;
  return json_build_object('granted', null);
end;
$$;
comment on function private.take_own_permits(integer, integer, integer) is
  'Permits for whoever calls, counted by key or by user: nobody can use up those of another. granted is null for a key that is not good, which makes no row.';
grant execute on function private.take_own_permits(integer, integer, integer) to anon, authenticated;

create function public.take_own_permits(wanted integer default null, quota integer default null, seconds integer default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.take_own_permits(take_own_permits.wanted, take_own_permits.quota, take_own_permits.seconds);
end;
$$;
comment on function public.take_own_permits(integer, integer, integer) is 'Count requests of the caller; used by the app.';
grant execute on function public.take_own_permits(integer, integer, integer) to anon, authenticated;

create function private.take_app_permits(bucket text, wanted integer, quota integer, seconds integer)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform private.require_app();
  perform private.check_permits(take_app_permits.wanted, take_app_permits.quota, take_app_permits.seconds);
  if take_app_permits.bucket is null or length(take_app_permits.bucket) not between 1 and 200
    or take_app_permits.bucket ~ '^(key|user):'
  then
    perform private.raise_invalid('/bucket', 'must be 1 to 200 characters, and of no caller');
  end if;
  return private.take_permits(
    take_app_permits.bucket, take_app_permits.wanted, take_app_permits.quota, take_app_permits.seconds);
end;
$$;
comment on function private.take_app_permits(text, integer, integer, integer) is
  'Permits of a bucket that the app names, such as an address. For the app alone: otherwise anyone could use up those of another.';
grant execute on function private.take_app_permits(text, integer, integer, integer) to authenticated;

create function public.take_app_permits(
  bucket text default null, wanted integer default null, quota integer default null, seconds integer default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.take_app_permits(
    take_app_permits.bucket, take_app_permits.wanted, take_app_permits.quota, take_app_permits.seconds);
end;
$$;
comment on function public.take_app_permits(text, integer, integer, integer) is 'Count requests of an address; for the app alone.';
grant execute on function public.take_app_permits(text, integer, integer, integer) to authenticated;

-- Guessing passwords --------------------------------------------------------------------------------

create function private.sign_in_pause(failures integer, free integer, longest integer)
returns interval
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  if sign_in_pause.failures <= sign_in_pause.free then
    return interval '0';
  end if;
  return make_interval(secs => least(sign_in_pause.longest, 2 ^ least(20, sign_in_pause.failures - sign_in_pause.free - 1)));
end;
$$;
comment on function private.sign_in_pause(integer, integer, integer) is
  'How long after so many failures the next attempt has to wait: nothing for the free ones, then 1 second, 2, 4 and so on, up to the longest.';

create function private.begin_sign_in(account text, address text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_address text := coalesce(begin_sign_in.address, '');
  v_is_known boolean;
  v_names text[];
  v_now timestamptz;
  v_until timestamptz;
begin
  perform private.require_app();
  if begin_sign_in.account is null or length(begin_sign_in.account) not between 1 and 200 or length(v_address) > 200 then
    perform private.raise_invalid('/account', 'must be 1 to 200 characters');
  end if;
  v_is_known := v_address <> '' and exists (
    select from private.sign_in_places as p
    where p.account = begin_sign_in.account and p.address = v_address and p.seen_at > now() - interval '90 days'
  );
  v_names := array_remove(array[
    case when not v_is_known then 'account:' || begin_sign_in.account end,
    case when v_address <> '' then 'address:' || v_address end,
    'pair:' || begin_sign_in.account || ':' || v_address
  ], null);

  -- In this order everywhere, the accounts first, so that two attempts never wait for each other in a circle.
  insert into private.sign_in_attempts (name) select n from unnest(v_names) as n on conflict do nothing;
  perform from private.sign_in_attempts as a where a.name = any (v_names) order by a.name for update;
  v_now := clock_timestamp();
  select max(a.blocked_until) into v_until from private.sign_in_attempts as a where a.name = any (v_names);
  if v_until > v_now then
    -- Not counted: who keeps trying does not make the wait longer, for themselves or for the owner.
    return json_build_object(
      'allowed', false, 'retry_after', greatest(1, ceil(extract(epoch from v_until - v_now)))::integer);
  end if;

  -- Counted before the password is looked at: a thousand attempts at once are no way around it.
  update private.sign_in_attempts as a
  set
    failures = f.failures,
    last_at = v_now,
    blocked_until = v_now + case split_part(a.name, ':', 1)
      when 'pair' then private.sign_in_pause(f.failures, 5, 900)
      when 'address' then private.sign_in_pause(f.failures, 50, 300)
      else private.sign_in_pause(f.failures, 20, 60)
    end
  from (
    select b.name, 1 + case when b.last_at > v_now - interval '1 hour' then b.failures else 0 end as failures
    from private.sign_in_attempts as b where b.name = any (v_names)
  ) as f
  where a.name = f.name;
  return json_build_object('allowed', true, 'retry_after', 0);
end;
$$;
comment on function private.begin_sign_in(text, text) is
  'Before a password is looked at: whether the attempt may be made, and if not, in how many seconds. An address has 5 free failures on an account, and 50 in all; an account has 20 from addresses it was never signed in from. After those each failure doubles the wait, to 15 minutes, 5 minutes and 1 minute at the most. An hour without a failure forgets them.';
grant execute on function private.begin_sign_in(text, text) to authenticated;

create function public.begin_sign_in(account text default null, address text default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.begin_sign_in(begin_sign_in.account, begin_sign_in.address);
end;
$$;
comment on function public.begin_sign_in(text, text) is 'Ask to try a password; for the app alone.';
grant execute on function public.begin_sign_in(text, text) to authenticated;

create function private.end_sign_in(account text, address text, succeeded boolean)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_address text := coalesce(end_sign_in.address, '');
  v_account_name text := 'account:' || end_sign_in.account;
  v_address_name text := 'address:' || v_address;
  v_pair_name text := 'pair:' || end_sign_in.account || ':' || v_address;
begin
  perform private.require_app();
  perform from private.sign_in_attempts as a
  where a.name in (v_account_name, v_address_name, v_pair_name) order by a.name for update;
  if end_sign_in.succeeded then
    delete from private.sign_in_attempts as a where a.name in (v_account_name, v_pair_name);
    if v_address <> '' and end_sign_in.account is not null then
      insert into private.sign_in_places as p (account, address) values (end_sign_in.account, v_address)
      on conflict on constraint sign_in_places_pkey do update set seen_at = now();
    end if;
  end if;
  -- The attempt itself is taken back. Of an address no more than that: who has an account of their own would
  -- sign in to it between guesses at those of others.
  update private.sign_in_attempts as a
  set
    failures = greatest(0, a.failures - 1),
    blocked_until = case
      when a.failures - 1 <= case split_part(a.name, ':', 1) when 'pair' then 5 when 'address' then 50 else 20 end then null
      else a.blocked_until
    end
  where a.name in (v_account_name, v_address_name, v_pair_name);
  return json_build_object('ok', true);
end;
$$;
comment on function private.end_sign_in(text, text, boolean) is
  'After an attempt that was no wrong password: the right one forgets the failures of the account and remembers the address; where Auth could not say, the attempt is taken back.';
grant execute on function private.end_sign_in(text, text, boolean) to authenticated;

create function public.end_sign_in(account text default null, address text default null, succeeded boolean default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.end_sign_in(end_sign_in.account, end_sign_in.address, end_sign_in.succeeded);
end;
$$;
comment on function public.end_sign_in(text, text, boolean) is 'Say how trying a password ended; for the app alone.';
grant execute on function public.end_sign_in(text, text, boolean) to authenticated;
