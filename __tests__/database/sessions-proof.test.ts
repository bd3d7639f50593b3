import { readFileSync } from 'node:fs';
import { getLedgerProof } from '@/lib/operations/wallets';
import { breaks } from '../helpers/session-breaks';
import { addBurner, at, clockStart, give, settleBySchedule, start, stop } from '../helpers/sessions';
import { inTransaction } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

/** What the proof finds in sessions that somebody edited past the triggers. */

let world: World;
let business: Business;
/** The ids that the statements of `breaks` name as `$name`. */
let ids: Record<string, string>;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeSandbox(clockStart);
  const customer = await addBurner(world, business, '100');
  const other = await addBurner(world, business, '5');

  // One that was stopped, with entries of the job and of its end, credits between; one that ran out; one that runs.
  const stopped = await start(business, customer);
  await world.setClock(business.id, at(61));
  await settleBySchedule(world);
  await give(business, customer, '3');
  await world.setClock(business.id, at(121));
  await stop(business, customer);
  const ranOut = await start(business, other);
  await world.setClock(business.id, at(200));
  await settleBySchedule(world);
  const running = await start(business, customer, { credits_per_minute: '7.5' });
  await world.setClock(business.id, at(241));
  await settleBySchedule(world);
  const { rows } = await world.admin.query<{ id: string }>(
    `select id from public.wallets where customer_id = $1 and kind = 'credits'`,
    [customer.id],
  );
  ids = {
    business: business.id,
    customer: customer.id,
    other: other.id,
    wallet: rows[0]?.id ?? '',
    stopped: stopped.session.id,
    ranOut: ranOut.session.id,
    running: running.session.id,
  };
});
afterAll(() => world.close());

test('finds nothing in sessions that ran by the rules', async () => {
  expect(await business.owner.run(getLedgerProof)).toMatchObject({ ok: true, discrepancies: [] });
});

test.each(breaks.map(([what, sql, checks]) => ({ what, sql, checks })))(
  'finds $what, where somebody got past the triggers',
  async ({ sql, checks }) => {
    expect(await checksAfter(sql)).toEqual(checks);
  },
);

test('each check of sessions is broken at least once, and the guide says what it means', () => {
  const guide = readFileSync('docs/operations/ledger-drift.md', 'utf8');
  const broken = [...new Set(breaks.flatMap(([, , checks]) => checks))].sort();
  const ofSessions = broken.filter((check) => check.startsWith('session_'));
  expect(ofSessions).toEqual(['session_end', 'session_entries', 'session_entry_time', 'session_used']);
  for (const check of broken) expect(guide).toMatch(new RegExp(`^\\| \`${check}\` `, 'm'));
});

test.each([
  ['a session that is taken away', `delete from public.sessions where id = '$stopped'`],
  ['all of them', 'truncate public.sessions cascade'],
  [
    'a second one that runs',
    `insert into public.sessions (business_id, customer_id, credits_per_minute, started_at, settled_at, started_by)
     values ('$business', '$customer', 1, now(), now(), 'test')`,
  ],
  ['an end without a reason', `update public.sessions set ended_at = now() where id = '$running'`],
  [
    'an end before the start',
    `update public.sessions set ended_at = '2000-01-01', end_reason = 'stopped' where id = '$running'`,
  ],
  ['a rate below zero', `update public.sessions set credits_per_minute = -1 where id = '$running'`],
])('with its triggers and constraints the database itself refuses %s', async (_what, sql) => {
  const failed = await inTransaction(world.admin, (client) =>
    client.query(withIds(sql)).then(
      () => null,
      (error: { code?: string }) => error.code,
    ),
  );
  expect(failed).toMatch(/^23/);
});

function withIds(sql: string): string {
  return sql.replace(/\$(\w+)/g, (_all, name: string) => ids[name] ?? `no such id: ${name}`);
}

/** The checks that fail after a superuser without triggers did that; all of it is rolled back. */
async function checksAfter(sql: string): Promise<string[]> {
  return inTransaction(world.admin, async (client) => {
    await client.query('set local session_replication_role = replica');
    const { rowCount } = await client.query(withIds(sql));
    expect(rowCount).toBe(1);
    const { rows } = await client.query<{ check_name: string }>(
      'select distinct check_name from private.verify_ledger($1) order by check_name',
      [business.id],
    );
    return rows.map((row) => row.check_name);
  });
}
