'use client';

import { WifiOff } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLiveBusiness } from '@/components/live/live-business';
import { useLive, type LiveState, type LiveTopic } from '@/components/live/use-live';

const topics: readonly LiveTopic[] = ['sessions', 'wallets', 'orders', 'customers'];

/** Follows what happens to this customer, and calls back when something did or may have been missed. */
export function usePortalLive(onChange: () => void): LiveState {
  return useLive(useLiveBusiness(), topics, onChange);
}

/** Says when the connection is lost; while it is there, only to those who ask. */
export function LiveBanner({ state, isTicking = false }: { state: LiveState; isTicking?: boolean }) {
  const isLost = state === 'reconnecting';
  return (
    <div role="status" data-live={state} className="contents">
      {isLost ? (
        <p className="border-warning/25 bg-warning-soft text-ink flex items-start gap-2.5 rounded-2xl border px-4 py-3 text-sm">
          <WifiOff className="text-warning mt-0.5 size-4 shrink-0" aria-hidden />
          <span>
            <strong className="font-medium">Reconnecting…</strong>{' '}
            {isTicking
              ? 'Your session goes on, and the counter with it. What happens elsewhere shows once the line is back.'
              : 'What happens elsewhere shows once the line is back.'}
          </span>
        </p>
      ) : state === 'live' ? (
        <span className="sr-only">Live</span>
      ) : null}
    </div>
  );
}

/** For the pages that only list: made again when something changes. */
export function PortalRefresh() {
  const router = useRouter();
  return <LiveBanner state={usePortalLive(() => router.refresh())} />;
}
