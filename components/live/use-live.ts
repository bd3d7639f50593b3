'use client';

import { useEffect, useRef, useState } from 'react';

export type LiveTopic =
  'wallets' | 'customers' | 'debits' | 'products' | 'orders' | 'payments' | 'usage' | 'billing' | 'settings';

/** `opening`: for the first time; `reconnecting`: after a drop; `polling`: there is no stream to be had, so it looks every few seconds. */
export type LiveState = 'opening' | 'live' | 'reconnecting' | 'polling';

const pollMilliseconds = 10_000;
/** Changes that come in a burst are one look. */
const gatherMilliseconds = 150;
/** Programs report usage many times a second: that is a look each second, and not one for every event. */
const usageGatherMilliseconds = 1_000;

/**
 * Calls `onChange` when one of the topics changes in the business, and whenever a change may have been missed:
 * after a drop, and when a hidden page is shown again. Where the server has no stream it calls it every ten seconds.
 */
export function useLive(
  businessId: string | null,
  topics: readonly LiveTopic[],
  onChange: () => void,
): LiveState {
  const [state, setState] = useState<LiveState>('opening');
  const latest = useRef(onChange);
  const wanted = topics.join(' ');

  useEffect(() => {
    latest.current = onChange;
  }, [onChange]);

  useEffect(() => {
    if (businessId === null) return;
    const gathering = new Map<number, ReturnType<typeof setTimeout>>();
    let polling: ReturnType<typeof setInterval> | undefined;
    let hasConnected = false;
    const look = (milliseconds = gatherMilliseconds): void => {
      if (gathering.has(milliseconds)) return;
      const timer = setTimeout(() => {
        gathering.delete(milliseconds);
        latest.current();
      }, milliseconds);
      gathering.set(milliseconds, timer);
    };
    const source = new EventSource(`/api/live?business_id=${encodeURIComponent(businessId)}`);
    source.addEventListener('resync', () => {
      clearInterval(polling);
      polling = undefined;
      setState('live');
      // The page was rendered a moment ago; only a later resync can have missed something.
      if (hasConnected) look();
      hasConnected = true;
    });
    source.addEventListener('offline', () => setState('reconnecting'));
    source.addEventListener('change', (event: MessageEvent<string>) => {
      const { topic } = JSON.parse(event.data) as { topic: string };
      if (!wanted.split(' ').includes(topic)) return;
      look(topic === 'usage' ? usageGatherMilliseconds : gatherMilliseconds);
    });
    source.addEventListener('error', () => {
      hasConnected = true;
      // Closed for good: the server answered with something other than a stream.
      const isOver = source.readyState === EventSource.CLOSED;
      setState(isOver ? 'polling' : 'reconnecting');
      if (isOver) polling ??= setInterval(() => look(), pollMilliseconds);
    });
    const onShow = (): void => {
      if (document.visibilityState === 'visible') look();
    };
    document.addEventListener('visibilitychange', onShow);
    return () => {
      source.close();
      gathering.forEach((timer) => clearTimeout(timer));
      clearInterval(polling);
      document.removeEventListener('visibilitychange', onShow);
    };
  }, [businessId, wanted]);

  return state;
}
