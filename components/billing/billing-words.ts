import type { getBillingStatus, listBillingRuns, listUsageCharges } from '@/lib/operations/billing';
import type { OutputOf } from '@/lib/operations/define';

export type BillingRun = OutputOf<typeof listBillingRuns>['data'][number];
export type UsageCharge = OutputOf<typeof listUsageCharges>['data'][number];
export type BillingStatus = OutputOf<typeof getBillingStatus>;
