'use client';

import { createContext, use, useMemo, type ReactNode } from 'react';
import type { LivePlace } from './live-source';

const PlaceContext = createContext<LivePlace | null>(null);

export interface LiveBusinessProps {
  businessId: string;
  /** Only what changes of this customer: a page about one, and all that a customer may follow. */
  customerId?: string | null;
  children: ReactNode;
}

/** Names whose changes the pages inside follow. */
export function LiveBusiness({ businessId, customerId = null, children }: LiveBusinessProps) {
  const place = useMemo(() => ({ businessId, customerId }), [businessId, customerId]);
  return <PlaceContext value={place}>{children}</PlaceContext>;
}

/** Whose changes are followed here; null outside of a business. */
export function useLiveBusiness(): LivePlace | null {
  return use(PlaceContext);
}
