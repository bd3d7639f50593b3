import { sumOf } from './decimals';

/**
 * The rules of usage and its billing once more, as plainly as they can be said: whole numbers, no database. Events come
 * to millionths of millionths; everything else is in millionths.
 */

export interface ModelEvent {
  customer: number;
  service: string;
  units: bigint;
  price: bigint;
}

interface Meter {
  service: string;
  collected: ModelEvent[];
  billedEvents: number;
  billed: bigint;
  /** The hour since which it is held; null where it is not. */
  heldSince: number | null;
}

export interface ModelCustomer {
  prepaid: bigint;
  /** How far below zero it may go; null: without a limit. */
  overdraft: bigint | null;
  limit: bigint;
  owed: bigint;
  hourly: bigint;
  meters: Map<string, Meter>;
}

interface Run {
  /** Events up to this count are its own. */
  line: number;
  /** The customer that is done last; null while events are still added up. */
  after: number | null;
}

const million = 1_000_000n;
const cent = 10_000n;
const notBelowZero = (value: bigint) => (value > 0n ? value : 0n);
const least = (one: bigint, other: bigint) => (one < other ? one : other);
const amountOf = (events: readonly ModelEvent[]) => sumOf(events.map(({ units, price }) => units * price));

export class UsageModel {
  /** In the order of recording. */
  readonly events: ModelEvent[] = [];
  readonly charges: string[] = [];
  private readonly requests = new Map<string, ModelEvent>();
  private collected = 0;
  private run: Run | null = null;
  private hour = 0;

  /** Customers are in the order of their ids. */
  constructor(readonly customers: readonly ModelCustomer[]) {}

  /** What comes of an event that is named by `requestId`: new, there already, or another one under that name. */
  record(event: ModelEvent, requestId: string): 'recorded' | 'replayed' | 'reused' {
    const first = this.requests.get(requestId);
    if (first === undefined) {
      this.requests.set(requestId, event);
      this.events.push(event);
      return 'recorded';
    }
    const isSame =
      first.customer === event.customer &&
      first.service === event.service &&
      first.units === event.units &&
      first.price === event.price;
    return isSame ? 'replayed' : 'reused';
  }

  bearable({ prepaid, overdraft }: ModelCustomer): bigint | null {
    return overdraft === null ? null : notBelowZero(prepaid + overdraft);
  }

  unbilled(index: number): bigint {
    const customer = this.at(index);
    const waiting = this.events.slice(this.collected).filter((event) => event.customer === index);
    const left = [...customer.meters.values()].map((meter) => this.chargeOf(meter));
    return sumOf(left) + amountOf(waiting) / million;
  }

  canSpend(index: number): bigint | null {
    const customer = this.at(index);
    const bearable = this.bearable(customer);
    if (bearable === null) return null;
    return notBelowZero(bearable + notBelowZero(customer.limit - customer.owed) - this.unbilled(index));
  }

  /** A purchase that takes the balance first: exactly what can be spent can be spent. */
  buy(index: number, total: bigint): boolean {
    const customer = this.at(index);
    const canSpend = this.canSpend(index);
    if (canSpend !== null && total > canSpend) return false;
    const bearable = this.bearable(customer);
    const free = bearable === null ? total : notBelowZero(bearable - this.unbilled(index));
    const fromBalance = least(total, free - (free % cent));
    customer.prepaid -= fromBalance;
    customer.owed += total - fromBalance;
    return true;
  }

  passHour(): void {
    this.hour += 1;
    for (const customer of this.customers)
      if (this.bears(customer, customer.hourly)) customer.prepaid -= customer.hourly;
  }

  /** One step of the job, of so many events or one customer; whether there was anything to do. */
  step(collectSize: number): boolean {
    if (this.run === null) {
      if (!this.isDue()) return false;
      this.run = { line: this.events.length, after: null };
    } else if (this.run.after === null) {
      const rest = this.run.line - this.collected;
      this.collect(rest < collectSize ? rest : collectSize);
      if (rest < collectSize) this.run.after = -1;
    } else {
      const { after } = this.run;
      const next = this.customers.findIndex((of, index) => index > after && this.dueOf(of).length > 0);
      if (next >= 0) this.bill(next);
      this.run = next < 0 ? null : { ...this.run, after: next };
    }
    return true;
  }

  private isDue(): boolean {
    return (
      this.events.length > this.collected ||
      this.customers.some((customer) =>
        this.dueOf(customer).some((meter) => this.bears(customer, this.chargeOf(meter))),
      )
    );
  }

  private collect(count: number): void {
    for (const event of this.events.slice(this.collected, this.collected + count)) {
      const { meters } = this.at(event.customer);
      const empty = { service: event.service, collected: [], billedEvents: 0, billed: 0n, heldSince: null };
      const meter: Meter = meters.get(event.service) ?? empty;
      meter.collected.push(event);
      meters.set(event.service, meter);
    }
    this.collected += count;
  }

  private bill(index: number): void {
    const customer = this.at(index);
    const waited = ({ heldSince }: Meter) => heldSince ?? Infinity;
    const inOrder = this.dueOf(customer).sort(
      (one, other) =>
        (waited(one) === waited(other) ? 0 : waited(one) - waited(other)) ||
        (one.service < other.service ? -1 : 1),
    );
    for (const meter of inOrder) {
      const charge = this.chargeOf(meter);
      if (!this.bears(customer, charge)) {
        meter.heldSince ??= this.hour;
        continue;
      }
      customer.prepaid -= charge;
      this.charges.push(`${index} ${meter.service} ${meter.collected.length - meter.billedEvents} ${charge}`);
      meter.billed += charge;
      meter.billedEvents = meter.collected.length;
      meter.heldSince = null;
    }
  }

  private chargeOf({ collected, billed }: Meter): bigint {
    return amountOf(collected) / million - billed;
  }

  private bears({ prepaid, overdraft }: ModelCustomer, amount: bigint): boolean {
    return amount === 0n || overdraft === null || prepaid - amount >= -overdraft;
  }

  private dueOf({ meters }: ModelCustomer): Meter[] {
    return [...meters.values()].filter(({ collected, billedEvents }) => collected.length > billedEvents);
  }

  at(index: number): ModelCustomer {
    const found = this.customers[index];
    if (found === undefined) throw new Error(`there is no customer ${index}`);
    return found;
  }
}
