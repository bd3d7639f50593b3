import type { Payment } from '@/components/payments/payment-words';

export const orderId = (number: number) => `0196c1f0-0000-7000-8000-0000000000${number}`;

/** A payment of 150.00 that was put on order 12 and, what was more, on the balance. */
export const payment: Payment = {
  id: '0196c1f0-0000-7000-8000-0000000000aa',
  customer_id: '0196c1f0-0000-7000-8000-000000000001',
  customer_name: 'Ada',
  currency: 'USD',
  amount: '150.00',
  method: 'cash',
  reference: null,
  note: null,
  status: 'received',
  allocated: '120.00',
  to_balance: '30.00',
  actor: 'user:1',
  request_id: null,
  received_at: '2026-11-21T09:00:00Z',
  reversed_at: null,
  reversal_reason: null,
  allocations: [put(12, '120.00')],
};

/** What was put on an order when the payment came. */
export function put(number: number, amount: string): Payment['allocations'][number] {
  return {
    order_id: orderId(number),
    order_number: number,
    amount,
    kind: 'payment',
    occurred_at: '2026-11-21T09:00:00Z',
  };
}
