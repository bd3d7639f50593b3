'use client';

import { useMemo, useSyncExternalStore } from 'react';
import {
  figuresAfter,
  microsecondsOf,
  nextChangeAfter,
  type SessionFigures,
  type SessionMoment,
} from './session-clock';

/**
 * The figures of running sessions move on here, with one timer for all that a page shows. Time is counted from the
 * arrival of the answer by a clock that only runs forward: the wall clock of a browser may be wrong.
 */

/** More often than this nothing is drawn, however fast the credits burn. */
const shortestWait = 100;

/**
 * How far the server's clock is before ours, in milliseconds, by each of the newest answers. An answer is on its way for
 * a while, so the one that was quickest is nearest to the truth; by each alone a counter would jump with the network.
 */
const leads = new Map<string, number>();
const leadsKept = 8;

const millisecondsOf = (time: string): number => Number(microsecondsOf(time)) / 1000;

function takeIn({ as_of, clock_stands_still }: SessionMoment, arrival: () => number): void {
  // A page that is come back to shows its old answer again: that one is not arriving.
  if (clock_stands_still || leads.has(as_of)) return;
  leads.set(as_of, millisecondsOf(as_of) - arrival());
  for (const [oldest] of leads) if (leads.size > leadsKept) leads.delete(oldest);
}

/** How long ago, by the server's clock, an answer was right. */
function millisecondsSince({ as_of }: SessionMoment): number {
  return performance.now() + Math.max(...leads.values()) - millisecondsOf(as_of);
}

/** When the page itself arrived; its scripts begin to run later, on a slow phone by seconds. */
function documentArrival(): number {
  const [document] = performance.getEntriesByType('navigation');
  const end = document instanceof PerformanceNavigationTiming ? document.responseEnd : 0;
  return end > 0 ? Math.min(end, performance.now()) : performance.now();
}

interface Clock {
  subscribe: (listener: () => void) => () => void;
  read: () => SessionFigures;
  /** As the server wrote it, also in the browser while it takes over the page. */
  readFirst: () => SessionFigures;
  /** Moves the figures on. */
  advance: () => void;
  /** The moment of their next change, by `performance.now()`. */
  due: number;
}

const clocks = new Map<Clock, Set<() => void>>();
let timer: ReturnType<typeof setTimeout> | undefined;

function arm(): void {
  clearTimeout(timer);
  let soonest = Infinity;
  for (const { due } of clocks.keys()) soonest = Math.min(soonest, due);
  // A hidden page waits until it is shown.
  if (soonest === Infinity || document.hidden) return;
  timer = setTimeout(tick, Math.max(shortestWait, soonest - performance.now()));
}

function tick(): void {
  const now = performance.now();
  for (const [clock, listeners] of clocks) {
    if (clock.due > now) continue;
    clock.advance();
    for (const listener of listeners) listener();
  }
  arm();
}

function follow(clock: Clock, listener: () => void): () => void {
  if (clocks.size === 0) document.addEventListener('visibilitychange', tick);
  const listeners = clocks.get(clock) ?? new Set();
  clocks.set(clock, listeners.add(listener));
  arm();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clocks.delete(clock);
    if (clocks.size === 0) document.removeEventListener('visibilitychange', tick);
    arm();
  };
}

function clockOf(moment: SessionMoment): Clock {
  const first = figuresAfter(moment, 0);
  let figures: SessionFigures | null = null;
  const clock: Clock = {
    due: Infinity,
    advance() {
      takeIn(moment, () => performance.now());
      const passed = moment.clock_stands_still ? 0 : millisecondsSince(moment);
      figures = figuresAfter(moment, passed);
      const wait = nextChangeAfter(moment, passed);
      clock.due = wait === null ? Infinity : performance.now() + wait;
    },
    subscribe: (listener) => follow(clock, listener),
    read() {
      if (figures === null) clock.advance();
      return figures ?? first;
    },
    readFirst() {
      if (typeof window !== 'undefined') takeIn(moment, documentArrival);
      return first;
    },
  };
  return clock;
}

const subscribeToNothing = () => () => undefined;
const readNothing = () => null;

/**
 * What a running session comes to this second; null where none runs. `moment` should be the same object for as long as
 * it is the same answer.
 */
export function useSessionClock(moment: SessionMoment): SessionFigures;
export function useSessionClock(moment: SessionMoment | null): SessionFigures | null;
export function useSessionClock(moment: SessionMoment | null): SessionFigures | null {
  const clock = useMemo(() => (moment === null ? null : clockOf(moment)), [moment]);
  return useSyncExternalStore<SessionFigures | null>(
    clock?.subscribe ?? subscribeToNothing,
    clock?.read ?? readNothing,
    clock?.readFirst ?? readNothing,
  );
}
