import { once } from 'node:events';
import { Client, type Notification } from 'pg';

/** The one database of the server in which pg_cron works. */
export function cronDatabase(): string {
  const name = process.env['TEST_CRON_DATABASE'];
  if (!name)
    throw new Error('TEST_CRON_DATABASE must name the database of pg_cron: run `npm run test:postgres-15`.');
  return name;
}

/** Hands over a function that waits for a notification of the app's channel, counting from before it was called. */
export async function withListener(
  url: string,
  work: (heard: (payload: string, withinMs: number) => Promise<void>) => Promise<void>,
): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const payloads = new Set<string>();
  client.on('notification', ({ payload }: Notification) => payloads.add(payload ?? ''));
  try {
    await client.query('listen drawdown');
    await work(async (payload, withinMs) => {
      const signal = AbortSignal.timeout(withinMs);
      while (!payloads.has(payload)) await once(client, 'notification', { signal });
    });
  } finally {
    await client.end();
  }
}
