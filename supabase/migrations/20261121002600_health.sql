-- Ready: whether this database is one that a build of the app can work with.

create function private.schema_version()
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_version text;
begin
  -- The list of the Supabase CLI; a database that was made in another way has none.
  if to_regclass('supabase_migrations.schema_migrations') is not null then
    execute 'select max(m.version) from supabase_migrations.schema_migrations as m' into v_version;
  end if;
  return v_version;
end;
$$;
comment on function private.schema_version() is 'The newest migration that was applied; null where nobody keeps a list.';
grant execute on function private.schema_version() to anon, authenticated;

create function private.scheduler_seen_at()
returns timestamptz
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (select max(j.last_seen_at) from private.jobs as j);
end;
$$;
comment on function private.scheduler_seen_at() is 'When a scheduler called a job last; null where none ever did.';
grant execute on function private.scheduler_seen_at() to anon, authenticated;

create function public.get_ready()
returns json
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  v_seen_at timestamptz := private.scheduler_seen_at();
begin
  return json_build_object(
    'database_time', clock_timestamp(),
    'schema_version', private.schema_version(),
    'scheduler', private.scheduler_at_work(),
    'scheduler_age_seconds', floor(extract(epoch from clock_timestamp() - v_seen_at))::integer
  );
end;
$$;
comment on function public.get_ready() is 'What the app compares with its build before it takes requests.';
grant execute on function public.get_ready() to anon, authenticated;
