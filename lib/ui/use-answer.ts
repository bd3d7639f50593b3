'use client';

import { useCallback, useEffect, useState } from 'react';
import type { ActionFailure, ActionResult } from './action-result';

/** The other side of a server action that never came back. */
export const noAnswer: ActionFailure = {
  ok: false,
  code: 'service_unavailable',
  message: 'The server did not answer',
  remedy: 'Check the connection, then try again.',
  fields: {},
};

export interface Answer<T> {
  /** What was answered last, be it to the question before. */
  data: T | null;
  /** The question that `data` answers. */
  of: string | null;
  /** Whether `data` answers what is asked now. */
  isCurrent: boolean;
  failure: ActionFailure | null;
  /** Asks again: something may have changed. */
  refresh: () => void;
  /** Takes an answer that came another way. */
  put: (of: string, data: T) => void;
}

/**
 * Asks the server once the question stands still, and drops every answer to a question that is no longer asked.
 * `ask` has to be the same function at each render.
 */
export function useAnswer<T>(
  wanted: string | null,
  ask: (wanted: string) => Promise<ActionResult<T>>,
  delayMilliseconds: number,
): Answer<T> {
  const [answered, setAnswered] = useState<{ of: string; data: T } | null>(null);
  const [refused, setRefused] = useState<{ of: string; failure: ActionFailure } | null>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    if (wanted === null) return;
    let stale = false;
    const timer = setTimeout(() => {
      void ask(wanted)
        .catch(() => noAnswer)
        .then((result) => {
          if (stale) return;
          if (result.ok) setAnswered({ of: wanted, data: result.data });
          setRefused(result.ok ? null : { of: wanted, failure: result });
        });
    }, delayMilliseconds);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [ask, wanted, round, delayMilliseconds]);

  const refresh = useCallback(() => setRound((before) => before + 1), []);
  const put = useCallback((of: string, data: T) => {
    setAnswered({ of, data });
    setRefused(null);
    // An answer that is under way is older than this one.
    setRound((before) => before + 1);
  }, []);

  return {
    data: answered?.data ?? null,
    of: answered?.of ?? null,
    isCurrent: wanted !== null && answered?.of === wanted && refused === null,
    failure: refused !== null && refused.of === wanted ? refused.failure : null,
    refresh,
    put,
  };
}
