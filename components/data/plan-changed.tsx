import Link from 'next/link';
import { Alert } from '@/components/ui/alert';
import type { PlanChange } from '@/lib/ui/action-result';
import { counted } from '@/lib/ui/words';
import { Amount } from './amount';

/** Why a plan was not carried out: who changed since it was looked at, and from what to what. */
export function PlanChanged({ message, change }: { message: string; change: PlanChange }) {
  const { changed, more_changed, currency } = change;
  return (
    <div className="grid gap-3">
      <Alert tone="warning" title={message} role="alert">
        {changed.length === 0
          ? 'No balance has changed: something is new, such as usage, a customer or the hour. Look again.'
          : 'Since you looked, these have changed. Look again before you go on.'}
      </Alert>
      {changed.length > 0 ? (
        <ul
          aria-label="What has changed"
          tabIndex={0}
          className="divide-line border-line max-h-52 divide-y overflow-y-auto rounded-lg border text-sm"
        >
          {changed.map((each) => (
            <li
              key={each.customer_id}
              className="flex flex-wrap items-baseline justify-between gap-x-4 px-3 py-2"
            >
              <Link
                href={`/customers/${each.customer_id}`}
                prefetch={false}
                className="min-w-0 truncate font-medium hover:underline"
              >
                {each.customer_name}
              </Link>
              <span className="tabular">
                {each.balance_before === each.balance_after ? (
                  <>
                    settings changed, balance <Amount value={each.balance_after} currency={currency} />
                  </>
                ) : (
                  <>
                    <Amount value={each.balance_before} currency={currency} className="text-muted" />
                    <span className="text-muted"> to </span>
                    <Amount value={each.balance_after} currency={currency} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {more_changed > 0 ? (
        <p className="text-muted text-sm">{counted(more_changed, 'more customer')}.</p>
      ) : null}
    </div>
  );
}
