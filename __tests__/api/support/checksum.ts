import type { Pool } from 'pg';

/** One line for each table: its name, how many rows, and a hash of everything in them. Requests are counted, whatever they do. */
export async function checksumsOf(admin: Pool): Promise<string[]> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
    from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private', 'auth') and c.relkind = 'r'
      and c.oid::regclass::text <> 'private.rate_limits'
    order by 1`,
  );
  const { rows } = await admin.query<{ line: string }>(
    tables
      .map(
        ({ name }) =>
          `select '${name} ' || count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as line from ${name} as t`,
      )
      .join(' union all '),
  );
  // With many tables they are read side by side, and come in any order.
  return rows.map(({ line }) => line).sort();
}
