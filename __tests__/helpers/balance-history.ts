import type { z } from 'zod';
import { updateCustomer } from '@/lib/operations/customers';
import { triggerBilling } from '@/lib/operations/billing';
import { addCredit, getBalance } from '@/lib/operations/wallets';
import { tryCapture, tryHold, tryRelease } from './holds';
import { addBuyer, addProduct, line, reverse, trySell, cancel, type Order, type Payment } from './sales';
import { recordPayment } from '@/lib/operations/payments';
import { give, tryStart } from './sessions';
import { microsOf, momentOf } from './session-times';
import { tryRecord } from './usage';
import type { Arguments } from './sql-callers';
import type { Business, World } from './world';

/** A customer to whom anything happens on a test clock, and what was read of the balance at each moment. */

export type Balance = z.infer<(typeof getBalance)['output']>;

/** One thing that happens; what is refused happens not at all. Amounts are texts; a row is named by how many there were. */
export type Step =
  | { does: 'topUp' | 'credits' | 'pay'; amount: string }
  | { does: 'buy'; pieces: number; paidBy: 'credit' | 'balance' }
  | { does: 'cancel' | 'reverse' | 'release'; row: number }
  | { does: 'use'; service: string; units: string; price: string }
  | { does: 'bill' | 'stop' }
  | { does: 'hold'; wallet: 'prepaid' | 'credits'; amount: string; lasts: number }
  | { does: 'capture'; row: number; amount: string; keepsRest: boolean }
  | { does: 'start'; rate: string }
  | { does: 'limits'; args: Arguments }
  | { does: 'pass'; micros: bigint; byClock: boolean };

/** Not at a whole second, and before a midnight. */
const begins = '2026-03-01T22:30:00.123457Z';

export class BalanceHistory {
  /** The last answer at each moment. */
  readonly answers = new Map<string, Balance>();
  private now = microsOf(begins);
  private readonly orders: Order[] = [];
  private readonly payments: Payment[] = [];
  private readonly holds: { id: string }[] = [];

  private constructor(
    private readonly world: World,
    readonly business: Business,
    readonly customer: { id: string },
    private readonly product: { id: string },
  ) {}

  static async open(world: World): Promise<BalanceHistory> {
    const business = await world.makeSandbox(begins);
    const customer = await addBuyer(world, business, {
      balance: '50.01',
      hourly_debit_amount: '0.07',
      credit_limit: '40',
    });
    const product = await addProduct(business, { price: '3.35', stock: undefined });
    return new BalanceHistory(world, business, customer, product);
  }

  async read(args: Arguments = {}): Promise<Balance> {
    return this.business.owner.run(getBalance, {
      business_id: this.business.id,
      customer_id: this.customer.id,
      page_size: 1,
      ...args,
    });
  }

  async take(step: Step): Promise<void> {
    // What was due where the clock stood happens there still.
    if (step.does === 'pass' && step.byClock) await this.happens({ ...step, micros: 0n });
    await this.happens(step);
  }

  private async happens(step: Step): Promise<void> {
    await this.does(step);
    this.answers.set(momentOf(this.now), await this.read());
  }

  private async does(step: Step): Promise<void> {
    const { business, customer, world } = this;
    const given = { business_id: business.id, customer_id: customer.id };
    const attempt = (name: string, args: Arguments) => business.owner.attempt(name, { ...given, ...args });
    if (step.does === 'topUp') await attempt(addCredit.name, { amount: step.amount });
    else if (step.does === 'credits') await give(business, customer, step.amount);
    else if (step.does === 'pay') {
      const outcome = await attempt(recordPayment.name, { amount: step.amount });
      if (outcome.ok) this.payments.push(outcome.body as Payment);
    } else if (step.does === 'buy') {
      const more = step.paidBy === 'balance' ? { payment: { method: 'balance', amount: '1.05' } } : {};
      const outcome = await trySell(business, customer, [line(this.product, step.pieces)], more);
      if (outcome.ok) this.orders.push((outcome.body as { order: Order }).order);
    } else if (step.does === 'cancel') {
      const order = nth(this.orders, step.row);
      if (order) await cancel(business, order).catch(() => undefined);
    } else if (step.does === 'reverse') {
      const payment = nth(this.payments, step.row);
      if (payment) await reverse(business, payment).catch(() => undefined);
    } else if (step.does === 'use') {
      const { service, units, price } = step;
      await tryRecord(business, customer, { service, units_consumed: units, price_per_unit: price });
    } else if (step.does === 'bill')
      await business.owner.call(triggerBilling.name, { business_id: business.id });
    else if (step.does === 'hold') {
      const args = { wallet: step.wallet, expires_in: step.lasts };
      const outcome = await tryHold(business, customer, step.amount, args);
      if (outcome.ok) this.holds.push(outcome.body as { id: string });
    } else if (step.does === 'capture') {
      const held = nth(this.holds, step.row);
      if (held) await tryCapture(business, held, { amount: step.amount, keep_rest: step.keepsRest });
    } else if (step.does === 'release') {
      const held = nth(this.holds, step.row);
      if (held) await tryRelease(business, held);
    } else if (step.does === 'start') await tryStart(business, customer, { credits_per_minute: step.rate });
    else if (step.does === 'stop') await attempt('stop_session', {});
    else if (step.does === 'limits') await attempt(updateCustomer.name, step.args);
    else if (step.does === 'pass') {
      this.now += step.micros;
      if (step.byClock)
        await world.admin.query('select private.advance_clock($1, $2)', [business.id, momentOf(this.now)]);
      else await world.setClock(business.id, momentOf(this.now));
    }
  }
}

const nth = <Row>(rows: readonly Row[], index: number): Row | undefined => rows[index % rows.length];
