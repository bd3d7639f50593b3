import fc from 'fast-check';
import { createCustomer, updateCustomer } from '@/lib/operations/customers';
import { previewDebits } from '@/lib/operations/debits';
import { DebitModel, type ModelCustomer } from '../helpers/debit-model';
import { debitByHand, debitBySchedule, logsOf } from '../helpers/debits';
import { World, type Business } from '../helpers/world';

const start = Date.UTC(2026, 2, 1, 9, 30);
const hourMs = 3_600_000;

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** One thing that happens to the model and to the database alike. */
type Step = (run: Run) => Promise<void>;

class Run {
  readonly ids: string[] = [];
  readonly model = new DebitModel(0);
  private hoursPassed = 0;

  constructor(readonly business: Business) {}

  async passHours(hours: number): Promise<void> {
    this.model.passHours(hours);
    this.hoursPassed += hours;
    await world.setClock(this.business.id, new Date(start + this.hoursPassed * hourMs).toISOString());
  }

  async withCustomer(
    pick: number,
    work: (id: string, customer: ModelCustomer) => Promise<void>,
  ): Promise<void> {
    const index = pick % Math.max(1, this.ids.length);
    const [id, customer] = [this.ids[index], this.model.customers[index]];
    if (id !== undefined && customer !== undefined) await work(id, customer);
  }

  async compare(): Promise<void> {
    const { rows } = await world.admin.query<{ id: string; balance: string }>(
      'select customer_id as id, balance from public.wallets where business_id = $1',
      [this.business.id],
    );
    const balances = new Map(rows.map((row) => [row.id, row.balance]));
    const logs = await logsOf(this.business);
    for (const [index, id] of this.ids.entries()) {
      const customer = this.model.customers[index];
      expect(balances.get(id)).toBe(`${decimal(customer?.balance ?? 0n)}0000`);
      const own = logs.filter((log) => log.customer_id === id);
      expect(own.map((log) => `${hourOf(log.period_start)}:${log.status}:${log.attempt}`)).toEqual(
        customer?.logs,
      );
    }
    expect(await world.discrepancies(this.business.id)).toEqual([]);
  }
}

const cents = fc.integer({ min: 0, max: 3_000 }).map(BigInt);
const hourly = fc.constantFrom(0n, 1n, 250n, 999n, 1_000n);
const pick = fc.nat({ max: 50 });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.tuple(cents, hourly, fc.constantFrom('active', 'active', 'inactive')).map(creates),
  },
  { weight: 3, arbitrary: fc.tuple(pick, cents).map(topsUp) },
  { weight: 2, arbitrary: fc.tuple(pick, hourly).map(([who, amount]) => changes(who, { amount })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(pick, fc.constantFrom('active', 'active', 'inactive', 'archived'))
      .map(([who, status]) => changes(who, { status })),
  },
  {
    weight: 5,
    arbitrary: fc.integer({ min: 0, max: 3 }).map(
      (hours): Step =>
        (run) =>
          run.passHours(hours),
    ),
  },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }).map(runsSchedule) },
  { weight: 4, arbitrary: fc.constant<Step>(runsByHand) },
);

test('any history of customers, top-ups, changes, outages and runs ends as the rules say, to the cent and the log', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const run = new Run(await world.makeSandbox(new Date(start).toISOString()));
      await creates([2_000n, 250n, 'active'])(run);
      for (const happens of steps) await happens(run);
      await runsSchedule(2)(run);
      await run.compare();
    }),
    { numRuns: Number(process.env['MODEL_RUNS'] ?? 20) },
  );
}, 60_000);

function creates([balance, amount, status]: readonly [bigint, bigint, 'active' | 'inactive']): Step {
  return async (run) => {
    run.model.create(balance, amount, status);
    const args = { name: 'Test', balance: decimal(balance), hourly_debit_amount: decimal(amount), status };
    run.ids.push((await run.business.owner.run(createCustomer, args)).id);
  };
}

function topsUp([who, amount]: readonly [number, bigint]): Step {
  return (run) =>
    run.withCustomer(who, async (id, customer) => {
      const outcome = await run.business.owner.attempt('add_credit', {
        customer_id: id,
        amount: decimal(amount + 1n),
      });
      expect(outcome.ok).toBe(run.model.topUp(customer, amount + 1n));
    });
}

function changes(who: number, change: { amount?: bigint; status?: ModelCustomer['status'] }): Step {
  return (run) =>
    run.withCustomer(who, async (id, customer) => {
      run.model.change(customer, change);
      await run.business.owner.run(updateCustomer, {
        customer_id: id,
        hourly_debit_amount: change.amount === undefined ? undefined : decimal(change.amount),
        status: change.status,
      });
    });
}

function runsSchedule(chunkSize: number): Step {
  return async (run) => {
    run.model.runSchedule();
    await debitBySchedule(world, chunkSize);
  };
}

/** And what it takes is what its preview said, missed hours included. */
async function runsByHand(run: Run): Promise<void> {
  const preview = await run.business.owner.run(previewDebits);
  const attempts = run.model.customers.map(({ logs }) => logs.length);
  run.model.runByHand();
  const result = await debitByHand(run.business.owner);
  expect(preview).toMatchObject({
    due: run.model.customers.filter(({ logs }, index) => logs.length > (attempts[index] ?? 0)).length,
    would_succeed: result.succeeded,
    would_fail: result.failed,
    total: result.total_debited,
  });
}

function decimal(amount: bigint): string {
  const digits = amount.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function hourOf(period: string): number {
  return Math.floor(Date.parse(period) / hourMs) - Math.floor(start / hourMs);
}
