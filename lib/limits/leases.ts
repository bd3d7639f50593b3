/** So many requests in a window of so many seconds. */
export interface Policy {
  /** As the headers name it. */
  readonly name: 'key' | 'user' | 'address' | 'sign_up';
  readonly quota: number;
  readonly seconds: number;
}

/** What the database handed out. */
export interface Permits {
  /** Null: there is nobody to count for, such as a key that does not exist. */
  readonly granted: number | null;
  /** What is left for all processes together. */
  readonly remaining: number;
  /** Until the window ends. */
  readonly resetMilliseconds: number;
  /** Who it is, where the database found out. */
  readonly actor?: string | undefined;
  readonly businessId?: string | undefined;
}

/** Asks for permits. */
export type Source = (wanted: number) => Promise<Permits>;

export interface Verdict {
  readonly outcome: 'allowed' | 'refused' | 'unknown';
  readonly policy: Policy;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly actor: string | undefined;
  readonly businessId: string | undefined;
}

/** How much of a quota a process asks for at first, and at the most. */
const firstShare = 1 / 1000;
const largestShare = 1 / 50;
/** For so long a bucket of nobody is not asked for again. */
const unknownMilliseconds = 5_000;
const mostLeases = 50_000;

interface Lease {
  permits: number;
  remaining: number;
  /** By the clock of this process, and no later than the window of the database. */
  endsAt: number;
  isSpent: boolean;
  unknownUntil: number;
  batch: number;
  pending: Promise<void> | undefined;
  actor: string | undefined;
  businessId: string | undefined;
}

/**
 * What this process may still let through. It takes permits from the database a few at a time, more while they are used
 * up quickly, and before the last is gone: so most requests wait for nobody. A permit that is not used by the end of
 * its window is gone, hence all processes together never let through more than the quota of a window.
 */
export class Leases {
  readonly #leases = new Map<string, Lease>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @throws whatever the source throws, where the request has to wait for it */
  async take(bucket: string, policy: Policy, source: Source): Promise<Verdict> {
    const lease = this.#leaseOf(bucket, policy);
    for (;;) {
      const now = this.#now();
      if (now < lease.unknownUntil) return verdictOf('unknown', lease, policy, now);
      if (now < lease.endsAt) {
        if (lease.permits > 0) {
          lease.permits -= 1;
          if (lease.permits < lease.batch / 4 && !lease.isSpent) {
            // Whoever waits for the answer is told what went wrong; here nobody does.
            this.#refill(lease, policy, source).catch(() => undefined);
          }
          return verdictOf('allowed', lease, policy, now);
        }
        if (lease.isSpent) return verdictOf('refused', lease, policy, now);
      }
      await this.#refill(lease, policy, source);
    }
  }

  #leaseOf(bucket: string, policy: Policy): Lease {
    const known = this.#leases.get(bucket);
    if (known !== undefined) return known;
    if (this.#leases.size >= mostLeases) this.#sweep();
    const made: Lease = {
      permits: 0,
      remaining: policy.quota,
      endsAt: 0,
      isSpent: false,
      unknownUntil: 0,
      batch: firstBatch(policy),
      pending: undefined,
      actor: undefined,
      businessId: undefined,
    };
    this.#leases.set(bucket, made);
    return made;
  }

  #sweep(): void {
    const now = this.#now();
    for (const [bucket, { endsAt, unknownUntil, pending }] of this.#leases) {
      if (endsAt < now && unknownUntil < now && pending === undefined) this.#leases.delete(bucket);
    }
    // All in use: what is forgotten costs a question more, and the permits it had.
    if (this.#leases.size >= mostLeases) this.#leases.clear();
  }

  /** Once for all who wait. */
  #refill(lease: Lease, policy: Policy, source: Source): Promise<void> {
    lease.pending ??= this.#ask(lease, policy, source).finally(() => (lease.pending = undefined));
    return lease.pending;
  }

  async #ask(lease: Lease, policy: Policy, source: Source): Promise<void> {
    const askedAt = this.#now();
    const { granted, remaining, resetMilliseconds, actor, businessId } = await source(lease.batch);
    if (granted === null) {
      lease.unknownUntil = askedAt + unknownMilliseconds;
      return;
    }
    // The database answered later than it was asked, so its window ends no earlier than this.
    const endsAt = askedAt + resetMilliseconds;
    const isSameWindow = endsAt - lease.endsAt < (policy.seconds * 1000) / 2;
    lease.permits = (isSameWindow ? lease.permits : 0) + granted;
    lease.endsAt = isSameWindow ? Math.max(lease.endsAt, endsAt) : endsAt;
    lease.remaining = remaining;
    lease.isSpent = granted < lease.batch && remaining === 0;
    lease.batch = isSameWindow
      ? Math.min(lease.batch * 2, Math.max(1, Math.floor(policy.quota * largestShare)))
      : Math.max(firstBatch(policy), Math.floor(lease.batch / 2));
    lease.actor = actor;
    lease.businessId = businessId;
  }
}

function firstBatch({ quota }: Policy): number {
  return Math.max(1, Math.floor(quota * firstShare));
}

function verdictOf(outcome: Verdict['outcome'], lease: Lease, policy: Policy, now: number): Verdict {
  const { actor, businessId } = lease;
  return {
    outcome,
    policy,
    remaining: outcome === 'allowed' ? lease.remaining + lease.permits : 0,
    resetSeconds: Math.max(1, Math.ceil((lease.endsAt - now) / 1000)),
    actor,
    businessId,
  };
}

/** What this process counted by itself. */
const counted = new Map<string, { endsAt: number; used: number }>();

/** Counts in this process alone, where the database cannot tell the app from anybody. */
export function localSource(bucket: string, { quota, seconds }: Policy): Source {
  return (wanted) => {
    const now = performance.now();
    const endsAt = (Math.floor(now / (seconds * 1000)) + 1) * seconds * 1000;
    const before = counted.get(bucket);
    const taken = before?.endsAt === endsAt ? before.used : 0;
    const granted = Math.max(0, Math.min(wanted, quota - taken));
    if (counted.size >= mostLeases) counted.clear();
    counted.set(bucket, { endsAt, used: taken + granted });
    return Promise.resolve({
      granted,
      remaining: quota - taken - granted,
      resetMilliseconds: endsAt - now,
    });
  };
}
