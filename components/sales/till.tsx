'use client';

import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import type { CompletedSale, SaleCustomer } from '@/app/actions/sales';
import { Receipt } from './receipt';
import { SaleForm } from './sale-form';

export interface TillProps {
  /** Chosen by the address. */
  customer: SaleCustomer | null;
  currency: string;
}

/** The address follows without asking the server: nothing of the page changes but what is here. */
function show(query: Readonly<Record<string, string>>): void {
  const text = new URLSearchParams(query).toString();
  window.history.replaceState(null, '', text === '' ? '/sales/new' : `/sales/new?${text}`);
  window.scrollTo(0, 0);
}

/** Sale after sale: a form, its receipt, the next form. */
export function Till({ customer, currency }: TillProps) {
  const order = useSearchParams().get('order');
  const [seen, setSeen] = useState(order);
  const [round, setRound] = useState(0);
  const [initial, setInitial] = useState(customer);
  const [made, setMade] = useState<CompletedSale | null>(null);

  const begin = (next: SaleCustomer | null) => {
    setInitial(next);
    setMade(null);
    setRound((before) => before + 1);
  };

  // A receipt is an address of its own, so that every link to the till leads on from it.
  if (order !== seen) {
    setSeen(order);
    if (order === null && made !== null) begin(null);
  }

  if (made) {
    return (
      <Receipt
        made={made}
        onNew={(next) => {
          begin(next);
          show(next ? { customer: next.id } : {});
        }}
      />
    );
  }
  return (
    <SaleForm
      key={round}
      initialCustomer={initial}
      currency={currency}
      onMade={(sale) => {
        setMade(sale);
        show({ order: sale.order.id });
      }}
    />
  );
}
