import type { Pool } from 'pg';
import type { SalesTally, Shop } from './sales-storm';
import { stockFaults } from './sales-storm-people';
import type { World } from './world';

/** Everything that is not as the tills were told, or not as the rules say; nothing, where all is well. */
export async function salesFaults(world: World, shop: Shop, tally: SalesTally): Promise<string[]> {
  const { rows: stocks } = await world.admin.query(
    'select id as product_id, stock from public.products where business_id = $1',
    [shop.business.id],
  );
  return [
    ...tally.unexpected,
    ...(await leftByRefusals(world.admin, [...tally.refused.keys()])),
    ...(await orderFaults(world.admin, shop.business.id, tally)),
    ...(await timeFaults(world.admin, shop.business.id)),
    ...(await limitFaults(world.admin, [...tally.sold.keys()])),
    ...stockFaults(tally, stocks),
    ...(await world.discrepancies(shop.business.id)).map((row) => JSON.stringify(row)),
  ];
}

/** Rows that carry the id of a request that was refused. */
async function leftByRefusals(admin: Pool, refused: string[]): Promise<string[]> {
  const tables = [
    'orders',
    'order_cancellations',
    'payments',
    'payment_allocations',
    'ledger_entries',
    'stock_movements',
  ];
  const { rows } = await admin.query<{ fault: string }>(
    tables
      .map(
        (table) => `select 'a refused request is in ${table}: ' || request_id as fault
          from public.${table} where request_id = any ($1)`,
      )
      .join(' union all '),
    [refused],
  );
  return rows.map(({ fault }) => fault);
}

/** Each sale that was told is one order at its total, and there is no other order. */
async function orderFaults(admin: Pool, businessId: string, tally: SalesTally): Promise<string[]> {
  const { rows } = await admin.query<{ fault: string }>(
    `with told as (
       select * from unnest($2::text[], $3::uuid[], $4::numeric[]) as t(request_id, customer_id, total)
     )
     select format('sale %s: told %s, found %s', coalesce(t.request_id, o.request_id), t.total, o.total) as fault
     from told as t
     full join (select * from public.orders where business_id = $1) as o
       on o.request_id = t.request_id and o.customer_id = t.customer_id and o.total = t.total
     where t.request_id is null or o.id is null`,
    [
      businessId,
      [...tally.sold.keys()],
      [...tally.sold.values()].map(({ customerId }) => customerId),
      [...tally.sold.values()].map(({ total }) => total),
    ],
  );
  return rows.map(({ fault }) => fault);
}

/** Payments that are dated before the order they are on: what waited for the lock must be dated after it. */
async function timeFaults(admin: Pool, businessId: string): Promise<string[]> {
  const { rows } = await admin.query<{ fault: string }>(
    `select format('payment %s of %s is on an order of %s', a.payment_id, a.occurred_at, o.placed_at) as fault
     from public.payment_allocations as a
     join public.orders as o on o.business_id = a.business_id and o.id = a.order_id
     where a.business_id = $1 and a.occurred_at < o.placed_at`,
    [businessId],
  );
  return rows.map(({ fault }) => fault);
}

/**
 * Sales that left more owed than the limit of that moment, or a balance spent below zero. A reversal may do both:
 * its money never came.
 */
async function limitFaults(admin: Pool, sold: string[]): Promise<string[]> {
  const { rows } = await admin.query<{ fault: string }>(
    `with sales as (
       select e.wallet_id, e.request_id, max(e.version) as version
       from public.ledger_entries as e
       join public.wallets as w on w.business_id = e.business_id and w.id = e.wallet_id and w.kind = 'receivable'
       where e.request_id = any ($1)
       group by e.wallet_id, e.request_id
       having sum(e.amount) < 0
     )
     select format('sale %s left %s owed of a limit of %s', s.request_id, -l.balance, -l.minimum_balance) as fault
     from sales as s
     left join test.limits as l on l.wallet_id = s.wallet_id and l.version = s.version
     where l.wallet_id is null or l.balance < l.minimum_balance
     union all
     select format('request %s left %s on a prepaid wallet', e.request_id, e.balance_after)
     from public.ledger_entries as e
     join public.wallets as w on w.business_id = e.business_id and w.id = e.wallet_id and w.kind = 'prepaid'
     where e.kind = 'payment' and e.amount < 0 and e.balance_after < 0`,
    [sold],
  );
  return rows.map(({ fault }) => fault);
}
