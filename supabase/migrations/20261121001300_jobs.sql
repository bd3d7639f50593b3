-- Jobs: one list, run by pg_cron where it is installed, else by the local stack's runner.

create table private.jobs (
  name text primary key,
  schedule text not null,
  description text not null,
  is_enabled boolean not null default true,
  last_scheduler text check (last_scheduler in ('pg_cron', 'runner')),
  last_seen_at timestamptz,
  last_done_at timestamptz,
  begun_at timestamptz,
  last_duration interval,
  runs bigint not null default 0,
  failures bigint not null default 0,
  last_failed_at timestamptz,
  last_failure text
);
alter table private.jobs enable row level security;
grant select on private.jobs to service_role;
comment on table private.jobs is 'What runs by itself, and when. The schedule is a cron expression in UTC, of whole minutes.';
comment on column private.jobs.last_scheduler is 'Who called the job last.';
comment on column private.jobs.last_seen_at is 'When a scheduler called the job last, to some seconds.';
comment on column private.jobs.last_done_at is 'When the job last found nothing left to do. Long before last_seen_at: it is behind.';
comment on column private.jobs.begun_at is 'When the run that is under way began; null between runs. One that was cut off leaves it behind for the next to overwrite.';
comment on column private.jobs.last_duration is 'How long the last run took that found nothing left to do, from its first step to its last.';
comment on column private.jobs.runs is 'How many runs came to their end.';
comment on column private.jobs.failures is 'How many runs broke off with an error. See private.note_job_failure.';
comment on column private.jobs.last_failure is 'What the database said of the last one, for operators: it may name rows of a tenant.';

insert into private.jobs (name, schedule, description) values
  ('hourly_debits', '* * * * *',
   'Debits each customer for each hour that is due. Looks every minute, so that a missed hour is made up for within one.'),
  ('bill_usage', '* * * * *',
   'Bills the usage that was recorded since the last minute, and what was held and can be borne by now.'),
  ('settle_sessions', '* * * * *',
   'Puts what sessions have burned into the ledger, and ends those that have run out of credits.'),
  ('release_holds', '* * * * *',
   'Writes down which holds have expired. An expired hold holds nothing, written down or not.'),
  ('follow_low_balance', '* * * * *',
   'Gives wallets the low balance that their business has set.'),
  ('tell_overdue', '* * * * *',
   'Tells webhook endpoints which orders have become overdue.'),
  ('clean_up', '17 3 * * *',
   'Removes what nobody needs any more: watchers that went away, invitations that expired a month ago, webhook events of more than 30 days, counts of requests that are over.');

create function private.clean_up()
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  delete from private.watchers as w where w.expires_at < now() - interval '1 hour';
  delete from public.invitations as i where i.expires_at < now() - interval '30 days' and i.accepted_at is null;
  perform private.clean_up_webhooks();
  delete from private.rate_limits as l where l.ends_at < now() - interval '1 hour';
  delete from private.sign_in_attempts as a where a.last_at < now() - interval '1 day';
  delete from private.sign_in_places as p where p.seen_at < now() - interval '90 days';
  return false;
end;
$$;
comment on function private.clean_up() is 'The job clean_up: all of it in one step.';

create function private.run_job(name text, scheduler text)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_job private.jobs;
  v_has_more boolean;
  v_begun_at timestamptz := clock_timestamp();
begin
  select j.* into v_job from private.jobs as j where j.name = run_job.name and j.is_enabled;
  if not found then
    return false;
  end if;
  -- A run that nobody went on with for two minutes was cut off: this is another.
  if v_job.begun_at is not null and v_job.last_seen_at > v_begun_at - interval '2 minutes' then
    v_begun_at := v_job.begun_at;
  end if;
  v_has_more := case run_job.name
    when 'hourly_debits' then private.run_hourly_debits()
    when 'bill_usage' then private.bill_usage()
    when 'settle_sessions' then private.settle_sessions()
    when 'release_holds' then private.release_holds()
    when 'follow_low_balance' then private.follow_low_balance()
    when 'tell_overdue' then private.tell_overdue()
    when 'clean_up' then private.clean_up()
  end;
  -- Seen is to some seconds, and never waits: two schedulers at work do not queue for this row.
  if not v_has_more or v_job.begun_at is null or v_job.last_seen_at is null
    or v_job.last_seen_at < clock_timestamp() - interval '10 seconds'
  then
    update private.jobs as j
    set
      last_seen_at = clock_timestamp(),
      last_scheduler = run_job.scheduler,
      last_done_at = case when v_has_more then j.last_done_at else clock_timestamp() end,
      begun_at = case when v_has_more then v_begun_at end,
      last_duration = case when v_has_more then j.last_duration else clock_timestamp() - v_begun_at end,
      runs = j.runs + case when v_has_more then 0 else 1 end
    where j.name = (select k.name from private.jobs as k where k.name = run_job.name for update skip locked);
  end if;
  return v_has_more;
end;
$$;
comment on function private.run_job(text, text) is
  'One step of a job, and the note of when and by whom; true where there is more to do. See private.job_command.';

create function private.note_job_failure(name text, scheduler text, failure text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  update private.jobs as j
  set
    last_seen_at = clock_timestamp(),
    last_scheduler = note_job_failure.scheduler,
    begun_at = null,
    failures = j.failures + 1,
    last_failed_at = clock_timestamp(),
    last_failure = left(note_job_failure.failure, 500)
  where j.name = (select k.name from private.jobs as k where k.name = note_job_failure.name for update skip locked);
end;
$$;
comment on function private.note_job_failure(text, text, text) is
  'Notes that a run broke off with an error. Called by whoever ran it, in a transaction of its own: that of the step is undone.';

create function private.try_job(name text, scheduler text)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  return private.run_job(try_job.name, try_job.scheduler);
exception when others then
  perform private.note_job_failure(try_job.name, try_job.scheduler, sqlerrm);
  return null;
end;
$$;
comment on function private.try_job(text, text) is
  'private.run_job for a scheduler that cannot catch an error: null where the step failed, which is noted.';

create function private.job_command(name text, scheduler text)
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return format(
    'do $job$ declare more boolean := true; begin'
    ' while more loop more := private.try_job(%1$L, %2$L); commit; end loop;'
    ' if more is null then raise exception ''the job %% failed: private.jobs says why'', %1$L; end if;'
    ' end $job$',
    job_command.name, job_command.scheduler
  );
end;
$$;
comment on function private.job_command(text, text) is
  'What a scheduler executes, outside a transaction: a job to its end, with a commit after each step, so that live spending waits for milliseconds and never for the run. A failure is noted first, then told to the scheduler.';

create function private.schedule_jobs()
returns integer
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_job private.jobs;
  v_count integer := 0;
begin
  if not exists (select from pg_catalog.pg_extension as e where e.extname = 'pg_cron') then
    return 0;
  end if;
  for v_job in select j.* from private.jobs as j order by j.name loop
    execute 'select cron.schedule($1, $2, $3)'
    using 'drawdown_' || v_job.name, v_job.schedule, private.job_command(v_job.name, 'pg_cron');
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$$;
comment on function private.schedule_jobs() is
  'Hands every job to pg_cron, where it is installed; says how many. To be called again after a change of a schedule.';

create function private.scheduler_at_work()
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return coalesce((
    select j.last_scheduler from private.jobs as j
    where j.last_seen_at > now() - interval '5 minutes'
    order by j.last_seen_at desc
    limit 1
  ), 'none');
end;
$$;
comment on function private.scheduler_at_work() is
  'pg_cron or runner, whichever called a job in the last five minutes; none where nobody did.';
grant execute on function private.scheduler_at_work() to anon, authenticated;

create function public.get_health()
returns json
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return json_build_object('status', 'ok', 'database_time', clock_timestamp(), 'scheduler', private.scheduler_at_work());
end;
$$;
comment on function public.get_health() is 'Whether the database answers and a scheduler is at work.';
grant execute on function public.get_health() to anon, authenticated;

-- pg_cron works in one database of a server; where this is the one, it takes the jobs.
do $$
begin
  if current_setting('cron.database_name', true) = current_database() then
    create extension if not exists pg_cron with schema pg_catalog;
    perform private.schedule_jobs();
  end if;
end;
$$;
