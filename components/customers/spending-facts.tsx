import { Amount } from '@/components/data/amount';
import { QuietLink } from '@/components/data/quiet-link';
import { CreditMeter } from '@/components/sales/credit-meter';
import type { OutputOf } from '@/lib/operations/define';
import type { getBalance } from '@/lib/operations/wallets';
import { isNegative, isZero } from '@/lib/money/format';
import { FactLine } from './fact-line';

export type CustomerBalance = OutputOf<typeof getBalance>;

/**
 * What the customer can still spend: the figure that every purchase is checked against, and the parts it is made
 * of. What is owed leads to the orders behind it, what is not billed yet to the usage.
 */
export function SpendingFacts({ balance, customerId }: { balance: CustomerBalance; customerId: string }) {
  const { currency, owed, credit_limit: limit, unbilled_usage: unbilled } = balance;
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
        {isZero(unbilled) ? null : (
          <FactLine label="Used, not billed yet">
            <QuietLink href={`/customers/${customerId}?tab=usage`} className="text-ink">
              <Amount value={`-${unbilled}`} currency={currency} movement />
            </QuietLink>
          </FactLine>
        )}
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
          <QuietLink href={`/customers/${customerId}?tab=orders&status=open`} className="text-ink">
            <Amount value={owed} currency={currency} /> owed
          </QuietLink>
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
