import type { Pool } from 'pg';

/** What the database says of itself, so that tests cover what was added after they were written. */

export interface Relation {
  schema: 'public' | 'private';
  name: string;
  /** `r` table, `p` partitioned table, `v` view, `m` materialized view. */
  kind: string;
  columns: string[];
}

export interface SqlFunction {
  schema: 'public' | 'private';
  name: string;
  signature: string;
  parameters: { name: string; type: string; hasDefault: boolean }[];
  isDefiner: boolean;
  isTrigger: boolean;
  settings: string[];
  comment: string | null;
  /** The roles that may execute it; `public` for everybody. */
  grantees: string[];
}

export async function relationsOf(admin: Pool): Promise<Relation[]> {
  const { rows } = await admin.query<Relation>(`
    select n.nspname as schema, c.relname as name, c.relkind as kind,
      array(select a.attname::text from pg_attribute as a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        order by a.attnum) as columns
    from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm', 'f')
    order by 1, 2`);
  return rows;
}

export async function functionsOf(admin: Pool): Promise<SqlFunction[]> {
  const { rows } = await admin.query<SqlFunction>(`
    select n.nspname as schema, p.proname as name, p.oid::regprocedure::text as signature, p.prosecdef as "isDefiner",
      p.prorettype = 'trigger'::regtype as "isTrigger", coalesce(p.proconfig, '{}') as settings,
      obj_description(p.oid, 'pg_proc') as comment,
      array(
        select coalesce(r.rolname::text, 'public')
        from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as a left join pg_roles as r on r.oid = a.grantee
        where a.grantee <> p.proowner order by 1
      ) as grantees,
      coalesce((
        select json_agg(json_build_object('name', coalesce(p.proargnames[o], ''), 'type', format_type(t, null),
          'hasDefault', o > p.pronargs - p.pronargdefaults) order by o)
        from unnest(p.proargtypes::oid[]) with ordinality as u(t, o)
      ), '[]'::json) as parameters
    from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private')
    order by 1, 2, 3`);
  return rows;
}

/** A checksum of every table, by its name; tables that readers may write to are left out. */
export async function checksums(admin: Pool, without: readonly string[]): Promise<Record<string, string>> {
  const tables = (await relationsOf(admin)).filter(({ kind }) => kind === 'r' || kind === 'p');
  const names = [...tables.map((table) => `${table.schema}.${table.name}`), 'auth.users'];
  const parts = names
    .filter((name) => !without.includes(name))
    .map(
      (name) =>
        `select '${name}' as name, md5(string_agg(t::text, '|' order by t::text)) as sum from ${name} as t`,
    );
  const { rows } = await admin.query<{ name: string; sum: string | null }>(parts.join(' union all '));
  return Object.fromEntries(rows.map((row) => [row.name, row.sum ?? '']));
}
