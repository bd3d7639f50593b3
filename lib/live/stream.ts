import 'server-only';
import type { Identity } from '@/lib/auth/identity';
import { Problem } from '@/lib/errors/problem';
import { metrics } from '@/lib/observability/metrics';
import type { Viewer } from './channel';
import { toldUntil, type LiveEvent, type Told } from './hearing';
import { liveHub, type LiveHub, type Seat } from './hub';
import type { Place } from './watch';

/** The longest that a timer can wait. */
const longestMilliseconds = 2 ** 31 - 1;
/** Spread over so long, viewers come back after a server was replaced. */
const returnMilliseconds = 1_000;

/**
 * The changes of a place as server-sent events, until the viewer leaves, their token ends, or their right to watch.
 *
 * @throws Problem 401, 403, 404 or 422 for whoever may not watch; `service_unavailable` where nothing can be heard
 */
export async function openLiveStream(
  identity: Identity,
  place: Place,
  lastEventId: string | null,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const hub = liveHub();
  if (hub === null) {
    throw new Problem('service_unavailable', {
      detail: 'Live updates need DATABASE_URL.',
      retryAfterSeconds: 60,
    });
  }
  const stream = new LiveStream(identity, hub, toldUntil(lastEventId));
  return stream.open(await hub.join(stream, place), signal);
}

/** One viewer's stream. Nothing waits in it: when the viewer can take more, they are told what is news by then. */
class LiveStream implements Viewer {
  readonly identity: Identity;
  readonly #hub: LiveHub;
  readonly #encoder = new TextEncoder();
  #told: Told;
  #seat: Seat | undefined;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  /** What goes out before anything else. */
  #pending = `retry: ${Math.round(returnMilliseconds * (1 + Math.random()))}\n\n`;
  #canTakeMore = false;
  #beatsUnread = 0;
  #heartbeat: NodeJS.Timeout | undefined;
  #tokenEnd: NodeJS.Timeout | undefined;

  constructor(identity: Identity, hub: LiveHub, told: Told) {
    this.identity = identity;
    this.#hub = hub;
    this.#told = told;
  }

  open(seat: Seat, signal: AbortSignal): ReadableStream<Uint8Array> {
    this.#seat = seat;
    metrics().streams.inc();
    const stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => void (this.#controller = controller),
        pull: () => {
          this.#canTakeMore = true;
          this.nudge();
        },
        cancel: () => void this.#end(),
      },
      { highWaterMark: 0 },
    );
    this.#heartbeat = setInterval(() => this.#beat(), this.#hub.timings.heartbeatMilliseconds);
    this.#heartbeat.unref();
    this.#closeWithToken();
    signal.addEventListener('abort', () => this.close(), { once: true });
    if (signal.aborted) this.close();
    return stream;
  }

  nudge(): void {
    if (!this.#canTakeMore || this.#seat === undefined) return;
    const { events, told } = this.#seat.hearing.newsFor(this.#told);
    this.#told = told;
    this.#send(this.#pending + events.map(formatEvent).join(''));
    this.#pending = '';
  }

  close(): void {
    if (!this.#end()) return;
    this.#controller?.close();
  }

  /** @returns whether it was open */
  #end(): boolean {
    if (this.#seat === undefined) return false;
    clearInterval(this.#heartbeat);
    clearTimeout(this.#tokenEnd);
    this.#seat.leave();
    metrics().streams.dec();
    this.#seat = undefined;
    return true;
  }

  #send(text: string): void {
    if (text === '') return;
    this.#canTakeMore = false;
    this.#beatsUnread = 0;
    this.#controller?.enqueue(this.#encoder.encode(text));
  }

  /** Proxies close what is silent, and a browser cannot see that a network went away. Who has taken nothing for two beats is gone, or comes again and is told then. */
  #beat(): void {
    if (this.#canTakeMore) return this.#send('event: ping\ndata: {}\n\n');
    this.#beatsUnread += 1;
    if (this.#beatsUnread === 2) this.close();
  }

  #closeWithToken(): void {
    const { claims } = this.identity;
    if (typeof claims?.exp !== 'number') return;
    const left = claims.exp * 1_000 - Date.now();
    if (left <= 0) return this.close();
    this.#tokenEnd = setTimeout(() => this.#closeWithToken(), Math.min(left, longestMilliseconds));
    this.#tokenEnd.unref();
  }
}

function formatEvent({ type, id, topic }: LiveEvent): string {
  const data = JSON.stringify(topic === undefined ? {} : { topic });
  return `${id === null ? '' : `id: ${id}\n`}event: ${type}\ndata: ${data}\n\n`;
}
