import fc from 'fast-check';
import { previewBilling, triggerBilling } from '@/lib/operations/billing';
import { deleteCustomer, updateCustomer } from '@/lib/operations/customers';
import { recordUsage } from '@/lib/operations/usage';
import { addCredit, listLedgerEntries } from '@/lib/operations/wallets';
import {
  advance,
  billByHand,
  billBySchedule,
  billed,
  billingRunsOf,
  chargesOf,
  letAMinutePass,
  stepOfBilling,
  use,
  usageOf,
} from '../helpers/billing';
import { callFunction } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeSandbox('2026-03-01T09:30:00Z');
});
afterEach(async () => {
  expect(await world.discrepancies(business.id)).toEqual([]);
});
afterAll(() => world.close());

describe('a run by hand', () => {
  test('bills at once, under the name of who asked for it', async () => {
    const customer = await world.addCustomer(business);
    await use(business, customer, '5');
    const started_by = `user:${business.ownerId}`;
    expect(await billByHand(business.owner)).toMatchObject({
      trigger: 'manual',
      status: 'completed',
      events: 1,
      charges: 1,
      total_billed: '5.00',
      started_by,
    });
    const { data } = await business.owner.run(listLedgerEntries, { customer_id: customer.id });
    expect(data[0]).toMatchObject({ kind: 'usage', actor: started_by });
  });

  test('is an empty one where there is nothing to bill', async () => {
    expect(await billByHand(business.owner)).toMatchObject({ status: 'completed', events: 0, charges: 0 });
  });

  test('joins the one that is under way, whoever began it', async () => {
    await use(business, await world.addCustomer(business), '5');
    const admin = await world.addMember(business, 'admin');
    const first = await business.owner.run(triggerBilling);
    expect(await admin.caller.run(triggerBilling)).toEqual(first);
    await billByHand(admin.caller);
    expect(await billingRunsOf(business)).toMatchObject([{ id: first.id, charges: 1 }]);
  });

  test('joins the run of the schedule', async () => {
    await use(business, await world.addCustomer(business), '5');
    await letAMinutePass(world);
    while ((await billingRunsOf(business)).length === 0) await stepOfBilling(world);
    expect(await billByHand(business.owner)).toMatchObject({ trigger: 'schedule', charges: 1 });
    expect(await billingRunsOf(business)).toHaveLength(1);
  });

  test('asked for again with the same key is that run, as far as it is by then, and makes no other', async () => {
    const customer = await world.addCustomer(business);
    await use(business, customer, '5');
    const keyed = business.owner.keyed('a-run');
    const run = await billByHand(keyed);
    await use(business, customer, '7');
    expect(await keyed.run(triggerBilling)).toEqual(run);
    expect(await billingRunsOf(business)).toHaveLength(1);
    expect(await billByHand(business.owner.keyed('another'))).toMatchObject({ total_billed: '7.00' });
  });

  test('that its caller left alone is finished by the schedule', async () => {
    await use(business, await world.addCustomer(business), '5');
    await business.owner.run(triggerBilling);
    await billBySchedule(world);
    expect(await billingRunsOf(business)).toMatchObject([
      { trigger: 'manual', status: 'completed', charges: 1 },
    ]);
  });

  test('advanced once too often stays as it is', async () => {
    await use(business, await world.addCustomer(business), '5');
    const run = await billByHand(business.owner);
    expect(await advance(business.owner, run)).toEqual(run);
  });

  test('waits two seconds for somebody who records and does not commit, and is then to be asked for again', async () => {
    const customer = await world.addCustomer(business);
    await business.owner.transaction(async (client) => {
      await callFunction(client, recordUsage.name, usageOf(business, customer, '5'));
      expect(await business.owner.refusal(triggerBilling)).toMatchObject({ sqlstate: '55P03' });
    });
    expect(await billByHand(business.owner)).toMatchObject({ charges: 1, total_billed: '5.00' });
  });

  test('advances no run of another business', async () => {
    const other = await world.makeBusiness();
    const run = await other.owner.run(triggerBilling);
    expect(
      await business.owner.refusal('advance_billing', { business_id: business.id, billing_run_id: run.id }),
    ).toMatchObject({ hint: 'billing_run_not_found' });
  });
});

describe('the dry run', () => {
  const amount = fc.constantFrom('0.000001', '0.1', '1', '2.5', '7', '10');
  const person = fc.record({
    balance: fc.constantFrom('0', '1', '3.5', '10', '25'),
    limit: fc.constantFrom<Record<string, unknown>>({}, { overdraft_limit: '5' }, { postpaid: true }),
    topUp: fc.constantFrom(null, '0.1', '2.5', '10'),
    isArchived: fc.constantFrom(false, false, false, true),
  });
  const event = fc.record({
    who: fc.nat({ max: 3 }),
    service: fc.constantFrom('a', 'b', 'c'),
    units: amount,
    price: fc.constantFrom('0', '0.333333', '1', '1'),
  });
  const events = fc.array(event, { maxLength: 12 });

  test('says exactly what the run then does, line by line, whatever is held, new or free', async () => {
    const people = fc.array(person, { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(people, events, events, events, async (whos, ...rounds) => {
        business = await world.makeSandbox('2026-03-01T09:30:00Z');
        const customers: { id: string }[] = [];
        for (const { balance, limit } of whos)
          customers.push(await world.addCustomer(business, { balance, ...limit }));
        for (const [index, round] of rounds.entries()) {
          // What the first two rounds leave held is there when the third is looked at.
          if (index > 0) await billByHand(business.owner);
          await world.setClock(business.id, `2026-03-01T1${index}:00:00Z`);
          for (const { who, service, units, price } of round)
            await use(business, customers[who] ?? { id: '' }, units, { service, price_per_unit: price });
        }
        for (const [index, { topUp, isArchived }] of whos.entries()) {
          const customer_id = customers[index]?.id;
          if (topUp !== null) await business.owner.run(addCredit, { customer_id, amount: topUp });
          if (isArchived) await business.owner.run(deleteCustomer, { customer_id });
        }
        await compare();
      }),
      { numRuns: Number(process.env['MODEL_RUNS'] ?? 25) },
    );
  }, 60_000);

  async function compare(): Promise<void> {
    const preview = await business.owner.run(previewBilling);
    const again = await business.owner.run(previewBilling);
    // The same plan, looked at later.
    expect(again).toEqual({ ...preview, plan: again.plan });
    expect(again.plan?.split('.')[1]).toBe(preview.plan?.split('.')[1]);
    const before = new Set((await chargesOf(business)).map(({ id }) => id));
    const run = await billByHand(business.owner);
    expect(preview).toMatchObject({
      new_events: run.events,
      would_bill: run.charges,
      total: run.total_billed,
      would_hold: run.held,
      total_held: run.total_held,
      more_lines: 0,
    });
    const charged = (await chargesOf(business))
      .filter(({ id }) => !before.has(id))
      .map(({ customer_id, name, events, units, amount }) => ({
        customer_id,
        name,
        events,
        units,
        amount,
        held_reason: null,
      }));
    const { rows: held } = await world.admin.query<Line>(
      `select customer_id, service as name, (events - billed_events)::integer as events,
         trim_scale(units - billed_units)::text as units, private.amount_text(trunc(amount, 6) - billed_amount, 2) as amount,
         held_reason
       from public.usage_totals where business_id = $1 and is_due`,
      [business.id],
    );
    const lines = preview.lines.map(({ customer_id, name, events, units, amount, held_reason }) => ({
      customer_id,
      name,
      events,
      units,
      amount,
      held_reason,
    }));
    expect(sorted(lines)).toEqual(sorted([...charged, ...held]));
  }

  test('changes nothing', async () => {
    const customer = await world.addCustomer(business);
    await use(business, customer, '5');
    await business.owner.run(previewBilling);
    expect(await billed(business)).toEqual([]);
    expect(await billingRunsOf(business)).toEqual([]);
  });

  test('tells of the dearest 200 lines, and how many more there are', async () => {
    const ids = await world.addManyCustomers(business, 203, '0');
    const events = ids.map((id, index) => ({
      customer_id: id,
      service: 'calls',
      price_per_unit: '1',
      units: `${(index % 50) + 1}`,
    }));
    await business.owner.call('record_usage_batch', { events });
    const preview = await business.owner.run(previewBilling);
    expect(preview.lines).toHaveLength(200);
    expect(preview).toMatchObject({ would_bill: 203, more_lines: 3, total: '5106.00' });
    expect(preview.lines[0]).toMatchObject({ amount: '50.00' });
    await business.owner.run(updateCustomer, { customer_id: ids[0], name: 'Renamed' });
    expect(await billByHand(business.owner)).toMatchObject({ charges: 203, total_billed: '5106.00' });
  });
});

interface Line {
  customer_id: string;
  name: string;
  events: number;
  units: string;
  amount: string;
  held_reason: string | null;
}

function sorted(lines: readonly Line[]): Line[] {
  return [...lines].sort((one, other) =>
    `${one.customer_id}${one.name}`.localeCompare(`${other.customer_id}${other.name}`),
  );
}
