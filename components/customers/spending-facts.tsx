import Link from 'next/link';
import { Amount } from '@/components/data/amount';
import { CreditMeter } from '@/components/sales/credit-meter';
import type { OutputOf } from '@/lib/operations/define';
import type { getBalance } from '@/lib/operations/wallets';
import { isNegative, isZero } from '@/lib/money/format';
import { FactLine } from './fact-line';

export type CustomerBalance = OutputOf<typeof getBalance>;

/**
 * What the customer can still spend: the figure that every purchase is checked against, and the two parts it is
 * made of. What is owed leads to the orders behind it.
 */
export function SpendingFacts({ balance, customerId }: { balance: CustomerBalance; customerId: string }) {
  const { currency, owed, credit_limit: limit } = balance;
  const hasLimit = !isZero(limit);
  return (
    <div className="px-5 py-5 lg:px-6 lg:py-6">
      <p className="text-muted text-sm">Can spend</p>
      <p className="mt-1 text-4xl font-semibold tracking-tight">
        {balance.can_spend === null ? (
          'No limit'
        ) : (
          <Amount
            value={balance.can_spend}
            currency={currency}
            quietDecimals={!isNegative(balance.can_spend)}
          />
        )}
      </p>
      <dl className="mt-3 grid gap-1 text-sm">
        <FactLine label="Prepaid, ready to use">
          {balance.available === null ? 'No limit' : <Amount value={balance.available} currency={currency} />}
        </FactLine>
        <FactLine label="Credit left">
          <Amount value={balance.credit_left} currency={currency} />
        </FactLine>
      </dl>
      {hasLimit ? (
        <div className="mt-3">
          <CreditMeter before={balance} />
        </div>
      ) : null}
      <p className="text-muted mt-2.5 text-sm">
        {isZero(owed) ? (
          'Nothing is owed'
        ) : (
          <Link
            href={`/customers/${customerId}?tab=orders&status=open`}
            prefetch={false}
            className="text-ink decoration-line-strong rounded underline underline-offset-4 hover:decoration-current"
          >
            <Amount value={owed} currency={currency} /> owed
          </Link>
        )}
        {hasLimit ? (
          <>
            {' of a limit of '}
            <Amount value={limit} currency={currency} className="text-ink" />
          </>
        ) : (
          ', no credit'
        )}
        . A purchase is checked against this one figure.
      </p>
    </div>
  );
}
