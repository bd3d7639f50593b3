import 'server-only';
import type { Arguments } from '@/lib/database/transport';
import { env } from '@/lib/env';
import { Problem } from '@/lib/errors/problem';
import { AddressError, checkUrl } from './address';

/**
 * Says at once what would be said at the first attempt. That one looks again, and at where the name leads.
 *
 * @throws Problem `invalid_request`
 */
export function refuseUrl({ url }: Arguments): void {
  if (typeof url !== 'string') return;
  try {
    checkUrl(url, { allowPrivate: env().WEBHOOKS_ALLOW_PRIVATE_ADDRESSES });
  } catch (failure) {
    if (!(failure instanceof AddressError)) throw failure;
    throw new Problem('invalid_request', {
      detail: `url ${failure.message}.`,
      errors: [{ pointer: '/url', message: failure.message }],
    });
  }
}
