'use client';

import { useState } from 'react';
import {
  completeSaleAction,
  previewPurchaseAction,
  readCreditAction,
  type CompletedSale,
  type Credit,
  type Purchase,
  type PurchasePreview,
  type SaleCustomer,
} from '@/app/actions/sales';
import type { ActionFailure } from '@/lib/ui/action-result';
import { emptySale, purchaseOf, SaleKeys, withoutNote, type Sale } from './sale';
import { noAnswer, useAnswer } from '@/lib/ui/use-answer';

const askPreview = (purchase: string) => previewPurchaseAction(JSON.parse(purchase) as Purchase);

export interface SaleState {
  customer: SaleCustomer | null;
  setCustomer: (customer: SaleCustomer | null) => void;
  sale: Sale;
  change: (change: (sale: Sale) => Sale) => void;
  purchase: Purchase | null;
  credit: Credit | null;
  /** Of this customer; where it is not current, of the sale a moment ago. */
  preview: PurchasePreview | null;
  isCurrent: boolean;
  /** Why there is no preview, or why the sale was not made. */
  failure: ActionFailure | null;
  /** The sale that was sent and never answered: it may have been made. */
  isUnanswered: boolean;
  sending: boolean;
  /** Looks again: stock or credit may have changed. */
  refresh: () => void;
  complete: () => Promise<CompletedSale | null>;
}

/** One sale from the first product to the answer. What it comes to is asked of the server at every change. */
export function useSale(initialCustomer: SaleCustomer | null): SaleState {
  const [customer, setCustomer] = useState(initialCustomer);
  const [sale, setSale] = useState(emptySale);
  const [keys] = useState(() => new SaleKeys());
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<{ of: string; failure: ActionFailure } | null>(null);
  const [unanswered, setUnanswered] = useState<string | null>(null);

  const customerId = customer?.id ?? null;
  const purchase = purchaseOf(sale, customerId);
  const wanted = purchase && JSON.stringify(purchase);
  const asked = purchase && JSON.stringify(withoutNote(purchase));
  const preview = useAnswer(asked, askPreview, 150);
  // The preview has the credit in it, so it is asked for alone only while nothing is in the sale.
  const loaded = useAnswer(purchase === null ? customerId : null, readCreditAction, 0);

  // Figures of the customer before are never shown beside the one who is chosen now.
  const isOfCustomer = preview.of !== null && (JSON.parse(preview.of) as Purchase).customer_id === customerId;
  const shown = wanted !== null && isOfCustomer ? preview.data : null;
  const ownCredit = loaded.of === customerId ? loaded.data : null;

  const refresh = purchase === null ? loaded.refresh : preview.refresh;

  const complete = async () => {
    if (!purchase || !wanted || sending) return null;
    setSending(true);
    const answer = await completeSaleAction(purchase, keys.of(purchase)).catch(() => null);
    setSending(false);
    if (answer === null) {
      setUnanswered(wanted);
      setRefused({
        of: wanted,
        failure: { ...noAnswer, remedy: 'Complete it again: the same sale is never made twice.' },
      });
      return null;
    }
    const { result } = answer;
    setUnanswered(null);
    if (result.ok) {
      keys.forget();
      return result.data;
    }
    setRefused(answer.preview ? null : { of: wanted, failure: result });
    if (answer.preview && asked) preview.put(asked, answer.preview);
    return null;
  };

  return {
    customer,
    setCustomer,
    sale,
    change: setSale,
    purchase,
    credit: shown?.before ?? ownCredit,
    preview: shown,
    isCurrent: preview.isCurrent,
    failure: (refused?.of === wanted ? refused?.failure : null) ?? preview.failure ?? loaded.failure,
    isUnanswered: unanswered !== null && unanswered !== wanted,
    sending,
    refresh,
    complete,
  };
}
