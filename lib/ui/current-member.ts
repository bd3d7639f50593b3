import 'server-only';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { getMe } from '@/lib/operations/account';
import { query } from '@/lib/pages/query';
import { businessCookie, currentBusiness } from './current-business';

/** Who looks at the page, and the business it is about. Asked once per request, by the layout and its pages alike. */
export const currentMember = cache(async () => {
  const account = await query(getMe);
  const business = currentBusiness(account.businesses, (await cookies()).get(businessCookie)?.value);
  if (!business) redirect(account.customers.length > 0 ? '/portal' : '/businesses/new');
  return {
    email: account.user?.email ?? '',
    userId: account.user?.id ?? null,
    businesses: account.businesses,
    business,
  };
});
