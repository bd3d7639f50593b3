import { updateCustomer } from '@/lib/operations/customers';
import { recordUsageBatch } from '@/lib/operations/usage';
import { addCredit } from '@/lib/operations/wallets';
import { letAMinutePass, stepOfBilling } from './billing';
import { debitBySchedule } from './debits';
import { scaled, unscaled } from './decimals';
import { addProduct, creditOf, line, trySell, type Product } from './sales';
import { UsageModel, type ModelCustomer, type ModelEvent } from './usage-model';
import type { Business, World } from './world';

/** An event, and the name that it is sent under; without one it is known by its payload. */
export interface SentEvent extends ModelEvent {
  requestId: string | null;
}

/** One thing that happens to the model and to the database alike. */
export type Step =
  | { does: 'use'; event: SentEvent }
  | { does: 'batch'; events: readonly SentEvent[] }
  /** Sends again what was sent before. */
  | { does: 'again'; count: number; asBatch: boolean }
  | { does: 'topUp'; customer: number; amount: bigint }
  | { does: 'limit'; customer: number; overdraft: bigint | null }
  | { does: 'buy'; customer: number; pieces: number }
  | { does: 'hour' }
  | { does: 'bill'; steps: number; collectSize: number };

const start = Date.UTC(2026, 2, 1, 9, 30);
const cents = (text: string) => unscaled(text, 6);

/** A business, and the model of it. */
export class UsageRun {
  readonly sent: SentEvent[] = [];
  private hours = 0;

  private constructor(
    private readonly world: World,
    readonly business: Business,
    readonly model: UsageModel,
    private readonly ids: readonly string[],
    private readonly product: Product,
  ) {}

  static async open(world: World): Promise<UsageRun> {
    const business = await world.makeSandbox(new Date(start).toISOString());
    // The job is about this business alone: those of earlier histories are left as they are.
    await world.admin.query(
      `update private.usage_schedules set next_run_at = 'infinity' where business_id <> $1`,
      [business.id],
    );
    const customers: (ModelCustomer & { id: string })[] = [];
    for (const [balance, overdraft, limit, hourly] of [
      ['3', '0', '10', '0.07'],
      ['0.5', '2', '0', '0'],
      ['1', null, '5', '0'],
    ] as const) {
      const { id } = await world.addCustomer(business, {
        balance,
        credit_limit: limit,
        hourly_debit_amount: hourly,
        ...(overdraft === null ? { postpaid: true } : { overdraft_limit: overdraft }),
      });
      customers.push({
        id,
        prepaid: cents(balance),
        overdraft: overdraft === null ? null : cents(overdraft),
        limit: cents(limit),
        owed: 0n,
        hourly: cents(hourly),
        meters: new Map(),
      });
    }
    customers.sort((one, other) => (one.id < other.id ? -1 : 1));
    const product = await addProduct(business, { price: '0.85', stock: undefined });
    return new UsageRun(
      world,
      business,
      new UsageModel(customers),
      customers.map(({ id }) => id),
      product,
    );
  }

  /** Does it twice, and expects the same of both; then looks at what everybody may still spend. */
  async take(step: Step): Promise<void> {
    if (step.does === 'use') await this.use(step.event);
    else if (step.does === 'batch') await this.batch(step.events);
    else if (step.does === 'again') {
      const events = this.sent.slice(-step.count);
      if (step.asBatch && events.length > 0) await this.batch(events);
      else for (const event of events) await this.use(event);
    } else if (step.does === 'topUp') {
      const args = { customer_id: this.ids[step.customer], amount: scaled(step.amount, 6) };
      await this.business.owner.run(addCredit, args);
      this.model.at(step.customer).prepaid += step.amount;
    } else if (step.does === 'limit') {
      const { overdraft } = step;
      await this.business.owner.run(updateCustomer, {
        customer_id: this.ids[step.customer],
        ...(overdraft === null ? { postpaid: true } : { overdraft_limit: scaled(overdraft, 6) }),
      });
      this.model.at(step.customer).overdraft = overdraft;
    } else if (step.does === 'buy') {
      const customer = { id: this.ids[step.customer] ?? '' };
      const outcome = await trySell(this.business, customer, [line(this.product, step.pieces)], {
        use_balance: true,
      });
      expect(outcome.ok).toBe(this.model.buy(step.customer, BigInt(step.pieces) * cents('0.85')));
    } else if (step.does === 'hour') {
      this.hours += 1;
      this.model.passHour();
      await this.world.setClock(this.business.id, new Date(start + this.hours * 3_600_000).toISOString());
      await debitBySchedule(this.world);
    } else {
      for (let count = 0; count < step.steps; count += 1) await this.bill(step.collectSize);
    }
    await this.lookAtExposure();
  }

  /** Bills all that can be billed, and compares every charge. */
  async finish(): Promise<void> {
    while (await this.bill(3));
    await this.lookAtExposure();
    expect(await this.charges()).toEqual(this.model.charges);
    expect(await this.world.discrepancies(this.business.id)).toEqual([]);
  }

  private async bill(collectSize: number): Promise<boolean> {
    await letAMinutePass(this.world);
    const expected = this.model.step(collectSize);
    expect(await stepOfBilling(this.world, collectSize, 1)).toBe(expected);
    return expected;
  }

  private async use(event: SentEvent): Promise<void> {
    this.sent.push(event);
    const expected = this.model.record(event, nameOf(event));
    const outcome = await this.business.owner.attempt('record_usage', this.argumentsOf(event));
    const told = outcome.ok ? (outcome.replayed ? 'replayed' : 'recorded') : outcome.failure.hint;
    const keyless = { recorded: 'recorded', replayed: 'duplicate_record', reused: 'never' };
    const named = { recorded: 'recorded', replayed: 'replayed', reused: 'idempotency_key_reused' };
    expect(told).toBe((event.requestId === null ? keyless : named)[expected]);
  }

  private async batch(events: readonly SentEvent[]): Promise<void> {
    this.sent.push(...events);
    const outcomes = { recorded: 'recorded', replayed: 'duplicate', reused: 'invalid' };
    // Those that are spelled plainly go first; of two with one name the first of them all is recorded either way.
    const expected = events.map((event) => outcomes[this.model.record(event, nameOf(event))]);
    const { results } = await this.business.owner.run(recordUsageBatch, {
      events: events.map((event) => this.argumentsOf(event)),
    });
    expect(results.map(({ outcome }) => outcome)).toEqual(expected);
  }

  private argumentsOf({ customer, service, units, price, requestId }: SentEvent) {
    return {
      customer_id: this.ids[customer],
      service,
      units: scaled(units, 6),
      price_per_unit: scaled(price, 6),
      ...(requestId !== null && { request_id: requestId }),
    };
  }

  private async lookAtExposure(): Promise<void> {
    for (const [index, id] of this.ids.entries()) {
      const { balance, unbilled_usage, owed, can_spend } = await creditOf(this.business, { id });
      const customer = this.model.at(index);
      expect({
        balance: cents(balance),
        unbilled: cents(unbilled_usage),
        owed: cents(owed),
        canSpend: can_spend === null ? null : cents(can_spend),
      }).toEqual({
        balance: customer.prepaid,
        unbilled: this.model.unbilled(index),
        owed: customer.owed,
        canSpend: this.model.canSpend(index),
      });
    }
  }

  /** Each charge in the order in which it was made. */
  private async charges(): Promise<string[]> {
    const { rows } = await this.world.admin.query<{ line: string }>(
      `select format('%s %s %s %s', array_position($2::uuid[], c.customer_id) - 1, c.service, c.events,
         trim_scale(c.amount * 1000000)) as line
       from public.usage_charges as c where c.business_id = $1
       order by c.billing_run_id, c.customer_id, c.id`,
      [this.business.id, this.ids],
    );
    return rows.map(({ line }) => line);
  }
}

/** What an event without a name is known by: all that it says. */
function nameOf({ customer, service, units, price, requestId }: SentEvent): string {
  return requestId ?? `${customer} ${service} ${units} ${price}`;
}
