import 'server-only';
import { cookies } from 'next/headers';
import { cache } from 'react';
import { nobody, type Identity } from '@/lib/auth/identity';
import { readSessionToken } from '@/lib/auth/session';
import { verifyAccessToken } from '@/lib/auth/tokens';
import { getMe } from '@/lib/operations/account';
import { execute } from '@/lib/operations/execute';
import { pageRequestId } from './visitor';
import { businessCookie, currentBusiness } from '@/lib/ui/current-business';

/** The signed-in user of this request, before a business is chosen; nobody for a visitor. */
export const userIdentity = cache(async (): Promise<Identity> => {
  const requestId = await pageRequestId();
  const accessToken = await readSessionToken();
  if (accessToken === null) return { ...nobody, requestId };
  return { ...nobody, requestId, accessToken, claims: await verifyAccessToken(accessToken) };
});

/** The account of the signed-in user, read once a request. */
export const readAccount = cache(async () => (await execute(getMe, {}, await userIdentity())).body);

/**
 * The signed-in user, at work in the business that the switcher of the dashboard shows. A question that names its
 * business, as each of the portal does, is asked as it stands.
 */
export async function pageIdentity(input: Readonly<Record<string, unknown>>): Promise<Identity> {
  const identity = await userIdentity();
  if (identity.accessToken === null || input.business_id !== undefined) return identity;
  const { businesses } = await readAccount();
  const business = currentBusiness(businesses, (await cookies()).get(businessCookie)?.value);
  return { ...identity, businessId: business?.id ?? null };
}
