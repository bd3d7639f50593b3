import { randomInt, randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { createProduct } from '@/lib/operations/products';
import type { Item, Product } from './sales';
import { Caller, type Arguments, type Outcome } from './sql-callers';
import type { Business, World } from './world';

/** A shop on a busy day: ten products, customers near their limits, and tills that all sell at once. */
export interface Shop {
  business: Business;
  products: readonly Product[];
  customers: readonly string[];
  /** The owner over as many connections as a pooler would give; each call waits for a free one. */
  till: Caller;
  close(): Promise<void>;
}

/** What the tills were told, by the request that asked for it. */
export interface SalesTally {
  sold: Map<string, { customerId: string; total: string; items: readonly Item[] }>;
  refused: Map<string, string>;
  /** Answers by the name of what was asked, and refusals by their code: to see that the storm was one. */
  times: Map<string, number>;
  /** Orders to cancel and payments to reverse. */
  orders: { id: string; customerId: string; items: readonly Item[] }[];
  payments: string[];
  /** Pieces of each product that were asked for, and that came in or went back. */
  asked: Map<string, number>;
  delivered: Map<string, number>;
  returned: Map<string, number>;
  unexpected: string[];
}

export const newSalesTally = (): SalesTally => ({
  sold: new Map(),
  refused: new Map(),
  times: new Map(),
  orders: [],
  payments: [],
  asked: new Map(),
  delivered: new Map(),
  returned: new Map(),
  unexpected: [],
});

export async function openShop(world: World, connections: number): Promise<Shop> {
  const business = await world.makeBusiness();
  const products: Product[] = [];
  for (let index = 1; index <= 10; index += 1) {
    const args = { sku: `P${index}`, name: `Product ${index}`, price: `${index}.99`, stock: 0 };
    products.push(await business.owner.run(createProduct, args));
  }
  const customers: string[] = [];
  for (let index = 0; index < 8; index += 1)
    customers.push((await world.addCustomer(business, { balance: '50', credit_limit: '150' })).id);
  await keepLimits(world);
  const pool = new Pool({ connectionString: world.database.appUrl, max: connections });
  return {
    business,
    products,
    customers,
    till: new Caller(pool, business.ownerId, {}),
    close: () => pool.end(),
  };
}

/** Every balance of a receivable wallet with the limit of that moment, written down by the wallet itself. */
async function keepLimits(world: World): Promise<void> {
  await world.admin.query(`
    create schema if not exists test;
    create table test.limits (
      wallet_id uuid, version bigint, balance numeric, minimum_balance numeric, primary key (wallet_id, version)
    );
    create function test.keep_limit() returns trigger language plpgsql security definer as $$
    begin
      insert into test.limits values (new.id, new.version, new.balance, new.minimum_balance);
      return new;
    end $$;
    create trigger zzz_keep_limit after update on public.wallets
      for each row when (new.kind = 'receivable' and new.version > old.version) execute function test.keep_limit()`);
}

export type Ask = (name: string, args: Arguments, expected: readonly string[]) => Promise<Asked>;
interface Asked {
  requestId: string;
  outcome: Outcome;
}

/** Asks under a request id of its own, and writes down what no till should ever be told. */
export function asks(caller: Caller, tally: SalesTally): Ask {
  return async (name, args, expected) => {
    const requestId = randomUUID();
    const outcome = await caller.sending({ 'x-request-id': requestId }).attempt(name, args);
    if (outcome.ok) {
      add(tally.times, name, 1);
    } else {
      const { sqlstate, hint, message } = outcome.failure;
      const code = hint ?? sqlstate;
      tally.refused.set(requestId, code);
      add(tally.times, code, 1);
      if (!expected.includes(code)) tally.unexpected.push(`${name}: ${sqlstate} ${code} ${message}`);
    }
    return { requestId, outcome };
  };
}

export function add(counts: Map<string, number>, key: string, amount: number): void {
  counts.set(key, (counts.get(key) ?? 0) + amount);
}

export function one<T>(of: readonly T[]): T {
  const picked = of[randomInt(of.length)];
  if (picked === undefined) throw new Error('there is nothing to choose from');
  return picked;
}

/** Some of the products in any order, one of them maybe twice. */
export function basket(products: readonly Product[]): Item[] {
  const shuffled = products.map((product) => ({ product, at: Math.random() }));
  shuffled.sort((first, second) => first.at - second.at);
  return shuffled
    .slice(0, randomInt(1, 5))
    .concat(shuffled.slice(0, randomInt(2)))
    .map(({ product }) => ({ product_id: product.id, quantity: randomInt(1, 4) }));
}
