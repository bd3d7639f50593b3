import { Client } from 'pg';

/** What a Supabase project holds before its first migration: the roles, the schemas, Auth's tables. */
export async function bootstrap(adminUrl: string, options: { appPassword: string }): Promise<void> {
  // Lite is published as an ES module only, hence the import at run time.
  const { getAuthSchemaSql } = await import('@supabase/lite');
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('begin');
    // Roles belong to the whole server: two databases set up at once must not race for them.
    await client.query("select pg_catalog.pg_advisory_xact_lock(hashtext('drawdown.bootstrap'))");
    await client.query(ROLES);
    await client.query(`alter role drawdown with password ${client.escapeLiteral(options.appPassword)}`);
    await client.query(getAuthSchemaSql());
    await client.query(AUTH_FUNCTIONS);
    await client.query(SCHEMAS);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

/**
 * Hosted projects hand every new table and function of `public` to the client roles. The local stack
 * does not, so that a forgotten revoke shows in the tests that turn this on, not in production.
 */
export async function openDefaults(database: Pick<Client, 'query'>): Promise<void> {
  await database.query(OPEN_DEFAULTS);
}

const ROLES = `
do $$
begin
  if to_regrole('anon') is null then create role anon nologin noinherit; end if;
  if to_regrole('authenticated') is null then create role authenticated nologin noinherit; end if;
  if to_regrole('service_role') is null then create role service_role nologin noinherit bypassrls; end if;
  if to_regrole('drawdown') is null then create role drawdown login noinherit; end if;
end $$;
grant anon, authenticated to drawdown;
`;

// As Supabase defines them: both spellings of the claims are read.
const AUTH_FUNCTIONS = `
create or replace function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')
  )::uuid
$$;
create or replace function auth.role() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role')
  )::text
$$;
create or replace function auth.email() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email')
  )::text
$$;
create or replace function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')
  )::jsonb
$$;
`;

const SCHEMAS = `
create schema if not exists extensions;
create extension if not exists pgcrypto with schema extensions;
revoke create on schema public from public;
grant usage on schema public, extensions, auth to anon, authenticated, service_role;
`;

const OPEN_DEFAULTS = `
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
`;
