/**
 * Recomputes every wallet of every business from its entries and says what does not agree.
 * Ends with 0 when the books prove, with 1 when they do not or cannot be read.
 */
import { Client } from 'pg';
import { adminUrl } from './local/admin-url';
import { runScript } from './local/problem';

interface Business {
  id: string;
  name: string;
  wallets: string;
  entries: string;
}

interface Discrepancy {
  wallet_id: string | null;
  version: string | null;
  check_name: string;
  expected: string | null;
  actual: string | null;
}

const mostShown = 50;

runScript(async () => {
  const client = new Client({
    connectionString: adminUrl(process.env['DRAWDOWN_HOME'] ?? '.local'),
    application_name: 'drawdown verify-ledger',
  });
  await client.connect();
  try {
    // One snapshot for all of it: what is posted meanwhile is neither missing nor too much.
    await client.query('begin isolation level repeatable read, read only');
    const { rows: businesses } = await client.query<Business>(`
      select b.id, b.name,
        (select count(*) from public.wallets as w where w.business_id = b.id) as wallets,
        (select count(*) from public.ledger_entries as e where e.business_id = b.id) as entries
      from public.businesses as b order by b.name, b.id`);
    let drift = 0;
    for (const business of businesses) drift += await verify(client, business);
    await client.query('commit');
    const entries = businesses.reduce((sum, business) => sum + BigInt(business.entries), 0n);
    console.log(
      drift === 0
        ? `\nNo drift: ${entries} entries of ${businesses.length} businesses prove every balance.`
        : `\n${drift} discrepancies. docs/operations/ledger-drift.md says what each means and what to do.`,
    );
    if (drift > 0) process.exitCode = 1;
  } finally {
    await client.end();
  }
});

async function verify(client: Client, business: Business): Promise<number> {
  const { rows } = await client.query<Discrepancy>('select * from private.verify_ledger($1)', [business.id]);
  const mark = rows.length === 0 ? 'ok   ' : 'DRIFT';
  console.log(`${mark}  ${business.name}: ${business.wallets} wallets, ${business.entries} entries`);
  for (const row of rows.slice(0, mostShown)) {
    const where = [
      row.wallet_id && `wallet ${row.wallet_id}`,
      row.version && `version ${row.version}`,
    ].filter(Boolean);
    console.log(`       ${row.check_name} ${where.join(' ')}: expected ${row.expected}, found ${row.actual}`);
  }
  if (rows.length > mostShown) console.log(`       … and ${rows.length - mostShown} more`);
  return rows.length;
}
