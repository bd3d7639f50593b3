import { MadeBy } from '@/components/data/actor';
import { Amount } from '@/components/data/amount';
import { Fact } from '@/components/data/fact';
import { QuietLink } from '@/components/data/quiet-link';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import { isZero } from '@/lib/money/format';
import { methodName } from '@/lib/ui/ledger-words';
import type { Payment } from './payment-words';

const none = <span className="text-muted">None</span>;

function State({ payment }: { payment: Payment }) {
  if (payment.reversed_at !== null) {
    return (
      <>
        Reversed on <Timestamp value={payment.reversed_at} format="full" className="text-ink" />
        {payment.reversal_reason ? `: ${payment.reversal_reason}` : '.'}
      </>
    );
  }
  return (
    <>
      {payment.method === 'balance'
        ? 'Taken from the prepaid balance on '
        : `${methodName(payment.method)}, received on `}
      <Timestamp value={payment.received_at} format="full" className="text-ink" />
    </>
  );
}

/** The amount, large, where it is now, and who recorded it. */
export function PaymentFacts({ payment }: { payment: Payment }) {
  const amount = (value: string) =>
    isZero(value) ? (
      <span className="text-muted">Nothing</span>
    ) : (
      <Amount value={value} currency={payment.currency} className="font-medium" />
    );
  return (
    <Card aria-label="Figures" className="grid overflow-hidden lg:grid-cols-[minmax(16rem,2fr)_3fr]">
      <div className="border-line px-5 py-5 max-lg:border-b lg:border-r lg:px-6 lg:py-6">
        <p className="text-muted text-sm">Amount</p>
        <p className="mt-1 text-4xl font-semibold tracking-tight">
          <Amount
            value={payment.amount}
            currency={payment.currency}
            // Set back twice, the decimals could not be read.
            quietDecimals={payment.status === 'received'}
            className={payment.status === 'reversed' ? 'text-muted line-through' : ''}
          />
        </p>
        <p className="text-muted mt-3 text-sm wrap-anywhere">
          <State payment={payment} />
        </p>
      </div>
      <dl className="grid grid-cols-2 content-center gap-x-6 gap-y-5 px-5 py-5 sm:grid-cols-3 lg:px-6">
        <Fact label="On orders now">{amount(payment.allocated)}</Fact>
        <Fact label="Became balance">{amount(payment.to_balance)}</Fact>
        <Fact label="Paid by">{methodName(payment.method)}</Fact>
        <Fact label="Customer">
          <QuietLink href={`/customers/${payment.customer_id}`}>{payment.customer_name}</QuietLink>
        </Fact>
        <Fact label="Reference">{payment.reference ?? none}</Fact>
        <Fact label="Recorded by">
          <MadeBy actor={payment.actor} requestId={payment.request_id} />
        </Fact>
        {payment.note ? (
          <Fact label="Note" className="col-span-full">
            {payment.note}
          </Fact>
        ) : null}
      </dl>
    </Card>
  );
}
