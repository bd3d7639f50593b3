'use client';

import { useRouter } from 'next/navigation';
import { useLiveBusiness } from './live-business';
import { useLive, type LiveTopic } from './use-live';

const labels = {
  connecting: 'Reconnecting…',
  live: 'Live',
  polling: 'Updates every 10 seconds',
} as const;

/** Renders the page again when one of the topics changes, and says whether it is live. */
export function LiveRefresh({ topics }: { topics: readonly LiveTopic[] }) {
  const router = useRouter();
  const state = useLive(useLiveBusiness(), topics, () => router.refresh());
  return (
    <span role="status" data-live={state} className="text-muted inline-flex items-center gap-1.5 text-xs">
      <span
        aria-hidden
        className={`size-1.5 rounded-full ${state === 'live' ? 'bg-positive motion-safe:animate-pulse' : 'bg-warning'}`}
      />
      {labels[state]}
    </span>
  );
}
