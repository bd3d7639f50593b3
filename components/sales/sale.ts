import type { Purchase, PurchasePreview, SaleProduct } from '@/app/actions/sales';
import { randomUuid } from '@/lib/ui/uuid';

/** A sale while it is put together. Pieces are counted here; every amount comes from the server. */

export interface SaleLine {
  product: SaleProduct;
  quantity: number;
}

export type SalePaymentMethod = NonNullable<NonNullable<Purchase['payment']>['method']>;

/** Money taken at once, as it is typed. */
export interface SalePayment {
  amount: string;
  method: SalePaymentMethod;
  reference: string;
}

export interface Sale {
  lines: readonly SaleLine[];
  useBalance: boolean;
  payment: SalePayment | null;
  note: string;
}

export const emptySale: Sale = { lines: [], useBalance: false, payment: null, note: '' };

export const mostPieces = 1_000_000;

/** One more of a product: a new line, or one piece more on the line that it has. */
export function addOne(sale: Sale, product: SaleProduct): Sale {
  const line = sale.lines.find((each) => each.product.id === product.id);
  if (!line) return { ...sale, lines: [...sale.lines, { product, quantity: 1 }] };
  return setQuantity(sale, product.id, Math.min(line.quantity + 1, mostPieces));
}

export function setQuantity(sale: Sale, productId: string, quantity: number): Sale {
  return {
    ...sale,
    lines: sale.lines.map((line) => (line.product.id === productId ? { ...line, quantity } : line)),
  };
}

export function removeLine(sale: Sale, productId: string): Sale {
  return { ...sale, lines: sale.lines.filter((line) => line.product.id !== productId) };
}

/** Each line that cannot be sold as it stands gets what is there; where nothing is, it goes. */
export function fitToStock(sale: Sale, items: PurchasePreview['items']): Sale {
  return items
    .filter(({ problem }) => problem !== null)
    .reduce(
      (fitted, { product_id, problem, available }) =>
        problem === 'insufficient_stock' && available !== null && available > 0
          ? setQuantity(fitted, product_id, available)
          : removeLine(fitted, product_id),
      sale,
    );
}

/** Whether a payment was asked for whose amount is still to be typed. */
export function lacksAmount(sale: Sale): boolean {
  return sale.payment !== null && sale.payment.amount.trim() === '';
}

/** What the server is asked; null while there is nobody to sell to or nothing to sell. */
export function purchaseOf(sale: Sale, customerId: string | null): Purchase | null {
  if (customerId === null || sale.lines.length === 0) return null;
  const { payment } = sale;
  const note = sale.note.trim();
  return {
    customer_id: customerId,
    items: sale.lines.map(({ product, quantity }) => ({ product_id: product.id, quantity })),
    ...(sale.useBalance ? { use_balance: true } : {}),
    ...(payment && !lacksAmount(sale)
      ? {
          payment: {
            amount: payment.amount.trim(),
            method: payment.method,
            ...(payment.reference.trim() === '' ? {} : { reference: payment.reference.trim() }),
          },
        }
      : {}),
    ...(note === '' ? {} : { note }),
  };
}

/** What a sale comes to does not hang on its note. */
export function withoutNote(purchase: Purchase): Omit<Purchase, 'note'> {
  const sums = { ...purchase };
  delete sums.note;
  return sums;
}

/**
 * One idempotency key for each sale as it stands: sending the same again is a retry, and another quantity is
 * another sale. A sale that is changed back is the one it was, so its first attempt still counts.
 */
export class SaleKeys {
  readonly #keys = new Map<string, string>();

  of(purchase: Purchase): string {
    const text = JSON.stringify(purchase);
    const key = this.#keys.get(text) ?? randomUuid();
    this.#keys.set(text, key);
    return key;
  }

  /** After a sale is made: the same basket again is a second sale. */
  forget(): void {
    this.#keys.clear();
  }
}
