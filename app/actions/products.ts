'use server';

import { refresh } from 'next/cache';
import type { InputOf, OutputOf } from '@/lib/operations/define';
import { adjustStock, archiveProduct, createProduct, updateProduct } from '@/lib/operations/products';
import { perform } from '@/lib/pages/perform';
import type { ActionResult } from '@/lib/ui/action-result';
import { idempotencyKeyOf, textField, textFields } from '@/lib/ui/form-data';

type Product = OutputOf<typeof updateProduct>;

/** Pieces as they are typed. What is no whole number becomes none, which the operation refuses at its field. */
function pieces(typed: string): number {
  return /^-?\d{1,15}$/.test(typed.trim()) ? Number(typed) : NaN;
}

export async function createProductAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<Product>> {
  const { stock, ...rest } = textFields(form, ['stock', 'usage_unit_price', 'description']);
  const result = await perform(
    createProduct,
    {
      name: textField(form, 'name'),
      sku: textField(form, 'sku'),
      price: textField(form, 'price').trim(),
      ...rest,
      ...(stock === undefined ? {} : { stock: pieces(stock) }),
    },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

export async function updateProductAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<Product>> {
  const result = await perform(
    updateProduct,
    {
      product_id: textField(form, 'product_id'),
      name: textField(form, 'name'),
      sku: textField(form, 'sku'),
      price: textField(form, 'price').trim(),
      // Empty on purpose removes the value, so these are sent as they stand.
      usage_unit_price: textField(form, 'usage_unit_price').trim(),
      description: textField(form, 'description').trim(),
    },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

/** On sale or off it; an archived product comes back this way too. */
export async function setProductStatusAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<Product>> {
  const status = textField(form, 'status') === 'active' ? 'active' : 'inactive';
  const result = await perform(
    updateProduct,
    { product_id: textField(form, 'product_id'), status },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

export async function archiveProductAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<Product>> {
  const result = await perform(
    archiveProduct,
    { product_id: textField(form, 'product_id') },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

type Adjustment = Pick<InputOf<typeof adjustStock>, 'change' | 'counted' | 'tracked'>;

/** What the form asks for: pieces that came or went, a count, or no counting any more. */
function adjustmentOf(form: FormData): Adjustment {
  const typed = textField(form, 'pieces').trim();
  switch (textField(form, 'kind')) {
    case 'delivery':
      return { change: pieces(typed) };
    case 'loss':
      return { change: -pieces(typed) };
    case 'stop':
      return { tracked: false };
    default:
      return { counted: pieces(typed) };
  }
}

export async function adjustStockAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof adjustStock>>> {
  const { reason } = textFields(form, ['reason']);
  const result = await perform(
    adjustStock,
    {
      product_id: textField(form, 'product_id'),
      ...adjustmentOf(form),
      ...(reason ? { reason } : {}),
    },
    idempotencyKeyOf(form),
  );
  if (result.ok) {
    refresh();
    return result;
  }
  // The form has one field for pieces, whatever they are called in the request.
  const { change, counted, ...fields } = result.fields;
  const message = change ?? counted;
  return { ...result, fields: message ? { ...fields, pieces: message } : fields };
}
