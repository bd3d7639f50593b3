import 'server-only';
import { getUsageSummary } from '@/lib/operations/usage-summary';
import { query } from '@/lib/pages/query';
import { dateAfter } from '@/lib/ui/utc';
import type { Period } from './usage-address';
import type { UsageSummary } from './usage-words';

const usualDays = 30;

/** Usage of a period in sums. What day it is says the server: a sandbox has a clock of its own. */
export async function readUsageSummary(period: Period, customerId?: string): Promise<UsageSummary> {
  const whose = customerId === undefined ? {} : { customer_id: customerId };
  if ('from' in period) return query(getUsageSummary, { ...whose, from_day: period.from, to_day: period.to });
  const usual = await query(getUsageSummary, whose);
  if (period.days === usualDays) return usual;
  return query(getUsageSummary, {
    ...whose,
    from_day: dateAfter(usual.to_day, 1 - period.days),
    to_day: usual.to_day,
  });
}
