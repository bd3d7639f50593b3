import { Activity } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '@/components/data/empty-state';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';

export interface FirstEventProps {
  appUrl: string;
  /** Whose usage the example is; a placeholder where there is no customer yet. */
  customer: { id: string; name: string } | null;
  mayMakeKeys: boolean;
  mayMakeCustomers: boolean;
}

/** The request that records an event, ready to be sent once the key is put in. */
export function exampleRequest(appUrl: string, customerId: string): string {
  return [
    `curl ${appUrl}/api/usage \\`,
    `  -H 'x-api-key: sk_your_key' \\`,
    `  -H 'content-type: application/json' \\`,
    `  -d '{`,
    `    "customer_id": "${customerId}",`,
    `    "service": "chat completions",`,
    `    "units_consumed": "1204",`,
    `    "price_per_unit": "0.000002"`,
    `  }'`,
  ].join('\n');
}

/** What a business sees before its first event: what usage is, and how to send some. */
export function FirstEvent({ appUrl, customer, mayMakeKeys, mayMakeCustomers }: FirstEventProps) {
  const request = exampleRequest(appUrl, customer?.id ?? 'the-id-of-a-customer');
  return (
    <Card aria-label="How to begin">
      <EmptyState
        icon={Activity}
        title="No usage yet"
        className="pb-6"
        action={
          mayMakeKeys || (mayMakeCustomers && customer === null) ? (
            <>
              {mayMakeCustomers && customer === null ? (
                <Button asChild>
                  <Link href="/customers?create=1">Create customer</Link>
                </Button>
              ) : null}
              {mayMakeKeys ? (
                <Button asChild variant={customer === null ? 'secondary' : 'primary'}>
                  <Link href="/settings/api-keys?create=1">Create API key</Link>
                </Button>
              ) : null}
            </>
          ) : undefined
        }
      >
        A program reports what was used, as often as it likes: each event is recorded once and billed once, a
        minute later. This page shows the first one as it arrives.
      </EmptyState>
      <figure className="mx-auto max-w-2xl px-4 pb-6 sm:px-6">
        <figcaption className="mb-2 flex items-center justify-between gap-3 text-sm">
          <span className="text-ink-soft">
            {customer ? (
              <>
                Usage of <span className="font-medium wrap-anywhere">{customer.name}</span>, as an example
              </>
            ) : (
              'An example'
            )}
          </span>
          <CopyButton text={request} what="request" labelled />
        </figcaption>
        <pre
          tabIndex={0}
          aria-label="Request that records an event"
          className="border-line bg-subtle overflow-x-auto rounded-lg border px-4 py-3 font-mono text-[0.8125rem] leading-relaxed"
        >
          <code>{request}</code>
        </pre>
        <ul className="text-muted mt-4 grid list-disc gap-1.5 pl-5 text-sm">
          <li>
            In place of <code className="font-mono text-xs">service</code> and{' '}
            <code className="font-mono text-xs">price_per_unit</code> name a{' '}
            <code className="font-mono text-xs">product_id</code>: its unit price of that moment is taken.
          </li>
          <li>
            Send your own <code className="font-mono text-xs">request_id</code> with each event. Sent twice,
            it is still recorded once.
          </li>
          <li>
            Up to 1,000 events go in one request to{' '}
            <code className="font-mono text-xs">/api/usage/batch</code>.
          </li>
        </ul>
      </figure>
    </Card>
  );
}
