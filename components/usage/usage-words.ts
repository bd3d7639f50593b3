import type { z } from 'zod';
import type { OutputOf } from '@/lib/operations/define';
import type { heldReason } from '@/lib/operations/usage';
import type { listUsageEvents } from '@/lib/operations/usage-events';
import type { getUsageSummary, listUnbilledUsage } from '@/lib/operations/usage-summary';

export type UsageEvent = OutputOf<typeof listUsageEvents>['data'][number];
export type UnbilledLine = OutputOf<typeof listUnbilledUsage>['data'][number];
export type UsageSummary = OutputOf<typeof getUsageSummary>;
export type HeldReason = z.output<typeof heldReason>;

const reasons: Record<HeldReason, { title: string; remedy: string }> = {
  insufficient_funds: {
    title: 'The balance does not bear it',
    remedy: 'Top up, or raise the overdraft limit: it is billed within a minute.',
  },
  customer_archived: {
    title: 'The customer is archived',
    remedy: 'Reactivate the customer: it is billed within a minute.',
  },
  internal_error: {
    title: 'Billing it failed',
    remedy: 'Bill now to try it again. If it stays, the operator finds the cause in the log.',
  },
};

/** Why usage is held, and what puts it right. */
export function heldWords(reason: HeldReason): { title: string; remedy: string } {
  return reasons[reason];
}

/** What was used, as a person says it. */
export function eventName(event: Pick<UsageEvent, 'service' | 'product_name' | 'product_sku'>): string {
  return event.service ?? event.product_name ?? event.product_sku ?? 'A product';
}

/** The position of an entry in the ledger of its wallet. */
export function entryVersion(entryId: string): string {
  return entryId.slice(entryId.lastIndexOf('.') + 1);
}
