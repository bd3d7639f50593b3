import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { updateCustomer } from '@/lib/operations/customers';
import { previewDebits, triggerDebits } from '@/lib/operations/debits';
import { createHold } from '@/lib/operations/holds';
import { addCredit, getBalance } from '@/lib/operations/wallets';
import { debitByHand, debitBySchedule, logsOf, runsOf } from '../helpers/debits';
import { secondWaits } from '../helpers/races';
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

const own = (args: Record<string, unknown> = {}) => ({ business_id: business.id, ...args });
const at = (clock: string) => world.setClock(business.id, `2026-03-01T${clock}:00Z`);
const balanceOf = async (customer: { id: string }) =>
  (await business.owner.run(getBalance, own({ customer_id: customer.id }))).balance;
const topUp = (customer: { id: string }, amount: string) =>
  business.owner.run(addCredit, own({ customer_id: customer.id, amount }));

async function look(): Promise<string> {
  const { plan } = await business.owner.run(previewDebits, own());
  if (plan === null) throw new Error('there is no plan');
  return plan;
}

const applyDebits = (plan: string) => business.owner.run(triggerDebits, own({ plan }));

describe('a plan of debits', () => {
  test('says customer by customer what would be taken, those who cannot pay first', async () => {
    const rich = await world.addCustomer(business, {
      name: 'Rich',
      balance: '100',
      hourly_debit_amount: '5',
    });
    const poor = await world.addCustomer(business, { name: 'Poor', balance: '7', hourly_debit_amount: '5' });
    await at('11:30');
    const { lines, more_lines } = await business.owner.run(previewDebits, own());
    expect(more_lines).toBe(0);
    expect(lines).toEqual([
      {
        customer_id: poor.id,
        customer_name: 'Poor',
        hours: 2,
        hourly_debit_amount: '5.00',
        would_succeed: 1,
        would_fail: 1,
        total: '5.00',
        balance_before: '7.00',
        balance_after: '2.00',
      },
      {
        customer_id: rich.id,
        customer_name: 'Rich',
        hours: 2,
        hourly_debit_amount: '5.00',
        would_succeed: 2,
        would_fail: 0,
        total: '10.00',
        balance_before: '100.00',
        balance_after: '90.00',
      },
    ]);
  });

  test('takes every hour from a wallet without a limit, as the run does', async () => {
    const customer = await world.addCustomer(business, {
      balance: '0',
      hourly_debit_amount: '5',
      postpaid: true,
    });
    await at('11:30');
    const preview = await business.owner.run(previewDebits, own());
    expect(preview).toMatchObject({ would_succeed: 2, would_fail: 0, total: '10.00' });
    expect(await applyDebits(preview.plan ?? '')).toMatchObject({ succeeded: 2, failed: 0 });
    expect(await balanceOf(customer)).toBe('-10.00');
  });

  test('is carried out whole, missed hours first, in the one answer', async () => {
    const customer = await world.addCustomer(business, { hourly_debit_amount: '5' });
    await at('12:10');
    const result = await applyDebits(await look());
    expect(result).toMatchObject({ status: 'completed', processed: 3, succeeded: 3, total_debited: '15.00' });
    expect(await balanceOf(customer)).toBe('85.00');
  });

  test('is refused after a top-up, with who changed and from what to what, and nothing is done', async () => {
    await world.addCustomer(business, { name: 'Other', hourly_debit_amount: '5' });
    const poor = await world.addCustomer(business, { name: 'Poor', balance: '3', hourly_debit_amount: '5' });
    const plan = await look();
    await topUp(poor, '50');
    const { sqlstate, hint, detail } = await business.owner.refusal(triggerDebits, own({ plan }));
    expect([sqlstate, hint]).toEqual(['PT409', 'plan_changed']);
    expect(detail).toMatchObject({
      changed: [
        { customer_id: poor.id, customer_name: 'Poor', balance_before: '3.00', balance_after: '53.00' },
      ],
      more_changed: 0,
      currency: 'USD',
    });
    expect([await runsOf(business), await logsOf(business)]).toEqual([[], []]);
  });

  test.each([
    ['an hourly amount changed', (id: string) => ({ customer_id: id, hourly_debit_amount: '6' })],
    ['a minimum changed', (id: string) => ({ customer_id: id, overdraft_limit: '1' })],
    ['somebody was set inactive', (id: string) => ({ customer_id: id, status: 'inactive' })],
  ])('is refused where %s', async (_, change) => {
    const { id } = await world.addCustomer(business, { hourly_debit_amount: '5' });
    const plan = await look();
    await business.owner.run(updateCustomer, own(change(id)));
    expect(await business.owner.refusal(triggerDebits, own({ plan }))).toMatchObject({
      hint: 'plan_changed',
    });
  });

  test('is refused where a customer came, the hour began, or it is a plan of another business', async () => {
    await world.addCustomer(business, { hourly_debit_amount: '5' });
    const first = await look();
    await world.addCustomer(business, { hourly_debit_amount: '5' });
    const second = await look();
    await at('10:00');
    const other = await world.makeSandbox('2026-03-01T10:00:00Z');
    const foreign = (await other.owner.run(previewDebits, { business_id: other.id })).plan;
    for (const plan of [first, second, foreign]) {
      const refusal = await business.owner.refusal(triggerDebits, own({ plan }));
      expect(refusal).toMatchObject({ hint: 'plan_changed' });
    }
    expect(await runsOf(business)).toEqual([]);
  });

  test('of nothing but what it rests on: another customer may move meanwhile', async () => {
    const idle = await world.addCustomer(business);
    await world.addCustomer(business, { hourly_debit_amount: '5' });
    const plan = await look();
    await topUp(idle, '5');
    expect(await applyDebits(plan)).toMatchObject({ succeeded: 1 });
  });

  test('is refused where something was set aside meanwhile', async () => {
    const { id } = await world.addCustomer(business, { hourly_debit_amount: '5' });
    const plan = await look();
    await business.owner.run(createHold, own({ customer_id: id, amount: '1' }));
    expect(await business.owner.refusal(triggerDebits, own({ plan }))).toMatchObject({
      hint: 'plan_changed',
    });
  });

  test('goes on with an hour that was begun', async () => {
    await world.addManyCustomers(business, 5, '5');
    await at('10:00');
    await world.admin.query('select private.advance_business_debits($1, null, 2)', [business.id]);
    const plan = await look();
    const result = await applyDebits(plan);
    expect(result.status).toBe('completed');
    expect((await runsOf(business)).map(({ processed, status }) => [processed, status])).toEqual([
      [5, 'completed'],
      [0, 'completed'],
    ]);
  });

  test('two who apply it at once: one does, the other is told', async () => {
    const customer = await world.addCustomer(business, { hourly_debit_amount: '5' });
    const call = [triggerDebits.name, own({ plan: await look() })] as const;
    const { second } = await secondWaits(world.admin, business.owner, call, call);
    expect(second).toMatchObject({ ok: false, failure: { hint: 'plan_changed' } });
    expect(await balanceOf(customer)).toBe('95.00');
  });

  test('a top-up that commits while it waits for the wallet is met, and refuses it', async () => {
    const customer = await world.addCustomer(business, { hourly_debit_amount: '5' });
    const plan = await look();
    const { second } = await secondWaits(
      world.admin,
      business.owner,
      [addCredit.name, own({ customer_id: customer.id, amount: '1' })],
      [triggerDebits.name, own({ plan })],
    );
    expect(second).toMatchObject({ ok: false, failure: { hint: 'plan_changed' } });
    expect(await balanceOf(customer)).toBe('101.00');
  });

  test('sent again with its key it is answered with the run that it made, whatever changed since', async () => {
    const customer = await world.addCustomer(business, { hourly_debit_amount: '5' });
    const plan = await look();
    const keyed = business.owner.keyed(randomUUID());
    const first = await keyed.run(triggerDebits, own({ plan }));
    await topUp(customer, '1');
    expect(await keyed.run(triggerDebits, own({ plan }))).toEqual(first);
    expect(await keyed.refusal(triggerDebits, own())).toMatchObject({ hint: 'idempotency_key_reused' });
    expect(await balanceOf(customer)).toBe('96.00');
  });

  test('that is none is refused as such', async () => {
    for (const plan of ['', 'soon', '1.abc']) {
      expect(await business.owner.refusal(triggerDebits, own({ plan }))).toMatchObject({
        hint: 'invalid_request',
      });
    }
  });

  test('comes to the last digit to what was looked at', async () => {
    const amount = fc.integer({ min: 0, max: 20_000 }).map((fils) => (fils / 1e3).toFixed(3));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(amount, amount, fc.boolean()), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 5 }),
        fc.boolean(),
        async (people, hours, looks) => {
          business = await world.makeSandbox('2026-03-01T09:30:00Z', 'KWD');
          for (const [balance, hourly, isBottomless] of people) {
            await world.addCustomer(business, {
              balance,
              hourly_debit_amount: hourly,
              postpaid: isBottomless,
            });
          }
          await at(`${String(9 + hours).padStart(2, '0')}:45`);
          if (looks) await debitBySchedule(world);
          const preview = await business.owner.run(previewDebits, own());
          const before = (await logsOf(business)).length;
          const result = await applyDebits(preview.plan ?? '');
          expect(result).toMatchObject({
            succeeded: preview.would_succeed,
            failed: preview.would_fail,
            total_debited: preview.total,
          });
          for (const line of preview.lines) {
            expect(await balanceOf({ id: line.customer_id })).toBe(line.balance_after);
          }
          expect((await logsOf(business)).length - before).toBe(preview.would_succeed + preview.would_fail);
        },
      ),
      { numRuns: Number(process.env['MODEL_RUNS'] ?? 12) },
    );
  }, 120_000);
});

test('a run by hand without a plan takes what is due by then, as before', async () => {
  const customer = await world.addCustomer(business, { hourly_debit_amount: '5' });
  await topUp(customer, '1');
  expect(await debitByHand(business.owner, business.id)).toMatchObject({ succeeded: 1 });
});
