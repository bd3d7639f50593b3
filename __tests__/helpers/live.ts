import { nobody, type Identity } from '@/lib/auth/identity';
import { LiveHub } from '@/lib/live/hub';
import { openLiveStream } from '@/lib/live/stream';
import type { TestDatabase } from './database';

/** An event of the stream as it arrives. */
export interface ReadEvent {
  type: string;
  id: string | null;
  topic: string | null;
}

const holder = globalThis as typeof globalThis & { drawdownLiveHub?: LiveHub };

/** What a server process of that database has in its environment. To be called before anything reads it. */
export function setEnvironment({ appUrl }: Pick<TestDatabase, 'appUrl'>): void {
  Object.assign(process.env, {
    SUPABASE_URL: 'http://127.0.0.1:9',
    SUPABASE_PUBLISHABLE_KEY: 'unused',
    DATABASE_URL: appUrl,
    APP_URL: 'http://localhost:3000',
    LOG_LEVEL: 'silent',
  });
}

/** The hub of this process, with other timings than the usual: nothing waits for the usual ones. */
export function openHub(
  connectionString: string,
  timings: ConstructorParameters<typeof LiveHub>[1] = {},
): LiveHub {
  const hub = new LiveHub(connectionString, { renewMilliseconds: 100, ...timings });
  holder.drawdownLiveHub = hub;
  return hub;
}

export async function closeHub(): Promise<void> {
  await holder.drawdownLiveHub?.close();
  delete holder.drawdownLiveHub;
}

export function holderOfKey(apiKey: string): Identity {
  return { ...nobody, requestId: crypto.randomUUID(), apiKey };
}

/** Opens the stream of a whole business, without a request around it. Nobody reads it yet. */
export async function openStream(
  identity: Identity,
  businessId: string,
  lastEventId: string | null = null,
): Promise<LiveReader> {
  const abort = new AbortController();
  const place = { businessId, customerId: null };
  return new LiveReader(await openLiveStream(identity, place, lastEventId, abort.signal), abort);
}

/** Reads a stream as a browser does: what has arrived, and the id of the last of it. */
export class LiveReader {
  readonly events: ReadEvent[] = [];
  /** Called with each event as it arrives. */
  onEvent: (event: ReadEvent) => void = () => undefined;
  hasEnded = false;
  beats = 0;
  #text = '';
  #wake: () => void = () => undefined;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #abort: AbortController;

  constructor(stream: ReadableStream<Uint8Array>, abort = new AbortController()) {
    this.#reader = stream.getReader();
    this.#abort = abort;
    const end = () => {
      this.hasEnded = true;
      this.#wake();
    };
    this.#reader.closed.then(end, end);
  }

  /** Reads on and on, until the stream ends. */
  follow(): this {
    const read = async (): Promise<void> => {
      while (await this.readOnce());
    };
    void read().catch(() => undefined);
    return this;
  }

  /** Takes one piece, as a slow reader does. Answers whether there may be more. */
  async readOnce(): Promise<boolean> {
    const { value, done } = await this.#reader.read();
    if (done) return false;
    this.#text += new TextDecoder().decode(value);
    const blocks = this.#text.split('\n\n');
    this.#text = blocks.pop() ?? '';
    this.beats += blocks.filter((block) => block.startsWith('event: ping')).length;
    for (const event of blocks.flatMap(parseEvent)) {
      this.events.push(event);
      this.onEvent(event);
    }
    this.#wake();
    return true;
  }

  get lastEventId(): string | null {
    return this.events.findLast(({ id }) => id !== null)?.id ?? null;
  }

  get types(): string[] {
    return this.events.map(({ type, topic }) => (topic === null ? type : `${type} ${topic}`));
  }

  /** Until an event of that type, or about that topic, came after so many others. */
  async sees(what: string, after = 0): Promise<void> {
    await this.#until(() => this.types.slice(after).includes(what), what);
  }

  async ends(): Promise<void> {
    await this.#until(() => this.hasEnded, 'the end of the stream');
  }

  leave(): void {
    this.#abort.abort();
    void this.#reader.cancel().catch(() => undefined);
  }

  async #until(check: () => boolean, what: string): Promise<void> {
    const deadline = setTimeout(() => this.#wake(), 20_000);
    const start = performance.now();
    try {
      while (!check()) {
        if (performance.now() - start > 19_900)
          throw new Error(`${what} did not come: ${this.types.join(', ')}`);
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      clearTimeout(deadline);
    }
  }
}

function parseEvent(block: string): ReadEvent[] {
  const fields = new Map(
    block.split('\n').map((line) => {
      const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
      return [name, value] as const;
    }),
  );
  const type = fields.get('event');
  if (type === undefined || type === 'ping') return [];
  const { topic } = JSON.parse(fields.get('data') ?? '{}') as { topic?: string };
  return [{ type, id: fields.get('id') ?? null, topic: topic ?? null }];
}
