'use client';

import { CircleAlert } from 'lucide-react';
import { useId, type ReactNode, type Ref } from 'react';
import type { Credit, PurchasePreview } from '@/app/actions/sales';
import { Button } from '@/components/ui/button';
import { AmountField, Field, SelectField } from '@/components/ui/field';
import { Label } from '@/components/ui/label';
import { Switch } from '@/components/ui/switch';
import { formatAmount, isNegative, isZero } from '@/lib/money/format';
import { asSentence } from '@/lib/ui/failure-copy';
import type { Sale, SalePayment, SalePaymentMethod } from './sale';

export const paymentMethods: readonly { value: SalePaymentMethod; label: string }[] = [
  { value: 'cash', label: 'Cash' },
  { value: 'card', label: 'Card' },
  { value: 'bank_transfer', label: 'Bank transfer' },
  { value: 'other', label: 'Other' },
];

export const noPaymentYet: SalePayment = { amount: '', method: 'cash', reference: '' };

function Option({
  label,
  hint,
  checked,
  onChange,
  children,
}: {
  label: string;
  hint: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  children?: ReactNode;
}) {
  const id = useId();
  return (
    <div>
      <div className="flex items-center justify-between gap-4">
        <div className="min-w-0">
          <Label htmlFor={id}>{label}</Label>
          <p id={`${id}-hint`} className="text-muted text-sm">
            {hint}
          </p>
        </div>
        <Switch id={id} aria-describedby={`${id}-hint`} checked={checked} onCheckedChange={onChange} />
      </div>
      {children}
    </div>
  );
}

export interface PaymentOptionsProps {
  sale: Sale;
  currency: string;
  credit: Credit | null;
  preview: PurchasePreview | null;
  onChange: (change: Partial<Sale>) => void;
  /** What is wrong with the amount. */
  amountMessage: string | null;
  amount: Ref<HTMLInputElement>;
}

/** How the sale is paid: from the balance, at once, or, by itself, on credit. */
export function PaymentOptions({
  sale,
  currency,
  credit,
  preview,
  onChange,
  amountMessage,
  amount,
}: PaymentOptionsProps) {
  const { payment } = sale;
  const messageId = useId();
  const hasBalance = credit !== null && !isZero(credit.balance) && !isNegative(credit.balance);
  const pay = (change: Partial<SalePayment>) =>
    onChange({ payment: { ...(payment ?? noPaymentYet), ...change } });
  return (
    <div className="grid gap-4">
      {hasBalance || sale.useBalance ? (
        <Option
          label="Pay from balance"
          hint={credit ? `${formatAmount(credit.balance, currency)} is paid in advance` : 'As far as it goes'}
          checked={sale.useBalance}
          onChange={(useBalance) => onChange({ useBalance })}
        />
      ) : null}
      <Option
        label="Payment now"
        hint="Cash, card or transfer"
        checked={payment !== null}
        onChange={(checked) => onChange({ payment: checked ? noPaymentYet : null })}
      >
        {payment ? (
          <div className="mt-3 grid gap-3">
            <div>
              <AmountField
                ref={amount}
                name="payment_amount"
                label="Amount paid"
                currency={currency}
                value={payment.amount}
                onChange={(event) => pay({ amount: event.target.value })}
                aria-invalid={amountMessage ? true : undefined}
                aria-describedby={amountMessage ? messageId : undefined}
                aside={
                  preview && !sale.useBalance && !isZero(preview.total) ? (
                    <Button variant="link" size="small" onClick={() => pay({ amount: preview.total })}>
                      Whole total
                    </Button>
                  ) : null
                }
              />
              {amountMessage ? (
                <p
                  id={messageId}
                  role="alert"
                  className="text-danger mt-1.5 flex items-start gap-1.5 text-sm"
                >
                  <CircleAlert className="mt-0.75 size-3.5 shrink-0" aria-hidden />
                  {asSentence(amountMessage)}
                </p>
              ) : null}
            </div>
            <div className="grid gap-3 sm:grid-cols-2">
              <SelectField
                name="payment_method"
                label="Paid by"
                value={payment.method}
                onValueChange={(method) => pay({ method: method as SalePaymentMethod })}
                options={paymentMethods}
              />
              <Field
                name="payment_reference"
                label="Reference"
                optional
                autoComplete="off"
                maxLength={200}
                value={payment.reference}
                onChange={(event) => pay({ reference: event.target.value })}
              />
            </div>
          </div>
        ) : null}
      </Option>
      <Field
        name="note"
        label="Note"
        optional
        autoComplete="off"
        maxLength={500}
        value={sale.note}
        onChange={(event) => onChange({ note: event.target.value })}
      />
    </div>
  );
}
