-- Jobs: one list, run by pg_cron where it is installed, else by the local stack's runner.

create table private.jobs (
  name text primary key,
  schedule text not null,
  description text not null,
  is_enabled boolean not null default true,
  last_scheduler text check (last_scheduler in ('pg_cron', 'runner')),
  last_seen_at timestamptz,
  last_done_at timestamptz
);
alter table private.jobs enable row level security;
grant select on private.jobs to service_role;
comment on table private.jobs is 'What runs by itself, and when. The schedule is a cron expression in UTC, of whole minutes.';
comment on column private.jobs.last_scheduler is 'Who called the job last.';
comment on column private.jobs.last_seen_at is 'When a scheduler called the job last, to some seconds.';
comment on column private.jobs.last_done_at is 'When the job last found nothing left to do. Long before last_seen_at: it is behind.';

insert into private.jobs (name, schedule, description) values
  ('hourly_debits', '* * * * *',
   'Debits each customer for each hour that is due. Looks every minute, so that a missed hour is made up for within one.'),
  ('bill_usage', '* * * * *',
   'Bills the usage that was recorded since the last minute, and what was held and can be borne by now.'),
  ('settle_sessions', '* * * * *',
   'Puts what sessions have burned into the ledger, and ends those that have run out of credits.'),
  ('clean_up', '17 3 * * *',
   'Removes what nobody needs any more: watchers that went away, and invitations that expired a month ago.');

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
begin
  select j.* into v_job from private.jobs as j where j.name = run_job.name and j.is_enabled;
  if not found then
    return false;
  end if;
  v_has_more := case run_job.name
    when 'hourly_debits' then private.run_hourly_debits()
    when 'bill_usage' then private.bill_usage()
    when 'settle_sessions' then private.settle_sessions()
    when 'clean_up' then private.clean_up()
  end;
  -- Seen is to some seconds, and never waits: two schedulers at work do not queue for this row.
  if not v_has_more or v_job.last_seen_at is null or v_job.last_seen_at < clock_timestamp() - interval '10 seconds' then
    update private.jobs as j
    set
      last_seen_at = clock_timestamp(),
      last_scheduler = run_job.scheduler,
      last_done_at = case when v_has_more then j.last_done_at else clock_timestamp() end
    where j.name = (select k.name from private.jobs as k where k.name = run_job.name for update skip locked);
  end if;
  return v_has_more;
end;
$$;
comment on function private.run_job(text, text) is
  'One step of a job, and the note of when and by whom; true where there is more to do. See private.job_command.';

create function private.job_command(name text, scheduler text)
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return format(
    'do $job$ begin while private.run_job(%L, %L) loop commit; end loop; end $job$',
    job_command.name, job_command.scheduler
  );
end;
$$;
comment on function private.job_command(text, text) is
  'What a scheduler executes, outside a transaction: a job to its end, with a commit after each step, so that live spending waits for milliseconds and never for the run.';

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
