import { Client } from 'pg';

const SCHEMAS = ['public', 'private'];
const ROLES = ['anon', 'authenticated', 'service_role'];

/** The grants on tables and columns of our schemas as the statements that make them. */
const READ_GRANTS = `
  select format('grant %s on table %s to %I', a.privilege_type, c.oid::regclass, r.rolname) as statement
  from pg_class as c
  cross join lateral aclexplode(c.relacl) as a
  join pg_roles as r on r.oid = a.grantee
  where c.relnamespace::regnamespace::text = any ($1) and r.rolname = any ($2)
  union all
  select format('grant %s (%I) on table %s to %I', a.privilege_type, t.attname, c.oid::regclass, r.rolname)
  from pg_attribute as t
  join pg_class as c on c.oid = t.attrelid
  cross join lateral aclexplode(t.attacl) as a
  join pg_roles as r on r.oid = a.grantee
  where c.relnamespace::regnamespace::text = any ($1) and r.rolname = any ($2)`;

/**
 * Does something that hands out privileges, and puts the grants of the migrations back. Supabase Lite grants
 * everything on every table to every client role at its first REST request; a hosted project does not.
 */
export async function keepGrants(adminUrl: string, work: () => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ statement: string }>(READ_GRANTS, [SCHEMAS, ROLES]);
    await work();
    const present = await client.query<{ name: string }>(
      'select nspname as name from pg_namespace where nspname = any ($1)',
      [SCHEMAS],
    );
    const roles = ROLES.join(', ');
    const statements = present.rows.flatMap(({ name }) => [
      `revoke all on all tables in schema ${name} from ${roles}`,
      `revoke all on all sequences in schema ${name} from ${roles}`,
      `alter default privileges in schema ${name} revoke all on tables from ${roles}`,
      `alter default privileges in schema ${name} revoke all on sequences from ${roles}`,
    ]);
    await client.query(['begin', ...statements, ...rows.map((row) => row.statement), 'commit'].join(';\n'));
  } finally {
    await client.end();
  }
}
