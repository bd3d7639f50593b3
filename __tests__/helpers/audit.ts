import { listAuditEvents } from '@/lib/operations/audit';
import type { Arguments } from './sql-callers';
import type { Business } from './world';

/** The audit of a business, the newest first. */
export async function audited(business: Business, filters: Arguments = {}) {
  const page = await business.owner.run(listAuditEvents, {
    business_id: business.id,
    page_size: 200,
    ...filters,
  });
  return page.data;
}

/** What a piece of work adds to the audit, the oldest first. */
export async function audit(business: Business, work: () => Promise<unknown>) {
  const before = new Set((await audited(business)).map(({ id }) => id));
  await work();
  return (await audited(business)).filter(({ id }) => !before.has(id)).reverse();
}
