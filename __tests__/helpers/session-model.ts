/**
 * The rules of sessions once more, as plainly as they can be said: whole numbers, no database. Moments are microseconds,
 * credits and rates millionths.
 */

export type EndReason = 'stopped' | 'ran_out' | 'ended_by_business' | 'customer_archived';

export interface ModelSession {
  customer: number;
  rate: bigint;
  startedAt: bigint;
  /** What the wallet held when it began, and all that came and went since, but for what it burned. */
  funds: bigint;
  ended: { at: bigint; reason: EndReason; used: bigint } | null;
}

export interface ModelCustomer {
  /** Without what the running session has burned. */
  credits: bigint;
  archived: boolean;
  running: ModelSession | null;
}

const million = 1_000_000n;
/** So far away is never. */
const hundredYears = 3_155_760_000n * million;
const wholeOf = (credits: bigint) => (credits < 0n ? 0n : credits / million);

export class SessionModel {
  now: bigint;
  readonly sessions: ModelSession[] = [];
  readonly customers: ModelCustomer[];

  constructor(count: number, now: bigint) {
    this.now = now;
    this.customers = Array.from({ length: count }, () => ({ credits: 0n, archived: false, running: null }));
  }

  at(index: number): ModelCustomer {
    const found = this.customers[index];
    if (found === undefined) throw new Error(`there is no customer ${index}`);
    return found;
  }

  /** Whole credits that are burned by a moment, as if there were no end of them. */
  private burned({ rate, startedAt }: ModelSession, by: bigint): bigint {
    return ((by - startedAt) * rate) / (60n * million * million);
  }

  /** The first microsecond at which not one whole credit is left; null for never. */
  runsOutAt(session: ModelSession): bigint | null {
    if (session.rate === 0n) return null;
    const needed = wholeOf(session.funds) * million * million * 60n;
    const lasts = (needed + session.rate - 1n) / session.rate;
    return lasts < hundredYears ? session.startedAt + lasts : null;
  }

  usedBy(session: ModelSession): bigint {
    return session.ended?.used ?? this.burned(session, this.now);
  }

  /** What a customer truly has. */
  credits(index: number): bigint {
    const { credits, running } = this.at(index);
    return credits - (running === null ? 0n : this.usedBy(running) * million);
  }

  moveTo(now: bigint): void {
    this.now = now;
    for (const [index, { running }] of this.customers.entries()) {
      const end = running === null ? null : this.runsOutAt(running);
      if (end !== null && end <= now) this.end(index, 'ran_out', end);
    }
  }

  start(
    index: number,
    rate: bigint,
  ): 'started' | 'session_already_active' | 'insufficient_credits' | 'customer_archived' {
    const customer = this.at(index);
    if (customer.archived) return 'customer_archived';
    if (customer.running !== null) return 'session_already_active';
    if (wholeOf(customer.credits) < 1n) return 'insufficient_credits';
    customer.running = { customer: index, rate, startedAt: this.now, funds: customer.credits, ended: null };
    this.sessions.push(customer.running);
    return 'started';
  }

  end(index: number, reason: EndReason, at: bigint): void {
    const customer = this.at(index);
    const { running } = customer;
    if (running === null) return;
    const used = this.burned(running, at);
    running.ended = { at, reason, used };
    customer.credits -= used * million;
    customer.running = null;
  }

  /** A movement that is no session; whether the wallet bears it. One that leaves less than a credit ends the session now. */
  move(index: number, amount: bigint): 'moved' | 'insufficient_funds' | 'customer_archived' {
    const customer = this.at(index);
    if (customer.archived) return 'customer_archived';
    if (amount < 0n && this.credits(index) + amount < 0n) return 'insufficient_funds';
    customer.credits += amount;
    if (customer.running !== null) {
      customer.running.funds += amount;
      if (wholeOf(this.credits(index)) < 1n) this.end(index, 'ran_out', this.now);
    }
    return 'moved';
  }

  archive(index: number, archived: boolean): void {
    if (archived) this.end(index, 'customer_archived', this.now);
    this.at(index).archived = archived;
  }
}
