import { randomUUID } from 'node:crypto';
import { triggerBilling } from '@/lib/operations/billing';
import { createInvitation, updateBusiness } from '@/lib/operations/business';
import { triggerDebits } from '@/lib/operations/debits';
import { permissions, type Operation, type Permission } from '@/lib/operations/define';
import { createHold } from '@/lib/operations/holds';
import { billedUsage, overdueSale, runningSession } from './access-scenes';
import type { SqlFunction } from './catalog';
import type { TestDatabaseOptions } from './database';
import { debitByHand } from './debits';
import { everyOperation } from './operations';
import { giveLogin, slugOf } from './portal-people';
import { line } from './sales';
import { addBurner } from './sessions';
import type { Arguments, Caller } from './sql-callers';
import { eventOf } from './usage';
import { deliveredWebhook } from './webhooks';
import { World, type Business } from './world';

/** Where a function takes no two of what others take together. */
const ownArguments: Readonly<Record<string, Arguments>> = {
  record_usage: { service: 'calls', product_id: null, units: null },
  // The session that runs is of another customer, so that one can be started.
  stop_session: { customer_id: null },
  create_hold: { expires_at: null },
  list_orders: { as_of: null },
  advance_clock: { until: null, seconds: null, days: null },
  advance_test_clock: { until: null, seconds: null, days: null },
  create_webhook_endpoint: { event_types: null },
  update_webhook_endpoint: { event_types: null },
  replay_webhook_events: { from_event_id: null },
};

/** Two businesses, everybody who might knock at the door of the first, and something in each of its tables. */
export class AccessWorld {
  private constructor(
    readonly world: World,
    readonly business: Business,
    /** Everybody who is nobody to the business. */
    readonly outsiders: Record<string, Caller>,
    /** These, and a customer of the business who signs in, and is nobody to its other customers. */
    readonly strangers: Record<string, Caller>,
    readonly viewer: Caller,
    /** A key of the business for each permission, with every permission but that one. */
    readonly keysWithout: Record<Permission, Caller>,
    /** And one with that permission alone. */
    readonly keysWithOnly: Record<Permission, Caller>,
    private readonly ids: Record<string, string>,
    /** The name of the business in its join page, which is closed: an open one is for everybody. */
    private readonly slug: string,
    /** Lines that can be sold, and cancelled of the order that there is. */
    private readonly items: string,
    /** A batch of usage. */
    private readonly events: string,
    private readonly operations: Operation[],
  ) {}

  static async open(options: TestDatabaseOptions): Promise<AccessWorld> {
    const world = await World.open(options);
    const business = await world.makeBusiness({ name: 'First' });
    const other = await world.makeBusiness({ name: 'Other' });
    const viewer = await world.addMember(business, 'viewer');
    const member = await world.addMember(business, 'member');
    const removed = await world.addMember(business, 'admin');
    await business.owner.call('remove_member', { user_id: removed.id });
    const gone = await world.addMember(business, 'admin');
    await world.admin.query('delete from auth.users where id = $1', [gone.id]);

    const customer = await world.addCustomer(business, { hourly_debit_amount: '1', credit_limit: '1000' });
    const sold = await overdueSale(world, business, customer);
    const billed = await billedUsage(business, customer);
    const session = await runningSession(world, business, customer);
    const hold = await business.owner.run(createHold, { customer_id: customer.id, amount: '2' });
    const webhook = await deliveredWebhook(world, business);
    const neighbour = await giveLogin(world, business, await addBurner(world, business, '10'));
    const run = await debitByHand(business.owner);
    const unfinished = await business.owner.keyed(randomUUID()).run(triggerDebits);
    const billing = await business.owner.run(triggerBilling, { business_id: business.id });
    const invitation = await business.owner.run(createInvitation, {
      business_id: business.id,
      role: 'admin',
    });
    await business.owner.run(updateBusiness, {
      business_id: business.id,
      join_enabled: false,
      low_balance: '1',
    });
    await business.owner.call('watch', { watcher_id: randomUUID() });
    await business.owner.call('get_ledger_proof', {});
    const apiKey = await world.addKey(business);
    const keysWithout = await eachPermission(async (permission) => {
      const scopes = permissions.filter((other) => other !== permission);
      return (await world.addKey(business, scopes)).caller;
    });
    const keysWithOnly = await eachPermission(
      async (permission) => (await world.addKey(business, [permission])).caller,
    );
    const outsiders = {
      nobody: world.asNobody(),
      'the owner of another business': other.owner,
      'a key of another business': (await world.addKey(other)).caller,
      'a member who was removed': removed.caller,
      'a user who does not exist any more': gone.caller,
      'a revoked key': (await world.addRevokedKey(business)).caller,
      'an expired key': (await world.addExpiredKey(business)).caller,
      'a key that was never made': world.asKey(apiKey.key.slice(0, -4) + 'AAAA'),
      'something that is no key': world.asKey('sk_test'),
    };
    const ids = {
      business_id: business.id,
      customer_id: customer.id,
      run_id: unfinished.run_id,
      manual_run_id: run.run_id,
      user_id: member.id,
      invitation_id: invitation.id,
      api_key_id: apiKey.id,
      watcher_id: randomUUID(),
      product_id: sold.product_id,
      order_id: sold.order_id,
      payment_id: sold.payment_id,
      usage_event_id: billed.event_id,
      charge_id: billed.charge_id,
      usage_charge_id: billed.charge_id,
      billing_run_id: billing.id,
      session_id: session.id,
      hold_id: hold.id,
      endpoint_id: webhook.endpoint_id,
      event_id: webhook.event_id,
      subject_id: customer.id,
      entry_id: `${await world.walletId(customer.id)}.1`,
    };
    const operations = await everyOperation();
    return new AccessWorld(
      world,
      business,
      outsiders,
      { ...outsiders, 'another customer of the business': neighbour.caller },
      viewer.caller,
      keysWithout,
      keysWithOnly,
      ids,
      await slugOf(world, business),
      JSON.stringify([line({ id: sold.product_id })]),
      JSON.stringify([eventOf(customer)]),
      operations,
    );
  }

  /** Parameters from the signature, so that a function added later is called with what it may harm. */
  argumentsFor(target: SqlFunction, omitted: readonly string[] = []): Arguments {
    const args: Record<string, unknown> = {};
    for (const { name, type, hasDefault } of target.parameters) {
      if (omitted.includes(name)) continue;
      const own = ownArguments[target.name] ?? {};
      const value = name in own ? own[name] : this.valueFor(name, type);
      if (value === undefined)
        throw new Error(`say in access-world.ts what to give for ${target.signature}: ${name}`);
      if (value !== null || !hasDefault) args[name] = value;
    }
    return args;
  }

  /** Whether anything that is told names something of the first business. */
  tellsOf(told: unknown): boolean {
    const text = JSON.stringify(told);
    return Object.values(this.ids).some((id) => text.includes(id));
  }

  /** What a function needs: what its operation says; those without one are listed here. */
  permissionFor(target: SqlFunction): Permission {
    const others: Record<string, Permission> = {
      advance_debits: 'debits:run',
      advance_billing: 'billing:run',
      advance_test_clock: 'business:write',
      watch: 'business:read',
      require_access_to: 'customers:write',
      require_access: 'customers:write',
    };
    const operation = this.operations.find(({ name }) => name === target.name);
    const access = operation ? operation.access : others[target.name];
    const permission = permissions.find((known) => known === access);
    if (!permission) throw new Error(`say in access-world.ts what ${target.signature} needs`);
    return permission;
  }

  private valueFor(name: string, type: string): unknown {
    const texts: Record<string, string | null> = {
      name: 'Renamed',
      role: 'viewer',
      token: 'x',
      currency: 'USD',
      permission: 'customers:write',
      wallet: 'prepaid',
      email: null,
      external_id: null,
      status: null,
      search: null,
      sort: null,
      direction: null,
      cursor: null,
      description: null,
      sku: 'RENAMED',
      usage_unit_price: null,
      method: null,
      reference: null,
      note: null,
      reason: null,
      month: null,
      plan: null,
      entry_id: this.ids['entry_id'] ?? null,
      service: null,
      request_id: null,
      source: null,
      end_reason: null,
      actor: null,
      subject_type: null,
      action: null,
      slug: this.slug,
      url: 'https://example.com/changed',
      type: null,
      low_balance: null,
      low_credits: null,
    };
    switch (type) {
      case 'uuid':
        return this.ids[name];
      case 'text':
        return texts[name];
      case 'numeric':
        return '1';
      case 'integer':
        return 5;
      case 'bigint':
        return ['amount_cents', 'counted'].includes(name) ? null : 5;
      case 'boolean':
        return name === 'tracked' ? null : false;
      case 'jsonb':
        return (
          {
            items: this.items,
            events: this.events,
            customers: JSON.stringify([{ name: 'Imported' }]),
            products: JSON.stringify([{ sku: 'IMPORTED', name: 'Imported', price: '1' }]),
          }[name] ?? null
        );
      case 'text[]':
        return ['customers:read'];
      case 'timestamp with time zone':
        return /^(since|as_of|occurred_at|occurred_from|recorded_from)$/.test(name)
          ? '2000-01-01T00:00:00Z'
          : '2100-01-01T00:00:00Z';
      case 'date':
        return null;
      default:
        return undefined;
    }
  }
}

async function eachPermission<T>(
  make: (permission: Permission) => Promise<T>,
): Promise<Record<Permission, T>> {
  const made: [Permission, T][] = [];
  for (const permission of permissions) made.push([permission, await make(permission)]);
  return Object.fromEntries(made) as Record<Permission, T>;
}
