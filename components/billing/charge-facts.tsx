import { Amount } from '@/components/data/amount';
import { Fact, ShortId } from '@/components/data/fact';
import { QuietLink } from '@/components/data/quiet-link';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import { entryVersion } from '@/components/usage/usage-words';
import { groupDigits } from '@/lib/money/format';
import { counted } from '@/lib/ui/words';
import type { UsageCharge } from './billing-words';

/** What the charge took, large, what it is for, and the run that made it. */
export function ChargeFacts({ charge }: { charge: UsageCharge }) {
  const hasSixDecimals = /\.\d{6}$/.test(charge.amount);
  return (
    <Card aria-label="Figures" className="grid overflow-hidden lg:grid-cols-[minmax(16rem,2fr)_3fr]">
      <div className="border-line px-5 py-5 max-lg:border-b lg:border-r lg:px-6 lg:py-6">
        <p className="text-muted text-sm">Charged</p>
        <p className="mt-1 text-4xl font-semibold tracking-tight">
          <Amount value={charge.amount} currency={charge.currency} quietDecimals />
        </p>
        <p className="text-muted mt-3 text-sm">
          <span className="tabular text-ink">{groupDigits(charge.units)}</span> units in{' '}
          <span className="text-ink">{counted(charge.events, 'event')}</span>.
          {hasSixDecimals ? ' What is finer than 6 decimals waits for the next charge.' : ''}
        </p>
      </div>
      <dl className="grid grid-cols-2 content-center gap-x-6 gap-y-5 px-5 py-5 sm:grid-cols-3 lg:px-6">
        <Fact label="Customer">
          <QuietLink href={`/customers/${charge.customer_id}?tab=usage`}>{charge.customer_name}</QuietLink>
        </Fact>
        <Fact label={charge.product_id === null ? 'Service' : 'Product'}>
          {charge.product_id === null ? (
            charge.name
          ) : (
            <QuietLink href={`/products/${charge.product_id}`}>{charge.name}</QuietLink>
          )}
        </Fact>
        <Fact label="Ledger entry">
          {charge.entry_id === null ? (
            'None: nothing to pay'
          ) : (
            <QuietLink href={`/customers/${charge.customer_id}`}>
              #{entryVersion(charge.entry_id)} of the prepaid wallet
            </QuietLink>
          )}
        </Fact>
        <Fact label="Charged">
          <Timestamp value={charge.charged_at} format="full" />
        </Fact>
        <Fact label="Billing run">
          <QuietLink href={`/billing/runs/${charge.billing_run_id}`}>The run that made it</QuietLink>
        </Fact>
        <Fact label="Id">
          <ShortId id={charge.id} what="charge id" />
        </Fact>
      </dl>
    </Card>
  );
}
