'use client';

import { useSyncExternalStore } from 'react';

/** All times of a page tick together, twice a minute, and stand still in a hidden tab. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

const currentSecond = (): number => Math.floor(Date.now() / 1000) * 1000;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // What has just arrived is not to be told against the time of the tick before it.
  now = currentSecond();
  timer ??= setInterval(() => {
    if (document.hidden) return;
    now = currentSecond();
    for (const each of listeners) each();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

const clientNow = (): number => {
  if (now === 0 || timer === undefined) now = currentSecond();
  return now;
};
const serverNow = (): null => null;

const steps: readonly [limit: number, divisor: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [3600, 60, 'minute'],
  [86_400, 3600, 'hour'],
  [7 * 86_400, 86_400, 'day'],
];

/** `3 minutes ago`, `in 2 hours`; further than a week away, null. */
export function relativeTime(value: string, from: number): string | null {
  const seconds = Math.round((Date.parse(value) - from) / 1000);
  const distance = Math.abs(seconds);
  // The time that is asked from is cut off at its second: what happened within that second is not to come.
  if (distance < 45) return seconds > 1 ? 'in a moment' : 'just now';
  for (const [limit, divisor, unit] of steps) {
    if (distance < limit) {
      const count = Math.max(1, Math.round(distance / divisor));
      return new Intl.RelativeTimeFormat('en', { numeric: 'always' }).format(
        seconds < 0 ? -count : count,
        unit,
      );
    }
  }
  return null;
}

/** What the server writes: the same for everyone, so that the page never flickers between two zones of a reader. */
export function utcText(value: string): string {
  return `${new Date(value).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function localText(value: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(value));
}

const full: Intl.DateTimeFormatOptions = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
};
const toTheSecond: Intl.DateTimeFormatOptions = { ...full, second: '2-digit' };

export interface TimestampProps {
  value: string;
  /** `relative` near now and a date further away; `full` date and time; `second` also the second; `hour` names an hour of a day. */
  format?: 'relative' | 'full' | 'second' | 'hour' | 'date';
  className?: string;
}

/** A moment: UTC from the server, the reader's own zone once the page lives. Hovering shows the other. */
export function Timestamp({ value, format = 'relative', className }: TimestampProps) {
  const current = useSyncExternalStore<number | null>(subscribe, clientNow, serverNow);
  let text = utcText(value);
  if (current !== null) {
    if (format === 'hour')
      text = localText(value, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
    else if (format === 'date') text = localText(value, { day: 'numeric', month: 'short', year: 'numeric' });
    else if (format === 'full') text = localText(value, full);
    else if (format === 'second') text = localText(value, toTheSecond);
    else
      text =
        relativeTime(value, current) ?? localText(value, { day: 'numeric', month: 'short', year: 'numeric' });
  }
  const title = current === null ? undefined : `${localText(value, toTheSecond)} (${utcText(value)})`;
  return (
    <time dateTime={value} title={title} className={className}>
      {text}
    </time>
  );
}
