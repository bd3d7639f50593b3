import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { previewBilling, triggerBilling } from '@/lib/operations/billing';
import { addCredit, getBalance } from '@/lib/operations/wallets';
import { billByHand, billingRunsOf, chargesOf, use } from '../helpers/billing';
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
const balanceOf = async (customer: { id: string }) =>
  (await business.owner.run(getBalance, own({ customer_id: customer.id }))).balance;
const topUp = (customer: { id: string }, amount: string) =>
  business.owner.run(addCredit, own({ customer_id: customer.id, amount }));

async function look(): Promise<string> {
  const { plan } = await business.owner.run(previewBilling, own());
  if (plan === null) throw new Error('there is no plan');
  return plan;
}

const applyBilling = (plan: string) => business.owner.run(triggerBilling, own({ plan }));

describe('a plan of billing', () => {
  test('is carried out whole, in the one answer', async () => {
    const customer = await world.addCustomer(business, { balance: '10' });
    await use(business, customer, '4');
    await use(business, customer, '40', { service: 'more' });
    const preview = await business.owner.run(previewBilling, own());
    expect(await applyBilling(preview.plan ?? '')).toMatchObject({
      trigger: 'manual',
      status: 'completed',
      charges: 1,
      total_billed: preview.total,
      held: 1,
      total_held: preview.total_held,
    });
    expect(await balanceOf(customer)).toBe('6.00');
  });

  test('is refused where a balance moved, or something more was used', async () => {
    const customer = await world.addCustomer(business, { name: 'Ada', balance: '10' });
    await use(business, customer, '4');
    const first = await look();
    await topUp(customer, '1');
    expect((await business.owner.refusal(triggerBilling, own({ plan: first }))).detail).toMatchObject({
      changed: [{ customer_name: 'Ada', balance_before: '10.00', balance_after: '11.00' }],
    });
    const second = await look();
    await use(business, customer, '1');
    const refusal = await business.owner.refusal(triggerBilling, own({ plan: second }));
    expect(refusal).toMatchObject({ hint: 'plan_changed', detail: { changed: [] } });
    expect([await billingRunsOf(business), await chargesOf(business)]).toEqual([[], []]);
  });

  test('is refused while a run is under way, and after that run billed it', async () => {
    const customer = await world.addCustomer(business);
    await use(business, customer, '4');
    const plan = await look();
    await business.owner.run(triggerBilling, own());
    expect(await business.owner.refusal(triggerBilling, own({ plan }))).toMatchObject({
      hint: 'plan_changed',
    });
    await billByHand(business.owner, business.id);
    expect(await business.owner.refusal(triggerBilling, own({ plan }))).toMatchObject({
      hint: 'plan_changed',
    });
    expect(await balanceOf(customer)).toBe('96.00');
  });

  test('two who apply it at once: one does, the other is told', async () => {
    const customer = await world.addCustomer(business);
    await use(business, customer, '4');
    const call = [triggerBilling.name, own({ plan: await look() })] as const;
    const { second } = await secondWaits(world.admin, business.owner, call, call);
    expect(second).toMatchObject({ ok: false, failure: { hint: 'plan_changed' } });
    expect(await balanceOf(customer)).toBe('96.00');
  });

  test('what is recorded while it is carried out waits, and is billed by the next', async () => {
    const customer = await world.addCustomer(business);
    await use(business, customer, '4');
    const usage = { customer_id: customer.id, service: 'calls', units: '2', price_per_unit: '1' };
    const { second } = await secondWaits(
      world.admin,
      business.owner,
      [triggerBilling.name, own({ plan: await look() })],
      ['record_usage', own({ ...usage, request_id: randomUUID() })],
    );
    expect(second.ok).toBe(true);
    expect((await chargesOf(business)).map(({ amount }) => amount)).toEqual(['4.00']);
    await billByHand(business.owner, business.id);
    expect(await balanceOf(customer)).toBe('94.00');
  });

  test('sent again with its key it is answered with the run that it made', async () => {
    const customer = await world.addCustomer(business);
    await use(business, customer, '4');
    const plan = await look();
    const keyed = business.owner.keyed(randomUUID());
    const first = await keyed.run(triggerBilling, own({ plan }));
    await use(business, customer, '1');
    expect(await keyed.run(triggerBilling, own({ plan }))).toEqual(first);
    expect(await chargesOf(business)).toHaveLength(1);
  });

  test('comes to the last digit to what was looked at', async () => {
    const units = fc.integer({ min: 1, max: 30_000_000 }).map((micros) => (micros / 1e6).toFixed(6));
    const event = fc.tuple(fc.nat(2), fc.constantFrom('calls', 'more', 'free'), units);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(event, { maxLength: 8 }), { maxLength: 3 }), async (rounds) => {
        business = await world.makeSandbox('2026-03-01T09:30:00Z');
        const people = [];
        for (const balance of ['5', '25', '1000'])
          people.push(await world.addCustomer(business, own({ balance })));
        for (const events of rounds) {
          for (const [who, service, count] of events) {
            const customer = people[who];
            if (customer === undefined) continue;
            const price_per_unit = service === 'free' ? '0' : '0.333333';
            await use(business, customer, count, { service, price_per_unit });
          }
          const preview = await business.owner.run(previewBilling, own());
          expect(await applyBilling(preview.plan ?? '')).toMatchObject({
            charges: preview.would_bill,
            total_billed: preview.total,
            held: preview.would_hold,
            total_held: preview.total_held,
          });
        }
      }),
      { numRuns: Number(process.env['MODEL_RUNS'] ?? 8) },
    );
  }, 120_000);
});
