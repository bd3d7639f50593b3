import { createCustomer } from '@/lib/operations/customers';
import { previewPurchase, processPurchase } from '@/lib/operations/orders';
import { recordPayment } from '@/lib/operations/payments';
import { createProduct } from '@/lib/operations/products';
import { creditOf } from './sales';
import { SalesModel, type Pieces } from './sales-model';
import type { Arguments } from './sql-callers';
import type { Business, World } from './world';

/** One thing that happens to the model and to the database alike; numbers choose among what is there. */
export type Step =
  | { does: 'buy'; customer: number; pieces: Pieces; payment: bigint; usesBalance: boolean }
  /** `near`: not an amount, but so much more or less than is owed. */
  | {
      does: 'pay';
      customer: number;
      amount: bigint;
      near?: bigint;
      method: 'cash' | 'balance';
      order?: number;
    }
  | { does: 'reverse'; payment: number }
  | { does: 'cancel'; order: number; pieces?: Pieces }
  | { does: 'limit'; customer: number; limit: bigint }
  | { does: 'price'; product: number; price: bigint; isForSale: boolean }
  | { does: 'adjust'; product: number; change: number }
  | { does: 'count'; product: number; stock: number | null };

export const decimal = (cents: bigint): string => {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** A business, and the model of it. */
export class SalesRun {
  readonly orderIds: string[] = [];
  readonly paymentIds: string[] = [];

  private constructor(
    private readonly world: World,
    readonly business: Business,
    readonly model: SalesModel,
    readonly productIds: readonly string[],
    readonly customerIds: readonly string[],
  ) {}

  static async open(world: World): Promise<SalesRun> {
    const business = await world.makeBusiness();
    const model = new SalesModel(
      [
        { price: 250n, stock: 20, isForSale: true },
        { price: 999n, stock: 6, isForSale: true },
        { price: 1_000n, stock: null, isForSale: true },
      ],
      [
        { prepaid: 0n, limit: 20_000n },
        { prepaid: 700n, limit: 6_000n },
      ],
    );
    const products: string[] = [];
    for (const [index, { price, stock }] of model.products.entries()) {
      const name = `Product ${index}`;
      const made = await business.owner.run(createProduct, {
        sku: name,
        name,
        price: decimal(price),
        stock: stock ?? undefined,
      });
      products.push(made.id);
    }
    const customers: string[] = [];
    for (const { prepaid, limit } of model.customers) {
      const args = { name: 'Test', balance: decimal(prepaid), credit_limit: decimal(limit) };
      customers.push((await business.owner.run(createCustomer, args)).id);
    }
    return new SalesRun(world, business, model, products, customers);
  }

  /** Does it twice, and expects the same of both. */
  async take(step: Step): Promise<void> {
    const { model } = this;
    if (step.does === 'buy') return this.buy(step);
    if (step.does === 'pay') return this.pay(step);
    if (step.does === 'reverse') {
      const index = pick(step.payment, model.payments);
      const payment = model.payments[index];
      if (!payment) return;
      const args = { payment_id: this.paymentIds[index] };
      expect(await this.ask('reverse_payment', args)).toEqual(model.reverse(payment));
    } else if (step.does === 'cancel') {
      const index = pick(step.order, model.orders);
      const order = model.orders[index];
      if (!order) return;
      const args = { order_id: this.orderIds[index], items: step.pieces && this.itemsOf(step.pieces) };
      expect(await this.ask('cancel_order', args)).toEqual(model.cancel(order, step.pieces));
    } else if (step.does === 'limit') {
      model.customerAt(step.customer).limit = step.limit;
      const args = { customer_id: this.customerIds[step.customer], credit_limit: decimal(step.limit) };
      expect(await this.ask('update_customer', args)).toBeNull();
    } else if (step.does === 'price') {
      Object.assign(model.productAt(step.product), { price: step.price, isForSale: step.isForSale });
      const args = {
        product_id: this.productIds[step.product],
        price: decimal(step.price),
        status: step.isForSale ? 'active' : 'inactive',
      };
      expect(await this.ask('update_product', args)).toBeNull();
    } else if (step.does === 'adjust') {
      const args = { product_id: this.productIds[step.product], change: step.change };
      expect(await this.ask('adjust_stock', args)).toEqual(model.adjust(step.product, step.change));
    } else {
      const product = model.productAt(step.product);
      const given = step.stock === null ? { tracked: false } : { counted: step.stock };
      const refused = step.stock === null && product.stock === null ? 'stock_not_tracked' : null;
      product.stock = step.stock;
      const args = { product_id: this.productIds[step.product], ...given };
      expect(await this.ask('adjust_stock', args)).toEqual(refused);
    }
  }

  /** The preview of a purchase says what the purchase then does. */
  private async buy(step: Step & { does: 'buy' }): Promise<void> {
    const args = {
      customer_id: this.customerIds[step.customer],
      items: this.itemsOf(step.pieces),
      use_balance: step.usesBalance,
      ...(step.payment > 0n && { payment: { amount: decimal(step.payment) } }),
    };
    const preview = await this.business.owner.run(previewPurchase, args);
    const refused = this.model.purchase(step.customer, step.pieces, step.payment, step.usesBalance);
    expect(preview.outcome).toBe(refused ?? 'ok');
    const outcome = await this.business.owner.attempt('process_purchase', args);
    if (!outcome.ok) return expect(outcome.failure.hint).toBe(refused);
    expect(refused).toBeNull();
    const { order, payments, credit } = processPurchase.output.parse(outcome.body);
    this.orderIds.push(order.id);
    this.paymentIds.push(...payments.map(({ id }) => id));
    expect([order.total, credit]).toEqual([preview.total, preview.after]);
  }

  private async pay(step: Step & { does: 'pay' }): Promise<void> {
    const own = this.model.orders.filter((order) => order.customer === step.customer);
    const order = step.order === undefined ? undefined : own[pick(step.order, own)];
    const owed = order ? this.model.outstanding(order) : this.model.owed(step.customer);
    const amount = step.near !== undefined && owed + step.near > 0n ? owed + step.near : step.amount;
    const args = {
      customer_id: this.customerIds[step.customer],
      amount: decimal(amount),
      method: step.method,
      order_id: order && this.orderIds[this.model.orders.indexOf(order)],
    };
    const refused = this.model.pay(step.customer, amount, step.method, order);
    const outcome = await this.business.owner.attempt('record_payment', args);
    expect(outcome.ok ? null : outcome.failure.hint).toBe(refused);
    if (outcome.ok) this.paymentIds.push(recordPayment.output.parse(outcome.body).id);
  }

  private async ask(name: string, args: Arguments): Promise<string | null> {
    const outcome = await this.business.owner.attempt(name, args);
    return outcome.ok ? null : (outcome.failure.hint ?? outcome.failure.sqlstate);
  }

  private itemsOf(pieces: Pieces) {
    return pieces.map(({ product, quantity }) => ({ product_id: this.productIds[product], quantity }));
  }

  async compare(): Promise<void> {
    const { world, model, business } = this;
    for (const [index, id] of this.customerIds.entries()) {
      const { prepaid, limit } = model.customerAt(index);
      const left = limit - model.owed(index);
      expect(await creditOf(business, { id })).toMatchObject({
        balance: decimal(prepaid),
        owed: decimal(model.owed(index)),
        credit_limit: decimal(limit),
        credit_left: decimal(left > 0n ? left : 0n),
      });
    }
    expect(await this.found()).toEqual(this.expected());
    expect(await world.discrepancies(business.id)).toEqual([]);
  }

  /** Each order, payment and product in a line of text, as the model has it. */
  private expected(): string[] {
    const { model } = this;
    const cents = (...amounts: bigint[]) => amounts.join(' ');
    return [
      ...model.orders.map((order, index) => {
        const lines = order.lines
          .map(({ product, quantity, cancelled }) => `${product}:${quantity}-${cancelled}`)
          .sort()
          .join(' ');
        const amounts = cents(
          model.total(order),
          model.cancelled(order),
          model.paid(order),
          model.outstanding(order),
        );
        return `order ${index}: ${model.status(order)} ${amounts}, ${lines}`;
      }),
      ...model.payments.map((payment, index) => {
        const rows = payment.allocations.map(
          ({ order, amount, kind }) => `${model.orders.indexOf(order)} ${amount} ${kind}`,
        );
        const state = payment.isReversed ? 'reversed' : 'received';
        return `payment ${index}: ${payment.amount} ${payment.method} ${state}, ${rows.join('; ')}`;
      }),
      ...model.products.map(
        ({ price, stock }, index) => `product ${index}: ${price} ${stock ?? 'uncounted'}`,
      ),
    ];
  }

  private async found(): Promise<string[]> {
    const { rows } = await this.world.admin.query<{ line: string }>(
      `select format('order %s: %s %s %s %s %s, %s', array_position($2::uuid[], o.id) - 1, o.status,
         trim_scale(o.total * 100), trim_scale(o.cancelled * 100), trim_scale(o.paid * 100), trim_scale(o.outstanding * 100),
         (select string_agg(format('%s:%s-%s', array_position($4::uuid[], i.product_id) - 1, i.quantity, i.cancelled_quantity),
            ' ' order by array_position($4::uuid[], i.product_id))
          from public.order_items as i where i.business_id = $1 and i.order_id = o.id)) as line,
         1 as part, array_position($2::uuid[], o.id) as place
       from public.orders as o where o.business_id = $1
       union all
       select format('payment %s: %s %s %s, %s', array_position($3::uuid[], p.id) - 1, trim_scale(p.amount * 100), p.method,
         case when p.reversed_at is null then 'received' else 'reversed' end,
         (select string_agg(format('%s %s %s', array_position($2::uuid[], a.order_id) - 1, trim_scale(a.amount * 100), a.kind),
            '; ' order by a.sequence)
          from public.payment_allocations as a where a.business_id = $1 and a.payment_id = p.id)),
         2, array_position($3::uuid[], p.id)
       from public.payments as p where p.business_id = $1
       union all
       select format('product %s: %s %s', array_position($4::uuid[], p.id) - 1, trim_scale(p.price * 100),
         coalesce(p.stock::text, 'uncounted')), 3, array_position($4::uuid[], p.id)
       from public.products as p where p.business_id = $1
       order by part, place`,
      [this.business.id, this.orderIds, this.paymentIds, this.productIds],
    );
    return rows.map(({ line }) => line);
  }
}

/** One of those that are there; the newest have the best chance. */
function pick(of: number, there: readonly unknown[]): number {
  return there.length - 1 - (of % Math.max(1, there.length));
}
