import 'server-only';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { env } from '@/lib/env';
import { log } from '@/lib/observability/log';

/**
 * One connection of the process listens for all its open pages, and hands each the changes of its business.
 * It comes back by itself after a restart of Postgres; every page is then told to look again, since a change
 * may have passed unheard.
 */
export type LiveEvent = { type: 'change'; topic: string } | { type: 'resync' } | { type: 'offline' };

type Listener = (event: LiveEvent) => void;

const reconnectMilliseconds = 1_000;

class LiveHub {
  readonly watcherId = crypto.randomUUID();
  readonly #connectionString: string;
  readonly #listeners = new Map<string, Set<Listener>>();
  #client: pg.Client | undefined;
  #connecting: Promise<void> | undefined;

  constructor(connectionString: string) {
    this.#connectionString = connectionString;
  }

  /** Calls `listener` for each change of a business until the returned function is called. */
  async subscribe(businessId: string, listener: Listener): Promise<() => void> {
    const listeners = this.#listeners.get(businessId) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(businessId, listeners);
    await this.#connect();
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(businessId);
      if (this.#listeners.size === 0) this.#disconnect();
    };
  }

  #connect(): Promise<void> {
    this.#connecting ??= this.#open().catch(() => this.#reconnect());
    return this.#connecting;
  }

  async #open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#connectionString,
      keepAlive: true,
      application_name: 'drawdown live',
    });
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    client.on('notification', ({ payload }) => this.#hear(payload ?? ''));
    try {
      await client.connect();
      await client.query('listen drawdown');
    } catch (failure) {
      void client.end().catch(() => undefined);
      throw failure;
    }
    this.#client = client;
  }

  /** Until it succeeds, or nobody is left to connect for. One at a time: it is what `#connecting` holds. */
  async #reconnect(): Promise<void> {
    this.#tellAll({ type: 'offline' });
    log().warn('the live connection to Postgres is lost; connecting again');
    for (;;) {
      await setTimeout(reconnectMilliseconds, undefined, { ref: false });
      if (this.#listeners.size === 0) {
        this.#connecting = undefined;
        return;
      }
      const isOpen = await this.#open().then(
        () => true,
        () => false,
      );
      if (isOpen) return this.#tellAll({ type: 'resync' });
    }
  }

  #hear(payload: string): void {
    const [businessId = '', topic = ''] = payload.split(' ');
    for (const listener of this.#listeners.get(businessId) ?? []) listener({ type: 'change', topic });
  }

  #lost(client: pg.Client): void {
    if (client !== this.#client) return;
    this.#client = undefined;
    this.#connecting = this.#listeners.size === 0 ? undefined : this.#reconnect();
  }

  #disconnect(): void {
    const client = this.#client;
    // While it connects there is nothing to close; whoever connects sees that nobody is left.
    if (client === undefined) return;
    this.#client = undefined;
    this.#connecting = undefined;
    void client.end().catch(() => undefined);
  }

  #tellAll(event: LiveEvent): void {
    for (const listeners of this.#listeners.values()) for (const listener of listeners) listener(event);
  }
}

const holder = globalThis as typeof globalThis & { drawdownLiveHub?: LiveHub };

/** The hub of this process; null where there is no connection to listen on. */
export function liveHub(): LiveHub | null {
  const { DATABASE_URL } = env();
  if (DATABASE_URL === undefined) return null;
  holder.drawdownLiveHub ??= new LiveHub(DATABASE_URL);
  return holder.drawdownLiveHub;
}
