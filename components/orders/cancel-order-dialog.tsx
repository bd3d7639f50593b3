'use client';

import { Ban } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { useState } from 'react';
import { toast } from 'sonner';
import { cancelOrderAction } from '@/app/actions/orders';
import { QuantityField } from '@/components/sales/quantity-field';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { formatAmount, isZero } from '@/lib/money/format';
import type { Order } from './order-facts';

export type CancellableOrder = Pick<
  Order,
  'id' | 'number' | 'currency' | 'outstanding' | 'paid' | 'customer_name' | 'items'
>;

/** Cancels an order, whole or in part, and says before what becomes of stock and money. */
export function CancelOrderDialog({ order }: { order: CancellableOrder }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="secondary">
          <Ban aria-hidden />
          Cancel order
        </Button>
      </DialogTrigger>
      {open ? (
        <DialogContent
          title={`Cancel order ${order.number}?`}
          description="Nothing is edited: new entries in the ledger put the money back. A cancellation stays."
        >
          <CancelOrderForm order={order} onDone={() => setOpen(false)} />
        </DialogContent>
      ) : null}
    </Dialog>
  );
}

function Choice({ value, label, hint }: { value: string; label: string; hint: string }) {
  return (
    <RadioGroup.Item
      value={value}
      className="border-field-line data-[state=checked]:border-accent-ink data-[state=checked]:bg-accent-soft grid content-start rounded-lg border px-3 py-2.5 text-left text-sm transition-colors"
    >
      <span className="font-medium">{label}</span>
      <span className="text-ink-soft text-xs">{hint}</span>
    </RadioGroup.Item>
  );
}

/** What happens to stock and money, of the whole order in figures. */
function Consequences({ order, whole }: { order: CancellableOrder; whole: boolean }) {
  const text = (amount: string) => formatAmount(amount, order.currency);
  const owes = !isZero(order.outstanding);
  const paid = !isZero(order.paid);
  return (
    <ul className="bg-subtle text-ink-soft grid list-disc gap-1 rounded-lg py-3 pr-3 pl-7 text-sm">
      <li>The pieces return to the stock of products that are counted.</li>
      {owes ? (
        <li>
          {whole
            ? `${order.customer_name} owes ${text(order.outstanding)} less.`
            : `What ${order.customer_name} owes falls by the price of these pieces, by ${text(order.outstanding)} at the most.`}
        </li>
      ) : null}
      {paid ? (
        <li>
          {whole
            ? `${text(order.paid)} was paid and becomes prepaid balance.`
            : 'What was paid for more than is left of the order becomes prepaid balance.'}
        </li>
      ) : null}
    </ul>
  );
}

function CancelOrderForm({ order, onDone }: { order: CancellableOrder; onDone: () => void }) {
  const [mode, setMode] = useState('all');
  const [quantities, setQuantities] = useState<Readonly<Record<string, number>>>({});
  const lines = order.items
    .map((item) => ({ ...item, left: item.quantity - item.cancelled_quantity }))
    .filter(({ left }) => left > 0);
  const chosen = lines
    .map((line) => ({ ...line, pieces: Math.min(quantities[line.product_id] ?? 0, line.left) }))
    .filter(({ pieces }) => pieces > 0);
  const isComplete = chosen.length === lines.length && chosen.every(({ pieces, left }) => pieces === left);
  const whole = mode === 'all' || isComplete;
  return (
    <Form
      action={cancelOrderAction}
      onSuccess={({ cancellation, order: after }) => {
        onDone();
        toast.success(
          after.status === 'cancelled'
            ? `Order ${after.number} is cancelled`
            : `${formatAmount(cancellation.amount, after.currency)} of order ${after.number} is cancelled`,
          { description: 'The ledger has the entries that put it back.' },
        );
      }}
    >
      <FormFailure />
      <input type="hidden" name="order_id" value={order.id} />
      <RadioGroup.Root
        aria-label="How much of it"
        value={mode}
        onValueChange={setMode}
        className="grid grid-cols-2 gap-2"
      >
        <Choice value="all" label="All that is left" hint="Every line" />
        <Choice value="some" label="Some pieces" hint="Line by line" />
      </RadioGroup.Root>
      {mode === 'some' ? (
        <ul className="border-line rounded-lg border">
          {lines.map((line) => (
            <li
              key={line.product_id}
              className="border-line flex items-center justify-between gap-3 px-3 py-2.5 not-last:border-b"
            >
              <span className="min-w-0 text-sm">
                <span className="line-clamp-2 font-medium wrap-anywhere">{line.name}</span>
                <span className="text-muted text-xs">of {line.left.toLocaleString('en-US')}</span>
              </span>
              <QuantityField
                name={line.name}
                value={Math.min(quantities[line.product_id] ?? 0, line.left)}
                minimum={0}
                maximum={line.left}
                onChange={(pieces) => setQuantities((before) => ({ ...before, [line.product_id]: pieces }))}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {mode === 'some'
        ? chosen.map(({ product_id, pieces }) => (
            <input key={product_id} type="hidden" name={`quantity:${product_id}`} value={pieces} />
          ))
        : null}
      <Consequences order={order} whole={whole} />
      <Field name="reason" label="Reason" optional autoComplete="off" maxLength={500} />
      <DialogFooter className="mt-2">
        <DialogClose asChild>
          <Button variant="secondary">Keep the order</Button>
        </DialogClose>
        <SubmitButton variant="danger" disabled={mode === 'some' && chosen.length === 0}>
          {whole ? 'Cancel all that is left' : 'Cancel these pieces'}
        </SubmitButton>
      </DialogFooter>
    </Form>
  );
}
