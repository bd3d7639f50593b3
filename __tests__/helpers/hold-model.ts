/**
 * The rules of holds once more, as plainly as they can be said: whole numbers, no database. Moments are microseconds,
 * amounts and rates millionths. A session burns whole credits and leaves what is held.
 */

export type HoldEnd = 'captured' | 'released' | 'expired';
export type WalletName = 'prepaid' | 'credits';

export interface ModelHold {
  wallet: WalletName;
  amount: bigint;
  captured: bigint;
  expiresAt: bigint;
  ended: { how: HoldEnd; at: bigint } | null;
}

interface Burn {
  rate: bigint;
  startedAt: bigint;
}

const million = 1_000_000n;
const wholeOf = (amount: bigint) => (amount < 0n ? 0n : (amount / million) * million);

export class HoldModel {
  readonly holds: ModelHold[] = [];
  readonly balances: Record<WalletName, bigint> = { prepaid: 0n, credits: 0n };
  session: Burn | null = null;

  constructor(public now: bigint) {}

  /** What is held of a wallet at a moment. */
  held(wallet: WalletName, at = this.now): bigint {
    return this.holds
      .filter((hold) => hold.wallet === wallet && hold.ended === null && hold.expiresAt > at)
      .reduce((sum, { amount, captured }) => sum + amount - captured, 0n);
  }

  private burned(at: bigint): bigint {
    if (this.session === null) return 0n;
    const { rate, startedAt } = this.session;
    return (((at - startedAt) * rate) / (60n * million * million)) * million;
  }

  /** What is in a wallet, without what the running session has burned. */
  balance(wallet: WalletName): bigint {
    return this.balances[wallet] - (wallet === 'credits' ? this.burned(this.now) : 0n);
  }

  available(wallet: WalletName): bigint {
    return this.balance(wallet) - this.held(wallet);
  }

  /** The first microsecond at which a session has burned all that is not held; null for never. */
  private runsOutAt(): bigint | null {
    if (this.session === null || this.session.rate === 0n) return null;
    const { rate, startedAt } = this.session;
    const ends = [...new Set(this.holds.map(({ expiresAt }) => expiresAt))].filter((end) => end > this.now);
    for (const [from, to] of windows([this.now, ...ends.sort((a, b) => (a < b ? -1 : 1))])) {
      const free = wholeOf(this.balances.credits - this.held('credits', from));
      // The first microsecond at which so many are burned.
      const needed = free * million * 60n;
      const burnt = startedAt + (needed + rate - 1n) / rate;
      const end = burnt > from ? burnt : from;
      if (to === null || end < to) return end;
    }
    return null;
  }

  /** Time passes; what ends on the way ends at its moment. */
  moveTo(now: bigint): void {
    const end = this.runsOutAt();
    if (end !== null && end <= now) this.stopAt(end);
    this.now = now;
    for (const hold of this.holds)
      if (hold.ended === null && hold.expiresAt <= now) hold.ended = { how: 'expired', at: hold.expiresAt };
  }

  private stopAt(at: bigint): void {
    this.balances.credits -= this.burned(at);
    this.session = null;
  }

  /** After a movement or a hold: with less than a credit free, the session is over. */
  private settle(): void {
    if (this.session !== null && this.available('credits') < million) this.stopAt(this.now);
  }

  start(rate: bigint): string {
    if (this.session !== null) return 'session_already_active';
    if (this.available('credits') < million) return 'insufficient_credits';
    this.session = { rate, startedAt: this.now };
    return 'done';
  }

  stop(): void {
    if (this.session !== null) this.stopAt(this.now);
  }

  /** Money or credits that come, or are spent. */
  move(wallet: WalletName, amount: bigint): string {
    if (amount < 0n && this.available(wallet) + amount < 0n) return 'insufficient_funds';
    this.balances[wallet] += amount;
    this.settle();
    return 'done';
  }

  hold(wallet: WalletName, amount: bigint, expiresAt: bigint): string {
    if (amount > this.available(wallet))
      return wallet === 'credits' ? 'insufficient_credits' : 'insufficient_funds';
    this.holds.push({ wallet, amount, captured: 0n, expiresAt, ended: null });
    this.settle();
    return 'done';
  }

  capture(hold: ModelHold, amount: bigint | null, keepsRest: boolean): string {
    if (hold.ended !== null) return 'hold_not_active';
    const left = hold.amount - hold.captured;
    const taken = amount ?? left;
    if (taken > left) return 'capture_exceeds_hold';
    hold.captured += taken;
    this.balances[hold.wallet] -= taken;
    if (!keepsRest || hold.captured === hold.amount) hold.ended = { how: 'captured', at: this.now };
    this.settle();
    return 'done';
  }

  release(hold: ModelHold): string {
    if (hold.ended?.how === 'captured') return 'hold_not_active';
    hold.ended ??= { how: 'released', at: this.now };
    return 'done';
  }
}

/** From each moment to the next; from the last one for ever. */
function windows(moments: readonly bigint[]): [bigint, bigint | null][] {
  return moments.map((from, index) => [from, moments[index + 1] ?? null]);
}
