import type { z } from 'zod';
import { listOrders } from '@/lib/operations/orders';
import { getOverdue } from '@/lib/operations/overdue';
import { addBuyer, addProduct, cancel, line, pay, reverse, sell, type Order, type Payment } from './sales';
import { callFunction, type Arguments } from './sql-callers';
import type { Business, World } from './world';

/** A debtor whose whole history happens at given moments, and what is read of it. */

export type Overdue = z.infer<(typeof getOverdue)['output']>;

/** So many times 24 hours after 1 March 2026 10:00 UTC, and so many microseconds. */
export function day(days: number, micros = 0): string {
  const whole = new Date(Date.UTC(2026, 2, 1, 10) + days * 86_400_000 + (micros < 0 ? -1000 : 0));
  const part = String(micros < 0 ? 1_000_000 + micros : micros).padStart(6, '0');
  return `${whole.toISOString().slice(0, 19)}.${part}Z`;
}

/** Pieces cost 1.00 each. `of` is the order meant, counted from 0; a payment without it goes to the oldest. */
export type Happening =
  | { at: string; sells: number; paidBy?: 'cash' | 'balance' }
  | { at: string; pays: string; of?: number }
  | { at: string; cancels: number | 'all'; of?: number }
  | { at: string; reverses: number };

/** A business of one customer, to whom these things happen. */
export class Debtor {
  readonly orders: Order[] = [];
  private readonly payments: Payment[] = [];

  private constructor(
    private readonly world: World,
    readonly business: Business,
    readonly customer: { id: string },
    private readonly product: { id: string },
  ) {}

  static async open(world: World): Promise<Debtor> {
    const business = await world.makeSandbox(day(0));
    const customer = await addBuyer(world, business, { credit_limit: '10000', balance: '500' });
    const product = await addProduct(business, { price: '1', stock: undefined });
    return new Debtor(world, business, customer, product);
  }

  async isAt(moment: string): Promise<void> {
    await this.world.setClock(this.business.id, moment);
  }

  async lives(happenings: readonly Happening[]): Promise<void> {
    for (const happening of happenings) {
      await this.isAt(happening.at);
      await this.live(happening);
    }
  }

  private async live(happening: Happening): Promise<void> {
    const { business, customer, product } = this;
    if ('sells' in happening) {
      const { sells, paidBy } = happening;
      const more =
        paidBy === 'cash' ? { payment: { amount: `${sells}` } } : { use_balance: paidBy === 'balance' };
      this.orders.push((await sell(business, customer, [line(product, sells)], more)).order);
    } else if ('pays' in happening) {
      const order_id = happening.of === undefined ? undefined : this.orders[happening.of]?.id;
      this.payments.push(await pay(business, customer, happening.pays, { order_id }));
    } else if ('cancels' in happening) {
      const items = happening.cancels === 'all' ? undefined : [line(product, happening.cancels)];
      await cancel(business, this.orders[happening.of ?? 0] ?? customer, items);
    } else {
      await reverse(business, this.payments[happening.reverses] ?? customer);
    }
  }

  overdue(args: Arguments = {}, timeZone = 'UTC'): Promise<Overdue> {
    return readOverdue(this.business, args, timeZone);
  }

  /** What the two views say right now, in a session of that time zone. */
  async views(timeZone = 'UTC'): Promise<{ owed: string; overdue: string; overdue_orders: number }> {
    return this.business.owner.transaction(async (client) => {
      await client.query('select set_config($1, $2, true)', ['TimeZone', timeZone]);
      const { rows } = await client.query<{ owed: string; overdue: string; overdue_orders: number }>(
        `select (select coalesce(sum(a.owed), 0)::numeric(20, 6)::text from public.amounts_owed as a) as owed,
           coalesce(sum(o.outstanding), 0)::numeric(20, 6)::text as overdue, count(*)::integer as overdue_orders
         from public.overdue_orders as o`,
      );
      const [row] = rows;
      if (!row) throw new Error('a count without a row');
      return row;
    });
  }

  async overdueInList(): Promise<number> {
    const page = await this.business.owner.run(listOrders, { status: 'overdue' });
    expect(page.data.every(({ overdue }) => overdue)).toBe(true);
    return page.data.length;
  }
}

export async function readOverdue(
  business: Business,
  args: Arguments = {},
  timeZone = 'UTC',
): Promise<Overdue> {
  return business.owner.transaction(async (client) => {
    await client.query('select set_config($1, $2, true)', ['TimeZone', timeZone]);
    return getOverdue.output.parse(
      (await callFunction(client, getOverdue.name, { business_id: business.id, ...args })).body,
    );
  });
}
