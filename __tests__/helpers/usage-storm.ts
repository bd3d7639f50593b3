import { Client } from 'pg';
import {
  BillingSystemClient,
  type BufferedUsage,
  type InvalidReason,
  type RecorderStats,
} from '@/packages/client/src';
import { sumOf } from './decimals';
import { startFaultProxy, type FaultProxy } from './fault-proxy';
import { planEvents, type PlannedEvent, type StormPlan } from './usage-storm-plan';
import type { Business, World } from './world';

/**
 * Programs report usage through the client's recorder and a network that drops, delays and repeats, to an app whose
 * Postgres is killed meanwhile, while four billing jobs are at work.
 */
export interface StormOptions {
  world: World;
  business: Business;
  apiKeys: readonly string[];
  appUrl: string;
  plan: StormPlan;
  /** Events in a request, and how a step of billing is cut. */
  batch: number;
  collectSize: number;
  /** The share of requests that the network harms. */
  share: number;
  /** Kills Postgres and has it back; called once, when half of the events are handed over. */
  crash?: () => Promise<void>;
}

export interface Storm {
  events: readonly PlannedEvent[];
  /** What each client was told in the end. */
  stats: readonly RecorderStats[];
  invalid: readonly InvalidReason[];
  unsent: number;
  faults: FaultProxy['counts'];
  /** Steps of billing that ended with an error: the server went away under them. */
  brokenSteps: number;
  milliseconds: number;
}

export async function blowUsageStorm(options: StormOptions): Promise<Storm> {
  const { world, plan, appUrl, apiKeys, share } = options;
  const events = planEvents(plan);
  const proxy = await startFaultProxy(appUrl, plan.seed, share);
  const invalid: InvalidReason[] = [];
  const began = performance.now();
  let isOver = false;
  let crashed: Promise<void> | undefined;

  const clients = apiKeys.map(async (apiKey, client) => {
    const own = events.filter(({ clients: senders }) => senders.includes(client));
    const recorder = new BillingSystemClient({
      baseUrl: `${proxy.url}/api`,
      apiKey,
      timeoutMs: 20_000,
    }).usageRecorder({
      onInvalid: (_event: BufferedUsage, reason: InvalidReason) => invalid.push(reason),
      maxBatch: options.batch,
      maxBuffered: options.batch * 4,
      flushIntervalMs: 10,
      firstRetryDelayMs: 5,
      maxRetryDelayMs: 200,
    });
    for (const [index, { usage }] of own.entries()) {
      if (client === 0 && index === own.length >> 1) crashed = options.crash?.();
      await recorder.record(usage);
    }
    const { unsent } = await recorder.close({ timeoutMs: 120_000 });
    return { stats: recorder.stats(), unsent: unsent.length };
  });
  const jobs = Array.from({ length: 4 }, () => keepBilling(world, options.collectSize, () => !isOver));

  try {
    const told = await Promise.all(clients);
    await crashed;
    await proxy.settled();
    isOver = true;
    return {
      events,
      stats: told.map(({ stats }) => stats),
      invalid,
      unsent: Number(sumOf(told.map(({ unsent }) => BigInt(unsent)))),
      faults: proxy.counts,
      brokenSteps: Number(sumOf((await Promise.all(jobs)).map(BigInt))),
      milliseconds: performance.now() - began,
    };
  } finally {
    isOver = true;
    await Promise.allSettled([...clients, ...jobs]);
    await proxy.close();
  }
}

/** The job bill_usage over a connection of its own, where a minute is over as soon as it has found nothing to do. */
async function keepBilling(world: World, collectSize: number, goesOn: () => boolean): Promise<number> {
  let broken = 0;
  while (goesOn()) {
    const connection = new Client({ connectionString: world.database.adminUrl });
    connection.on('error', () => undefined);
    let isConnected = false;
    try {
      await connection.connect();
      isConnected = true;
      while (goesOn()) {
        const { rows } = await connection.query<{ more: boolean }>(
          'select private.bill_usage($1, 5) as more',
          [collectSize],
        );
        if (!rows[0]?.more)
          await connection.query(
            `update private.usage_schedules set next_run_at = now() where next_run_at > now()`,
          );
      }
    } catch {
      // The server went away: another connection, as the job runner makes one.
      if (isConnected) broken += 1;
    } finally {
      await connection.end().catch(() => undefined);
    }
  }
  return broken;
}
