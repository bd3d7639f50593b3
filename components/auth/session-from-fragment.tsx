'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { adoptSession } from '@/app/actions/account';
import { Alert } from '@/components/ui/alert';
import { safeNextPath } from '@/lib/ui/next-path';

/**
 * Auth servers without PKCE send the session in the fragment of the address. This hands it to the server,
 * takes it out of the address and the history, and goes on.
 */
export function SessionFromFragment() {
  const router = useRouter();
  const [state, setState] = useState<'idle' | 'working' | 'failed'>('idle');

  useEffect(() => {
    const fragment = new URLSearchParams(window.location.hash.slice(1));
    const accessToken = fragment.get('access_token');
    const refreshToken = fragment.get('refresh_token');
    const failed = fragment.has('error');
    if (!failed && !(accessToken && refreshToken)) return;
    window.history.replaceState(null, '', `${window.location.pathname}${window.location.search}`);
    const finish = async () => {
      if (failed || !accessToken || !refreshToken) return setState('failed');
      setState('working');
      if (!(await adoptSession(accessToken, refreshToken).catch(() => false))) return setState('failed');
      const { pathname, search } = window.location;
      const recovering = fragment.get('type') === 'recovery' || pathname === '/reset-password';
      router.replace(recovering ? '/reset-password' : safeNextPath(new URLSearchParams(search).get('next')));
      router.refresh();
      setState('idle');
    };
    void finish();
  }, [router]);

  if (state === 'idle') return null;
  return state === 'working' ? (
    <Alert role="status" className="mb-6" title="Signing you in" />
  ) : (
    <Alert role="alert" tone="danger" className="mb-6" title="This link no longer works">
      It may be used or expired. Sign in, or ask for a new link.
    </Alert>
  );
}
