import type { OutputOf } from '@/lib/operations/define';
import type { listPayments } from '@/lib/operations/payments';
import { formatAmount, isZero } from '@/lib/money/format';

export type Payment = OutputOf<typeof listPayments>['data'][number];

export const methodOptions = [
  { value: 'cash', label: 'Cash' },
  { value: 'card', label: 'Card' },
  { value: 'bank_transfer', label: 'Bank transfer' },
  { value: 'other', label: 'Other' },
  { value: 'balance', label: 'Prepaid balance' },
];

/** So many orders are named one by one; more would not be read. */
const namedOrders = 3;

type Placed = Pick<Payment, 'currency' | 'allocations' | 'to_balance'>;

/** What a payment was put on when it came, and what of it became balance: one or two sentences. */
export function whereItWent({ currency, allocations, to_balance: toBalance }: Placed): string {
  const put = allocations.filter(({ kind }) => kind === 'payment');
  const named = put
    .slice(0, namedOrders)
    .map((each) => `${formatAmount(each.amount, currency)} on order ${each.order_number}`);
  const more = put.length - named.length;
  const sentences: string[] = [];
  if (named.length > 0) {
    const others = more > 0 ? `, the rest on ${more} more ${more === 1 ? 'order' : 'orders'}` : '';
    sentences.push(`${named.join(', ')}${others}.`);
  }
  if (!isZero(toBalance)) {
    const amount = formatAmount(toBalance, currency);
    sentences.push(
      named.length > 0 ? `${amount} became balance.` : `Nothing was owed: ${amount} became balance.`,
    );
  }
  return sentences.join(' ');
}
