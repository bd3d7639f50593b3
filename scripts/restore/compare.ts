import { Client } from 'pg';
import { StackProblem } from '../local/problem';

export async function asAdmin<T>(url: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** A line for each role of ours: what it may, what is set on it, and whose member it is. */
export function rolesOf(url: string): Promise<string[]> {
  return asAdmin(url, async (admin) => {
    const { rows } = await admin.query<{ line: string }>(`
      select format('%s login %s inherit %s bypassrls %s createrole %s settings %s member of %s',
        r.rolname, r.rolcanlogin, r.rolinherit, r.rolbypassrls, r.rolcreaterole,
        coalesce((
          select array_agg(c.setting order by c.setting)
          from pg_db_role_setting as s cross join unnest(s.setconfig) as c (setting)
          where s.setrole = r.oid), '{}'),
        coalesce((
          select array_agg(m.roleid::regrole::text order by m.roleid::regrole::text)
          from pg_auth_members as m where m.member = r.oid), '{}')) as line
      from pg_roles as r
      where r.rolname not like 'pg\\_%' and r.rolname <> 'postgres'
      order by r.rolname`);
    return rows.map((row) => row.line);
  });
}

interface Wallet {
  id: string;
  version: string;
  balance: string;
  hash: string | null;
}

/**
 * Each wallet of the copy is the original's as it was at that version: the same balance, and the same hash, which
 * stands for all the entries before it. The original has moved on meanwhile.
 */
export async function sameWallets(originalUrl: string, copyUrl: string): Promise<string> {
  const copied = await asAdmin(copyUrl, async (copy) => {
    const { rows } = await copy.query<Wallet>(
      "select w.id, w.version, w.balance::text, encode(w.last_hash, 'hex') as hash from public.wallets as w where w.version > 0",
    );
    return rows;
  });
  return asAdmin(originalUrl, async (original) => {
    const { rows } = await original.query<Wallet>(
      `select e.wallet_id as id, e.version, e.balance_after::text as balance, encode(e.hash, 'hex') as hash
       from unnest($1::uuid[], $2::bigint[]) as c (wallet_id, version)
       join public.ledger_entries as e on e.wallet_id = c.wallet_id and e.version = c.version`,
      [copied.map((wallet) => wallet.id), copied.map((wallet) => wallet.version)],
    );
    const found = new Map(rows.map((row) => [row.id, `${row.version} ${row.balance} ${row.hash}`]));
    const other = copied.filter(
      (wallet) => found.get(wallet.id) !== `${wallet.version} ${wallet.balance} ${wallet.hash}`,
    );
    if (other.length > 0 || copied.length === 0)
      throw new StackProblem(`${other.length} of ${copied.length} wallets are not what they were.`);
    const later = await original.query<{ entries: string }>(
      `select count(*) as entries from unnest($1::uuid[], $2::bigint[]) as c (wallet_id, version)
       join public.ledger_entries as e on e.wallet_id = c.wallet_id and e.version > c.version`,
      [copied.map((wallet) => wallet.id), copied.map((wallet) => wallet.version)],
    );
    return `${copied.length} wallets as the original had them, which has ${later.rows[0]?.entries} entries more by now`;
  });
}
