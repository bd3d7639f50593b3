'use client';

import { useEffect, useRef, useState } from 'react';
import { Gather } from './gather';
import { follow, type LivePlace, type LiveState } from './live-source';

export type { LivePlace, LiveState } from './live-source';

export type LiveTopic =
  | 'wallets'
  | 'customers'
  | 'debits'
  | 'products'
  | 'orders'
  | 'payments'
  | 'usage'
  | 'billing'
  | 'sessions'
  | 'audit'
  | 'webhooks'
  | 'settings';

/** The least time from one look to the next. */
const gatherMilliseconds = 150;
/** Programs report usage many times a second: that is a look each second, and not one for every event. */
const usageGatherMilliseconds = 1_000;

/**
 * Calls `onChange` when one of the topics changes in the place, and whenever a change may have been missed: when it
 * begins to follow, after a drop, and when a hidden page is shown again. Where the server has no stream it calls it
 * every ten seconds. Everything on a page that follows one place shares one stream.
 */
export function useLive(
  place: LivePlace | null,
  topics: readonly LiveTopic[],
  onChange: () => void,
): LiveState {
  const [state, setState] = useState<LiveState>('opening');
  const latest = useRef(onChange);
  const { businessId = null, customerId = null } = place ?? {};
  const wanted = topics.join(' ');

  useEffect(() => {
    latest.current = onChange;
  }, [onChange]);

  useEffect(() => {
    if (businessId === null) return;
    const look = () => latest.current();
    const soon = new Gather(gatherMilliseconds, look);
    const later = new Gather(usageGatherMilliseconds, look);
    const leave = follow(
      { businessId, customerId },
      {
        onState: setState,
        onMissed: () => soon.look(),
        onChange: (topic) => {
          if (wanted.split(' ').includes(topic)) (topic === 'usage' ? later : soon).look();
        },
      },
    );
    return () => {
      leave();
      soon.stop();
      later.stop();
    };
  }, [businessId, customerId, wanted]);

  return state;
}
