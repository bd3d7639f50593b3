'use client';

import { useEffect, useRef, useState } from 'react';
import {
  findSaleCustomers,
  type CompletedSale,
  type SaleCustomer,
  type SaleProduct,
} from '@/app/actions/sales';
import { CustomerPicker } from '@/components/customers/customer-picker';
import { Amount } from '@/components/data/amount';
import { useLiveBusiness } from '@/components/live/live-business';
import { LiveLabel } from '@/components/live/live-refresh';
import { useLive, type LiveTopic } from '@/components/live/use-live';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { counted } from '@/lib/ui/words';
import { CustomerCredit } from './customer-credit';
import { focusForKeys } from './focus';
import { ProductPicker } from './product-picker';
import { addOne, lacksAmount, removeLine, setQuantity } from './sale';
import { SaleLines } from './sale-lines';
import { SaleBar, SaleSummary } from './sale-summary';
import { useSale } from './use-sale';

const topics: readonly LiveTopic[] = ['products', 'wallets', 'customers', 'orders', 'payments'];

function CanSpend({ customer }: { customer: SaleCustomer }) {
  return (
    <span className="grid shrink-0 text-right text-xs">
      <span className="text-muted">Can spend</span>
      {customer.can_spend === null ? (
        'No limit'
      ) : (
        <Amount value={customer.can_spend} currency={customer.currency} className="text-sm" />
      )}
    </span>
  );
}

export interface SaleFormProps {
  initialCustomer: SaleCustomer | null;
  currency: string;
  onMade: (made: CompletedSale) => void;
}

export function SaleForm({ initialCustomer, currency, onMade }: SaleFormProps) {
  const state = useSale(initialCustomer);
  const { customer, sale, change, preview } = state;
  const [changes, setChanges] = useState(0);
  const [said, setSaid] = useState('');
  const [wantsAmount, setWantsAmount] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const search = useRef<HTMLInputElement>(null);
  const amount = useRef<HTMLInputElement>(null);
  const problems = useRef<HTMLDivElement>(null);

  const live = useLive(useLiveBusiness(), topics, () => {
    setChanges((before) => before + 1);
    state.refresh();
  });

  const toSearch = () => focusForKeys(search.current);
  const add = (product: SaleProduct) => {
    const before = sale.lines.find((line) => line.product.id === product.id)?.quantity ?? 0;
    change((current) => addOne(current, product));
    setSaid(`${product.name}, ${(before + 1).toLocaleString('en-US')} in the sale`);
  };
  const remove = (productId: string) => {
    change((current) => removeLine(current, productId));
    toSearch();
  };

  // Once the answer is on the page, and the page takes the focus again.
  useEffect(() => {
    if (refusals > 0) problems.current?.focus();
  }, [refusals]);

  const complete = async () => {
    if (!customer) return document.getElementById('customer-search')?.querySelector('input')?.focus();
    if (sale.lines.length === 0) return toSearch();
    if (lacksAmount(sale)) {
      setWantsAmount(true);
      return amount.current?.focus();
    }
    const made = await state.complete();
    if (made) onMade(made);
    else setRefusals((before) => before + 1);
  };

  // From anywhere on the page, also where a button that was pressed has gone away with its focus.
  const shortcuts = useRef<(event: KeyboardEvent) => void>(() => undefined);
  useEffect(() => {
    shortcuts.current = (event) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target?.closest('[role="dialog"], [role="listbox"]')) return;
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void complete();
      }
      if (event.key === '/' && !target?.closest('input, textarea, [contenteditable]')) {
        event.preventDefault();
        search.current?.focus();
      }
    };
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => shortcuts.current(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  const counts = new Map(sale.lines.map(({ product, quantity }) => [product.id, quantity]));
  return (
    <div className="flex flex-col gap-5 lg:grid lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start xl:grid-cols-[minmax(0,1fr)_24rem] xl:gap-6">
      <div className="grid grid-cols-1 gap-5" inert={state.sending}>
        <Card aria-labelledby="sale-customer">
          <CardHeader className={customer ? 'sr-only' : undefined}>
            <CardTitle id="sale-customer">Customer</CardTitle>
          </CardHeader>
          <CardContent id="customer-search" className={customer ? 'pt-4' : undefined}>
            {customer ? (
              <CustomerCredit
                customer={customer}
                credit={state.credit}
                onChange={() => state.setCustomer(null)}
              />
            ) : (
              <CustomerPicker
                find={findSaleCustomers}
                figure={(candidate) => <CanSpend customer={candidate} />}
                className="sm:[&>[cmdk-list-sizer]]:grid-cols-[repeat(auto-fill,minmax(15rem,1fr))]"
                onChoose={(chosen) => {
                  state.setCustomer(chosen);
                  setSaid(`${chosen.name} buys`);
                  toSearch();
                }}
              />
            )}
          </CardContent>
        </Card>
        <Card aria-labelledby="sale-products">
          <CardHeader>
            <CardTitle id="sale-products">Products</CardTitle>
            <LiveLabel state={live} />
          </CardHeader>
          <CardContent className="overflow-hidden">
            <ProductPicker
              onAdd={add}
              counts={counts}
              changes={changes}
              input={search}
              autoFocus={initialCustomer !== null}
            />
          </CardContent>
        </Card>
      </div>
      {/* On a phone these are of the one column, so that the bar can stick to its end; beside it they are their own. */}
      <div className="contents lg:flex lg:flex-col lg:gap-5">
        <Card aria-labelledby="sale-lines" inert={state.sending}>
          <CardHeader className="border-line border-b">
            <CardTitle id="sale-lines">In this sale</CardTitle>
            <span className="text-muted text-sm">{counted(sale.lines.length, 'line')}</span>
          </CardHeader>
          <SaleLines
            lines={sale.lines}
            items={preview?.items ?? []}
            onQuantity={(productId, quantity) =>
              change((current) => setQuantity(current, productId, quantity))
            }
            onRemove={remove}
            onDone={toSearch}
          />
        </Card>
        <SaleSummary
          state={state}
          currency={currency}
          amount={amount}
          problems={problems}
          amountIsMissing={wantsAmount && lacksAmount(sale)}
          toSearch={toSearch}
        />
        <SaleBar state={state} currency={currency} onComplete={() => void complete()} />
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}
