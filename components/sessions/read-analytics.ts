import 'server-only';
import type { Period } from '@/components/usage/usage-address';
import { getSessionAnalytics } from '@/lib/operations/sessions';
import { query } from '@/lib/pages/query';
import { dateAfter } from '@/lib/ui/utc';
import type { SessionAnalytics } from './session-words';

const usualDays = 30;

/** Sessions of a period in sums. What day it is says the server: a sandbox has a clock of its own. */
export async function readSessionAnalytics(period: Period, customerId?: string): Promise<SessionAnalytics> {
  const whose = customerId === undefined ? {} : { customer_id: customerId };
  if ('from' in period)
    return query(getSessionAnalytics, { ...whose, from_day: period.from, to_day: period.to });
  const usual = await query(getSessionAnalytics, whose);
  if (period.days === usualDays) return usual;
  return query(getSessionAnalytics, {
    ...whose,
    from_day: dateAfter(usual.to_day, 1 - period.days),
    to_day: usual.to_day,
  });
}
