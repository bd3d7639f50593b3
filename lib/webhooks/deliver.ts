import { send, type Attempt, type Claim, type SendOptions } from './send';

/**
 * Delivers what is due. Any number of processes may do so at once, and each may be killed at any point: what it had
 * claimed is claimed again by another when its lease has run out, and arrives once more rather than not at all.
 */

/** Where deliveries are claimed, and where it is said what came of them. */
export interface DeliveryStore {
  claim(room: number): Promise<readonly Claim[]>;
  /** Answers with what has become of the delivery; null where it is there no more. */
  settle(claim: Claim, attempt: Attempt): Promise<string | null>;
}

export interface DeliverOptions extends SendOptions {
  readonly store: DeliveryStore;
  /** Sent at the same time. */
  readonly concurrency?: number;
  /** How long what is under way is waited for before it is looked what has become due meanwhile. */
  readonly lookAgainMilliseconds?: number;
  /** Asked before more is claimed. */
  readonly isOver?: () => boolean;
}

/** How many attempts came to what: delivered, retrying, abandoned. */
export type Outcomes = Record<string, number>;

/** Delivers until nothing is due, or `isOver`; what was claimed is always sent. */
export async function deliverDue(options: DeliverOptions): Promise<Outcomes> {
  const { store, concurrency = 100, lookAgainMilliseconds = 1_000, isOver = () => false } = options;
  const outcomes: Outcomes = {};
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let settled = 0;

  async function deliver(claim: Claim): Promise<void> {
    const outcome = (await store.settle(claim, await send(claim, options))) ?? 'gone';
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }

  while (!isOver() && failures.length === 0) {
    const room = concurrency - underWay.size;
    const settledBefore = settled;
    const claims = room > 0 ? await claimed(store, room, failures) : [];
    for (const claim of claims) {
      const delivery = deliver(claim)
        .catch((failure: unknown) => void failures.push(failure))
        .finally(() => {
          underWay.delete(delivery);
          settled += 1;
        });
      underWay.add(delivery);
    }
    // What has been settled may let the next event of its customer go, also while this claimed.
    if ((claims.length > 0 && underWay.size < concurrency) || settled > settledBefore) continue;
    if (underWay.size === 0) break;
    // A receiver that is slow to answer keeps only its own events waiting.
    await anyOf(underWay, lookAgainMilliseconds);
  }
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
  return outcomes;
}

async function anyOf(promises: Iterable<Promise<void>>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const later = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([...promises, later]);
  clearTimeout(timer);
}

/** A store that does not answer ends the round; what is under way is still sent and settled. */
async function claimed(store: DeliveryStore, room: number, failures: unknown[]): Promise<readonly Claim[]> {
  try {
    return await store.claim(room);
  } catch (failure) {
    failures.push(failure);
    return [];
  }
}
