import { randomUUID } from 'node:crypto';
import { createApiKey, revokeApiKey } from '@/lib/operations/api-keys';
import { createInvitation } from '@/lib/operations/business';
import { createCustomer } from '@/lib/operations/customers';
import type { Permission } from '@/lib/operations/define';
import { openCallers, type Arguments, type Caller } from './sql-callers';
import { createDatabase, type TestDatabase, type TestDatabaseOptions } from './database';

export type Role = 'owner' | 'admin' | 'member' | 'viewer';

export interface User {
  id: string;
  email: string;
  caller: Caller;
}

export interface Business {
  id: string;
  ownerId: string;
  owner: Caller;
}

export interface Key {
  id: string;
  key: string;
  caller: Caller;
}

/** A database with people in it: the ways the product has to make them, and SQL where it has none. */
export class World {
  private constructor(
    readonly database: TestDatabase,
    private readonly callers: ReturnType<typeof openCallers>,
  ) {}

  static async open(options: TestDatabaseOptions = {}): Promise<World> {
    return World.of(await createDatabase(options));
  }

  static of(database: TestDatabase): World {
    return new World(database, openCallers(database.appUrl));
  }

  async close(): Promise<void> {
    await this.callers.close();
    await this.database.close();
  }

  get admin() {
    return this.database.admin;
  }

  asNobody(): Caller {
    return this.callers.asNobody();
  }

  asUser(userId: string): Caller {
    return this.callers.asUser(userId);
  }

  asKey(key: string): Caller {
    return this.callers.asKey(key);
  }

  /** Signs up: Auth inserts the row, and the trigger makes or joins a business. */
  async signUp(metadata: Record<string, string> = {}, email = `${randomUUID()}@example.test`): Promise<User> {
    const id = randomUUID();
    await this.admin.query(
      `insert into auth.users (id, aud, role, email, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
       values ($1, 'authenticated', 'authenticated', $2, '{}', $3, now(), now())`,
      [id, email, JSON.stringify(metadata)],
    );
    return { id, email, caller: this.asUser(id) };
  }

  async makeBusiness(options: { name?: string; currency?: string } = {}): Promise<Business> {
    const { name = 'Test business', currency = 'USD' } = options;
    const user = await this.signUp({ business_name: name, currency });
    const { rows } = await this.admin.query<{ business_id: string }>(
      'select business_id from public.memberships where user_id = $1',
      [user.id],
    );
    const [row] = rows;
    if (!row) throw new Error('signing up made no business');
    return { id: row.business_id, ownerId: user.id, owner: user.caller };
  }

  /** A sandbox business whose clock stands at a moment; its next scheduled hour is the one after. */
  async makeSandbox(clockAt: string, currency = 'USD'): Promise<Business> {
    const business = await this.makeBusiness({ currency });
    await this.setClock(business.id, clockAt);
    await this.admin.query(
      `update private.debit_schedules set next_period = private.hour_of($2) + interval '1 hour' where business_id = $1`,
      [business.id, clockAt],
    );
    return business;
  }

  /** Moves a test clock without running what lies on the way, as an outage of the scheduler would. */
  async setClock(businessId: string, clockAt: string): Promise<void> {
    await this.admin.query(
      'update public.businesses set is_sandbox = true, test_clock_at = $2 where id = $1',
      [businessId, clockAt],
    );
  }

  /** Invited by the owner, and signed up through the link: a user of this business alone. */
  async addMember(business: Business, role: Role): Promise<User> {
    const { token } = await business.owner.run(createInvitation, { business_id: business.id, role });
    return this.signUp({ invitation: token ?? '' });
  }

  async addKey(business: Business, scopes?: readonly Permission[]): Promise<Key> {
    const made = await business.owner.run(createApiKey, {
      business_id: business.id,
      name: 'Test key',
      scopes,
    });
    const key = made.key ?? '';
    return { id: made.id, key, caller: this.asKey(key) };
  }

  async addRevokedKey(business: Business): Promise<Key> {
    const key = await this.addKey(business);
    await business.owner.run(revokeApiKey, { business_id: business.id, api_key_id: key.id });
    return key;
  }

  async addExpiredKey(business: Business): Promise<Key> {
    const key = await this.addKey(business);
    await this.admin.query(
      `update public.api_keys set expires_at = now() - interval '1 second' where id = $1`,
      [key.id],
    );
    return key;
  }

  /** A customer, by default with an opening balance of 100 and nothing taken by the hour. */
  async addCustomer(business: Business, args: Arguments = {}) {
    return business.owner.run(createCustomer, {
      business_id: business.id,
      name: 'Test customer',
      balance: '100',
      ...args,
    });
  }

  /** Many customers at once, straight in SQL, each with an opening balance of 100; their ids in order. */
  async addManyCustomers(business: Business, count: number, hourly: string): Promise<string[]> {
    const { rows } = await this.admin.query<{ id: string }>(
      `with people as (
         insert into public.customers (business_id, name, created_at, updated_at)
         select $1, 'Customer ' || n, private.clock($1), private.clock($1) from generate_series(1, $2::integer) as n
         returning id
       )
       insert into public.wallets (business_id, customer_id, kind, unit, minimum_balance, updated_at, hourly_debit_amount, debited_through)
       select $1, p.id, 'prepaid', 'USD', 0, now(), $3, private.hour_of(private.clock($1)) from people as p
       returning customer_id as id`,
      [business.id, count, hourly],
    );
    await this.admin.query(
      `select private.post_entry($1, w.id, 100, 'opening_balance', 'equity:opening_balance', 'test', null, private.clock($1))
       from public.wallets as w where w.business_id = $1 and w.version = 0`,
      [business.id],
    );
    return rows.map((row) => row.id).sort();
  }

  async walletId(customerId: string): Promise<string> {
    const { rows } = await this.admin.query<{ id: string }>(
      `select id from public.wallets where customer_id = $1 and kind = 'prepaid'`,
      [customerId],
    );
    return rows[0]?.id ?? '';
  }

  /** What the proof finds wrong with the books of a business; nothing, where they agree. */
  async discrepancies(businessId: string): Promise<{ check_name: string; wallet_id: string | null }[]> {
    const { rows } = await this.admin.query<{ check_name: string; wallet_id: string | null }>(
      'select check_name, wallet_id, version, expected, actual from private.verify_ledger($1)',
      [businessId],
    );
    return rows;
  }
}
