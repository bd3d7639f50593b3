'use client';

import { useSyncExternalStore } from 'react';

const media = '(prefers-reduced-motion: reduce)';

function subscribe(listener: () => void): () => void {
  const list = window.matchMedia(media);
  list.addEventListener('change', listener);
  return () => list.removeEventListener('change', listener);
}

/** Whether the reader asked for less motion. On the server: yes, since nothing moves there. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(media).matches,
    () => true,
  );
}
