-- The doors of a session: start, stop, status. For members and keys on any customer, for a customer on themselves.

create function private.session_json(
  session public.sessions, wallet public.wallets, customer_name text, now timestamptz
)
returns json
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
  v_session public.sessions := private.session_at(session_json.session, session_json.now);
begin
  if v_session.id is null then
    return null;
  end if;
  return json_build_object(
    'id', v_session.id,
    'customer_id', v_session.customer_id,
    'customer_name', session_json.customer_name,
    'status', case when v_session.ended_at is null then 'active' else 'ended' end,
    'credits_per_minute', private.amount_text(v_session.credits_per_minute, 0),
    'description', v_session.description,
    'started_at', v_session.started_at,
    'ended_at', v_session.ended_at,
    'end_reason', v_session.end_reason,
    'seconds', floor(extract(epoch from coalesce(v_session.ended_at, v_session.settled_at) - v_session.started_at))::bigint,
    'credits_used', private.amount_text(v_session.credits_used, 0),
    'credits_left', case when v_session.ended_at is null then
      private.amount_text(private.credits_of(session_json.wallet, session_json.session, session_json.now), 0)
    end,
    'runs_out_at', case when v_session.ended_at is null then v_session.runs_out_at end,
    'started_by', v_session.started_by,
    'ended_by', v_session.ended_by
  );
end;
$$;
comment on function private.session_json(public.sessions, public.wallets, text, timestamptz) is
  'A session, with the credits wallet of its customer, as every answer shows it: as it truly is at that moment; null where there is none.';
grant execute on function private.session_json(public.sessions, public.wallets, text, timestamptz) to anon, authenticated;

create function private.clock_stands_still(business_id uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (select b.test_clock_at is not null from public.businesses as b where b.id = clock_stands_still.business_id);
end;
$$;
comment on function private.clock_stands_still(uuid) is
  'Whether the time of a business moves only when someone moves it: then no counter on a page may run.';

create function private.session_moment(business_id uuid, customer_id uuid, session_id uuid, now timestamptz)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_now timestamptz := session_moment.now;
begin
  return (
    select json_build_object(
      'customer_id', c.id,
      'as_of', greatest(v_now, r.settled_at),
      'clock_stands_still', private.clock_stands_still(session_moment.business_id),
      'credits', private.amount_text(private.credits_of(w, r, v_now), 0),
      'credits_held', private.amount_text(coalesce(private.held_of(w.business_id, w.id, w.held), 0), 0),
      'credits_per_minute', private.amount_text(
        coalesce(
          case when (private.session_at(r, v_now)).ended_at is null then r.credits_per_minute end,
          b.session_credits_per_minute),
        0),
      'session', private.session_json(s, w, c.name, v_now)
    )
    from public.customers as c
    join public.business_settings as b on b.business_id = c.business_id
    left join public.wallets as w on w.business_id = c.business_id and w.customer_id = c.id and w.kind = 'credits'
    left join public.sessions as r on r.business_id = c.business_id and r.customer_id = c.id and r.ended_at is null
    left join public.sessions as s
      on s.business_id = c.business_id and s.customer_id = c.id and s.id = session_moment.session_id
    where c.business_id = session_moment.business_id and c.id = session_moment.customer_id
  );
end;
$$;
comment on function private.session_moment(uuid, uuid, uuid, timestamptz) is
  'What a customer has in credits at a moment that is now, what a session burns, and one of their sessions; null for a customer that there is not.';

create function private.start_session(
  business_id uuid, customer_id uuid, credits_per_minute numeric, description text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access_to(start_session.business_id, start_session.customer_id, 'sessions:write');
  v_customer_id uuid := coalesce(v_access.customer_id, start_session.customer_id);
  v_rate public.amount;
  v_description text;
  v_request text := row(v_customer_id, trim_scale(start_session.credits_per_minute), start_session.description)::text;
  v_space uuid := coalesce(v_access.customer_id, v_access.business_id);
  v_first json := private.replay(v_space, v_access.idempotency_key, 'start_session', v_request);
  v_wallet public.wallets;
  v_free numeric;
  v_session public.sessions;
begin
  if v_first is not null then
    return v_first;
  elsif v_customer_id is null then
    perform private.raise_invalid('/customer_id', 'is required');
  elsif v_access.customer_id is not null and start_session.credits_per_minute is not null then
    perform private.raise_invalid('/credits_per_minute', 'is set by the business');
  end if;
  if start_session.credits_per_minute is not null then
    v_rate := private.require_rate(start_session.credits_per_minute, '/credits_per_minute');
  else
    select b.session_credits_per_minute into v_rate
    from public.business_settings as b where b.business_id = v_access.business_id;
  end if;
  if start_session.description is not null then
    v_description := private.require_text(start_session.description, '/description', 200);
  end if;

  -- From the first session on the job looks at the business.
  insert into private.session_schedules (business_id) values (v_access.business_id)
  on conflict on constraint session_schedules_pkey do nothing;
  v_wallet := private.lock_wallet(v_access.business_id, v_customer_id, 'credits');
  if v_wallet.status = 'archived' then
    perform private.raise_problem(
      409, 'customer_archived', 'The customer is archived; no session can be started.',
      jsonb_build_object('customer_id', v_customer_id));
  end if;
  v_session.id := private.settle_session(v_access.business_id, v_customer_id);
  if v_session.id is not null then
    perform private.raise_problem(
      409, 'session_already_active', 'The customer has a running session.',
      private.session_moment(
        v_access.business_id, v_customer_id, v_session.id, private.clock(v_access.business_id))::jsonb);
  end if;
  -- Once more, since settling may have taken the rest of it.
  v_wallet := private.lock_wallet(v_access.business_id, v_customer_id, 'credits');
  v_free := v_wallet.balance - v_wallet.minimum_balance - private.held_of(v_wallet.business_id, v_wallet.id, v_wallet.held);
  if v_free < 1 then
    perform private.raise_problem(
      402, 'insufficient_credits',
      format('Starting a session needs 1 credit, and %s are free.', private.amount_text(greatest(0, v_free), 0)),
      jsonb_build_object(
        'customer_id', v_customer_id, 'credits', private.amount_text(greatest(0, v_free), 0), 'required', '1'));
  end if;

  v_session.id := private.uuid_v7();
  v_session.credits_per_minute := v_rate;
  v_session.credits_used := 0;
  v_session.started_at := private.clock(v_access.business_id);
  v_session.settled_at := v_session.started_at;
  v_session.runs_out_at := private.runs_out_at(v_session, v_wallet);
  insert into public.sessions (
    business_id, id, customer_id, credits_per_minute, description, started_at, settled_at, runs_out_at, started_by,
    request_id
  )
  values (
    v_access.business_id, v_session.id, v_customer_id, v_rate, v_description, v_session.started_at,
    v_session.settled_at, v_session.runs_out_at, v_access.actor, v_access.request_id
  );
  perform private.notify_change(v_access.business_id, 'sessions', v_customer_id);
  return private.remember(
    v_space, v_access.idempotency_key, 'start_session', v_request,
    private.session_moment(
        v_access.business_id, v_customer_id, v_session.id, private.clock(v_access.business_id))
  );
end;
$$;
comment on function private.start_session(uuid, uuid, numeric, text) is
  'Starts a session, at the rate of the business unless a member or key gives another, in credits a minute. Raises 402 insufficient_credits, 409 session_already_active, 409 customer_archived.';
grant execute on function private.start_session(uuid, uuid, numeric, text) to anon, authenticated;

create function public.start_session(
  business_id uuid default null, customer_id uuid default null, credits_per_minute numeric default null,
  description text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.start_session(
    start_session.business_id, start_session.customer_id, start_session.credits_per_minute, start_session.description);
end;
$$;
comment on function public.start_session(uuid, uuid, numeric, text) is 'Start a session.';
grant execute on function public.start_session(uuid, uuid, numeric, text) to anon, authenticated;

create function private.raise_session_not_found(session_id uuid)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  perform private.raise_problem(
    404, 'session_not_found', 'There is no such session.', jsonb_build_object('session_id', raise_session_not_found.session_id));
end;
$$;
comment on function private.raise_session_not_found(uuid) is 'The 404 of a session that there is not, or that is not for the caller.';

create function private.stop_session(business_id uuid, customer_id uuid, session_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access_to(stop_session.business_id, stop_session.customer_id, 'sessions:write');
  v_customer_id uuid := coalesce(v_access.customer_id, stop_session.customer_id);
  v_request text := row(v_customer_id, stop_session.session_id)::text;
  v_space uuid := coalesce(v_access.customer_id, v_access.business_id);
  v_first json := private.replay(v_space, v_access.idempotency_key, 'stop_session', v_request);
  v_running_id uuid;
  v_session public.sessions;
begin
  if v_first is not null then
    return v_first;
  elsif stop_session.session_id is not null then
    select s.* into v_session
    from public.sessions as s
    where s.business_id = v_access.business_id and s.id = stop_session.session_id
      and (v_customer_id is null or s.customer_id = v_customer_id);
    if not found then
      perform private.raise_session_not_found(stop_session.session_id);
    end if;
    v_customer_id := v_session.customer_id;
  elsif v_customer_id is null then
    perform private.raise_invalid('/customer_id', 'is required, or session_id');
  else
    perform private.require_customer(v_access.business_id, v_customer_id);
  end if;

  v_running_id := private.settle_session(v_access.business_id, v_customer_id);
  -- The one that is named; else the running one, which is the newest; else the newest, which then has ended.
  select s.* into v_session
  from public.sessions as s
  where s.business_id = v_access.business_id and s.customer_id = v_customer_id
    and s.id = coalesce(stop_session.session_id, v_running_id, (
      select n.id from public.sessions as n
      where n.business_id = v_access.business_id and n.customer_id = v_customer_id
      order by n.id desc
      limit 1
    ));
  if not found then
    perform private.raise_session_not_found(null);
  end if;
  if v_session.id = v_running_id then
    perform private.end_session(
      v_access.business_id, v_session.id,
      case
        when v_access.customer_id is not null or v_access.actor = v_session.started_by then 'stopped'
        else 'ended_by_business'
      end::public.session_end_reason,
      v_access.actor);
  end if;
  return private.remember(
    v_space, v_access.idempotency_key, 'stop_session', v_request,
    private.json_join(
      private.session_moment(
        v_access.business_id, v_customer_id, v_session.id, private.clock(v_access.business_id)),
      json_build_object('stopped', v_running_id is not null and v_session.id = v_running_id))
  );
end;
$$;
comment on function private.stop_session(uuid, uuid, uuid) is
  'Ends the running session of a customer, or the one that is named, now; of one that has ended it says so and changes nothing. Raises 404 session_not_found.';
grant execute on function private.stop_session(uuid, uuid, uuid) to anon, authenticated;

create function public.stop_session(
  business_id uuid default null, customer_id uuid default null, session_id uuid default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.stop_session(stop_session.business_id, stop_session.customer_id, stop_session.session_id);
end;
$$;
comment on function public.stop_session(uuid, uuid, uuid) is 'Stop a session.';
grant execute on function public.stop_session(uuid, uuid, uuid) to anon, authenticated;

create function private.get_session_status(business_id uuid, customer_id uuid)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access_to(
    get_session_status.business_id, get_session_status.customer_id, 'sessions:read');
  v_customer_id uuid := coalesce(v_access.customer_id, get_session_status.customer_id);
  v_answer json;
begin
  if v_customer_id is null then
    perform private.raise_invalid('/customer_id', 'is required');
  end if;
  perform private.require_customer(v_access.business_id, v_customer_id);
  select private.json_join(m.moment, json_build_object(
    -- A wallet without a minimum bears any session.
    'can_start', c.status <> 'archived' and m.moment ->> 'session' is null
      and coalesce((m.moment ->> 'credits')::numeric - w.minimum_balance
        - private.held_of(w.business_id, w.id, w.held) >= 1, w.id is not null),
    'last_session', (
      select private.session_json(s, null, c.name, v_access.now)
      from public.sessions as s
      where s.business_id = c.business_id and s.customer_id = c.id and s.id is distinct from r.id
      order by s.id desc
      limit 1
    )
  ))
  into v_answer
  from public.customers as c
  left join public.sessions as r
    on r.business_id = c.business_id and r.customer_id = c.id and r.ended_at is null
    and (private.session_at(r, v_access.now)).ended_at is null
  left join public.wallets as w on w.business_id = c.business_id and w.customer_id = c.id and w.kind = 'credits'
  cross join lateral (select private.session_moment(c.business_id, c.id, r.id, v_access.now) as moment) as m
  where c.business_id = v_access.business_id and c.id = v_customer_id;
  return v_answer;
end;
$$;
comment on function private.get_session_status(uuid, uuid) is
  'The credits and the running session of a customer right now, and the newest that has ended.';
grant execute on function private.get_session_status(uuid, uuid) to anon, authenticated;

create function public.get_session_status(business_id uuid default null, customer_id uuid default null)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.get_session_status(get_session_status.business_id, get_session_status.customer_id);
end;
$$;
comment on function public.get_session_status(uuid, uuid) is 'Read the credits and the running session of a customer.';
grant execute on function public.get_session_status(uuid, uuid) to anon, authenticated;
