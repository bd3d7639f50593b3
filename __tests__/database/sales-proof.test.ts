import { readFileSync } from 'node:fs';
import { getLedgerProof } from '@/lib/operations/wallets';
import { breaks } from '../helpers/sales-breaks';
import { addBuyer, addProduct, cancel, line, pay, reverse, sell } from '../helpers/sales';
import { inTransaction } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

/** What the proof finds in orders, payments and stock that somebody edited past the triggers. */

let world: World;
let business: Business;
/** The ids that the statements of `breaks` name as `$name`. */
let ids: Record<string, string>;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
  const buyer = await addBuyer(world, business);
  const other = await addBuyer(world, business);
  const product = await addProduct(business);
  const uncounted = await addProduct(business, { price: '4', stock: undefined });

  // 38.00 sold, 20.00 paid, one piece of 10.00 cancelled: 8.00 open.
  const { order } = await sell(business, buyer, [line(product, 3), line(uncounted, 2)]);
  const payment = await pay(business, buyer, '20');
  await cancel(business, order, [line(product)]);
  // 10.00 sold, 15.00 paid at once: 5.00 over. Another 4.00 sold, 3.00 of it from that balance.
  const paid = await sell(business, buyer, [line(product)], { payment: { amount: '15' } });
  const third = await sell(business, buyer, [line(uncounted)]);
  const fromBalance = await pay(business, buyer, '3', { order_id: third.order.id, method: 'balance' });
  const reversed = await pay(business, buyer, '6');
  await reverse(business, reversed);
  // 20.00 sold to somebody else, all of it open.
  const unpaid = await sell(business, other, [line(product, 2)]);

  const { rows } = await world.admin.query<{ id: string }>(
    `select id from public.wallets where customer_id = $1 and kind = 'receivable'`,
    [buyer.id],
  );
  ids = {
    business: business.id,
    buyer: buyer.id,
    other: other.id,
    product: product.id,
    uncounted: uncounted.id,
    order: order.id,
    paidOrder: paid.order.id,
    thirdOrder: third.order.id,
    othersOrder: unpaid.order.id,
    payment: payment.id,
    overpayment: paid.payments[0]?.id ?? '',
    fromBalance: fromBalance.id,
    reversed: reversed.id,
    receivable: rows[0]?.id ?? '',
  };
});
afterAll(() => world.close());

test('finds nothing in sales, payments, reversals and cancellations that were made by the rules', async () => {
  expect(await business.owner.run(getLedgerProof)).toMatchObject({ ok: true, discrepancies: [] });
});

test.each(breaks.map(([what, sql, checks]) => ({ what, sql, checks })))(
  'finds $what, where somebody got past the triggers',
  async ({ sql, checks }) => {
    expect(await checksAfter(sql)).toEqual(checks);
  },
);

test('an edited stock is set right by what docs/operations/ledger-drift.md says', async () => {
  const guide = readFileSync('docs/operations/ledger-drift.md', 'utf8');
  const [repair = ''] = /update public\.products as p[^;]*;/.exec(guide) ?? [];
  const statement = repair.replace('<product>', ids['product'] ?? '');
  expect(
    await checksAfter(
      "update public.products set stock = 1, stock_version = 1 where id = '$product'",
      statement,
    ),
  ).toEqual([]);
});

test('each check of sales, payments and stock is broken at least once', () => {
  const broken = new Set(breaks.flatMap(([, , checks]) => checks));
  expect([...broken].sort()).toEqual([
    'cancelled_pieces',
    'order_cancellations',
    'order_customer',
    'order_entries',
    'order_lines',
    'order_payments',
    'payment_allocations',
    'payment_customer',
    'payment_entries',
    'receivable',
    'stock',
    'stock_chain',
    'stock_sold',
  ]);
});

/** The checks that fail after a superuser without triggers did that; all of it is rolled back. */
async function checksAfter(sql: string, repair = ''): Promise<string[]> {
  const statement = sql.replace(/\$(\w+)/g, (_all, name: string) => ids[name] ?? `no such id: ${name}`);
  return inTransaction(world.admin, async (client) => {
    await client.query('set local session_replication_role = replica');
    const { rowCount } = await client.query(statement);
    expect(rowCount).toBe(1);
    if (repair !== '') expect((await client.query(repair)).rowCount).toBe(1);
    const { rows } = await client.query<{ check_name: string }>(
      'select distinct check_name from private.verify_ledger($1) order by check_name',
      [business.id],
    );
    return rows.map((row) => row.check_name);
  });
}
