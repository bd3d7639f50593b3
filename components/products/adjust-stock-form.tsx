'use client';

import { RadioGroup } from 'radix-ui';
import { useState } from 'react';
import { adjustStockAction } from '@/app/actions/products';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { DialogClose, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { counted } from '@/lib/ui/words';
import type { StockedProduct } from './adjust-stock-dialog';
import type { Product } from './product-status';

const kinds = {
  delivery: { label: 'Delivery', hint: 'Pieces came', field: 'Pieces that came', submit: 'Add pieces' },
  loss: {
    label: 'Loss',
    hint: 'Broken, gone, used',
    field: 'Pieces that are gone',
    submit: 'Take off pieces',
  },
  count: {
    label: 'Count',
    hint: 'What is on the shelf',
    field: 'Pieces on the shelf',
    submit: 'Set the count',
  },
  stop: { label: 'Stop counting', hint: 'Never runs out', field: '', submit: 'Stop counting' },
} as const;

type Kind = keyof typeof kinds;

function isKind(value: string): value is Kind {
  return value in kinds;
}

/** What will be on hand, or why that cannot be; null while no whole number is typed. */
export function stockAfter(kind: Kind, stock: number | null, typed: string): string | null {
  if (kind === 'stop' || !/^\d{1,10}$/.test(typed.trim())) return null;
  const pieces = Number(typed);
  const before = stock ?? 0;
  if (kind === 'count') {
    if (stock === null) return `Counting begins with ${counted(pieces, 'piece')}`;
    if (pieces === before) return 'As many as are counted already';
    return `${counted(Math.abs(pieces - before), 'piece')} ${pieces > before ? 'more' : 'fewer'} than were counted`;
  }
  const after = kind === 'delivery' ? before + pieces : before - pieces;
  return after < 0 ? `Only ${counted(before, 'piece')} on hand` : `${counted(after, 'piece')} on hand then`;
}

export interface AdjustStockFormProps {
  product: StockedProduct;
  onDone: (product: Product) => void;
}

export function AdjustStockForm({ product, onDone }: AdjustStockFormProps) {
  const choices: readonly Kind[] = product.stock === null ? ['count'] : ['delivery', 'loss', 'count', 'stop'];
  const [kind, setKind] = useState<Kind>(choices[0] ?? 'count');
  const [pieces, setPieces] = useState('');
  const words = kinds[kind];
  return (
    <Form action={adjustStockAction} onSuccess={({ product: after }) => onDone(after)}>
      <FormFailure />
      <input type="hidden" name="product_id" value={product.id} />
      <input type="hidden" name="kind" value={kind} />
      {choices.length > 1 ? (
        <RadioGroup.Root
          aria-label="What happened"
          value={kind}
          onValueChange={(value) => {
            if (isKind(value)) setKind(value);
          }}
          className="grid grid-cols-2 gap-2"
        >
          {choices.map((choice) => (
            <RadioGroup.Item
              key={choice}
              value={choice}
              className="border-field-line data-[state=checked]:border-accent-ink data-[state=checked]:bg-accent-soft grid content-start rounded-lg border px-3 py-2.5 text-left text-sm transition-colors"
            >
              <span className="font-medium">{kinds[choice].label}</span>
              <span className="text-ink-soft text-xs">{kinds[choice].hint}</span>
            </RadioGroup.Item>
          ))}
        </RadioGroup.Root>
      ) : null}
      {kind === 'stop' ? (
        <Alert title="The count is given up.">
          {counted(product.stock ?? 0, 'piece')} leave the books with a last movement, and a sale never runs
          out of it. A count starts it again.
        </Alert>
      ) : (
        <Field
          name="pieces"
          label={words.field}
          inputMode="numeric"
          autoComplete="off"
          maxLength={10}
          required
          value={pieces}
          onChange={(event) => setPieces(event.target.value)}
          hint={<span aria-live="polite">{stockAfter(kind, product.stock, pieces) ?? 'A whole number'}</span>}
        />
      )}
      <Field
        name="reason"
        label="Reason"
        optional
        autoComplete="off"
        maxLength={500}
        hint="Stands beside the movement"
      />
      <DialogFooter className="mt-2">
        <DialogClose asChild>
          <Button variant="secondary">Cancel</Button>
        </DialogClose>
        <SubmitButton>{words.submit}</SubmitButton>
      </DialogFooter>
    </Form>
  );
}
