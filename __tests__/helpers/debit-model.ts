/** The rules of the hourly debit once more, as plainly as they can be said: cents and hours, no database. */

export interface ModelCustomer {
  balance: bigint;
  amount: bigint;
  status: 'active' | 'inactive' | 'archived';
  /** The newest hour that was attempted, or from which on one is due. */
  through: number;
  isPaid: boolean;
  attempts: number;
  /** `hour:outcome` of each attempt, in order. */
  logs: string[];
}

export class DebitModel {
  readonly customers: ModelCustomer[] = [];

  /** `nextHour` is the next hour the schedule runs. */
  constructor(
    private hour: number,
    private nextHour: number = hour + 1,
  ) {}

  create(balance: bigint, amount: bigint, status: 'active' | 'inactive'): void {
    this.customers.push({
      balance,
      amount,
      status,
      through: this.hour,
      isPaid: false,
      attempts: 0,
      logs: [],
    });
  }

  topUp(customer: ModelCustomer, amount: bigint): boolean {
    if (customer.status === 'archived') return false;
    customer.balance += amount;
    return true;
  }

  change(customer: ModelCustomer, change: Partial<Pick<ModelCustomer, 'amount' | 'status'>>): void {
    const wasDue = isDue(customer);
    Object.assign(customer, change);
    // What begins again begins now: hours in which nothing was due are not made up for.
    if (!wasDue && isDue(customer) && customer.through < this.hour) {
      Object.assign(customer, { through: this.hour, isPaid: false, attempts: 0 });
    }
  }

  passHours(hours: number): void {
    this.hour += hours;
  }

  runSchedule(): void {
    for (; this.nextHour <= this.hour; this.nextHour += 1) {
      for (const customer of this.customers)
        if (customer.through < this.nextHour) this.attempt(customer, this.nextHour);
    }
  }

  /** Missed hours first; then whoever has not paid for this hour, but nobody who just failed on the way. */
  runByHand(): void {
    const wasOnTheWay = this.nextHour <= this.hour;
    this.runSchedule();
    for (const customer of this.customers) {
      const mayRetry =
        customer.through === this.hour && !customer.isPaid && (!wasOnTheWay || customer.attempts === 0);
      if (customer.through < this.hour || mayRetry) this.attempt(customer, this.hour);
    }
  }

  private attempt(customer: ModelCustomer, hour: number): void {
    if (!isDue(customer)) return;
    customer.attempts = customer.through === hour ? customer.attempts + 1 : 1;
    customer.through = hour;
    customer.isPaid = customer.balance >= customer.amount;
    if (customer.isPaid) customer.balance -= customer.amount;
    customer.logs.push(`${hour}:${customer.isPaid ? 'success' : 'failed'}:${customer.attempts}`);
  }
}

function isDue(customer: ModelCustomer): boolean {
  return customer.status === 'active' && customer.amount > 0n;
}
