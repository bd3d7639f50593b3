'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Makes the page again from time to time: no change is told of a job that had nothing to do. A hidden tab waits. */
export function LookAgain({ seconds }: { seconds: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh();
    }, seconds * 1000);
    return () => clearInterval(timer);
  }, [router, seconds]);
  return null;
}
