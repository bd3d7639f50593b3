import { Agent, request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';

/** An open stream of `/api/live`, as a page keeps one. */
export interface LiveStream {
  /** When the newest change arrived, by `performance.now()`. */
  changedAt: number;
  changes: number;
  onChange: (at: number) => void;
  close(): void;
}

/** Connections of their own, which no other request takes. */
const agent = new Agent({ keepAlive: false, maxSockets: Infinity });

/** Opens a stream, and waits until it is live. */
export async function openLiveStream(url: string, apiKey: string, customerId?: string): Promise<LiveStream> {
  const address = new URL('/api/live', url);
  if (customerId !== undefined) address.searchParams.set('customer_id', customerId);
  const asked = request(address, { agent, headers: { 'x-api-key': apiKey } });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`/api/live answered ${response.statusCode}`);
  const stream: LiveStream = {
    changedAt: 0,
    changes: 0,
    onChange: () => undefined,
    close: () => asked.destroy(),
  };
  asked.on('error', () => undefined);
  response.on('error', () => undefined);
  response.setEncoding('utf8');
  await new Promise<void>((resolve, reject) => {
    response.on('end', () => reject(new Error('a stream ended')));
    response.on('data', (text: string) => {
      const at = performance.now();
      if (text.includes('event: resync')) resolve();
      if (!text.includes('event: change')) return;
      stream.changedAt = at;
      stream.changes += 1;
      stream.onChange(at);
    });
  });
  return stream;
}
