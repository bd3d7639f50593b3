import 'server-only';
import type { Identity } from '@/lib/auth/identity';
import { call } from '@/lib/database/call';
import { Problem } from '@/lib/errors/problem';
import { liveHub, type LiveEvent } from './hub';

const heartbeatMilliseconds = 15_000;
const retryMilliseconds = 1_000;
/** Longer than a few heartbeats, so that one slow renewal does not lose the watch. */
const watchSeconds = 60;

/**
 * The changes of the caller's business as server-sent events, until the caller leaves, the token ends, or the
 * membership does: each heartbeat renews the watch under the caller's own identity.
 *
 * @throws Problem 401, 403 or 404 for whoever may not watch; `service_unavailable` without a connection to listen on
 */
export async function openLiveStream(
  identity: Identity,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const hub = liveHub();
  if (hub === null)
    throw new Problem('service_unavailable', {
      detail: 'Live updates need DATABASE_URL.',
      retryAfterSeconds: 60,
    });
  const watch = () => call('watch', { watcher_id: hub.watcherId, seconds: watchSeconds }, identity);
  const { business_id: businessId } = JSON.parse((await watch()).text) as { business_id: string };
  const encoder = new TextEncoder();
  let stop = (): void => undefined;

  return new ReadableStream({
    async start(controller) {
      let isOpen = true;
      const send = (text: string): void => {
        if (isOpen) controller.enqueue(encoder.encode(text));
      };
      const close = (): void => {
        if (!isOpen) return;
        isOpen = false;
        stop();
        controller.close();
      };
      signal.addEventListener('abort', close, { once: true });
      // A Postgres that crashed has forgotten who watches: it is told first, and only then does the page look again.
      const resync = async (event: LiveEvent): Promise<void> => {
        for (let told = false; !told && isOpen;) {
          told = await watch().then(
            () => true,
            (failure: unknown) => {
              if (failure instanceof Problem && failure.status < 500) close();
              return new Promise<false>((settled) => setTimeout(() => settled(false), retryMilliseconds));
            },
          );
        }
        send(formatEvent(event));
      };
      const unsubscribe = await hub.subscribe(businessId, (event) => {
        if (event.type === 'resync') void resync(event);
        else send(formatEvent(event));
      });
      const heartbeat = setInterval(() => {
        if (hasEnded(identity)) return close();
        send(': still here\n\n');
        watch().catch((failure: unknown) => {
          // An outage passes; a caller who is no longer let in does not.
          if (failure instanceof Problem && failure.status < 500) close();
        });
      }, heartbeatMilliseconds);
      stop = () => {
        clearInterval(heartbeat);
        unsubscribe();
      };
      if (signal.aborted) return close();
      send('retry: 1000\n\nevent: resync\ndata: {}\n\n');
    },
    cancel: () => stop(),
  });
}

function formatEvent(event: LiveEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event.type === 'change' ? { topic: event.topic } : {})}\n\n`;
}

function hasEnded({ claims }: Identity): boolean {
  return typeof claims?.exp === 'number' && claims.exp * 1000 <= Date.now();
}
