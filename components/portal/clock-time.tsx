'use client';

import { useSyncExternalStore } from 'react';
import { utcMoment } from '@/lib/ui/utc';

const subscribeToNothing = () => () => undefined;

const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit' };
const dateAndTime: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', ...time };

/**
 * A moment to the second: the time alone where it was today. UTC from the server, the reader's own zone once the
 * page lives.
 */
export function ClockTime({ value }: { value: string }) {
  const lives = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  const moment = new Date(value);
  let text = `${utcMoment(value)}:${moment.toISOString().slice(17, 19)} UTC`;
  if (lives) {
    const isToday = new Date().toDateString() === moment.toDateString();
    text = new Intl.DateTimeFormat('en-GB', isToday ? time : dateAndTime).format(moment);
  }
  return (
    <time dateTime={value} className="tabular">
      {text}
    </time>
  );
}
