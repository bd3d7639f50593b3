'use client';

import Link from 'next/link';
import type { PurchasePreview, SaleCustomer } from '@/app/actions/sales';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { formatAmount, isNegative, isZero } from '@/lib/money/format';
import { counted } from '@/lib/ui/words';
import type { Sale } from './sale';

export interface RefusalsProps {
  customer: SaleCustomer;
  sale: Sale;
  preview: PurchasePreview;
  onFit: () => void;
  onUseBalance: () => void;
  /** Takes that much at once. */
  onPay: (amount: string) => void;
}

/** In a few words, where there is room for a few only. */
export function refusalInShort(preview: PurchasePreview): string | null {
  const short = preview.items.filter(({ problem }) => problem !== null).length;
  if (preview.outcome === 'customer_archived') return 'Archived';
  if (short > 0) return `${counted(short, 'line')} short`;
  if (!isZero(preview.credit_missing))
    return `Over by ${formatAmount(preview.credit_missing, preview.currency)}`;
  return null;
}

function StockRefusal({ preview, onFit }: Pick<RefusalsProps, 'preview' | 'onFit'>) {
  const lines = preview.items.filter(({ problem }) => problem !== null);
  if (lines.length === 0) return null;
  const isShort = lines.some(({ problem }) => problem === 'insufficient_stock');
  return (
    <Alert tone="danger" title={isShort ? 'Not enough in stock.' : 'No longer on sale.'}>
      <ul className="mt-1 grid gap-0.5">
        {lines.map((line) => (
          <li key={line.product_id} className="wrap-anywhere">
            {line.name}:{' '}
            {line.problem === 'insufficient_stock'
              ? `${line.quantity.toLocaleString('en-US')} asked, ${(line.available ?? 0).toLocaleString('en-US')} left`
              : 'not on sale'}
          </li>
        ))}
      </ul>
      {lines.length > 1 ? (
        <Button variant="secondary" size="small" className="mt-3" onClick={onFit}>
          Lower all to what is left
        </Button>
      ) : null}
    </Alert>
  );
}

function CreditRefusal({ customer, sale, preview, onUseBalance, onPay }: Omit<RefusalsProps, 'onFit'>) {
  const { before, currency, credit_missing: missing } = preview;
  const text = (amount: string) => formatAmount(amount, currency);
  const hasBalance = !isZero(before.balance) && !isNegative(before.balance);
  const paysNow = !isZero(preview.from_payment);
  return (
    <Alert tone="danger" title={`${text(missing)} over the credit limit.`}>
      <p>
        {isZero(before.credit_limit)
          ? `${customer.name} buys without credit, and ${text(preview.on_credit)} of this sale would be on credit.`
          : `${customer.name} owes ${text(before.owed)} of ${text(before.credit_limit)}, and ${text(preview.on_credit)} of this sale would be on credit.`}{' '}
        {paysNow
          ? `Raise the payment by ${text(missing)}, take something off, or raise the limit.`
          : 'Take a payment now, take something off, or raise the limit.'}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        {paysNow ? null : (
          <Button size="small" onClick={() => onPay(missing)}>
            Take {text(missing)} now
          </Button>
        )}
        {hasBalance && !sale.useBalance ? (
          <Button variant="secondary" size="small" onClick={onUseBalance}>
            Pay from balance
          </Button>
        ) : null}
        <Button asChild variant="secondary" size="small">
          <Link href={`/customers/${customer.id}`} prefetch={false} target="_blank">
            Open customer<span className="sr-only"> in a new tab</span>
          </Link>
        </Button>
      </div>
    </Alert>
  );
}

/** What stands in the way of the sale as it is, and each way out of it. */
export function Refusals({ customer, sale, preview, onFit, onUseBalance, onPay }: RefusalsProps) {
  return (
    <>
      {preview.outcome === 'customer_archived' ? (
        <Alert
          tone="danger"
          title={`${customer.name} is archived.`}
          action={
            <Button asChild variant="secondary" size="small">
              <Link href={`/customers/${customer.id}`} prefetch={false} target="_blank">
                Open customer<span className="sr-only"> in a new tab</span>
              </Link>
            </Button>
          }
        >
          Reactivate the customer, or choose another one.
        </Alert>
      ) : null}
      <StockRefusal preview={preview} onFit={onFit} />
      {isZero(preview.credit_missing) ? null : (
        <CreditRefusal {...{ customer, sale, preview, onUseBalance, onPay }} />
      )}
    </>
  );
}
