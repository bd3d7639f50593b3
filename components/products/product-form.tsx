'use client';

import { Button } from '@/components/ui/button';
import { DialogClose, DialogFooter } from '@/components/ui/dialog';
import { AmountField, Field } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import type { FormAction } from '@/lib/ui/action-result';
import type { Product } from './product-status';

export interface ProductFormProps {
  action: FormAction<Product>;
  currency: string;
  /** The product to edit; without one, a new one is made. */
  product?: Pick<Product, 'id' | 'name' | 'sku' | 'price' | 'usage_unit_price' | 'description'>;
  onDone: (product: Product) => void;
}

export function ProductForm({ action, currency, product, onDone }: ProductFormProps) {
  return (
    <Form action={action} onSuccess={onDone}>
      <FormFailure />
      {product ? <input type="hidden" name="product_id" value={product.id} /> : null}
      <Field
        name="name"
        label="Name"
        defaultValue={product?.name}
        autoComplete="off"
        maxLength={200}
        required
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          name="sku"
          label="Sku"
          defaultValue={product?.sku}
          autoComplete="off"
          maxLength={64}
          required
          hint="Your own code for it, unique"
        />
        <AmountField
          name="price"
          label="Price"
          currency={currency}
          defaultValue={product?.price}
          required
          hint={product ? 'Orders keep the price they had' : 'For one piece'}
        />
        {product ? null : (
          <Field
            name="stock"
            label="Stock"
            optional
            inputMode="numeric"
            autoComplete="off"
            hint="Empty: it is not counted"
          />
        )}
        <AmountField
          name="usage_unit_price"
          label="Per unit of usage"
          currency={currency}
          optional
          placeholder="0.000002"
          defaultValue={product?.usage_unit_price ?? undefined}
          hint="Empty: the price above. Up to 6 decimals"
          className={product ? 'sm:col-span-2' : undefined}
        />
      </div>
      <Field
        name="description"
        label="Description"
        optional
        autoComplete="off"
        maxLength={1000}
        defaultValue={product?.description ?? undefined}
      />
      <DialogFooter className="mt-2">
        <DialogClose asChild>
          <Button variant="secondary">Cancel</Button>
        </DialogClose>
        <SubmitButton>{product ? 'Save changes' : 'Create product'}</SubmitButton>
      </DialogFooter>
    </Form>
  );
}
