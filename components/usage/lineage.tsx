import { BookOpen, Cog, Radio, ReceiptText, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { QuietLink } from '@/components/data/quiet-link';
import { Timestamp } from '@/components/data/timestamp';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { cn } from '@/lib/ui/cn';
import { actorName } from '@/lib/ui/ledger-words';
import type { UsageEventDetail } from './event-facts';
import { entryVersion, heldWords } from './usage-words';

function Step({
  icon: Icon,
  title,
  done,
  children,
}: {
  icon: LucideIcon;
  title: string;
  done: boolean;
  children: ReactNode;
}) {
  return (
    <li className="group relative flex gap-4 pb-6 last:pb-0">
      <span
        aria-hidden
        className="bg-line absolute top-9 bottom-0 left-4.5 w-px -translate-x-1/2 group-last:hidden"
      />
      <span
        className={cn(
          'grid size-9 shrink-0 place-items-center rounded-full border',
          done ? 'border-accent/30 bg-accent-soft text-accent-ink' : 'border-line bg-subtle text-muted',
        )}
      >
        <Icon className="size-4" aria-hidden />
      </span>
      <div className="min-w-0 pt-1.5">
        <h3 className="text-sm font-medium">{title}</h3>
        <div className="text-muted mt-0.5 text-sm text-pretty">{children}</div>
      </div>
    </li>
  );
}

function Charge({ event }: { event: UsageEventDetail }) {
  if (event.charge_id !== null)
    return (
      <QuietLink href={`/billing/charges/${event.charge_id}`} className="text-ink">
        With the other events of this customer and {event.product_id === null ? 'service' : 'product'}
      </QuietLink>
    );
  if (event.held_reason === null) return 'Not yet. The next run bills it, within a minute.';
  const { title, remedy } = heldWords(event.held_reason);
  return (
    <>
      <span className="text-warning">Held: {title.charAt(0).toLowerCase() + title.slice(1)}.</span> {remedy}{' '}
      <QuietLink href={`/customers/${event.customer_id}?tab=usage`} className="text-ink">
        Open customer
      </QuietLink>
    </>
  );
}

/** From the request that brought an event to the ledger entry that holds it: each step a way to its page. */
export function Lineage({ event }: { event: UsageEventDetail }) {
  const isCharged = event.charge_id !== null;
  return (
    <Card aria-labelledby="lineage">
      <CardHeader>
        <div>
          <CardTitle id="lineage">Lineage</CardTitle>
          <CardDescription>From the request that brought it to the ledger.</CardDescription>
        </div>
      </CardHeader>
      <ol className="px-4 pt-1 pb-5 sm:px-5">
        <Step icon={Radio} title="Recorded" done>
          {actorName(event.actor)} sent it, <Timestamp value={event.recorded_at} format="full" />
          {event.source_request_id ? (
            <>
              , in request <code className="font-mono text-xs wrap-anywhere">{event.source_request_id}</code>
            </>
          ) : null}
          .
        </Step>
        <Step icon={Cog} title="Billing run" done={event.billing_run_id !== null}>
          {event.billing_run_id === null ? (
            'No run has billed it yet.'
          ) : (
            <QuietLink href={`/billing/runs/${event.billing_run_id}`} className="text-ink">
              The run that billed it
            </QuietLink>
          )}
        </Step>
        <Step icon={ReceiptText} title="Charge" done={isCharged}>
          <Charge event={event} />
        </Step>
        <Step icon={BookOpen} title="Ledger entry" done={event.entry_id !== null}>
          {event.entry_id !== null ? (
            <QuietLink href={`/ledger/entries/${event.entry_id}`} className="text-ink">
              Entry #{entryVersion(event.entry_id)} of the prepaid wallet
            </QuietLink>
          ) : isCharged ? (
            'None: there was nothing to pay.'
          ) : (
            'None yet: the balance has not moved.'
          )}
        </Step>
      </ol>
    </Card>
  );
}
