import 'server-only';
import { env } from '@/lib/env';
import { Problem } from '@/lib/errors/problem';
import { Channel, type Timings, type Viewer } from './channel';
import { Listener } from './listener';
import { watchAs, type Grant, type Place } from './watch';

const usualTimings: Timings = { watchSeconds: 60, renewMilliseconds: 10_000, heartbeatMilliseconds: 15_000 };

/** A viewer's seat: what there is to see, and how they leave. */
export interface Seat {
  readonly hearing: Channel['hearing'];
  leave(): void;
}

/** All the open streams of the process. They share one connection that listens. */
export class LiveHub {
  readonly watcherId = crypto.randomUUID();
  readonly listener: Listener;
  readonly timings: Timings;
  readonly #channels = new Map<string, Channel>();

  constructor(connectionString: string, timings: Partial<Timings> = {}) {
    this.timings = { ...usualTimings, ...timings };
    this.listener = new Listener(connectionString);
    this.listener.on('heard', (payload) => this.#hear(payload));
    this.listener.on('open', () => this.#channels.forEach((channel) => channel.renewAll()));
    this.listener.on('lost', () => this.#channels.forEach((channel) => channel.end()));
  }

  /**
   * Lets a viewer in. The order keeps gaps out: it listens before the watch begins, and the viewer is told to look
   * after that.
   *
   * @throws Problem 401, 403, 404 or 422 for whoever may not watch; `service_unavailable` while nothing can be heard
   */
  async join(viewer: Viewer, place: Place): Promise<Seat> {
    const asked = { watcherId: this.watcherId, seconds: this.timings.watchSeconds };
    for (;;) {
      if (!(await this.listener.open())) throw new Problem('service_unavailable', { retryAfterSeconds: 1 });
      const { connection } = this.listener;
      const grant = await watchAs(viewer.identity, place, asked);
      // Lost on the way, and perhaps back already: the watch may be forgotten, or have missed something.
      if (connection === undefined || connection !== this.listener.connection) continue;
      const channel = this.#channelFor(grant);
      channel.confirm(grant);
      return { hearing: channel.hearing, leave: channel.add(viewer) };
    }
  }

  /** For a process that ends, such as a test. */
  async close(): Promise<void> {
    this.#channels.forEach((channel) => channel.end());
    this.#channels.clear();
    await this.listener.close();
  }

  /** For a server that is to stop: every stream ends, and its viewers come back to the next server. */
  async dismiss(): Promise<void> {
    this.#channels.forEach((channel) => channel.dismiss());
    await this.close();
  }

  drop(key: string): void {
    this.#channels.delete(key);
    if (this.#channels.size === 0) void this.listener.close();
  }

  #channelFor(grant: Grant): Channel {
    const known = this.#channels.get(grant.key);
    if (known !== undefined) return known;
    const made = new Channel(grant, this);
    this.#channels.set(grant.key, made);
    return made;
  }

  #hear(payload: string): void {
    const [key = '', topic = ''] = payload.split(' ');
    this.#channels.get(key)?.hear(topic);
  }
}

const holder = globalThis as typeof globalThis & { drawdownLiveHub?: LiveHub };

/** The hub of this process; null where there is no connection to listen on. */
export function liveHub(): LiveHub | null {
  const { DATABASE_URL } = env();
  if (DATABASE_URL === undefined) return null;
  holder.drawdownLiveHub ??= untilAskedToStop(new LiveHub(DATABASE_URL));
  return holder.drawdownLiveHub;
}

/** A stream has no end of its own: a server that is to stop would wait for its viewers until it is killed. */
function untilAskedToStop(hub: LiveHub): LiveHub {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void hub.dismiss());
  return hub;
}
