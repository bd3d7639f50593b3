import { BillingSystemClient } from '@/packages/client/src';
import type { ClientOptions } from '@/packages/client/src';

/** A client whose pauses are too short to be noticed. */
export function quickClient(baseUrl: string, options: Partial<ClientOptions> = {}): BillingSystemClient {
  return new BillingSystemClient({
    baseUrl,
    apiKey: 'sk_test',
    firstRetryDelayMs: 1,
    maxRetryDelayMs: 2,
    ...options,
  });
}

export const customerId = '0196c1f0-0000-7000-8000-000000000001';

export const usage = {
  customerId,
  service: 'chat completions',
  unitsConsumed: '1204',
  pricePerUnit: '0.000002',
};

/** What a promise was refused with; a failed test where it was not. */
export async function refusalOf(work: Promise<unknown>): Promise<Error> {
  const failure = await work.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  // Not by instanceof: Jest runs the tests in a realm of their own, and what Node throws is of another.
  if (Object.prototype.toString.call(failure) === '[object Error]') return failure as Error;
  throw new Error(`refused with ${String(failure)}`);
}
