'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition } from 'react';
import { useLiveBusiness } from './live-business';
import { LiveLabel } from './live-label';
import { useLive, type LiveTopic } from './use-live';

export { LiveLabel } from './live-label';

/** Renders the page again when one of the topics changes, and says whether it is live. */
export function LiveRefresh({ topics }: { topics: readonly LiveTopic[] }) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const isDue = useRef(false);

  // One at a time: a slow server would be asked again and again for what is on its way.
  const refresh = () => {
    isDue.current = isPending;
    if (!isPending) startTransition(() => router.refresh());
  };
  useEffect(() => {
    if (isPending || !isDue.current) return;
    isDue.current = false;
    startTransition(() => router.refresh());
  }, [isPending, router]);

  return <LiveLabel state={useLive(useLiveBusiness(), topics, refresh)} />;
}
