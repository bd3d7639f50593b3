import type { RecorderTimers } from '@/packages/client/src';

export interface TestTimers extends RecorderTimers {
  /** Moves the time on and runs what falls due on the way, in its order. */
  advance(milliseconds: number): void;
  /** Until the next timer, whenever that is. Returns how far that was. */
  advanceToNext(): number;
}

/** A clock that stands still until it is told. */
export function testTimers(start = Date.parse('2026-11-21T09:00:00Z')): TestTimers {
  let now = start;
  let last = 0;
  const timers = new Map<number, { at: number; work: () => void }>();
  const advance = (milliseconds: number) => {
    const end = now + milliseconds;
    for (;;) {
      const due = [...timers]
        .filter(([, { at }]) => at <= end)
        .sort(([, one], [, other]) => one.at - other.at)[0];
      if (due === undefined) break;
      timers.delete(due[0]);
      now = due[1].at;
      due[1].work();
    }
    now = end;
  };
  return {
    now: () => now,
    set(work, delayMs) {
      timers.set((last += 1), { at: now + delayMs, work });
      return last;
    },
    clear: (timer) => void (typeof timer === 'number' && timers.delete(timer)),
    advance,
    advanceToNext() {
      const next = Math.min(...[...timers.values()].map(({ at }) => at));
      if (!Number.isFinite(next)) throw new Error('nothing waits');
      const distance = next - now;
      advance(distance);
      return distance;
    },
  };
}
