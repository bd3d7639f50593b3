import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import type { Identity } from '@/lib/auth/identity';
import { Problem } from '@/lib/errors/problem';
import { Hearing } from './hearing';
import type { Listener } from './listener';
import { callerKey, watchAs, type Grant, type Place } from './watch';

export interface Timings {
  /** How long a watch lasts, in seconds. What is heard of a place is kept as long after its last viewer left. */
  readonly watchSeconds: number;
  /** At the latest after so long a viewer's right to watch is asked for again. */
  readonly renewMilliseconds: number;
  readonly heartbeatMilliseconds: number;
}

/** What the places of one process share. */
export interface Surroundings {
  readonly listener: Listener;
  readonly watcherId: string;
  readonly timings: Timings;
  /** Nobody looks at the place any more, and what was heard of it is forgotten. */
  drop(key: string): void;
}

/** Someone who looks at a place. */
export interface Viewer {
  readonly identity: Identity;
  /** There may be news. */
  nudge(): void;
  /** They may not watch any more. */
  close(): void;
}

/** The viewers of one person or key: one renewal is for all of them. */
interface Watch {
  readonly viewers: Set<Viewer>;
  timer: NodeJS.Timeout | undefined;
}

/** For this long a place that begins to be watched waits for transactions under way, before viewers look for the first time. */
const settleMilliseconds = 250;
const retryMilliseconds = 1_000;

/** A place that is watched: what was heard of it, who looks at it, and their right to. */
export class Channel {
  readonly hearing = new Hearing();
  readonly #place: Place;
  readonly #key: string;
  readonly #hub: Surroundings;
  readonly #watches = new Map<string, Watch>();
  #until = 0;
  #isToNudge = false;
  #lapse: NodeJS.Timeout | undefined;
  /** Names the beginning that is under way, or was the last: an older one that wakes up does nothing. */
  #beginning: symbol | undefined;

  constructor({ key, place }: Grant, hub: Surroundings) {
    this.#key = key;
    this.#place = place;
    this.#hub = hub;
  }

  /** @returns what makes the viewer leave */
  add(viewer: Viewer): () => void {
    const caller = callerKey(viewer.identity);
    const watch = this.#watches.get(caller) ?? { viewers: new Set(), timer: undefined };
    watch.viewers.add(viewer);
    this.#watches.set(caller, watch);
    if (watch.timer === undefined) this.#renewLater(watch);
    return () => {
      watch.viewers.delete(viewer);
      if (watch.viewers.size > 0) return;
      clearTimeout(watch.timer);
      if (this.#watches.get(caller) === watch) this.#watches.delete(caller);
    };
  }

  hear(topic: string): void {
    this.hearing.hear(topic);
    if (this.#isToNudge) return;
    // What one commit changed is heard in one go, and told as one.
    this.#isToNudge = true;
    queueMicrotask(() => {
      this.#isToNudge = false;
      this.#nudge();
    });
  }

  /** Takes in a watch that was granted. Whatever broke the watch before it makes everybody look again. */
  confirm({ renewed, until }: Grant): void {
    const goesOn = renewed && performance.now() < this.#until && this.#beginning !== undefined;
    this.#until = Math.max(this.#until, until);
    clearTimeout(this.#lapse);
    this.#lapse = setTimeout(() => this.end(), this.#until - performance.now());
    this.#lapse.unref();
    if (!goesOn) void this.#begin();
  }

  /** Closes the stream of every viewer. */
  dismiss(): void {
    for (const { viewers } of [...this.#watches.values()]) for (const viewer of [...viewers]) viewer.close();
  }

  /** Something may be missed from now on: the watch lapsed, or the connection that listens is lost. */
  end(): void {
    clearTimeout(this.#lapse);
    this.#beginning = undefined;
    this.#until = 0;
    this.hearing.end();
    this.#nudge();
    if (this.#watches.size === 0) this.#hub.drop(this.#key);
  }

  /** Every viewer's right to watch is asked for again, now. */
  renewAll(): void {
    for (const watch of this.#watches.values()) void this.#renew(watch);
  }

  /**
   * Transactions that are under way may have looked for watchers before this watch, and commit unheard. So viewers
   * are told to look once those have ended; where one takes long, they look at once and again after it.
   */
  async #begin(): Promise<void> {
    const beginning = Symbol('beginning');
    this.#beginning = beginning;
    this.hearing.end({ isAboutToBegin: true });
    const { listener } = this.#hub;
    const deadline = performance.now() + settleMilliseconds;
    try {
      let underWay = await listener.underWay();
      if (this.#beginning !== beginning) return;
      for (let pause = 10; ; pause = Math.min(2 * pause, retryMilliseconds)) {
        if (underWay.size === 0 || (performance.now() > deadline && !this.hearing.isHeard)) this.#start();
        if (underWay.size === 0) return;
        await wait(pause, undefined, { ref: false });
        const now = await listener.underWay();
        if (this.#beginning !== beginning) return;
        const left = new Set([...underWay].filter((id) => now.has(id)));
        if (left.size > 0 && left.size < underWay.size && this.hearing.isHeard) this.#start();
        underWay = left;
      }
    } catch {
      // The connection was lost on the way, most likely. The next watch that is granted begins anew.
      if (this.#beginning === beginning) this.#beginning = undefined;
    }
  }

  #start(): void {
    this.hearing.begin();
    this.#nudge();
  }

  #renewLater(watch: Watch, milliseconds = this.#hub.timings.renewMilliseconds): void {
    clearTimeout(watch.timer);
    // Not all at the same moment, also where they all came back at the same moment.
    watch.timer = setTimeout(() => void this.#renew(watch), milliseconds * (0.8 + 0.2 * Math.random()));
    watch.timer.unref();
  }

  async #renew(watch: Watch): Promise<void> {
    const [viewer] = watch.viewers;
    if (viewer === undefined) return;
    const { listener, watcherId, timings } = this.#hub;
    const asked = listener.connection;
    try {
      const grant = await watchAs(viewer.identity, this.#place, {
        watcherId,
        seconds: timings.watchSeconds,
      });
      // Who was a member and is only a customer now is let in, but somewhere else.
      if (grant.key !== this.#key) return closeAll(watch);
      if (asked !== undefined && asked === listener.connection) this.confirm(grant);
    } catch (failure) {
      // An outage passes; a caller who is no longer let in does not.
      if (failure instanceof Problem && failure.status < 500) return closeAll(watch);
    }
    if (watch.viewers.size > 0) {
      this.#renewLater(watch, this.#beginning === undefined ? retryMilliseconds : undefined);
    }
  }

  #nudge(): void {
    for (const { viewers } of this.#watches.values()) for (const viewer of viewers) viewer.nudge();
  }
}

function closeAll({ viewers }: Watch): void {
  for (const viewer of viewers) viewer.close();
}
