/**
 * The rules of sales on credit once more, as plainly as they can be said: whole cents and pieces, no database.
 * Nothing is kept that follows from something else: what an order owes is what was sold less what was cancelled
 * less what payments have put on it.
 */

export interface ModelProduct {
  price: bigint;
  /** Null: not counted. */
  stock: number | null;
  isForSale: boolean;
}

export interface ModelCustomer {
  prepaid: bigint;
  limit: bigint;
}

interface Line {
  product: number;
  price: bigint;
  quantity: number;
  cancelled: number;
}

export interface ModelOrder {
  customer: number;
  lines: Line[];
}

export interface ModelPayment {
  customer: number;
  amount: bigint;
  method: 'cash' | 'balance';
  isReversed: boolean;
  allocations: { order: ModelOrder; amount: bigint; kind: 'payment' | 'release' | 'reversal' }[];
}

export type Pieces = readonly { product: number; quantity: number }[];

/** What came of it: the code of the refusal, or null where it was done. */
type Refused = string | null;

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
const least = (...amounts: bigint[]) => amounts.reduce((low, amount) => (amount < low ? amount : low));
const notBelowZero = (amount: bigint) => (amount > 0n ? amount : 0n);

export class SalesModel {
  readonly orders: ModelOrder[] = [];
  readonly payments: ModelPayment[] = [];

  constructor(
    readonly products: ModelProduct[],
    readonly customers: ModelCustomer[],
  ) {}

  total = ({ lines }: ModelOrder) => sum(lines.map(({ price, quantity }) => price * BigInt(quantity)));
  cancelled = ({ lines }: ModelOrder) => sum(lines.map(({ price, cancelled }) => price * BigInt(cancelled)));
  paid = (order: ModelOrder) => sum(this.payments.map((payment) => this.onOrder(payment, order)));
  outstanding = (order: ModelOrder) => this.total(order) - this.cancelled(order) - this.paid(order);
  owed = (customer: number) =>
    sum(this.orders.filter((order) => order.customer === customer).map((order) => this.outstanding(order)));

  status(order: ModelOrder): 'open' | 'paid' | 'cancelled' {
    if (order.lines.every(({ quantity, cancelled }) => quantity === cancelled)) return 'cancelled';
    return this.outstanding(order) > 0n ? 'open' : 'paid';
  }

  purchase(customer: number, pieces: Pieces, payment: bigint, usesBalance: boolean): Refused {
    const lines = addUp(pieces).map(({ product, quantity }) => ({
      product,
      price: this.productAt(product).price,
      quantity,
      cancelled: 0,
    }));
    const has = (line: Line) => (this.productAt(line.product).stock ?? line.quantity) >= line.quantity;
    if (!lines.every((line) => this.productAt(line.product).isForSale)) return 'product_not_for_sale';
    if (!lines.every(has)) return 'insufficient_stock';

    const order = { customer, lines };
    const total = this.total(order);
    const fromPayment = least(total, payment);
    const fromBalance = usesBalance
      ? least(total - fromPayment, notBelowZero(this.customerAt(customer).prepaid))
      : 0n;
    const onCredit = total - fromPayment - fromBalance;
    if (onCredit > notBelowZero(this.customerAt(customer).limit - this.owed(customer)))
      return 'credit_limit_exceeded';

    for (const line of lines) this.moveStock(line.product, -line.quantity);
    this.orders.push(order);
    if (payment > 0n) this.receive(customer, payment, 'cash', [order]);
    if (fromBalance > 0n) this.receive(customer, fromBalance, 'balance', [order]);
    return null;
  }

  pay(customer: number, amount: bigint, method: 'cash' | 'balance', order?: ModelOrder): Refused {
    if (order && this.status(order) !== 'open') return 'order_not_open';
    const orders = order ? [order] : this.orders.filter((of) => of.customer === customer);
    if (method === 'balance') {
      if (amount > sum(orders.map((of) => this.outstanding(of)))) return 'payment_exceeds_owed';
      if (amount > this.customerAt(customer).prepaid) return 'insufficient_funds';
    }
    this.receive(customer, amount, method, orders);
    return null;
  }

  reverse(payment: ModelPayment): Refused {
    if (payment.isReversed) return 'payment_already_reversed';
    const customer = this.customerAt(payment.customer);
    const wasOnOrders = sum(payment.allocations.map(({ amount }) => amount));
    for (const order of this.orders) {
      const amount = this.onOrder(payment, order);
      if (amount > 0n) payment.allocations.push({ order, amount: -amount, kind: 'reversal' });
    }
    customer.prepaid += payment.method === 'balance' ? wasOnOrders : wasOnOrders - payment.amount;
    payment.isReversed = true;
    return null;
  }

  cancel(order: ModelOrder, pieces?: Pieces): Refused {
    if (this.status(order) === 'cancelled') return 'order_not_open';
    const left = order.lines.map((line) => ({
      product: line.product,
      quantity: line.quantity - line.cancelled,
    }));
    const asked = pieces ? addUp(pieces) : left;
    const isLeft = (piece: Pieces[number]) =>
      left.some(({ product, quantity }) => product === piece.product && quantity >= piece.quantity);
    if (pieces && !asked.every(isLeft)) return 'cancellation_exceeds_order';

    for (const { product, quantity } of asked) {
      const line = order.lines.find((of) => of.product === product);
      if (line) line.cancelled += quantity;
      this.moveStock(product, quantity);
    }
    // What is paid now for more than is left goes to the balance, the newest payment first.
    for (const payment of [...this.payments].reverse()) {
      const amount = least(notBelowZero(-this.outstanding(order)), this.onOrder(payment, order));
      if (amount <= 0n) continue;
      payment.allocations.push({ order, amount: -amount, kind: 'release' });
      this.customerAt(order.customer).prepaid += amount;
    }
    return null;
  }

  adjust(product: number, change: number): Refused {
    const { stock } = this.productAt(product);
    if (stock === null) return 'stock_not_tracked';
    if (stock + change < 0) return 'insufficient_stock';
    this.moveStock(product, change);
    return null;
  }

  productAt = (index: number) => at(this.products, index);
  customerAt = (index: number) => at(this.customers, index);

  private onOrder(payment: ModelPayment, order: ModelOrder): bigint {
    return sum(payment.allocations.filter((of) => of.order === order).map(({ amount }) => amount));
  }

  private moveStock(product: number, change: number): void {
    const moved = this.productAt(product);
    if (moved.stock !== null) moved.stock += change;
  }

  /** Puts money on orders, the oldest first; what is left is prepaid. */
  private receive(
    customer: number,
    amount: bigint,
    method: 'cash' | 'balance',
    orders: readonly ModelOrder[],
  ): void {
    const payment: ModelPayment = { customer, amount, method, isReversed: false, allocations: [] };
    let rest = amount;
    for (const order of orders) {
      const part = least(rest, this.outstanding(order));
      if (part > 0n) payment.allocations.push({ order, amount: part, kind: 'payment' });
      rest -= part;
    }
    this.payments.push(payment);
    this.customerAt(customer).prepaid += method === 'balance' ? -amount : rest;
  }
}

function addUp(pieces: Pieces): { product: number; quantity: number }[] {
  const products = [...new Set(pieces.map(({ product }) => product))];
  return products.map((product) => ({
    product,
    quantity: pieces.reduce((count, of) => count + (of.product === product ? of.quantity : 0), 0),
  }));
}

function at<T>(of: readonly T[], index: number): T {
  const found = of[index];
  if (found === undefined) throw new Error(`there is no number ${index}`);
  return found;
}
