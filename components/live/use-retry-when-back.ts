'use client';

import { useEffect, useRef, useState } from 'react';

const askMilliseconds = 1_500;
/** What fails again although everything is there is no outage: a person decides whether to try again. */
const patienceMilliseconds = 60_000;

let lastTry = -Infinity;

/**
 * Tries again by itself what failed because the server or its database was away, once they are back: a page that was
 * being read as Postgres went down would else stay the error that it became. Answers whether they are away.
 */
export function useRetryWhenBack(retry: () => void): boolean {
  const [isAway, setIsAway] = useState(false);
  const latest = useRef(retry);
  useEffect(() => {
    latest.current = retry;
  }, [retry]);

  useEffect(() => {
    let isGone = false;
    let wasAway = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const isThere = await fetch('/api/health', { cache: 'no-store' }).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isGone) return;
      setIsAway(!isThere);
      if (!isThere) {
        wasAway = true;
        timer = setTimeout(() => void ask(), askMilliseconds);
      } else if (wasAway || performance.now() - lastTry > patienceMilliseconds) {
        lastTry = performance.now();
        latest.current();
      }
    };
    timer = setTimeout(() => void ask(), 0);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, []);
  return isAway;
}
