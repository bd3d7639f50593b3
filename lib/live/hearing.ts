import 'server-only';

/** An event of the stream. `resync`: changes may have been missed; `resumed`: only those that follow were. */
export interface LiveEvent {
  readonly type: 'resync' | 'resumed' | 'change' | 'offline';
  /** What a viewer who comes back sends, to be told what came after it. */
  readonly id: string | null;
  readonly topic?: string;
}

/** How far a viewer has been told. */
export interface Told {
  readonly hearing: string | null;
  readonly position: number;
  /** Whether the last that was said is what is so: that it is heard, or that it is not. */
  readonly said: 'nothing' | 'heard' | 'offline';
}

export const toldNothing: Told = { hearing: null, position: 0, said: 'nothing' };

/** Where a viewer was when the stream broke off, from the id of the last event that reached them. */
export function toldUntil(lastEventId: string | null): Told {
  const [, hearing, position] = /^([0-9a-f-]{36})\.(\d{1,15})$/.exec(lastEventId ?? '') ?? [];
  return hearing === undefined ? toldNothing : { ...toldNothing, hearing, position: Number(position) };
}

/**
 * What was heard of one place, without a gap since it began. Each viewer is told what is new to them when they can
 * take it: of a topic that changed often since, that it changed. So a viewer who reads slowly, or was away, costs
 * no memory, and nothing runs over.
 */
export class Hearing {
  #id: string | null = null;
  #isAboutToBegin = false;
  #position = 0;
  readonly #changes = new Map<string, number>();

  get isHeard(): boolean {
    return this.#id !== null;
  }

  /** From now on nothing is missed. Something may have been until now: whoever was told before looks again. */
  begin(): void {
    this.#id = crypto.randomUUID();
    this.#position = 0;
    this.#changes.clear();
  }

  /** From now on something may be missed; for a moment only, where it is about to begin. */
  end({ isAboutToBegin = false } = {}): void {
    this.#id = null;
    this.#isAboutToBegin = isAboutToBegin;
  }

  /** A change. One that comes before the beginning is seen by the look that follows the beginning. */
  hear(topic: string): void {
    if (this.#id === null) return;
    this.#position += 1;
    this.#changes.set(topic, this.#position);
  }

  /** What a viewer does not know yet, in the order it happened, and what they know after it. */
  newsFor(told: Told): { events: readonly LiveEvent[]; told: Told } {
    const id = this.#id;
    if (id === null) {
      const isNews = told.said !== 'offline' && told.hearing !== null && !this.#isAboutToBegin;
      return isNews
        ? { events: [{ type: 'offline', id: null }], told: { ...told, said: 'offline' } }
        : { events: [], told };
    }
    const now: Told = { hearing: id, position: this.#position, said: 'heard' };
    if (told.hearing !== id || told.position > this.#position) {
      return { events: [{ type: 'resync', id: `${id}.${this.#position}` }], told: now };
    }
    const changes = [...this.#changes]
      .filter(([, position]) => position > told.position)
      .sort(([, one], [, other]) => one - other)
      .map(([topic, position]): LiveEvent => ({ type: 'change', id: `${id}.${position}`, topic }));
    const resumed: LiveEvent[] =
      told.said === 'heard' ? [] : [{ type: 'resumed', id: `${id}.${told.position}` }];
    return { events: [...resumed, ...changes], told: now };
  }
}
