import type { ReactNode } from 'react';
import { Amount } from '@/components/data/amount';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { isZero } from '@/lib/money/format';
import type { Customer } from './customer-table';
import { Runway } from './runway';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-sm">{label}</dt>
      <dd className="mt-0.5 min-w-0 text-sm break-words">{children}</dd>
    </div>
  );
}

/** The balance, large, and what it will do next. */
export function CustomerFacts({ customer }: { customer: Customer }) {
  return (
    <Card aria-label="Balance" className="grid overflow-hidden lg:grid-cols-[minmax(16rem,2fr)_3fr]">
      <div className="border-line px-5 py-5 max-lg:border-b lg:border-r lg:px-6 lg:py-6">
        <p className="text-muted text-sm">Prepaid balance</p>
        <p className="mt-1 text-4xl font-semibold tracking-tight">
          <Amount value={customer.balance} currency={customer.currency} quietDecimals />
        </p>
        <p className="text-muted mt-3 text-sm">
          {isZero(customer.hourly_debit_amount) ? (
            'Nothing is taken by the hour.'
          ) : (
            <>
              <Amount
                value={customer.hourly_debit_amount}
                currency={customer.currency}
                className="text-ink"
              />{' '}
              an hour
              {customer.status === 'active' ? null : ', while active'}
            </>
          )}
        </p>
      </div>
      <dl className="grid grid-cols-2 content-center gap-x-6 gap-y-5 px-5 py-5 sm:grid-cols-3 lg:px-6">
        <Fact label="Runway">
          <Runway hours={customer.runway_hours} />
        </Fact>
        <Fact label="Debited through">
          {customer.debited_through ? (
            <Timestamp value={customer.debited_through} format="hour" />
          ) : (
            'No hour yet'
          )}
        </Fact>
        <Fact label="Created">
          <Timestamp value={customer.created_at} format="date" />
        </Fact>
        <Fact label="Email">{customer.email ?? <span className="text-muted">None</span>}</Fact>
        <Fact label="Your own id">
          {customer.external_id ? (
            <span className="font-mono text-xs">{customer.external_id}</span>
          ) : (
            <span className="text-muted">None</span>
          )}
        </Fact>
        <Fact label="Id">
          <span className="inline-flex max-w-full items-center">
            <code className="truncate font-mono text-xs" title={customer.id}>
              …{customer.id.slice(-12)}
            </code>
            <CopyButton text={customer.id} what="customer id" className="-my-1.5" />
          </span>
        </Fact>
      </dl>
    </Card>
  );
}
