-- Credits that are bought or given, and what a customer sees of their own.

create function private.add_credits(business_id uuid, customer_id uuid, credits numeric, source text, description text)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(add_credits.business_id, 'wallets:write');
  v_credits public.amount := private.require_amount(add_credits.credits, 6, '/credits', true);
  v_source text := coalesce(add_credits.source, 'bought');
  v_request text := row(add_credits.customer_id, v_credits, v_source, add_credits.description)::text;
  v_first json := private.replay(v_access.business_id, v_access.idempotency_key, 'add_credits', v_request);
  v_entry public.ledger_entries;
  v_moment json;
begin
  if v_first is not null then
    return v_first;
  elsif v_source not in ('bought', 'given') then
    perform private.raise_invalid('/source', 'must be bought or given');
  elsif length(add_credits.description) > 500 then
    perform private.raise_invalid('/description', 'must be at most 500 characters');
  end if;
  perform private.lock_wallet(v_access.business_id, add_credits.customer_id, 'credits');
  -- Ahead of the clock: a session that has run out ended before this.
  perform private.settle_session(v_access.business_id, add_credits.customer_id);
  v_entry := private.post_movement(
    v_access.business_id, add_credits.customer_id, 'credits', v_credits,
    case v_source when 'bought' then 'top_up' else 'grant' end::public.entry_kind,
    case v_source when 'bought' then 'credits:sold' else 'credits:granted' end,
    v_access.actor, v_access.request_id, private.clock(v_access.business_id), add_credits.description
  );
  v_moment := private.session_moment(
    v_access.business_id, add_credits.customer_id,
    (select s.id from public.sessions as s
     where s.business_id = v_access.business_id and s.customer_id = add_credits.customer_id and s.ended_at is null),
    private.clock(v_access.business_id));
  return private.remember(
    v_access.business_id, v_access.idempotency_key, 'add_credits', v_request,
    json_build_object(
      'customer_id', add_credits.customer_id,
      'credits', v_moment ->> 'credits',
      'entry', private.entry_json(v_entry, add_credits.customer_id, 'credits', 'credit', v_access.decimals),
      'session', v_moment -> 'session'
    )
  );
end;
$$;
comment on function private.add_credits(uuid, uuid, numeric, text, text) is
  'Credits that a customer bought or is given; a running session lasts the longer for them.';
grant execute on function private.add_credits(uuid, uuid, numeric, text, text) to anon, authenticated;

create function public.add_credits(
  business_id uuid default null, customer_id uuid default null, credits numeric default null, source text default null,
  description text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.add_credits(
    add_credits.business_id, add_credits.customer_id, add_credits.credits, add_credits.source, add_credits.description);
end;
$$;
comment on function public.add_credits(uuid, uuid, numeric, text, text) is 'Give or sell credits to a customer.';
grant execute on function public.add_credits(uuid, uuid, numeric, text, text) to anon, authenticated;

create function private.my_customer_profiles()
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_user_id uuid := case when private.header('x-api-key') is null then auth.uid() end;
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object(
      'customer_id', c.id,
      'name', c.name,
      'status', c.status,
      'business', jsonb_build_object(
        'id', b.id, 'name', b.name, 'slug', b.slug, 'currency', b.currency,
        'currency_decimals', b.currency_decimals, 'is_sandbox', b.is_sandbox,
        'test_clock_at', b.test_clock_at),
      'credits', m.moment ->> 'credits',
      'credits_per_minute', m.moment ->> 'credits_per_minute',
      'balance', private.amount_text(p.balance, b.currency_decimals),
      'owed', private.amount_text(coalesce(-r.balance, 0), b.currency_decimals),
      'session', case when m.moment -> 'session' ->> 'status' = 'active' then m.moment -> 'session' end,
      'sessions', coalesce((
        select jsonb_agg(private.session_json(s, w, c.name, n.now) order by s.id desc)
        from (
          select x.*
          from public.sessions as x
          where x.business_id = c.business_id and x.customer_id = c.id
          order by x.id desc
          limit 10
        ) as s
      ), '[]'::jsonb)
    ) order by c.created_at, c.id)
    from public.customers as c
    join public.businesses as b on b.id = c.business_id
    cross join lateral (select coalesce(b.test_clock_at, clock_timestamp()) as now) as n
    join public.wallets as p on p.business_id = c.business_id and p.customer_id = c.id and p.kind = 'prepaid'
    left join public.wallets as r on r.business_id = c.business_id and r.customer_id = c.id and r.kind = 'receivable'
    left join public.wallets as w on w.business_id = c.business_id and w.customer_id = c.id and w.kind = 'credits'
    left join public.sessions as a on a.business_id = c.business_id and a.customer_id = c.id and a.ended_at is null
    cross join lateral (
      select private.session_moment(c.business_id, c.id, a.id, n.now) as moment
    ) as m
    where c.user_id = v_user_id
  ), '[]'::jsonb);
end;
$$;
comment on function private.my_customer_profiles() is
  'The customers that the signed-in user is, each with credits, sessions and what is owed; none for an API key. Definer: customers read no table.';
grant execute on function private.my_customer_profiles() to anon, authenticated;
