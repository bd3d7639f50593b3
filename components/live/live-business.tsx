'use client';

import { createContext, use, type ReactNode } from 'react';

const BusinessContext = createContext<string | null>(null);

/** Names the business whose changes the pages inside follow. */
export function LiveBusiness({ businessId, children }: { businessId: string; children: ReactNode }) {
  return <BusinessContext value={businessId}>{children}</BusinessContext>;
}

/** The business whose changes are followed; null outside of one. */
export function useLiveBusiness(): string | null {
  return use(BusinessContext);
}
