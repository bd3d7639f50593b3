-- Holds: what is set aside in a wallet while work is in flight, so that nothing else can spend it.
--
-- A hold moves nothing: the balance stays, and wallets.held says how much of it is spoken for. Time decides when a hold
-- is over, not a job: whoever spends or reads leaves out those whose moment has come (private.held_of), and the job
-- release_holds only writes down what is so already. What is captured is a ledger entry that names the hold.
-- A hold changes only under the lock of its wallet, in the transaction that changes wallets.held.

create type public.hold_status as enum ('active', 'captured', 'released', 'expired');
comment on type public.hold_status is
  'captured: ended by a capture, which may have given back a part; released: by a person, a program, or because the customer was archived; expired: at the moment it said.';

create table public.holds (
  business_id uuid not null,
  id uuid not null default private.uuid_v7(),
  customer_id uuid not null,
  wallet_id uuid not null,
  wallet_kind public.wallet_kind not null check (wallet_kind in ('prepaid', 'credits')),
  amount public.amount not null check (amount > 0),
  captured public.amount not null default 0,
  status public.hold_status not null default 'active',
  description text check (length(description) between 1 and 200),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  actor text not null,
  request_id text,
  ended_by text,
  first_version bigint,
  last_version bigint,
  primary key (business_id, id),
  foreign key (business_id, customer_id) references public.customers (business_id, id) on delete restrict,
  check (captured between 0 and amount),
  check ((ended_at is null) = (status = 'active'))
);
comment on table public.holds is
  'What is set aside in wallets until it is captured, released or expires. One that is active and past expires_at has expired, though nobody has written it down yet.';
comment on column public.holds.amount is 'What was set aside, in the unit of the wallet.';
comment on column public.holds.captured is 'What was taken of it, in the unit of the wallet. While it is active the rest is held.';
comment on column public.holds.created_at is 'On the clock of the business, as every moment here.';
comment on column public.holds.expires_at is 'From this moment on nothing is held.';
comment on column public.holds.ended_at is 'Of one that expired the moment it did, whenever that was noticed.';
comment on column public.holds.actor is 'Who made it: user:<id> or api_key:<id>.';
comment on column public.holds.ended_by is 'Who captured or released it; null while it is active, and where it expired.';
comment on column public.holds.first_version is 'The version of the first entry that captured of it, in its wallet.';
comment on column public.holds.last_version is 'The version of the last entry that captured of it, in its wallet.';
create index holds_customer_idx on public.holds (business_id, customer_id, id);
-- Those that are open, those of one wallet that count, and those whose time is up.
create index holds_open_idx on public.holds (business_id, id) where status = 'active';
create index holds_active_idx on public.holds (business_id, wallet_id, expires_at) where status = 'active';
create index holds_expires_at_idx on public.holds (expires_at) where status = 'active';

alter table public.holds enable row level security;
create policy "Members and keys read the holds of their businesses" on public.holds
  for select to anon, authenticated
  using (business_id in (select private.my_business_ids('holds:read', 'wallets:read')));
grant select on public.holds to anon, authenticated, service_role;

create trigger holds_before_delete_refuse
  before delete on public.holds
  for each row execute function private.refuse_change();
create trigger holds_before_truncate_refuse
  before truncate on public.holds
  for each statement execute function private.refuse_change();

-- The rule ------------------------------------------------------------------------------------------

create function private.held_of(business_id uuid, wallet_id uuid, held numeric, now timestamptz default null)
returns numeric
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if held_of.held = 0 then
    return 0;
  end if;
  return held_of.held - coalesce((
    select sum(h.amount - h.captured)
    from public.holds as h
    where h.business_id = held_of.business_id and h.wallet_id = held_of.wallet_id and h.status = 'active'
      and h.expires_at <= coalesce(held_of.now, private.clock(held_of.business_id))
  ), 0);
end;
$$;
comment on function private.held_of(uuid, uuid, numeric, timestamptz) is
  'What is truly held in a wallet at a moment, or right now, of what its column held says: that less the holds whose moment has come, in the unit of the wallet.';

create function private.held_now(business_id uuid, wallet_id uuid, held numeric, now timestamptz default null)
returns numeric
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  return private.held_of(held_now.business_id, held_now.wallet_id, held_now.held, held_now.now);
end;
$$;
comment on function private.held_now(uuid, uuid, numeric, timestamptz) is
  'private.held_of for what moves a balance. Volatile, so that it looks at the holds anew where an update waited for the wallet and found another version of it: holds and wallets.held change together.';

create function private.runs_out_at(session public.sessions, wallet public.wallets)
returns timestamptz
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_held numeric := runs_out_at.wallet.held;
  v_left numeric;
  v_moment timestamptz;
  v_hold record;
begin
  -- What is held is not burned, and comes free when a hold expires: from hold to hold, until the credits end before.
  for v_hold in
    select h.expires_at, h.amount - h.captured as held
    from public.holds as h
    where v_held > 0 and h.business_id = runs_out_at.wallet.business_id and h.wallet_id = runs_out_at.wallet.id
      and h.status = 'active'
    order by h.expires_at
  loop
    if v_hold.expires_at > runs_out_at.session.settled_at then
      v_left := floor(runs_out_at.wallet.balance - runs_out_at.wallet.minimum_balance - v_held);
      v_moment := case when v_left < 1 then runs_out_at.session.settled_at else private.burns_at(
        runs_out_at.session.credits_per_minute, runs_out_at.session.started_at, runs_out_at.session.credits_used + v_left)
      end;
      if v_moment < v_hold.expires_at then
        return v_moment;
      end if;
    end if;
    v_held := v_held - v_hold.held;
  end loop;
  v_left := floor(runs_out_at.wallet.balance - runs_out_at.wallet.minimum_balance - v_held);
  if v_left < 1 then
    -- What was left went elsewhere: it ends at once, not when the next credit would be due.
    return runs_out_at.session.settled_at;
  end if;
  return private.burns_at(
    runs_out_at.session.credits_per_minute, runs_out_at.session.started_at, runs_out_at.session.credits_used + v_left);
end;
$$;
comment on function private.runs_out_at(public.sessions, public.wallets) is
  'When the credits of a running session that was just settled are used up, if nothing else moves the wallet; null for never. Holds that expire on the way give theirs back.';

create function private.hold_json(hold public.holds, customer_name text, unit text, now timestamptz, decimals integer)
returns json
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
  v_hold public.holds := hold_json.hold;
  v_decimals integer := private.unit_decimals(v_hold.wallet_kind, hold_json.decimals);
begin
  if v_hold.status = 'active' and v_hold.expires_at <= hold_json.now then
    v_hold.status := 'expired';
    v_hold.ended_at := v_hold.expires_at;
  end if;
  return json_build_object(
    'id', v_hold.id,
    'customer_id', v_hold.customer_id,
    'customer_name', hold_json.customer_name,
    'wallet', v_hold.wallet_kind,
    'unit', hold_json.unit,
    'amount', private.amount_text(v_hold.amount, v_decimals),
    'captured', private.amount_text(v_hold.captured, v_decimals),
    'held', private.amount_text(case v_hold.status when 'active' then v_hold.amount - v_hold.captured else 0 end, v_decimals),
    'status', v_hold.status,
    'description', v_hold.description,
    'created_at', v_hold.created_at,
    'expires_at', v_hold.expires_at,
    'ended_at', v_hold.ended_at,
    'actor', v_hold.actor,
    'request_id', v_hold.request_id
  );
end;
$$;
comment on function private.hold_json(public.holds, text, text, timestamptz, integer) is
  'A hold as every answer shows it: as it truly is at that moment.';

create function private.get_hold_json(access private.access, hold_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_answer json;
begin
  select private.hold_json(
    h, c.name, w.unit, private.clock(h.business_id), get_hold_json.access.decimals)
  into v_answer
  from public.holds as h
  join public.customers as c on c.business_id = h.business_id and c.id = h.customer_id
  join public.wallets as w on w.business_id = h.business_id and w.id = h.wallet_id
  where h.business_id = get_hold_json.access.business_id and h.id = get_hold_json.hold_id;
  if not found then
    perform private.raise_problem(
      404, 'hold_not_found', 'There is no such hold in this business.',
      jsonb_build_object('hold_id', get_hold_json.hold_id));
  end if;
  return v_answer;
end;
$$;
comment on function private.get_hold_json(private.access, uuid) is 'A hold as it is right now, or a 404.';

-- Changing one --------------------------------------------------------------------------------------

create function private.lock_hold(access private.access, hold_id uuid)
returns public.holds
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_hold public.holds;
begin
  select h.* into v_hold
  from public.holds as h
  where h.business_id = lock_hold.access.business_id and h.id = lock_hold.hold_id;
  if not found then
    perform private.get_hold_json(lock_hold.access, lock_hold.hold_id);
  end if;
  perform private.lock_wallet(v_hold.business_id, v_hold.customer_id, v_hold.wallet_kind);
  if v_hold.wallet_kind = 'credits' then
    -- What has burned so far met the hold as it was.
    perform private.settle_session(v_hold.business_id, v_hold.customer_id);
  end if;
  -- As the lock was got.
  select h.* into v_hold
  from public.holds as h
  where h.business_id = v_hold.business_id and h.id = v_hold.id;
  return v_hold;
end;
$$;
comment on function private.lock_hold(private.access, uuid) is
  'A hold under the lock of its wallet, whose session is settled. Raises 404 hold_not_found.';

create function private.change_held(hold public.holds, change numeric)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  update public.wallets as w set held = w.held + change_held.change
  where w.business_id = change_held.hold.business_id and w.id = change_held.hold.wallet_id;
end;
$$;
comment on function private.change_held(public.holds, numeric) is
  'Moves what is held in the wallet of a hold, in its unit. The caller holds the lock and changes the hold beside it.';

create function private.reschedule_customer(business_id uuid, customer_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_session_id uuid;
begin
  select s.id into v_session_id
  from public.sessions as s
  where s.business_id = reschedule_customer.business_id and s.customer_id = reschedule_customer.customer_id
    and s.ended_at is null;
  if found then
    perform private.reschedule_session(reschedule_customer.business_id, v_session_id);
  end if;
end;
$$;
comment on function private.reschedule_customer(uuid, uuid) is
  'Works out anew when the running session of a customer, just settled, runs out; nothing where none runs.';

create function private.emit_hold_event(hold_id uuid, business_id uuid, type text, occurred_at timestamptz)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if not private.has_webhooks(emit_hold_event.business_id) then
    return;
  end if;
  perform private.emit_event(
    h.business_id, emit_hold_event.type, h.customer_id,
    private.hold_json(h, c.name, w.unit, emit_hold_event.occurred_at, b.currency_decimals), emit_hold_event.occurred_at)
  from public.holds as h
  join public.businesses as b on b.id = h.business_id
  join public.customers as c on c.business_id = h.business_id and c.id = h.customer_id
  join public.wallets as w on w.business_id = h.business_id and w.id = h.wallet_id
  where h.business_id = emit_hold_event.business_id and h.id = emit_hold_event.hold_id;
end;
$$;
comment on function private.emit_hold_event(uuid, uuid, text, timestamptz) is
  'Tells webhooks what has become of a hold, as it is by then.';

create function private.end_hold(hold public.holds, status public.hold_status, ended_at timestamptz, actor text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  update public.holds as h
  set status = end_hold.status, ended_at = end_hold.ended_at, ended_by = end_hold.actor
  where h.business_id = end_hold.hold.business_id and h.id = end_hold.hold.id;
  perform private.change_held(end_hold.hold, end_hold.hold.captured - end_hold.hold.amount);
  if end_hold.status <> 'captured' then
    perform private.emit_hold_event(
      end_hold.hold.id, end_hold.hold.business_id, 'hold.' || end_hold.status, end_hold.ended_at);
  end if;
end;
$$;
comment on function private.end_hold(public.holds, public.hold_status, timestamptz, text) is
  'Ends an active hold and gives back what is left of it. The caller holds the lock of the wallet, and has a session of it rescheduled.';

create function private.release_holds_of_archived(access private.access, customer_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_hold public.holds;
  v_now timestamptz := private.clock(release_holds_of_archived.access.business_id);
begin
  for v_hold in
    select h.* from public.holds as h
    where h.business_id = release_holds_of_archived.access.business_id
      and h.customer_id = release_holds_of_archived.customer_id and h.status = 'active'
    order by h.id
  loop
    perform private.end_hold(
      v_hold, case when v_hold.expires_at <= v_now then 'expired' else 'released' end::public.hold_status,
      least(v_hold.expires_at, v_now),
      case when v_hold.expires_at > v_now then release_holds_of_archived.access.actor end);
  end loop;
end;
$$;
comment on function private.release_holds_of_archived(private.access, uuid) is
  'Releases what is held of a customer that is about to be archived. The caller holds all wallets of the customer.';

-- The job -------------------------------------------------------------------------------------------

create function private.expire_holds_of(business_id uuid, customer_id uuid, wallet_kind public.wallet_kind)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_hold public.holds;
  v_now timestamptz;
begin
  perform private.lock_wallet(expire_holds_of.business_id, expire_holds_of.customer_id, expire_holds_of.wallet_kind);
  if expire_holds_of.wallet_kind = 'credits' then
    perform private.settle_session(expire_holds_of.business_id, expire_holds_of.customer_id);
  end if;
  v_now := private.clock(expire_holds_of.business_id);
  for v_hold in
    select h.* from public.holds as h
    where h.business_id = expire_holds_of.business_id and h.customer_id = expire_holds_of.customer_id
      and h.wallet_kind = expire_holds_of.wallet_kind and h.status = 'active' and h.expires_at <= v_now
    order by h.id
  loop
    perform private.end_hold(v_hold, 'expired', v_hold.expires_at, null);
  end loop;
  perform private.notify_change(expire_holds_of.business_id, 'wallets', expire_holds_of.customer_id);
end;
$$;
comment on function private.expire_holds_of(uuid, uuid, public.wallet_kind) is
  'Writes down which holds of a wallet have expired. A session that burns the wallet had reckoned with it.';

create function private.expire_holds(business_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_due record;
begin
  for v_due in
    select distinct h.wallet_id, h.customer_id, h.wallet_kind
    from public.holds as h
    where h.business_id = expire_holds.business_id and h.status = 'active'
      and h.expires_at <= private.clock(expire_holds.business_id)
    order by h.wallet_id
  loop
    perform private.expire_holds_of(expire_holds.business_id, v_due.customer_id, v_due.wallet_kind);
  end loop;
end;
$$;
comment on function private.expire_holds(uuid) is
  'Writes down which holds of a business have expired, wallet by wallet, for a test clock on its way.';

create function private.release_holds(most integer default 500)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_due record;
  v_wallets integer := 0;
  v_holds integer := 0;
begin
  for v_due in
    select d.*
    from (
      select h.business_id, h.wallet_id, h.customer_id, h.wallet_kind, count(*) as holds
      from (
        select a.* from public.holds as a
        join public.businesses as b on b.id = a.business_id
        where a.status = 'active' and a.expires_at <= now()
          -- A test clock expires its own.
          and b.test_clock_at is null
        order by a.expires_at
        limit release_holds.most
      ) as h
      group by h.business_id, h.wallet_id, h.customer_id, h.wallet_kind
    ) as d
    order by d.wallet_id
  loop
    v_holds := v_holds + v_due.holds;
    -- A wallet that is in use is left for the next step: the job waits for nobody.
    continue when not exists (
      select from public.wallets as w
      where w.business_id = v_due.business_id and w.id = v_due.wallet_id
      for update skip locked
    );
    begin
      perform private.expire_holds_of(v_due.business_id, v_due.customer_id, v_due.wallet_kind);
      v_wallets := v_wallets + 1;
    exception
      when query_canceled or admin_shutdown or crash_shutdown then
        raise;
      when others then
        raise warning 'holds of customer % of business % could not be written down as expired: % (%)',
          v_due.customer_id, v_due.business_id, sqlerrm, sqlstate;
    end;
  end loop;
  return v_wallets > 0 and v_holds = release_holds.most;
end;
$$;
comment on function private.release_holds(integer) is
  'One step of the job release_holds: writes down which holds have expired; false where few are left. Nothing depends on it but what is written: an expired hold holds nothing. Safe to run twice at once, and to kill at any point.';
