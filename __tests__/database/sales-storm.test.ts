import { asks, newSalesTally, openShop, type SalesTally } from '../helpers/sales-storm';
import { salesFaults } from '../helpers/sales-storm-faults';
import {
  keepBuying,
  keepCancelling,
  keepChangingLimits,
  keepDelivering,
  keepPaying,
} from '../helpers/sales-storm-people';
import { editFunction, type Edit } from '../helpers/function-edits';
import { until } from '../helpers/waiting';
import { World } from '../helpers/world';

/** How long the storm blows. `STORM_SECONDS=20` is the full one that issue 3 asks for. */
const seconds = Number(process.env['STORM_SECONDS'] ?? 3);

let world: World;

beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

/** 64 buyers over 16 connections, and those who pay, cancel, deliver and change limits over others. */
async function storm(
  forSeconds: number,
  goesOnDespite = true,
): Promise<{ tally: SalesTally; faults: string[] }> {
  const shop = await openShop(world, 16);
  const tally = newSalesTally();
  const end = Date.now() + forSeconds * 1000;
  const goesOn = () => Date.now() < end && (goesOnDespite || tally.unexpected.length === 0);
  const till = asks(shop.till, tally);
  const office = asks(shop.business.owner, tally);
  await Promise.all([
    ...Array.from({ length: 64 }, () => keepBuying(till, shop, tally, goesOn)),
    ...Array.from({ length: 8 }, () => keepPaying(office, shop, tally, goesOn)),
    ...[keepCancelling, keepCancelling, keepDelivering, keepChangingLimits].map((keeps) =>
      keeps(office, shop, tally, goesOn),
    ),
  ]);
  await shop.close();
  return { tally, faults: await salesFaults(world, shop, tally) };
}

/** A function with its text changed as a careless edit would. */
const edit = (name: string, ...changes: Edit[]) => editFunction(world, name, ...changes);

test(
  `64 buyers over 16 connections for ${seconds} s, with payments, reversals, cancellations, deliveries and new limits between: stock and credit hold, no deadlock, a refusal leaves nothing`,
  async () => {
    const { tally, faults } = await storm(seconds);
    expect(faults).toEqual([]);
    expect(tally.sold.size).toBeGreaterThan(20);
    for (const happened of [
      'insufficient_stock',
      'credit_limit_exceeded',
      'order_not_open',
      'record_payment',
      'reverse_payment',
      'cancel_order',
      'adjust_stock',
      'update_customer',
    ])
      expect([happened, tally.times.get(happened) ?? 0]).not.toEqual([happened, 0]);
    await until('the server has counted, and found no deadlock', async () => {
      const { rows } = await world.admin.query<{ deadlocks: string; is_counted: boolean }>(
        `select deadlocks, xact_commit > $1 as is_counted from pg_stat_database where datname = current_database()`,
        [tally.sold.size],
      );
      expect(rows[0]?.deadlocks).toBe('0');
      return rows[0]?.is_counted === true;
    });
  },
  40_000 + seconds * 2_000,
);

describe('the storm notices when', () => {
  test('products are locked in another order by each connection: a deadlock', async () => {
    await edit('read_items', [
      /order by l\.product_id/g,
      'order by md5(l.product_id::text || pg_backend_pid())',
    ]);
    const { faults } = await storm(15, false);
    expect(faults.some((fault) => fault.includes('40P01'))).toBe(true);
  }, 60_000);

  test('stock is read and then written, without its lock', async () => {
    await edit(
      'process_purchase',
      [
        /update public\.products as p\s+set stock = [^;]+?\s+where/,
        `select p.sku, p.name, p.price, p.stock - v_items.quantities[v_line], p.stock_version + 1
         into v_sku, v_name, v_price, v_stock, v_version from public.products as p where`,
      ],
      [
        /returning p\.sku, [^;]+;/,
        `; update public.products as p set stock = v_stock, stock_version = v_version
         where p.business_id = v_business_id and p.id = v_items.product_ids[v_line] and v_version is not null;`,
      ],
    );
    const { faults } = await storm(15, false);
    expect(faults.some((fault) => fault.includes('stock_movements_pkey'))).toBe(true);
  }, 60_000);

  test('credit is looked at without the lock of the wallet', async () => {
    await edit('process_purchase', [/(w\.kind = 'receivable')\s+for update;/, '$1;']);
    const { faults } = await storm(15, false);
    // The posting refuses what the look let through; and a wallet taken after the products may be a deadlock.
    const late = /^process_purchase: (PT402 insufficient_funds|40P01)/;
    expect(faults.some((fault) => late.test(fault))).toBe(true);
  }, 60_000);

  test('sales go beyond the limit, and nothing says so', async () => {
    await edit('share_purchase', [/missing := case[^;]+;/, 'missing := 0;']);
    await edit('process_purchase', [/case when v_shares\.on_credit = 0 [^;]+? end/, "'infinity'"]);
    const { faults } = await storm(1);
    expect(faults.filter((fault) => / owed of a limit of /.test(fault))).toEqual(faults);
    expect(faults).not.toEqual([]);
  }, 60_000);

  test('payments and cancellations do not take the locks of the wallets', async () => {
    await edit('lock_wallets', [/for update/, '']);
    const { faults } = await storm(15, false);
    expect(faults).not.toEqual([]);
  }, 60_000);
});
