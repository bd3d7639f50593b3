import { z } from 'zod';
import { defineOperation } from './define';
import {
  amountText,
  businessId,
  id,
  nonNegativeAmount,
  nonNegativePrice,
  pageInput,
  pageOf,
  term,
  text,
  time,
} from './schemas';

/** What a business sells: by the piece, out of a stock that is counted or not, or by the unit of usage. */

export const productStatus = z.enum(['active', 'inactive', 'archived']);

/** Whole pieces. */
const pieces = z.number().int('must be a whole number').min(0, 'must not be negative').max(1_000_000_000);

export const product = z.object({
  id,
  business_id: id,
  sku: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  status: productStatus,
  currency: z.string(),
  /** For one piece. */
  price: amountText,
  /** For one unit of usage; null where that is the price of a piece. */
  usage_unit_price: amountText.nullable(),
  /** Whole pieces on hand; null where the stock is not counted. */
  stock: z.number().int().nullable(),
  created_at: time,
  updated_at: time,
});

export const stockMovementKind = z.enum([
  'opening',
  'delivery',
  'adjustment',
  'count',
  'sale',
  'cancellation',
  'untracked',
]);

export const stockMovement = z.object({
  /** `{product_id}.{version}` */
  id: z.string(),
  product_id: id,
  /** 1, 2, 3 … without gaps in a product. */
  version: z.number().int(),
  kind: stockMovementKind,
  /** Signed whole pieces. */
  quantity: z.number().int(),
  stock_after: z.number().int(),
  reason: z.string().nullable(),
  order_id: id.nullable(),
  order_number: z.number().int().nullable(),
  actor: z.string(),
  request_id: z.string().nullable(),
  occurred_at: time,
});

const sku = text(64).meta({ description: 'Unique in the business', example: 'DESK-OAK' });
const description = text(1000);

export const listProducts = defineOperation({
  name: 'list_products',
  method: 'GET',
  path: '/products',
  tag: 'Products',
  summary: 'List products',
  access: 'products:read',
  input: z.strictObject({
    business_id: businessId,
    /** Part of the name or the sku. */
    search: term(200).optional(),
    status: z.enum(['active', 'inactive', 'archived', 'all']).optional(),
    sort: z.enum(['created', 'name', 'sku', 'price', 'stock']).optional(),
    direction: z.enum(['asc', 'desc']).optional(),
    ...pageInput,
  }),
  output: pageOf(product),
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const createProduct = defineOperation({
  name: 'create_product',
  method: 'POST',
  path: '/products',
  tag: 'Products',
  summary: 'Create a product',
  description:
    'Without `stock` the stock is not counted, and a sale never runs out of it. Without `usage_unit_price` its usage is billed at `price`.',
  access: 'products:write',
  input: z.strictObject({
    business_id: businessId,
    sku,
    name: text(200),
    price: nonNegativeAmount,
    stock: pieces.optional(),
    usage_unit_price: nonNegativePrice.optional(),
    description: description.optional(),
    status: z.enum(['active', 'inactive']).optional(),
  }),
  output: product,
  status: 201,
  idempotency: 'key',
  errors: ['sku_taken'],
  examples: { request: { sku: 'DESK-OAK', name: 'Oak desk', price: '349.00', stock: 12 } },
});

export const getProduct = defineOperation({
  name: 'get_product',
  method: 'GET',
  path: '/products/{product_id}',
  tag: 'Products',
  summary: 'Read a product',
  access: 'products:read',
  input: z.strictObject({ business_id: businessId, product_id: id }),
  output: product,
  status: 200,
  idempotency: 'safe',
  errors: ['product_not_found'],
});

export const updateProduct = defineOperation({
  name: 'update_product',
  method: 'PUT',
  path: '/products/{product_id}',
  tag: 'Products',
  summary: 'Change a product',
  description:
    'Fields left out stay as they are; an empty `description` is removed, and an empty `usage_unit_price` has its usage billed at `price`. Orders keep the price they were made at. The stock changes only through `POST /api/products/{product_id}/stock`.',
  access: 'products:write',
  input: z.strictObject({
    business_id: businessId,
    product_id: id,
    sku: sku.optional(),
    name: text(200).optional(),
    price: nonNegativeAmount.optional(),
    usage_unit_price: z
      .union([z.literal(''), nonNegativePrice], 'must be a price with at most 6 decimals, or empty')
      .optional(),
    description: z
      .union([z.literal(''), description], 'must be at most 1000 plain characters, or empty')
      .optional(),
    status: productStatus.optional(),
  }),
  output: product,
  status: 200,
  idempotency: 'key',
  errors: ['product_not_found', 'sku_taken'],
});

export const archiveProduct = defineOperation({
  name: 'archive_product',
  method: 'DELETE',
  path: '/products/{product_id}',
  tag: 'Products',
  summary: 'Archive a product',
  description:
    'It is sold no more and leaves the lists. Orders and stock movements name it for ever, so no product is deleted; `PUT` with another `status` brings it back.',
  access: 'products:write',
  input: z.strictObject({ business_id: businessId, product_id: id }),
  output: product,
  status: 200,
  idempotency: 'key',
  errors: ['product_not_found'],
});

export const adjustStock = defineOperation({
  name: 'adjust_stock',
  method: 'POST',
  path: '/products/{product_id}/stock',
  tag: 'Products',
  summary: 'Adjust the stock of a product',
  description:
    'Give `change` (a delivery, or a loss as a negative number), or `counted` (what is on the shelf), or `tracked: false` to stop counting. Each adjustment is a movement that stays.',
  access: 'products:write',
  input: z
    .strictObject({
      business_id: businessId,
      product_id: id,
      change: z
        .number()
        .int('must be a whole number')
        .min(-1_000_000_000)
        .max(1_000_000_000)
        .refine((value) => value !== 0, 'must not be zero')
        .optional(),
      counted: pieces.optional(),
      tracked: z.literal(false).optional(),
      reason: text(500).optional(),
    })
    .refine(
      ({ change, counted, tracked }) =>
        [change, counted, tracked].filter((value) => value !== undefined).length === 1,
      { path: ['change'], message: 'give one of change, counted and tracked' },
    ),
  output: z.object({ product, movement: stockMovement }),
  status: 201,
  idempotency: 'key',
  errors: ['product_not_found', 'insufficient_stock', 'stock_not_tracked'],
  examples: {
    request: {
      product_id: '0196c1f0-0000-7000-8000-0000000000a1',
      change: 24,
      reason: 'Delivery of Friday',
    },
  },
});

export const listStockMovements = defineOperation({
  name: 'list_stock_movements',
  method: 'GET',
  path: '/products/{product_id}/stock',
  tag: 'Products',
  summary: 'List the stock movements of a product',
  access: 'products:read',
  input: z.strictObject({ business_id: businessId, product_id: id, ...pageInput }),
  output: pageOf(stockMovement),
  status: 200,
  idempotency: 'safe',
  errors: ['product_not_found'],
});
