import type { z } from 'zod';
import type { account } from '@/lib/operations/account';

/** Names the business whose pages are shown. */
export const businessCookie = 'drawdown_business';

type Membership = z.output<typeof account>['businesses'][number];

/** The chosen business, or the first where none is chosen or the choice is no longer the user's. */
export function currentBusiness(
  businesses: readonly Membership[],
  chosen: string | undefined,
): Membership | null {
  return businesses.find((business) => business.id === chosen) ?? businesses[0] ?? null;
}
