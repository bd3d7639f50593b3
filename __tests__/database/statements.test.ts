import type { z } from 'zod';
import { getStatement } from '@/lib/operations/statements';
import { addCredit } from '@/lib/operations/wallets';
import {
  addBuyer,
  addProduct,
  cancel,
  line,
  pay,
  readOrder,
  reverse,
  sell,
  type Order,
  type Product,
} from '../helpers/sales';
import { callFunction, type Arguments } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

type Statement = z.infer<(typeof getStatement)['output']>;
type Wallet = Statement['wallets'][number];

let world: World;
let business: Business;
let product: Product;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeSandbox('2026-01-10T12:00:00Z');
  product = await addProduct(business, { price: '0.07', stock: undefined });
});
afterAll(() => world.close());

const readStatement = (customer: { id: string }, args: Arguments) =>
  business.owner.run(getStatement, { customer_id: customer.id, ...args });

const isAt = (moment: string) => world.setClock(business.id, moment);

/** Cents, without a number that rounds. */
const cents = (amount: string) => BigInt(amount.replace('.', ''));
const moved = (wallet: Wallet) =>
  wallet.entries.map(({ amount }) => cents(amount)).reduce((total, amount) => total + amount, 0n);
function walletOf({ wallets }: Statement, kind: Wallet['kind']): Wallet {
  const wallet = wallets.find((one) => one.kind === kind);
  if (!wallet) throw new Error(`there is no ${kind} wallet`);
  return wallet;
}
const ends = (wallet: Wallet) => [wallet.opening_balance, wallet.closing_balance];

/** Opening balance and movements are the closing balance, and each line is the one before it and its own amount. */
function expectToAddUp(wallet: Wallet): void {
  expect(cents(wallet.opening_balance) + moved(wallet)).toBe(cents(wallet.closing_balance));
  expect(cents(wallet.money_in) - cents(wallet.money_out)).toBe(moved(wallet));
  let balance = cents(wallet.opening_balance);
  for (const entry of wallet.entries) {
    balance += cents(entry.amount);
    expect([entry.id, cents(entry.balance)]).toEqual([entry.id, balance]);
  }
}

/** The balances that the ledger gives for a moment: of each wallet the sum of what happened before it. */
async function ledgerAt(customer: { id: string }, moment: string): Promise<Map<string, bigint>> {
  const { rows } = await world.admin.query<{ kind: string; cents: string }>(
    `select w.kind, trim_scale(coalesce(sum(e.amount), 0) * 100)::text as cents
     from public.wallets as w
     left join public.ledger_entries as e on e.business_id = w.business_id and e.wallet_id = w.id and e.occurred_at < $2
     where w.customer_id = $1 group by w.kind`,
    [customer.id, moment],
  );
  return new Map(rows.map((row) => [row.kind, BigInt(row.cents)]));
}

/** Three months of everything that can happen: tops up, buys, pays, overpays, cancels, reverses, from both wallets. */
async function threeMonths() {
  const customer = await addBuyer(world, business, { balance: '20.05' });
  const orders: Order[] = [];
  const buy = async (quantity: number, more: Arguments = {}) => {
    const { order } = await sell(business, customer, [line(product, quantity)], more);
    orders.push(order);
    return order;
  };
  await buy(1_000);
  await isAt('2026-01-31T23:59:59.999999Z');
  await pay(business, customer, '10.01');
  await isAt('2026-02-01T00:00:00Z');
  await buy(333, { use_balance: true });
  await isAt('2026-02-14T08:00:00Z');
  const bounced = await pay(business, customer, '100.00');
  await cancel(business, orders[1] ?? customer, [line(product, 33)]);
  await isAt('2026-02-28T23:59:59.999999Z');
  await reverse(business, bounced);
  await isAt('2026-03-01T00:00:00.000001Z');
  await buy(77);
  await business.owner.run(addCredit, { customer_id: customer.id, amount: '30.30' });
  await pay(business, customer, '5.55', { method: 'balance' });
  await isAt('2026-04-20T00:00:00Z');
  return { customer, orders };
}

test('each month ties to the ledger to the cent: what it opens with, what moved, what it closes with', async () => {
  const { customer } = await threeMonths();
  const borders = [
    '2025-12-01T00:00:00Z',
    '2026-01-01T00:00:00Z',
    '2026-02-01T00:00:00Z',
    '2026-03-01T00:00:00Z',
    '2026-04-01T00:00:00Z',
    '2026-05-01T00:00:00Z',
  ];
  let entries = 0;
  for (const [index, border] of borders.entries()) {
    const next = borders[index + 1];
    if (next === undefined) break;
    const statement = await readStatement(customer, { month: border.slice(0, 7) });
    expect([Date.parse(statement.from), Date.parse(statement.to)]).toEqual([
      Date.parse(border),
      Date.parse(next),
    ]);
    const before = await ledgerAt(customer, border);
    const after = await ledgerAt(customer, next);
    expect(statement.wallets.map(({ kind }) => kind)).toEqual(['prepaid', 'receivable']);
    for (const wallet of statement.wallets) {
      expectToAddUp(wallet);
      expect(cents(wallet.opening_balance)).toBe(before.get(wallet.kind));
      expect(cents(wallet.closing_balance)).toBe(after.get(wallet.kind));
      entries += wallet.entries.length;
    }
    // What is due is what the open orders come to, and what the receivable wallet closes with.
    const due = statement.open_orders.reduce((sum, { outstanding }) => sum + cents(outstanding), 0n);
    expect(cents(statement.due)).toBe(due);
    expect(cents(walletOf(statement, 'receivable').closing_balance)).toBe(-due);
  }
  const { rows } = await world.admin.query<{ count: number }>(
    `select count(*)::integer as count from public.ledger_entries as e join public.wallets as w
       on w.business_id = e.business_id and w.id = e.wallet_id where w.customer_id = $1`,
    [customer.id],
  );
  expect(entries).toBe(rows[0]?.count);
});

test('months chain: each opens with what the one before closed with, and the last closes with the balance of now', async () => {
  const { customer, orders } = await threeMonths();
  const months = [];
  for (const month of ['2026-01', '2026-02', '2026-03', '2026-04'])
    months.push(await readStatement(customer, { month }));
  for (const kind of ['prepaid', 'receivable'] as const) {
    const chain = months.map((month) => walletOf(month, kind));
    expect(chain[0]?.opening_balance).toBe('0.00');
    expect(chain.slice(1).map((wallet) => wallet.opening_balance)).toEqual(
      chain.slice(0, -1).map((wallet) => wallet.closing_balance),
    );
  }
  const whole = await readStatement(customer, {
    since: '2026-01-01T00:00:00Z',
    until: '2026-05-01T00:00:00Z',
  });
  for (const kind of ['prepaid', 'receivable'] as const)
    expect(walletOf(whole, kind).entries).toEqual(
      months.flatMap((month) => walletOf(month, kind).entries.map((entry) => ({ ...entry }))),
    );
  const { rows } = await world.admin.query<{ kind: string; cents: string }>(
    'select kind, trim_scale(balance * 100)::text as cents from public.wallets where customer_id = $1 order by id',
    [customer.id],
  );
  const last = months.at(-1)?.wallets ?? [];
  expect(last.map((wallet) => [wallet.kind, `${cents(wallet.closing_balance)}`])).toEqual(
    rows.map((row) => [row.kind, row.cents]),
  );
  const open = [];
  for (const order of orders) {
    const { status, outstanding } = await readOrder(business, order);
    if (status === 'open') open.push([order.id, outstanding]);
  }
  expect(months.at(-1)?.open_orders.map(({ id, outstanding }) => [id, outstanding])).toEqual(open);
});

test('worked out by hand: February of that customer', async () => {
  const { customer, orders } = await threeMonths();
  // January: 70.00 bought, 10.01 paid in its last microsecond. February: 23.31 bought in its first, 20.05 of it
  // from the balance; 100.00 paid (59.99 and 3.26 on orders, 36.75 over); 2.31 of the second cancelled and released;
  // the 100.00 reversed in the last microsecond: what it put on orders is owed again, the rest is taken back.
  const february = await readStatement(customer, { month: '2026-02' });
  expect(ends(walletOf(february, 'receivable'))).toEqual(['-59.99', '-60.94']);
  expect(ends(walletOf(february, 'prepaid'))).toEqual(['20.05', '0.00']);
  expect(walletOf(february, 'receivable').entries.map(({ amount }) => amount)).toEqual([
    '-23.31',
    '20.05',
    '63.25',
    '2.31',
    '-2.31',
    '-60.94',
  ]);
  expect(walletOf(february, 'prepaid').entries.map(({ amount }) => amount)).toEqual([
    '-20.05',
    '36.75',
    '2.31',
    '-39.06',
  ]);
  expect(february.due).toBe('60.94');
  expect(february.open_orders.map(({ id, total, outstanding }) => [id, total, outstanding])).toEqual([
    [orders[0]?.id, '70.00', '59.99'],
    [orders[1]?.id, '23.31', '0.95'],
  ]);
});

test('a month begins with its first microsecond and ends with its last, in UTC, whatever time zone the session keeps', async () => {
  await isAt('2026-01-31T23:59:59.999999Z');
  const customer = await addBuyer(world, business, { balance: '1' });
  for (const [moment, amount] of [
    ['2026-02-01T00:00:00Z', '2'],
    ['2026-02-28T23:59:59.999999Z', '4'],
    ['2026-03-01T00:00:00Z', '8'],
  ] as const) {
    await isAt(moment);
    await business.owner.run(addCredit, { customer_id: customer.id, amount });
  }
  for (const zone of ['UTC', 'Pacific/Auckland', 'America/Los_Angeles']) {
    const { body } = await business.owner.transaction(async (client) => {
      await client.query('select set_config($1, $2, true)', ['TimeZone', zone]);
      return callFunction(client, getStatement.name, { customer_id: customer.id, month: '2026-02' });
    });
    const prepaid = walletOf(getStatement.output.parse(body), 'prepaid');
    expect([zone, ...ends(prepaid), ...prepaid.entries.map(({ amount }) => amount)]).toEqual([
      zone,
      '1.00',
      '7.00',
      '2.00',
      '4.00',
    ]);
  }
});

test('an empty month opens and closes with the same balance, and is due what still is', async () => {
  const customer = await addBuyer(world, business, { balance: '3.21' });
  await sell(business, customer, [line(product, 3)]);
  await isAt('2026-03-05T00:00:00Z');
  const march = await readStatement(customer, {});
  expect(march.from.slice(0, 10)).toBe('2026-03-01');
  for (const month of [march, await readStatement(customer, { month: '2026-02' })]) {
    expect(month.wallets.map((wallet) => [wallet.kind, ...ends(wallet), wallet.entries.length])).toEqual([
      ['prepaid', '3.21', '3.21', 0],
      ['receivable', '-0.21', '-0.21', 0],
    ]);
    expect(month.due).toBe('0.21');
  }
  const before = await readStatement(customer, { month: '2025-12' });
  expect([before.due, ...before.wallets.flatMap(ends)]).toEqual(['0.00', '0.00', '0.00', '0.00', '0.00']);
});

test('a month of 720 hourly debits shows each of them, and closes with the balance after the last', async () => {
  await isAt('2026-03-31T23:00:00Z');
  const customer = await addBuyer(world, business, { balance: '100', hourly_debit_amount: '0.07' });
  await world.admin.query(
    `update private.debit_schedules set next_period = '2026-04-01T00:00:00Z' where business_id = $1`,
    [business.id],
  );
  await world.admin.query('select private.advance_clock($1, $2)', [business.id, '2026-05-01T00:30:00Z']);
  const april = walletOf(await readStatement(customer, { month: '2026-04' }), 'prepaid');
  expect(april.entries).toHaveLength(720);
  expect(new Set(april.entries.map(({ kind }) => kind))).toEqual(new Set(['hourly_debit']));
  expectToAddUp(april);
  // 720 times 0.07 is 50.40.
  expect([...ends(april), april.money_in, april.money_out]).toEqual(['100.00', '49.60', '0.00', '50.40']);
  expect(cents(april.closing_balance)).toBe(
    (await ledgerAt(customer, '2026-05-01T00:00:00Z')).get('prepaid'),
  );
}, 60_000);

test('an entry that is written late for an earlier moment stands where it happened, and the lines still run on', async () => {
  const customer = await addBuyer(world, business, { balance: '10' });
  await isAt('2026-01-20T00:00:00Z');
  await business.owner.run(addCredit, { customer_id: customer.id, amount: '1.00' });
  await world.admin.query(
    `select private.post_entry($1, $2, 0.25, 'adjustment', 'bank', 'test', null, '2026-01-15T00:00:00Z')`,
    [business.id, await world.walletId(customer.id)],
  );
  const prepaid = walletOf(await readStatement(customer, { month: '2026-01' }), 'prepaid');
  expect(prepaid.entries.map(({ amount, balance }) => [amount, balance])).toEqual([
    ['10.00', '10.00'],
    ['0.25', '10.25'],
    ['1.00', '11.25'],
  ]);
  expectToAddUp(prepaid);
});
