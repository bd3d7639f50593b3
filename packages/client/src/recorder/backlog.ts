import type { BufferedUsage } from './options';

/** Events that travel together. */
export interface Batch {
  /** The number of its first event, counted from 0 in the order of arrival. */
  readonly first: number;
  readonly events: BufferedUsage[];
  /** Times that it failed. */
  failures: number;
}

/** Everything that was accepted and is not settled: waiting to be cut into batches, in flight, or to be sent again. */
export class Backlog {
  accepted = 0;
  settled = 0;
  readonly inFlight = new Set<Batch>();
  readonly #queue: BufferedUsage[] = [];
  readonly #returned: Batch[] = [];

  get pending(): number {
    return this.accepted - this.settled;
  }

  get queued(): number {
    return this.#queue.length;
  }

  /** The number of the first event that waits to be cut. */
  get head(): number {
    return this.accepted - this.#queue.length;
  }

  /** Every event before this number is settled. */
  get oldest(): number {
    let oldest = this.head;
    for (const batch of this.inFlight) oldest = Math.min(oldest, batch.first);
    for (const batch of this.#returned) oldest = Math.min(oldest, batch.first);
    return oldest;
  }

  push(event: BufferedUsage): void {
    this.#queue.push(event);
    this.accepted += 1;
  }

  /** The next events of the queue as a batch. */
  cut(size: number): Batch | undefined {
    const { head } = this;
    const events = this.#queue.splice(0, size);
    return events.length === 0 ? undefined : batchOf(head, events);
  }

  /** A batch to be sent again, behind the others of its kind. */
  giveBack(batch: Batch): void {
    this.#returned.push(batch);
  }

  takeBack(): Batch | undefined {
    return this.#returned.shift();
  }

  /** Two halves in place of a batch. */
  split({ first, events }: Batch): void {
    const middle = Math.ceil(events.length / 2);
    this.#returned.unshift(
      batchOf(first, events.slice(0, middle)),
      batchOf(first + middle, events.slice(middle)),
    );
  }

  /** All that is not settled, in the order of arrival. */
  rest(): BufferedUsage[] {
    return [...this.inFlight, ...this.#returned, batchOf(this.head, this.#queue)]
      .sort((one, other) => one.first - other.first)
      .flatMap(({ events }) => events);
  }
}

function batchOf(first: number, events: BufferedUsage[]): Batch {
  return { first, events, failures: 0 };
}
