import { randomInt } from 'node:crypto';
import { addCredit } from '@/lib/operations/wallets';
import { deleteCustomer, updateCustomer } from '@/lib/operations/customers';
import { billByHand, billBySchedule, exact, exactness, use, usageOf } from '../helpers/billing';
import { debitByHand, debitBySchedule } from '../helpers/debits';
import { editFunction } from '../helpers/function-edits';
import { addProduct, line, purchaseOf } from '../helpers/sales';
import type { Arguments } from '../helpers/sql-callers';
import { until } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

/** Everything that moves the wallets of a business, at the same time. */

const seconds = Number(process.env['STORM_SECONDS'] ?? 3);

let world: World;
let business: Business;

beforeEach(async () => {
  world = await World.open();
  business = await world.makeSandbox('2026-03-01T09:30:00Z');
});
afterEach(() => world.close());

const atHour = (hours: number) => new Date(Date.UTC(2026, 2, 1, 9, 30) + hours * 3_600_000).toISOString();

interface Outcome {
  /** What nobody should ever be told, and steps of a job that raised an error. */
  unexpected: string[];
  deadlocks: string;
  times: Map<string, number>;
}

const expected = ['insufficient_stock', 'credit_limit_exceeded', 'insufficient_funds', 'duplicate_record'];

async function everythingAtOnce(forSeconds: number, goesOnDespite = true): Promise<Outcome> {
  const customers = await world.addManyCustomers(business, 20, '0.50');
  const product = await addProduct(business, { price: '0.75', stock: 1_000_000 });
  const unexpected: string[] = [];
  const times = new Map<string, number>();
  const end = Date.now() + forSeconds * 1000;
  const goesOn = () => Date.now() < end && (goesOnDespite || unexpected.length === 0);
  const one = () => ({ id: customers[randomInt(customers.length)] ?? '' });
  const note = (failure: unknown) => void unexpected.push(String(failure));

  async function keep(name: string, args: () => Arguments): Promise<void> {
    while (goesOn()) {
      const outcome = await business.owner.attempt(name, args());
      const code = outcome.ok ? name : (outcome.failure.hint ?? outcome.failure.sqlstate);
      times.set(code, (times.get(code) ?? 0) + 1);
      if (!outcome.ok && !expected.includes(code)) note(`${name}: ${code} ${outcome.failure.message}`);
    }
  }
  async function keepJob(work: () => Promise<unknown>): Promise<void> {
    while (goesOn()) await work().catch(note);
  }
  let hours = 0;
  const nextHour = async () => {
    hours += 1;
    await world.setClock(business.id, atHour(hours));
    await Promise.all([debitBySchedule(world, 6), debitBySchedule(world, 20), debitByHand(business.owner)]);
  };
  const event: Record<string, unknown> = { ...usageOf(business, { id: '' }, '0.25') };
  delete event.business_id;
  const batch = () => ({
    events: Array.from({ length: 10 }, () => ({
      ...event,
      customer_id: one().id,
      request_id: `${randomInt(1e9)}`,
    })),
  });

  await Promise.all([
    keepJob(nextHour),
    keepJob(() => billBySchedule(world, 30, 4)),
    keepJob(() => billBySchedule(world, 500, 20)),
    keepJob(() => billByHand(business.owner)),
    ...Array.from({ length: 4 }, () => keep('record_usage_batch', batch)),
    ...Array.from({ length: 2 }, () => keep('record_usage', () => usageOf(business, one(), '0.25'))),
    ...Array.from({ length: 4 }, () =>
      keep('process_purchase', () => purchaseOf(business, one(), [line(product)], { use_balance: true })),
    ),
    ...Array.from({ length: 4 }, () => keep(addCredit.name, () => ({ customer_id: one().id, amount: '1' }))),
    keep(updateCustomer.name, () => ({ customer_id: one().id, overdraft_limit: `${randomInt(20)}` })),
  ]);
  return { unexpected: [...unexpected, ...(await stepsThatFailed())], times, deadlocks: await deadlocks() };
}

async function deadlocks(): Promise<string> {
  let counted = '';
  await until('the server has counted', async () => {
    const { rows } = await world.admin.query<{ deadlocks: string; commits: string }>(
      `select deadlocks, xact_commit as commits from pg_stat_database where datname = current_database()`,
    );
    counted = rows[0]?.deadlocks ?? '';
    return Number(rows[0]?.commits) > 100;
  });
  return counted;
}

/** A step of a job that raised an error leaves these notes. */
async function stepsThatFailed(): Promise<string[]> {
  const { rows } = await world.admin.query<{ note: string }>(
    `select 'a step of the debit failed' as note from private.debit_schedules where retry_at is not null
     union all
     select 'a step of the billing failed' from private.usage_schedules where next_run_at > now() + interval '1 minute'`,
  );
  return rows.map(({ note }) => note);
}

test(
  `hourly debits, billing, usage, purchases, top-ups and new limits at once for ${seconds} s: no deadlock, no step that fails, and the books agree`,
  async () => {
    const { unexpected, times, deadlocks: counted } = await everythingAtOnce(seconds);
    expect(unexpected).toEqual([]);
    expect(counted).toBe('0');
    for (const happened of [
      'record_usage',
      'record_usage_batch',
      'process_purchase',
      'add_credit',
      'update_customer',
    ])
      expect([happened, times.get(happened) ?? 0]).not.toEqual([happened, 0]);
    await world.admin.query(
      `update public.wallets set minimum_balance = null where business_id = $1 and kind = 'prepaid'`,
      [business.id],
    );
    await billBySchedule(world);
    expect(await exactness(world, business)).toEqual(exact);
    expect(await world.discrepancies(business.id)).toEqual([]);
  },
  30_000 + seconds * 2_000,
);

test('a test clock that runs while the jobs do, and while customers go, waits for them and they for it', async () => {
  const customers = await world.addManyCustomers(business, 12, '0.50');
  const unexpected: unknown[] = [];
  let isOver = false;
  const clock = async () => {
    for (let hours = 1; hours < 25; hours += 1)
      await world.admin.query('select private.advance_clock($1, $2)', [business.id, atHour(hours)]);
  };
  const keep = async (work: () => Promise<unknown>) => {
    while (!isOver && unexpected.length === 0)
      await work().catch((failure: unknown) => unexpected.push(String(failure)));
  };
  await Promise.all([
    clock().finally(() => (isOver = true)),
    keep(() => billBySchedule(world, 5, 2)),
    keep(() => debitBySchedule(world, 3)),
    keep(() => billByHand(business.owner)),
    keep(() => use(business, { id: customers[0] ?? '' }, '0.25')),
    keep(async () => {
      const { id } = await world.addCustomer(business);
      await use(business, { id }, '1');
      await business.owner.run(deleteCustomer, { customer_id: id });
    }),
  ]);
  expect(unexpected).toEqual([]);
  expect(await deadlocks()).toBe('0');
  expect(await stepsThatFailed()).toEqual([]);
  expect(await world.discrepancies(business.id)).toEqual([]);
}, 60_000);

test('and it notices when billing does not take turns with the hourly debit', async () => {
  await editFunction(world, 'advance_billing_run', [/perform from private\.debit_schedules[^;]+;/, '']);
  // Wallets in another order than the debit takes them, as another plan would.
  await editFunction(world, 'bill_round', [
    /(::private\.movement)(\s+\) as movements)/,
    '$1 order by d.customer_id desc$2',
  ]);
  const { unexpected } = await everythingAtOnce(15, false);
  expect(unexpected.join()).toMatch(/40P01|deadlock|a step of the/);
}, 60_000);
