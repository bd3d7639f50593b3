import type { UsageInput } from '@/packages/client/src';
import { scaled } from './decimals';
import { pickWith, seededRandom } from './random';

/** What is sent in a storm, drawn from a seed: who used how much of what, and which programs report it. */

export interface StormPlan {
  events: number;
  clients: number;
  customers: readonly string[];
  seed: number;
}

export interface PlannedEvent {
  usage: UsageInput & { requestId: string };
  customerId: string;
  service: string;
  /** In millionths of the currency, exactly: units have 2 decimals, and prices at most 4. */
  amount: bigint;
  /** Those who report it: one in twenty is reported by two. */
  clients: readonly number[];
}

/** Price for one unit, in ten-thousandths. */
const prices = { 'chat completions': 2n, 'storage "GB"': 500n, minutes: 125n, Übersetzung: 9_999n, free: 0n };
const services = Object.keys(prices) as (keyof typeof prices)[];

export function planEvents({ events, clients, customers, seed }: StormPlan): PlannedEvent[] {
  const random = seededRandom(seed);
  const start = Date.UTC(2026, 0, 1);
  return Array.from({ length: events }, (_, index) => {
    const customerId = pickWith(random, customers);
    const service = pickWith(random, services);
    const hundredths = BigInt(1 + Math.floor(random() * 2_000));
    const client = index % clients;
    const also = random() < 0.05 ? (client + 1) % clients : client;
    return {
      usage: {
        customerId,
        service,
        unitsConsumed: scaled(hundredths, 2),
        pricePerUnit: scaled(prices[service], 4),
        requestId: `event-${index}`,
        // Each with a time of its own, over two weeks.
        occurredAt: new Date(start + index * 6_000).toISOString(),
      },
      customerId,
      service,
      amount: hundredths * prices[service],
      clients: also === client ? [client] : [client, also],
    };
  });
}
