import 'server-only';
import { EventEmitter, once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { log } from '@/lib/observability/log';

/** Until it connects again: after it was open, and after it did not come to that. */
const afterLossMilliseconds = 50;
const afterFailureMilliseconds = 500;
const pingMilliseconds = 10_000;
/** For a connection, or an answer on it, until it counts as lost. */
const answerMilliseconds = 5_000;

interface Events {
  /** It listens, and what is heard from now on is without a gap until `lost`. */
  open: [];
  lost: [];
  heard: [payload: string];
  ping: [id: string];
}

/**
 * One connection that listens to the changes, for the whole process. It comes back by itself, and asks itself every
 * ten seconds whether it still hears: a network that went away without a word would look like a quiet business.
 */
export class Listener extends EventEmitter<Events> {
  readonly #connectionString: string;
  #client: pg.Client | undefined;
  #isWanted = false;
  #running: Promise<void> | undefined;
  #asking: Promise<unknown> = Promise.resolve();
  #toAsk: Promise<ReadonlySet<string>> | undefined;

  constructor(connectionString: string) {
    super();
    // Everybody who opens a stream while it connects waits for that.
    this.setMaxListeners(0);
    this.#connectionString = connectionString;
  }

  /** What is heard while this stays the same is without a gap; undefined while nothing is heard. */
  get connection(): object | undefined {
    return this.#client;
  }

  /** Listens, again and again, until `close`. Answers whether it does within a few seconds. */
  async open(): Promise<boolean> {
    this.#isWanted = true;
    if (this.#client !== undefined) return true;
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return once(this, 'open', { signal: AbortSignal.timeout(answerMilliseconds) }).then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    this.#isWanted = false;
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
    await this.#running;
  }

  /**
   * The transactions of others that are under way right now. One of them may have looked for watchers before a watch
   * began, and commit after it without a word.
   */
  underWay(): Promise<ReadonlySet<string>> {
    // Whoever asks while a question is out gets the answer to the next one: this one may be older than what they did.
    this.#toAsk ??= this.#asking.then(() => {
      this.#toAsk = undefined;
      const answer = this.#askUnderWay();
      this.#asking = answer.catch(() => undefined);
      return answer;
    });
    return this.#toAsk;
  }

  async #askUnderWay(): Promise<ReadonlySet<string>> {
    const client = this.#client;
    if (client === undefined) throw new Error('the live connection is lost');
    const { rows } = await client.query<{ id: string }>(
      `select virtualxid as id from pg_locks where locktype = 'virtualxid' and pid <> pg_backend_pid()`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  async #run(): Promise<void> {
    while (this.#isWanted) {
      const client = new pg.Client({
        connectionString: this.#connectionString,
        application_name: 'drawdown live',
        keepAlive: true,
        connectionTimeoutMillis: answerMilliseconds,
        query_timeout: answerMilliseconds,
      });
      const end = new AbortController();
      client.on('error', () => end.abort());
      client.on('end', () => end.abort());
      client.on('notification', ({ payload = '' }) => this.#hear(payload));
      const wasOpen = await this.#listenUntilLost(client, end.signal).catch(() => false);
      client.end().catch(() => undefined);
      const pause = wasOpen ? afterLossMilliseconds : afterFailureMilliseconds;
      if (this.#isWanted) await setTimeout(pause, undefined, { ref: false });
    }
  }

  /** Answers whether it came to be open. */
  async #listenUntilLost(client: pg.Client, lost: AbortSignal): Promise<boolean> {
    await client.connect();
    await client.query('listen drawdown');
    if (!(await this.#hears(client, lost)) || !this.#isWanted) return false;
    this.#client = client;
    this.emit('open');
    try {
      do await setTimeout(pingMilliseconds, undefined, { ref: false, signal: lost });
      while (await this.#hears(client, lost));
    } catch {
      // It ended while it waited, or could not be asked.
    }
    this.#client = undefined;
    if (this.#isWanted) log().warn('the live connection to Postgres is lost; connecting again');
    this.emit('lost');
    return true;
  }

  /** Whether what is notified arrives here: through a pooler that shares connections it would not. */
  async #hears(client: pg.Client, lost: AbortSignal): Promise<boolean> {
    const id = crypto.randomUUID();
    const signal = AbortSignal.any([lost, AbortSignal.timeout(answerMilliseconds)]);
    const echo = new Promise<boolean>((resolve) => {
      const hear = (heard: string) => heard === id && settle(true);
      const settle = (isHeard: boolean) => {
        this.off('ping', hear);
        resolve(isHeard);
      };
      this.on('ping', hear);
      signal.addEventListener('abort', () => settle(false), { once: true });
    });
    await client.query('select pg_notify($1, $2)', ['drawdown', `ping ${id}`]);
    return echo;
  }

  #hear(payload: string): void {
    const [place = '', topic = ''] = payload.split(' ');
    if (place === 'ping') this.emit('ping', topic);
    else this.emit('heard', payload);
  }
}
