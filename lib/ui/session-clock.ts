/**
 * What a running session comes to at a moment between two answers of the server, by the server's own rule: whole
 * credits, one each time a credit's worth of time has passed, never more than were there. Credits are counted in
 * millionths and time in microseconds, both as BigInt, as Postgres keeps them.
 */

/** What a session is worked out from: the parts of an answer about it. */
export interface TickingSession {
  started_at: string;
  credits_per_minute: string;
  credits_used: string;
  /** Null where its credits never run out. */
  runs_out_at: string | null;
}

/** An answer that was right at `as_of`. */
export interface SessionMoment {
  as_of: string;
  /** A sandbox whose time moves only when someone moves it. */
  clock_stands_still: boolean;
  /** What the customer has; null where the answer does not say it, as in a list of sessions. */
  credits: string | null;
  /** What of them is on hold, and not burned; nothing, where the answer does not say it. */
  credits_held?: string;
  session: TickingSession;
}

export interface SessionFigures {
  /** What is left; null where the answer did not say it. */
  credits: string | null;
  creditsUsed: string;
  elapsedSeconds: number;
  /** Until the credits run out; null where they never do. */
  secondsLeft: number | null;
  /** The credits have run out: the session is over, though no answer has said it yet. */
  hasRunOut: boolean;
}

/** In microseconds. */
const second = 1_000_000n;
const minute = 60n * second;
/** Of a credit. */
const millionths = 1_000_000n;

/** A moment in microseconds since 1970. A `Date` alone would cut it at the millisecond. */
export function microsecondsOf(time: string): bigint {
  const [, fraction = ''] = /\.(\d+)/.exec(time) ?? [];
  const wholeSeconds = Date.parse(time.replace(/\.\d+/, ''));
  return BigInt(wholeSeconds) * 1000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
}

function millionthsOf(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const value = BigInt(whole) * millionths + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  return amount.startsWith('-') ? -value : value;
}

function amountOf(value: bigint): string {
  const size = value < 0n ? -value : value;
  const fraction = (size % millionths).toString().padStart(6, '0').replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${size / millionths}${fraction === '' ? '' : `.${fraction}`}`;
}

function presentOf(moment: SessionMoment, milliseconds: number): bigint {
  const passed = moment.clock_stands_still ? 0n : BigInt(Math.max(0, Math.round(milliseconds * 1000)));
  return microsecondsOf(moment.as_of) + passed;
}

/** Whole credits that so many microseconds burn. */
function creditsAfter(elapsed: bigint, { credits_per_minute }: TickingSession): bigint {
  return (elapsed * millionthsOf(credits_per_minute)) / (minute * millionths);
}

/** What the session comes to so many milliseconds after the answer was right. */
export function figuresAfter(moment: SessionMoment, milliseconds: number): SessionFigures {
  const { session } = moment;
  const end = session.runs_out_at === null ? null : microsecondsOf(session.runs_out_at);
  const present = presentOf(moment, milliseconds);
  const hasRunOut = end !== null && present >= end;
  const elapsed = (hasRunOut ? end : present) - microsecondsOf(session.started_at);

  const told = millionthsOf(session.credits_used);
  const burned = creditsAfter(elapsed, session) * millionths;
  // Whatever the rounding, what an answer has told as used stays used.
  let used = burned > told ? burned : told;
  let left: bigint | null = null;
  if (moment.credits !== null) {
    const total = millionthsOf(moment.credits) + told;
    const free = total - millionthsOf(moment.credits_held ?? '0');
    const wholeOfTotal = free < told ? told : free - (free % millionths);
    if (hasRunOut || used > wholeOfTotal) used = wholeOfTotal;
    left = total - used;
  }
  return {
    credits: left === null ? null : amountOf(left),
    creditsUsed: amountOf(used),
    elapsedSeconds: Number(elapsed / second),
    // Rounded up, so that it says 0 once it is over and not a second before.
    secondsLeft: end === null ? null : hasRunOut ? 0 : Number((end - present + second - 1n) / second),
    hasRunOut,
  };
}

/** How many milliseconds after that the figures change next; null where they never do again. */
export function nextChangeAfter(moment: SessionMoment, milliseconds: number): number | null {
  const { session } = moment;
  if (moment.clock_stands_still) return null;
  const present = presentOf(moment, milliseconds);
  const end = session.runs_out_at === null ? null : microsecondsOf(session.runs_out_at);
  if (end !== null && present >= end) return null;
  const elapsed = present - microsecondsOf(session.started_at);
  const waits = [second - (elapsed % second)];
  const rate = millionthsOf(session.credits_per_minute);
  if (rate > 0n) {
    const nextCredit = (creditsAfter(elapsed, session) + 1n) * minute * millionths;
    waits.push((nextCredit + rate - 1n) / rate - elapsed);
  }
  if (end !== null) {
    waits.push((end - present) % second || second);
  }
  return Math.ceil(Number(waits.reduce((soonest, wait) => (wait < soonest ? wait : soonest))) / 1000);
}

/** How long credits last at a rate, but for those on hold, in whole seconds; null where nothing is burned. */
export function secondsOf(credits: string, creditsPerMinute: string, held = '0'): number | null {
  const rate = millionthsOf(creditsPerMinute);
  if (rate <= 0n) return null;
  const whole = (millionthsOf(credits) - millionthsOf(held)) / millionths;
  return whole <= 0n ? 0 : Number((whole * millionths * 60n) / rate);
}
