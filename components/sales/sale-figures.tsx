import type { ReactNode } from 'react';
import type { PurchasePreview } from '@/app/actions/sales';
import { Amount } from '@/components/data/amount';
import { isZero } from '@/lib/money/format';
import { cn } from '@/lib/ui/cn';
import { CreditMeter } from './credit-meter';

function Row({ label, children, strong }: { label: ReactNode; children: ReactNode; strong?: boolean }) {
  return (
    <div className={cn('flex items-baseline justify-between gap-4 text-sm', strong && 'font-semibold')}>
      <dt className={strong ? undefined : 'text-muted'}>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Change({ from, to, currency }: { from: string; to: string; currency: string }) {
  if (from === to) return <Amount value={to} currency={currency} />;
  return (
    <>
      <Amount value={from} currency={currency} className="text-muted" />
      <span aria-hidden className="text-muted mx-1.5">
        →
      </span>
      <span className="sr-only">, after the sale </span>
      <Amount value={to} currency={currency} className="font-medium" />
    </>
  );
}

/** How the total is paid, and what the sale does to the credit, before it is made. */
export function SaleFigures({ preview, isCurrent }: { preview: PurchasePreview; isCurrent: boolean }) {
  const { currency, before, after } = preview;
  const over = !isZero(preview.credit_missing);
  const amount = (value: string) => <Amount value={value} currency={currency} />;
  return (
    <div
      aria-busy={!isCurrent}
      className={cn('grid gap-4 transition-opacity', isCurrent || 'opacity-60 delay-200')}
    >
      <dl className="grid gap-1.5">
        {isZero(preview.from_balance) ? null : (
          <Row label="From the balance">{amount(preview.from_balance)}</Row>
        )}
        {isZero(preview.from_payment) ? null : <Row label="Paid now">{amount(preview.from_payment)}</Row>}
        <Row label="On credit">{amount(preview.on_credit)}</Row>
        {isZero(preview.overpaid) ? null : (
          <Row label="Paid too much, becomes balance">{amount(preview.overpaid)}</Row>
        )}
      </dl>
      <div className="border-line grid gap-2.5 border-t pt-4">
        <dl className="grid gap-1.5">
          <Row label="Owes">
            <Change from={before.owed} to={after.owed} currency={currency} />
          </Row>
          {over ? (
            <Row label={<span className="text-danger font-medium">Over the limit by</span>}>
              <Amount
                value={preview.credit_missing}
                currency={currency}
                className="text-danger font-medium"
              />
            </Row>
          ) : (
            <Row label="Credit left">
              <Change from={before.credit_left} to={after.credit_left} currency={currency} />
            </Row>
          )}
          {before.balance === after.balance ? null : (
            <Row label="Balance">
              <Change from={before.balance} to={after.balance} currency={currency} />
            </Row>
          )}
        </dl>
        {isZero(before.credit_limit) ? null : <CreditMeter before={before} after={after} over={over} />}
      </div>
    </div>
  );
}
