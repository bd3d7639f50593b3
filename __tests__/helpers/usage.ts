import type { z } from 'zod';
import { listUsageEvents } from '@/lib/operations/usage-events';
import {
  recordProductUsage,
  recordUsage,
  recordUsageBatch,
  type batchOutcome,
  type usageEvent,
  type usageRecord,
} from '@/lib/operations/usage';
import type { Arguments, Caller, Failure, Outcome } from './sql-callers';
import type { Business, World } from './world';

/** Recording usage, as the owner of a business does it straight in SQL. */

export type UsageRecord = z.infer<typeof usageRecord>;
export type UsageEvent = z.infer<typeof usageEvent>;
export type BatchOutcome = z.infer<typeof batchOutcome>;
export type BatchResult = z.infer<(typeof recordUsageBatch)['output']>;

/** The arguments of a call that records 1,204 tokens of a service. */
export function usageOf(business: Business, customer: { id: string }, more: Arguments = {}): Arguments {
  return { business_id: business.id, ...eventOf(customer, more) };
}

/** An event as it stands in a batch. */
export function eventOf(customer: { id: string }, more: Arguments = {}): Arguments {
  return {
    customer_id: customer.id,
    ...(!('product_id' in more) && { service: 'tokens', price_per_unit: '0.002' }),
    ...(!('units' in more) && { units_consumed: '1204' }),
    ...more,
  };
}

export async function record(
  business: Business,
  customer: { id: string },
  more: Arguments = {},
  by: Caller = business.owner,
): Promise<UsageRecord> {
  return by.run(recordUsage, usageOf(business, customer, more));
}

/** What comes of recording usage that may be refused, or there already. */
export async function tryRecord(
  business: Business,
  customer: { id: string },
  more: Arguments = {},
  by: Caller = business.owner,
): Promise<Outcome> {
  return by.attempt(recordUsage.name, usageOf(business, customer, more));
}

export async function refusedRecord(
  business: Business,
  customer: { id: string },
  more: Arguments = {},
  by: Caller = business.owner,
): Promise<Failure> {
  return by.refusal(recordUsage, usageOf(business, customer, more));
}

export async function recordProduct(
  business: Business,
  customer: { id: string },
  product: { id: string },
  more: Arguments = {},
): Promise<UsageRecord> {
  const given = { business_id: business.id, customer_id: customer.id, product_id: product.id, units: '1' };
  return business.owner.run(recordProductUsage, { ...given, ...more });
}

/** Up to 1,000 events in one call; what is no event may be among them. */
export async function recordBatch(
  business: Business,
  events: readonly unknown[],
  by: Caller = business.owner,
): Promise<BatchResult> {
  return by.run(recordUsageBatch, batchOf(business, events));
}

/** The arguments of a batch: JSON as text, so that it arrives as it was written. */
export function batchOf(business: Business, events: readonly unknown[]): Arguments {
  return { business_id: business.id, events: JSON.stringify(events) };
}

export async function eventsOf(business: Business, more: Arguments = {}): Promise<UsageEvent[]> {
  const args = { business_id: business.id, page_size: 200, ...more };
  return (await business.owner.run(listUsageEvents, args)).data;
}

/** How many events of a business are recorded. */
export async function countEvents(world: World, business: Business): Promise<number> {
  const { rows } = await world.admin.query<{ count: number }>(
    'select count(*)::integer as count from public.usage_events where business_id = $1',
    [business.id],
  );
  return rows[0]?.count ?? 0;
}
