'use client';

import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useState, type Ref, type RefObject } from 'react';
import { Amount } from '@/components/data/amount';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { cn } from '@/lib/ui/cn';
import { asSentence, isSignedOut, remedyOf } from '@/lib/ui/failure-copy';
import { focusForKeys } from './focus';
import { noPaymentYet, PaymentOptions } from './payment-options';
import { refusalInShort, Refusals } from './refusals';
import { fitToStock } from './sale';
import { SaleFigures } from './sale-figures';
import type { SaleState } from './use-sale';

export interface SaleSummaryProps {
  state: SaleState;
  currency: string;
  amount: RefObject<HTMLInputElement | null>;
  /** Gets the focus when the sale is refused. */
  problems: Ref<HTMLDivElement>;
  amountIsMissing: boolean;
  /** Back to where the keys are, when a button has done its work and is gone. */
  toSearch: () => void;
}

const ofPayment = (field: string) => field === 'payment' || field.startsWith('payment/');

/** How the sale is paid, what it does, and what stands in its way. */
export function SaleSummary({
  state,
  currency,
  amount,
  problems,
  amountIsMissing,
  toSearch,
}: SaleSummaryProps) {
  const { customer, sale, change, preview, failure } = state;
  const [paid, setPaid] = useState(0);
  // The field is there only now; the amount in it is a proposal.
  useEffect(() => {
    if (paid > 0) focusForKeys(amount.current);
  }, [paid, amount]);
  const paymentMessage = Object.entries(failure?.fields ?? {}).find(([field]) => ofPayment(field))?.[1];
  const amountMessage =
    paymentMessage ?? (amountIsMissing ? 'Type what was paid, or switch the payment off' : null);
  return (
    <Card aria-labelledby="sale-summary" inert={state.sending}>
      <CardHeader>
        <CardTitle id="sale-summary">Payment</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-5">
        <PaymentOptions
          sale={sale}
          currency={currency}
          credit={state.credit}
          preview={preview}
          onChange={(changed) => change((current) => ({ ...current, ...changed }))}
          amountMessage={amountMessage}
          amount={amount}
        />
        {preview ? (
          <div className="border-line border-t pt-4">
            <SaleFigures preview={preview} isCurrent={state.isCurrent} />
          </div>
        ) : null}
        <div
          ref={problems}
          tabIndex={-1}
          role="alert"
          className="rounded-card grid scroll-mb-48 gap-3 outline-none empty:hidden"
        >
          {state.isUnanswered && customer ? (
            <Alert
              tone="warning"
              title="The sale before this change may have been made."
              action={
                <Button asChild variant="secondary" size="small">
                  <Link href={`/orders?customer=${customer.id}`} prefetch={false} target="_blank">
                    Look at the orders<span className="sr-only"> in a new tab</span>
                  </Link>
                </Button>
              }
            >
              It was sent and got no answer. See whether it is there before you complete another.
            </Alert>
          ) : null}
          {failure && !paymentMessage ? (
            <Alert
              tone="danger"
              title={asSentence(failure.message)}
              action={
                isSignedOut(failure) ? (
                  <Button asChild size="small" variant="secondary">
                    {/* Beside this page, so that the sale is still here afterwards. */}
                    <a href="/sign-in?next=/sales/new" target="_blank">
                      Sign in<span className="sr-only"> in a new tab</span>
                    </a>
                  </Button>
                ) : (
                  <Button size="small" variant="secondary" onClick={state.refresh}>
                    Look again
                  </Button>
                )
              }
            >
              {Object.values(failure.fields)[0] ?? remedyOf(failure)}
            </Alert>
          ) : null}
          {preview && customer ? (
            <Refusals
              customer={customer}
              sale={sale}
              preview={preview}
              onFit={() => {
                change((current) => fitToStock(current, preview.items));
                toSearch();
              }}
              onUseBalance={() => {
                change((current) => ({ ...current, useBalance: true }));
                toSearch();
              }}
              onPay={(missing) => {
                change((current) => ({
                  ...current,
                  payment: { ...(current.payment ?? noPaymentYet), amount: missing },
                }));
                setPaid((before) => before + 1);
              }}
            />
          ) : null}
        </div>
      </CardContent>
    </Card>
  );
}

export interface SaleBarProps {
  state: SaleState;
  currency: string;
  onComplete: () => void;
}

/** The total and the one button. On a phone and a tablet it stays at the edge where the thumb is. */
export function SaleBar({ state, currency, onComplete }: SaleBarProps) {
  const { customer, sale, preview } = state;
  const refusal = preview && refusalInShort(preview);
  const next = customer ? (sale.lines.length === 0 ? 'Add a product' : null) : 'Choose a customer';
  return (
    <section
      aria-label="Total"
      className="border-line bg-surface/95 lg:rounded-card lg:shadow-high sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-20 -mx-4 flex items-center justify-between gap-3 border-t px-4 py-3 backdrop-blur md:bottom-0 md:-mx-8 md:px-8 lg:bottom-4 lg:mx-0 lg:border lg:px-5 lg:py-4"
    >
      <div className="min-w-0">
        <p className="text-muted truncate text-xs" role="status">
          {refusal && state.isCurrent ? (
            <span className="text-danger font-medium">{refusal}</span>
          ) : (
            (next ?? 'Total')
          )}
        </p>
        <p
          className={cn(
            'text-2xl leading-tight font-semibold tracking-tight transition-opacity',
            preview && !state.isCurrent && 'opacity-50 delay-200',
          )}
        >
          {preview ? (
            <Amount value={preview.total} currency={currency} />
          ) : (
            <span className="text-muted">
              <span aria-hidden>…</span>
              <span className="sr-only">No total yet</span>
            </span>
          )}
        </p>
      </div>
      <Button size="large" pending={state.sending} onClick={onComplete} aria-keyshortcuts="Control+Enter">
        Complete sale
        {state.sending ? null : <ArrowRight aria-hidden className="max-[22rem]:hidden" />}
      </Button>
    </section>
  );
}
