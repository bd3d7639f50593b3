import type { ReactNode } from 'react';
import { Amount } from '@/components/data/amount';
import { Fact, ShortId } from '@/components/data/fact';
import { QuietLink } from '@/components/data/quiet-link';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import { isNegative, isZero } from '@/lib/money/format';
import type { Customer } from './customer-table';
import { Runway } from './runway';
import { FactLine } from './fact-line';
import { SpendingFacts, type CustomerBalance } from './spending-facts';

function Overdraft({ customer }: { customer: Customer }) {
  if (customer.overdraft_limit === null) return 'Postpaid, without a limit';
  if (isZero(customer.overdraft_limit)) return 'No';
  return (
    <>
      By <Amount value={customer.overdraft_limit} currency={customer.currency} />
    </>
  );
}

export interface CustomerFactsProps {
  customer: Customer;
  balance: CustomerBalance;
  /** The credits and what runs them down; nothing for whoever never had any. */
  credits: ReactNode;
}

/** The balance and what it will do next, what can be spent, the credits, and who the customer is. */
export function CustomerFacts({ customer, balance, credits }: CustomerFactsProps) {
  return (
    <Card aria-label="Balance" className="overflow-hidden">
      <div className="grid md:grid-cols-2">
        <div className="border-line px-5 py-5 max-md:border-b md:border-r lg:px-6 lg:py-6">
          <p className="text-muted text-sm">Prepaid balance</p>
          <p className="mt-1 text-4xl font-semibold tracking-tight">
            <Amount
              value={customer.balance}
              currency={customer.currency}
              quietDecimals={!isNegative(customer.balance)}
            />
          </p>
          <dl className="mt-3 grid gap-1 text-sm">
            {isZero(customer.held) ? null : (
              <FactLine label="Of it on hold">
                <QuietLink href={`/customers/${customer.id}?tab=holds&status=active`}>
                  <Amount value={customer.held} currency={customer.currency} />
                </QuietLink>
              </FactLine>
            )}
            <FactLine
              label={customer.status === 'active' ? 'Taken by the hour' : 'By the hour, while active'}
            >
              {isZero(customer.hourly_debit_amount) ? (
                'Nothing'
              ) : (
                <Amount value={customer.hourly_debit_amount} currency={customer.currency} />
              )}
            </FactLine>
            <FactLine label="Runway">
              <Runway hours={customer.runway_hours} />
            </FactLine>
            <FactLine label="May go below zero">
              <Overdraft customer={customer} />
            </FactLine>
            <FactLine label="Debited through">
              {customer.debited_through ? (
                <Timestamp value={customer.debited_through} format="hour" />
              ) : (
                'No hour yet'
              )}
            </FactLine>
          </dl>
        </div>
        <SpendingFacts balance={balance} customerId={customer.id} />
      </div>
      {credits}
      <dl className="border-line grid grid-cols-2 gap-x-6 gap-y-5 border-t px-5 py-5 lg:grid-cols-4 lg:px-6">
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
          <ShortId id={customer.id} what="customer id" />
        </Fact>
      </dl>
    </Card>
  );
}
