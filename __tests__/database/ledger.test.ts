import fc from 'fast-check';
import { failureOf } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
});
afterAll(() => world.close());

/** Posts as the rules do: in SQL, past the doors. */
async function post(walletId: string, amount: string, description: string | null = null) {
  const { rows } = await world.admin.query<{ version: string; balance_after: string }>(
    `select version, balance_after from private.post_entry(
       $1, $2, $3, 'adjustment', 'equity:test', 'test', null, now(), $4)`,
    [business.id, walletId, amount, description],
  );
  return rows[0];
}

async function refusalOf(sql: string, values: unknown[] = []) {
  const error: unknown = await world.admin.query(sql, values).then(
    () => new Error(`not refused: ${sql}`),
    (reason: unknown) => reason,
  );
  return failureOf(error);
}

async function wallet(walletId: string) {
  const { rows } = await world.admin.query<{
    balance: string;
    version: string;
    total: string;
    entries: string;
  }>(
    `select w.balance, w.version, coalesce(sum(e.amount), 0)::numeric(24, 6) as total, count(e.*) as entries
     from public.wallets as w
     left join public.ledger_entries as e on e.business_id = w.business_id and e.wallet_id = w.id
     where w.id = $1 group by w.balance, w.version`,
    [walletId],
  );
  return rows[0];
}

async function newWallet(balance = '100', minimum?: string | null) {
  const customer = await world.addCustomer(business, { balance });
  const walletId = await world.walletId(customer.id);
  if (minimum !== undefined) {
    await world.admin.query('update public.wallets set minimum_balance = $2 where id = $1', [
      walletId,
      minimum,
    ]);
  }
  return { walletId, customerId: customer.id };
}

describe('posting', () => {
  test('a balance is the exact sum of its entries, whatever their decimals, and versions have no gap', async () => {
    const micros = fc.bigInt({ min: -50_000_000n, max: 60_000_000n });
    await fc.assert(
      fc.asyncProperty(fc.array(micros, { minLength: 1, maxLength: 25 }), async (amounts) => {
        const { walletId } = await newWallet('0', null);
        let balance = 0n;
        for (const [index, amount] of amounts.entries()) {
          balance += amount;
          const entry = await post(walletId, decimal(amount));
          expect(entry).toEqual({ version: String(index + 1), balance_after: decimal(balance) });
        }
        const total = decimal(balance);
        const count = String(amounts.length);
        expect(await wallet(walletId)).toEqual({ balance: total, total, version: count, entries: count });
      }),
      { numRuns: 10 },
    );
  });

  test('a movement down to the minimum is allowed, one beyond it is refused with the numbers', async () => {
    const { walletId, customerId } = await newWallet('100');
    const refused = await refusalOf(
      `select private.post_entry($1, $2, -100.000001, 'usage', 'revenue:usage', 'test', null, now())`,
      [business.id, walletId],
    );
    expect(refused).toMatchObject({
      sqlstate: 'PT402',
      hint: 'insufficient_funds',
      detail: {
        customer_id: customerId,
        balance: '100.00',
        available: '100.00',
        asked: '100.000001',
        unit: 'USD',
      },
    });
    expect(await wallet(walletId)).toMatchObject({ balance: '100.000000', entries: '1' });

    await post(walletId, '-100');
    expect(await wallet(walletId)).toMatchObject({ balance: '0.000000', entries: '2' });
  });

  test('a wallet may go down to a minimum below zero, and without one as far as it likes', async () => {
    const limited = await newWallet('10', '-50');
    await post(limited.walletId, '-60');
    await expect(post(limited.walletId, '-0.01')).rejects.toThrow('can bear 0.00 USD');
    const unlimited = await newWallet('10', null);
    await post(unlimited.walletId, '-999999');
    expect(await wallet(unlimited.walletId)).toMatchObject({ balance: '-999989.000000' });
  });

  test('a wallet that is below its minimum can still be paid into', async () => {
    const { walletId } = await newWallet('10', '50');
    await post(walletId, '5');
    expect(await wallet(walletId)).toMatchObject({ balance: '15.000000' });
  });

  test('movements at once never pass the minimum together', async () => {
    const { walletId } = await newWallet('100');
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => post(walletId, '-30')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await wallet(walletId)).toMatchObject({ balance: '10.000000', entries: '4' });
  });

  test('an archived wallet takes no movement, up or down', async () => {
    const { walletId, customerId } = await newWallet('100');
    await business.owner.call('delete_customer', { business_id: business.id, customer_id: customerId });
    for (const amount of ['5', '-5']) {
      const refused = await refusalOf(
        `select private.post_entry($1, $2, $3, 'adjustment', 'equity:test', 'test', null, now())`,
        [business.id, walletId, amount],
      );
      expect(refused).toMatchObject({ sqlstate: 'PT409', hint: 'customer_archived' });
    }
  });

  test('a refused movement leaves neither entry nor balance behind', async () => {
    const { walletId } = await newWallet('1');
    await expect(post(walletId, '-2')).rejects.toThrow();
    expect(await wallet(walletId)).toEqual({
      balance: '1.000000',
      total: '1.000000',
      version: '1',
      entries: '1',
    });
    expect(await world.discrepancies(business.id)).toEqual([]);
  });
});

describe('what nobody can do by accident, the owner of the database included', () => {
  test.each([
    ['changes an entry', 'update public.ledger_entries set amount = amount + 1'],
    ['redescribes an entry', `update public.ledger_entries set description = 'x'`],
    ['deletes an entry', 'delete from public.ledger_entries'],
    ['truncates the ledger', 'truncate public.ledger_entries'],
    ['changes a debit log', `update public.debit_logs set status = 'success'`],
    ['deletes a debit log', 'delete from public.debit_logs'],
    ['truncates the debit logs', 'truncate public.debit_logs'],
    ['truncates the wallets', 'truncate public.wallets'],
    ['truncates the customers and what hangs on them', 'truncate public.customers cascade'],
    ['truncates the businesses and what hangs on them', 'truncate public.businesses cascade'],
  ])('nobody %s', async (_what, sql) => {
    await makeOneOfEach();
    expect(await refusalOf(sql)).toMatchObject({ sqlstate: '23514' });
  });

  test.each([
    ['edits a balance', 'balance = balance + 1'],
    ['changes the unit', `unit = 'EUR'`],
    ['changes the kind', `kind = 'credits'`],
    ['gives a wallet another id', 'id = gen_random_uuid()'],
    ['moves a wallet to another business', 'business_id = gen_random_uuid()'],
    ['moves a wallet to another customer', 'customer_id = gen_random_uuid()'],
  ])('nobody %s of a wallet by hand', async (_what, assignment) => {
    const { walletId } = await newWallet();
    expect(
      await refusalOf(`update public.wallets set ${assignment} where id = $1`, [walletId]),
    ).toMatchObject({
      sqlstate: '23514',
      hint: expect.stringContaining('private.post_entry'),
    });
  });

  test('nobody deletes a wallet with entries, its customer, or its business', async () => {
    const { walletId, customerId } = await newWallet();
    expect(await refusalOf('delete from public.wallets where id = $1', [walletId])).toMatchObject({
      sqlstate: '23514',
    });
    expect(await refusalOf('delete from public.customers where id = $1', [customerId])).toMatchObject({
      sqlstate: '23514',
    });
    expect(await refusalOf('delete from public.businesses where id = $1', [business.id])).toMatchObject({
      sqlstate: '23503',
    });
  });

  test('a wallet that has no history may go', async () => {
    const { walletId } = await newWallet('0');
    const { rowCount } = await world.admin.query('delete from public.wallets where id = $1', [walletId]);
    expect(rowCount).toBe(1);
  });
});

/** Row triggers need a row to fire on. */
async function makeOneOfEach(): Promise<void> {
  const { rows } = await world.admin.query('select from public.debit_logs limit 1');
  if (rows.length > 0) return;
  await world.addCustomer(business, { hourly_debit_amount: '1' });
  const { run_id } = (await business.owner.call('trigger_debits', { business_id: business.id })) as {
    run_id: string;
  };
  await business.owner.call('advance_debits', { business_id: business.id, run_id });
}

function decimal(micros: bigint): string {
  const digits = (micros < 0n ? -micros : micros).toString().padStart(7, '0');
  return `${micros < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
