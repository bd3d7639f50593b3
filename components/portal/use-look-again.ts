'use client';

import { startTransition, useCallback, useEffect, useRef } from 'react';
import { lookAgain, type Self } from '@/app/actions/portal';

const retryMilliseconds = 3_000;

/** Asks the server how it stands, one question at a time, and again a little later where no answer came. */
export function useLookAgain({ business_id, customer_id }: Self): () => void {
  const state = useRef({ isAsking: false, isWanted: false });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const askRef = useRef<() => void>(() => undefined);

  const ask = useCallback(() => {
    clearTimeout(timer.current);
    if (state.current.isAsking) {
      state.current.isWanted = true;
      return;
    }
    state.current = { isAsking: true, isWanted: false };
    startTransition(async () => {
      const isAnswered = await lookAgain({ business_id, customer_id }).catch(() => false);
      const { isWanted } = state.current;
      state.current.isAsking = false;
      if (!isAnswered) timer.current = setTimeout(() => askRef.current(), retryMilliseconds);
      else if (isWanted) askRef.current();
    });
  }, [business_id, customer_id]);

  useEffect(() => {
    askRef.current = ask;
    return () => {
      // Whoever has left the page asks no more.
      askRef.current = () => undefined;
      clearTimeout(timer.current);
    };
  }, [ask]);

  return ask;
}
