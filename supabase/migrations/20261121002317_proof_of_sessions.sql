-- The proof of sessions: what each has used against its rate and its times, and against the ledger.

create function private.verify_sessions(business_id uuid)
returns setof private.discrepancy
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    with sessions as materialized (
      select s.*, s as session, w.id as wallet_id, w as wallet
      from public.sessions as s
      left join public.wallets as w
        on w.business_id = s.business_id and w.customer_id = s.customer_id and w.kind = 'credits'
      where s.business_id = verify_sessions.business_id
    ), entries as materialized (
      select e.*, -sum(e.amount) over (partition by e.reference_id order by e.version) as used_by_then
      from public.ledger_entries as e
      where e.business_id = verify_sessions.business_id and e.kind = 'session'
    ), totals as (
      select e.wallet_id, e.reference_id, count(*) as entries, -sum(e.amount) as used,
        min(e.version) as first_version, max(e.version) as last_version
      from entries as e
      group by e.wallet_id, e.reference_id
    ), checks as (
      select coalesce(t.wallet_id, s.wallet_id) as wallet_id, t.last_version as version, 'session_entries' as check_name,
        format('session %s: %s credits in %s entries from %s to %s', coalesce(s.id, t.reference_id), coalesce(t.used, 0),
          coalesce(t.entries, 0), t.first_version, t.last_version) as expected,
        format('%s credits in %s entries from %s to %s', coalesce(s.credits_used, 0), coalesce(s.entries, 0),
          s.first_version, s.last_version) as actual
      from sessions as s
      full join totals as t on t.reference_id = s.id and t.wallet_id = s.wallet_id
      where s.id is null or (s.credits_used, s.entries, s.first_version, s.last_version)
        is distinct from (coalesce(t.used, 0), coalesce(t.entries, 0), t.first_version, t.last_version)
      union all
      select s.wallet_id, null, 'session_used',
        format('session %s: %s credits until %s', s.id,
          private.credits_burned(s.credits_per_minute, s.started_at, s.settled_at), s.settled_at),
        s.credits_used::text
      from sessions as s
      where s.credits_used <> private.credits_burned(s.credits_per_minute, s.started_at, s.settled_at)
      union all
      select e.wallet_id, e.version, 'session_entry_time',
        private.burns_at(s.credits_per_minute, s.started_at, e.used_by_then)::text, e.occurred_at::text
      from entries as e
      join sessions as s on s.id = e.reference_id
      where e.occurred_at is distinct from private.burns_at(s.credits_per_minute, s.started_at, e.used_by_then)
        or e.reference_type is distinct from 'session' or e.counter_account <> 'revenue:sessions'
      union all
      select s.wallet_id, null, 'session_end',
        format('session %s ends at %s', s.id, x.ends_at),
        format('%s, %s', coalesce(s.ended_at, s.runs_out_at), s.end_reason)
      from sessions as s
      cross join lateral (
        select case
          when s.ended_at is null then private.runs_out_at(s.session, s.wallet)
          when s.end_reason = 'ran_out' then s.runs_out_at
          else s.settled_at
        end as ends_at
      ) as x
      where coalesce(s.ended_at, s.runs_out_at) is distinct from x.ends_at
        or s.ended_at is not null and s.ended_at <> s.settled_at
    )
    select verify_sessions.business_id, c.wallet_id, c.version, c.check_name, c.expected, c.actual
    from checks as c
    order by c.wallet_id, c.version nulls first, c.check_name;
end;
$$;
comment on function private.verify_sessions(uuid) is
  'What of the sessions of a business does not agree with their rates and times, or with the ledger.';
