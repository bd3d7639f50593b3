import { MadeBy } from '@/components/data/actor';
import { Amount } from '@/components/data/amount';
import { Fact, ShortId } from '@/components/data/fact';
import { QuietLink } from '@/components/data/quiet-link';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { groupDigits } from '@/lib/money/format';
import type { OutputOf } from '@/lib/operations/define';
import type { getUsageEvent } from '@/lib/operations/usage-events';
import { eventName } from './usage-words';

export type UsageEventDetail = OutputOf<typeof getUsageEvent>;

/** What the event costs, large, how it came to that, and who sent it. */
export function EventFacts({ event }: { event: UsageEventDetail }) {
  return (
    <Card aria-label="Figures" className="grid overflow-hidden lg:grid-cols-[minmax(16rem,2fr)_3fr]">
      <div className="border-line px-5 py-5 max-lg:border-b lg:border-r lg:px-6 lg:py-6">
        <p className="text-muted text-sm">Cost</p>
        <p className="mt-1 text-3xl font-semibold tracking-tight">
          <Amount
            value={event.amount}
            currency={event.currency}
            className="wrap-anywhere whitespace-normal"
          />
        </p>
        <p className="text-muted mt-3 text-sm">
          <span className="tabular text-ink">{groupDigits(event.units)}</span> units at{' '}
          <Amount value={event.price_per_unit} currency={event.currency} className="text-ink" /> each, the
          price of the moment it was recorded.
        </p>
      </div>
      <dl className="grid grid-cols-2 content-center gap-x-6 gap-y-5 px-5 py-5 sm:grid-cols-3 lg:px-6">
        <Fact label="Customer">
          <QuietLink href={`/customers/${event.customer_id}?tab=usage`}>{event.customer_name}</QuietLink>
        </Fact>
        <Fact label={event.product_id === null ? 'Service' : 'Product'}>
          {event.product_id === null ? (
            eventName(event)
          ) : (
            <QuietLink href={`/products/${event.product_id}`}>{eventName(event)}</QuietLink>
          )}
        </Fact>
        <Fact label="Sent by">
          <MadeBy actor={event.actor} requestId={event.source_request_id} />
        </Fact>
        <Fact label="Used">
          <Timestamp value={event.occurred_at} format="full" />
        </Fact>
        <Fact label="Recorded">
          <Timestamp value={event.recorded_at} format="full" />
        </Fact>
        <Fact label="Id">
          <ShortId id={event.id} what="event id" />
        </Fact>
        <Fact label="Request id, which tells it from every other event" className="col-span-full">
          <span className="inline-flex max-w-full items-center">
            <code className="font-mono text-xs break-all">{event.request_id}</code>
            <CopyButton text={event.request_id} what="request id of the event" className="-my-1.5" />
          </span>
        </Fact>
      </dl>
    </Card>
  );
}
