'use client';

import { Check, Plus, RotateCcw } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { CompletedSale, SaleCustomer } from '@/app/actions/sales';
import { Amount } from '@/components/data/amount';
import { Timestamp } from '@/components/data/timestamp';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { isZero } from '@/lib/money/format';
import { methodName } from '@/lib/ui/ledger-words';
import { cn } from '@/lib/ui/cn';

function Row({ label, children, strong }: { label: ReactNode; children: ReactNode; strong?: boolean }) {
  return (
    <div className={cn('flex items-baseline justify-between gap-4', strong && 'text-base font-semibold')}>
      <dt className={strong ? undefined : 'text-muted'}>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export interface ReceiptProps {
  made: CompletedSale;
  onNew: (customer: SaleCustomer | null) => void;
}

/** What was sold, how it was paid, and what the customer owes now. */
export function Receipt({ made: { order, payments, credit }, onNew }: ReceiptProps) {
  const amount = (value: string) => <Amount value={value} currency={order.currency} />;
  const customer: SaleCustomer = {
    id: order.customer_id,
    name: order.customer_name,
    email: null,
    status: 'active',
    currency: order.currency,
    can_spend: credit.can_spend,
  };
  return (
    <Card aria-labelledby="receipt" className="appear mx-auto w-full max-w-lg overflow-hidden">
      <div className="border-line grid justify-items-center gap-1 border-b border-dashed px-5 pt-7 pb-6 text-center">
        <span className="bg-positive-soft text-positive mb-2 grid size-12 place-items-center rounded-full">
          <Check className="size-6" aria-hidden />
        </span>
        <h2 id="receipt" className="text-xl font-semibold tracking-tight">
          Order {order.number} is made
        </h2>
        <p className="text-muted text-sm wrap-anywhere">
          {order.customer_name} · <Timestamp value={order.placed_at} format="full" />
        </p>
      </div>
      <ul className="border-line grid gap-2.5 border-b border-dashed px-5 py-5 text-sm">
        {order.items.map((item) => (
          <li key={item.product_id} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0 wrap-anywhere">
              <span className="tabular">{item.quantity.toLocaleString('en-US')} ×</span> {item.name}
              <span className="text-muted block text-xs">{amount(item.unit_price)} each</span>
            </span>
            {amount(item.amount)}
          </li>
        ))}
      </ul>
      <dl className="grid gap-2 px-5 py-5 text-sm">
        <Row label="Total" strong>
          {amount(order.total)}
        </Row>
        {payments.map((payment) => (
          <Row
            key={payment.id}
            label={
              payment.method === 'balance'
                ? 'From the balance'
                : `Paid, ${methodName(payment.method).toLowerCase()}`
            }
          >
            {amount(payment.amount)}
          </Row>
        ))}
        <Row label="Still to pay">{isZero(order.outstanding) ? 'Nothing' : amount(order.outstanding)}</Row>
        <div className="border-line my-1.5 border-t" />
        <Row label="Owes in all">{amount(credit.owed)}</Row>
        <Row label="Credit left">{amount(credit.credit_left)}</Row>
        {isZero(credit.balance) ? null : <Row label="Prepaid balance">{amount(credit.balance)}</Row>}
      </dl>
      <div className="border-line bg-subtle/60 grid gap-2 border-t px-5 py-4 sm:grid-cols-2">
        <Button
          size="large"
          className="sm:col-span-2"
          autoFocus
          aria-describedby="receipt"
          onClick={() => onNew(null)}
        >
          <Plus aria-hidden />
          New sale
        </Button>
        <Button variant="secondary" onClick={() => onNew(customer)}>
          <RotateCcw aria-hidden />
          Same customer again
        </Button>
        <Button asChild variant="secondary">
          <Link href={`/orders/${order.id}`}>Open order {order.number}</Link>
        </Button>
      </div>
    </Card>
  );
}
