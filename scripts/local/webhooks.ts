import { Pool } from 'pg';
import { adminStore } from '@/lib/webhooks/admin-store';
import { deliverDue } from '@/lib/webhooks/deliver';

export interface WebhookDeliverer {
  stop(): Promise<void>;
}

const PAUSE_MS = 1_000;

/**
 * Delivers webhooks as they become due, looking once a second: one index of a few rows, where a notification would
 * make all commits queue. Also where pg_cron runs the jobs, since Postgres sends nothing by itself.
 */
export function startWebhookDeliverer(adminUrl: string, report: (line: string) => void): WebhookDeliverer {
  const pool = new Pool({ connectionString: adminUrl, max: 5, application_name: 'drawdown webhooks' });
  pool.on('error', () => undefined);
  const allowPrivate = process.env['WEBHOOKS_ALLOW_PRIVATE_ADDRESSES'] === 'true';
  const stopping = new AbortController();
  let isFailing = false;

  async function round(): Promise<void> {
    try {
      await deliverDue({
        store: adminStore(pool),
        allowPrivate,
        isOver: () => stopping.signal.aborted,
      });
      if (isFailing) report('Webhooks: delivered again.');
      isFailing = false;
    } catch (failure) {
      // Said once, not every second.
      if (!isFailing)
        report(`Webhooks wait: ${failure instanceof Error ? failure.message : String(failure)}`);
      isFailing = true;
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await round();
      await pause(PAUSE_MS, stopping.signal);
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      // What is under way may be cut off: it is sent again.
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 2_000).unref())]);
      void pool.end().catch(() => undefined);
    },
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
