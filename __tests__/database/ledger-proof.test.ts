import type { z } from 'zod';
import { addCredits } from '@/lib/operations/credits';
import { addCredit, getLedgerProof, listLedgerEntries, type ledgerEntry } from '@/lib/operations/wallets';
import { debitByHand } from '../helpers/debits';
import { entryHash } from '../helpers/entry-hash';
import { inTransaction } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

type Entry = z.infer<typeof ledgerEntry>;

let world: World;
let business: Business;
let customerId: string;
let walletId: string;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeSandbox('2026-03-01T10:20:30.456789Z');
  const customer = await world.addCustomer(business, { hourly_debit_amount: '0.05' });
  customerId = customer.id;
  walletId = await world.walletId(customerId);
  await world.addCustomer(business, { balance: '1', hourly_debit_amount: '5' });
  for (const description of descriptions) {
    await business.owner.run(addCredit, { customer_id: customerId, amount: '12.3', description });
  }
  await debitByHand(business.owner);
  await world.setClock(business.id, '2026-03-01T11:00:00Z');
  await debitByHand(business.owner);
});
afterAll(() => world.close());

const descriptions = [
  undefined,
  'paid by card',
  'quotes " and \\ and / and a line\nend, a tab\t, \u0001 \u001f \u007f \b\f\r',
  'Zürich 東京 🪙 \u2028 <script>&amp;',
];

async function everyEntry(): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listPage>> = await listPage(cursor);
    entries.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return entries.reverse();
}

function listPage(cursor: string | null) {
  return business.owner.run(listLedgerEntries, { customer_id: customerId, page_size: 3, cursor });
}

describe('the hash chain', () => {
  test('is recomputed from the exported entries by a program that has none of our SQL', async () => {
    const entries = await everyEntry();
    expect(entries.map((entry) => entry.kind)).toEqual([
      'opening_balance',
      ...descriptions.map(() => 'top_up'),
      'hourly_debit',
      'hourly_debit',
    ]);
    let previous = '';
    for (const entry of entries) {
      previous = entryHash(previous, business.id, entry);
      expect({ version: entry.version, hash: entry.hash }).toEqual({
        version: entry.version,
        hash: previous,
      });
    }
    const { rows } = await world.admin.query<{ last_hash: string }>(
      `select encode(last_hash, 'hex') as last_hash from public.wallets where id = $1`,
      [walletId],
    );
    expect(rows[0]?.last_hash).toBe(previous);
  });

  test('is what private.entry_hash says, with every column filled and with all empty that may be', async () => {
    const other = await world.makeBusiness();
    const { id } = await world.addCustomer(other, { balance: '1' });
    const wallet = await world.walletId(id);
    const post = 'select private.post_entry($1, $2, $3, $4, $5, $6, $7, now(), $8, $9, $10)';
    for (const values of [
      ['-0.1', 'usage', 'revenue:usage', 'test', 'a request', 'a "description"', 'order', id],
      ['7', 'adjustment', 'equity:test', 'test', null, null, null, null],
    ]) {
      await world.admin.query(post, [other.id, wallet, ...values]);
    }
    const { rows } = await world.admin.query<{ written: string; said: string }>(
      `select encode(e.hash, 'hex') as written, encode(private.entry_hash(
         lag(e.hash, 1, '\\x') over (order by e.version), e.business_id, e.wallet_id, e.version, e.amount,
         e.balance_after, e.kind, e.counter_account, e.description, e.reference_type, e.reference_id, e.actor,
         e.request_id, e.occurred_at, e.recorded_at), 'hex') as said
       from public.ledger_entries as e where e.business_id = $1 and e.wallet_id = $2`,
      [other.id, wallet],
    );
    expect(rows.map(({ written }) => written)).toEqual(rows.map(({ said }) => said));
    expect(rows).toHaveLength(3);
  });

  test('changes with every column of an entry', async () => {
    const [, entry] = await everyEntry();
    if (!entry) throw new Error('no entry to change');
    const changed: Partial<Entry>[] = [
      { wallet_id: customerId },
      { version: 3 },
      { amount: '12.31' },
      { balance_after: '0' },
      { kind: 'grant' },
      { counter_account: 'bank' },
      { description: '' },
      { reference_type: 'order' },
      { reference_id: customerId },
      { actor: 'job:x' },
      { request_id: null },
      { occurred_at: '2026-03-01T10:20:30.45679Z' },
      { recorded_at: '2026-03-01T10:20:30.456Z' },
    ];
    const hashes = changed.map((change) => entryHash('00', business.id, { ...entry, ...change }));
    hashes.push(
      entryHash('00', business.id, entry),
      entryHash('00', walletId, entry),
      entryHash('', business.id, entry),
    );
    expect(new Set(hashes).size).toBe(changed.length + 3);
  });
});

describe('the proof', () => {
  test('finds nothing in books that were only written by the rules, and its trial balance is zero', async () => {
    const proof = await business.owner.run(getLedgerProof);
    expect(proof).toMatchObject({ ok: true, discrepancies: [], wallets: 2 });
    const total = proof.trial_balance.reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n);
    expect(total).toBe(0n);
    expect(proof.trial_balance).toContainEqual({ unit: 'USD', account: 'cash', amount: '-49.20' });
  });

  test('has each account in its own unit: credits are whole, money has the decimals of the currency', async () => {
    const other = await world.makeBusiness();
    const { id } = await world.addCustomer(other, { balance: '3' });
    await other.owner.run(addCredits, { customer_id: id, credits: '40' });
    expect((await other.owner.run(getLedgerProof)).trial_balance).toEqual([
      { unit: 'USD', account: 'equity:opening_balance', amount: '-3.00' },
      { unit: 'USD', account: 'wallets:prepaid', amount: '3.00' },
      { unit: 'credit', account: 'credits:sold', amount: '-40' },
      { unit: 'credit', account: 'wallets:credits', amount: '40' },
    ]);
  });

  const ofWallet = `business_id = (select business_id from public.wallets where id = '$wallet')`;
  const entry = (version: number) => `${ofWallet} and wallet_id = '$wallet' and version = ${version}`;
  const run = `${ofWallet} and id = (select max(id::text)::uuid from public.debit_runs where ${ofWallet})`;

  test.each([
    [
      'an amount',
      `update public.ledger_entries set amount = amount + 1 where ${entry(2)}`,
      ['balance', 'hash', 'running_balance'],
    ],
    [
      'the balance after an entry',
      `update public.ledger_entries set balance_after = balance_after + 1 where ${entry(2)}`,
      ['hash', 'running_balance'],
    ],
    [
      'an entry taken out of the middle',
      `delete from public.ledger_entries where ${entry(3)}`,
      ['balance', 'hash', 'running_balance', 'version', 'version_chain'],
    ],
    [
      'the newest entry taken away',
      `delete from public.ledger_entries where ${entry(7)}`,
      ['balance', 'debit_entry', 'debit_run', 'last_hash', 'version'],
    ],
    [
      'a description',
      `update public.ledger_entries set description = 'paid twice' where ${entry(3)}`,
      ['hash'],
    ],
    ['a hash', `update public.ledger_entries set hash = sha256('x') where ${entry(3)}`, ['hash']],
    [
      'the hash of the newest entry',
      `update public.ledger_entries set hash = sha256('x') where ${entry(7)}`,
      ['hash', 'last_hash'],
    ],
    [
      'the order of writing',
      `update public.ledger_entries set recorded_at = recorded_at - interval '1 day' where ${entry(4)}`,
      ['hash', 'recorded_order'],
    ],
    [
      'the cached balance',
      `update public.wallets set balance = balance + 1 where id = '$wallet'`,
      ['balance'],
    ],
    [
      'the cached version',
      `update public.wallets set version = version + 1 where id = '$wallet'`,
      ['version'],
    ],
    ['the cached hash', `update public.wallets set last_hash = '\\x00' where id = '$wallet'`, ['last_hash']],
    ['the cached status', `update public.wallets set status = 'inactive' where id = '$wallet'`, ['status']],
    ['a wallet taken away', `delete from public.wallets where id = '$wallet'`, ['debit_entry', 'wallet']],
    [
      'a debit moved to another run',
      `update public.ledger_entries set reference_id = gen_random_uuid() where ${entry(6)}`,
      ['debit_entry', 'debit_run', 'hash'],
    ],
    ...['processed', 'succeeded', 'failed', 'total_debited'].map(
      (counter) =>
        [
          `the counter ${counter} of a run`,
          `update public.debit_runs set ${counter} = ${counter} + 1 where ${run}`,
          ['debit_run'],
        ] as [string, string, string[]],
    ),
    ['a run taken away', `delete from public.debit_runs where ${run}`, ['debit_run']],
    [
      'the log of a debit taken away',
      `delete from public.debit_logs where ${ofWallet} and status = 'success' and run_id = (select id from public.debit_runs where ${run})`,
      ['debit_entry', 'debit_run'],
    ],
    [
      'an hour debited twice',
      `insert into public.debit_logs select l.business_id, gen_random_uuid(), l.customer_id, l.status, l.amount, l.balance_before,
         l.balance_after, l.error_code, l.error_message, l.period_start, l.attempt, l.created_at
       from public.debit_logs as l where ${ofWallet} and l.status = 'success' limit 1`,
      ['debit_entry', 'debit_run', 'debited_once'],
    ],
  ] as [string, string, string[]][])(
    'finds %s, where somebody got past the triggers',
    async (_what, sql, checks) => {
      expect(await checksAfter(sql.replaceAll('$wallet', walletId))).toEqual(checks);
    },
  );

  test('finds what is wrong in the business that it is asked about, and nothing of another', async () => {
    const other = await world.makeBusiness();
    expect(await world.discrepancies(other.id)).toEqual([]);
  });
});

/** The checks that fail after a superuser without triggers did that; all of it is rolled back. */
async function checksAfter(sql: string): Promise<string[]> {
  return inTransaction(world.admin, async (client) => {
    await client.query('set local session_replication_role = replica');
    const { rowCount } = await client.query(sql);
    expect(rowCount).toBeGreaterThan(0);
    const { rows } = await client.query<{ check_name: string }>(
      'select distinct check_name from private.verify_ledger($1) order by check_name',
      [business.id],
    );
    return rows.map((row) => row.check_name);
  });
}
