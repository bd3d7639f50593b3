'use client';

import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Credit, SaleCustomer } from '@/app/actions/sales';
import { Amount } from '@/components/data/amount';
import { StatusBadge } from '@/components/data/status-badge';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { isZero } from '@/lib/money/format';
import { CreditMeter } from './credit-meter';

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="mt-0.5 text-sm font-medium">{children}</dd>
    </div>
  );
}

export interface CustomerCreditProps {
  customer: SaleCustomer;
  /** Null while it is on the way. */
  credit: Credit | null;
  onChange: () => void;
}

/** The chosen customer, and what they owe and may still spend before this sale. */
export function CustomerCredit({ customer, credit, onChange }: CustomerCreditProps) {
  return (
    <div className="grid gap-4">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <span className="text-lg leading-tight font-semibold wrap-anywhere">{customer.name}</span>
            {customer.status === 'active' ? null : <StatusBadge status={customer.status} />}
          </p>
          <Link
            href={`/customers/${customer.id}`}
            prefetch={false}
            target="_blank"
            className="text-muted hover:text-ink inline-flex items-center gap-1 rounded text-sm"
          >
            Open customer
            <ExternalLink className="size-3.5" aria-hidden />
            <span className="sr-only">in a new tab</span>
          </Link>
        </div>
        <Button variant="secondary" size="small" onClick={onChange}>
          Change
          <span className="sr-only"> customer</span>
        </Button>
      </div>
      {credit === null ? (
        <div className="grid gap-3">
          <span className="sr-only">Loading the credit</span>
          <Skeleton className="h-9" />
          <Skeleton className="h-2 rounded-full" />
        </div>
      ) : (
        <div className="grid gap-3">
          <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4 lg:grid-cols-2 xl:grid-cols-4">
            <Figure label="Credit limit">
              {isZero(credit.credit_limit) ? (
                'No credit'
              ) : (
                <Amount value={credit.credit_limit} currency={credit.currency} />
              )}
            </Figure>
            <Figure label="Owed">
              <Amount value={credit.owed} currency={credit.currency} />
            </Figure>
            <Figure label="Credit left">
              <Amount value={credit.credit_left} currency={credit.currency} />
            </Figure>
            <Figure label="Prepaid balance">
              <Amount value={credit.balance} currency={credit.currency} />
            </Figure>
            {isZero(credit.held) ? null : (
              <Figure label="Of it on hold">
                <Amount value={credit.held} currency={credit.currency} />
              </Figure>
            )}
            {isZero(credit.unbilled_usage) ? null : (
              <Figure label="Used, not billed yet">
                <Amount value={credit.unbilled_usage} currency={credit.currency} />
              </Figure>
            )}
          </dl>
          {isZero(credit.credit_limit) ? null : <CreditMeter before={credit} />}
        </div>
      )}
    </div>
  );
}
