import type { TestUser } from '../../helpers/callers';
import { startApi, type ApiStage } from './stage';

export interface Sandbox extends ApiStage {
  /** Time passes for the owner's business. No job runs. */
  pass(seconds: number): Promise<void>;
  /** It is so late there. */
  setClock(time: string): Promise<void>;
  /** The credits ledger of a customer as they read it themselves, the newest first: kind, amount, balance after. */
  creditsOf(customer: TestUser & { customerId: string }): Promise<string[]>;
}

/** The API with an owner whose business has a test clock, so that every figure of a session is exact. */
export async function startSandbox(): Promise<Sandbox> {
  const api = await startApi();
  const change = async (clock: string, value: string | number) => {
    const text = `update public.businesses set is_sandbox = true, test_clock_at = ${clock} where id = $1`;
    await api.database.admin.query(text, [api.owner.businessId, value]);
  };
  const setClock = (time: string) => change('$2::timestamptz', time);
  await setClock('2026-03-01T10:20:30.123456Z');
  return {
    ...api,
    setClock,
    pass: (seconds) => change('test_clock_at + make_interval(secs => $2)', seconds),
    async creditsOf(customer) {
      const options = { as: customer, query: { wallet: 'credits' } };
      const { body } = await api.send('GET', `/api/customers/${customer.customerId}/ledger`, options);
      return (body['data'] as Record<string, string>[]).map(
        ({ kind, amount, balance_after }) => `${kind} ${amount} ${balance_after}`,
      );
    },
  };
}

/** Seconds between two moments as the API writes them, to the microsecond. */
export function secondsBetween(from: string, to: string): number {
  const micros = (time: string) => {
    const [, fraction = ''] = /\.(\d+)/.exec(time) ?? [];
    return BigInt(Date.parse(time.replace(/\.\d+/, ''))) * 1000n + BigInt(fraction.padEnd(6, '0'));
  };
  return Number(micros(to) - micros(from)) / 1e6;
}
