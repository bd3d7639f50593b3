/** When a balance is low or exhausted, and by whose threshold. */
import { updateBusiness } from '@/lib/operations/business';
import { getCustomer, updateCustomer } from '@/lib/operations/customers';
import { addCredit } from '@/lib/operations/wallets';
import { advanceClock, at, give, start, stop } from '../helpers/sessions';
import { addEndpoint, toldOf } from '../helpers/webhooks';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeSandbox('2026-03-01T09:30:00Z');
  await addEndpoint(business, 'https://example.com/hooks');
});
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));
afterAll(() => world.close());

const told = (options?: { all?: boolean }) => toldOf(world, business, options);
const types = async () => (await told()).map(({ type }) => type);

/** Takes money off a prepaid wallet, in one movement. */
const take = (customer: { id: string }, amount: string) =>
  world.admin.query(
    `select private.post_movement($1, $2, 'prepaid', -$3::numeric, 'adjustment', 'equity:adjustment', 'test', null, now())`,
    [business.id, customer.id, amount],
  );

/** What the job follow_low_balance does, ten seconds on. */
async function follow(): Promise<void> {
  await world.admin.query(
    `update private.low_balance_walks set changed_at = changed_at - interval '1 minute'`,
  );
  for (;;) {
    const { rows } = await world.admin.query<{ more: boolean }>(
      'select private.follow_low_balance(2) as more',
    );
    if (rows[0]?.more !== true) return;
  }
}

describe('balances', () => {
  test('a balance that falls below the threshold is low once, until it was above it again', async () => {
    await business.owner.run(updateBusiness, { business_id: business.id, low_balance: '20' });
    const customer = await world.addCustomer(business);
    await take(customer, '80');
    expect(await types()).toEqual([]);
    await take(customer, '1');
    await take(customer, '1');
    expect(await told()).toMatchObject([
      {
        type: 'wallet.low',
        data: { wallet: 'prepaid', unit: 'USD', balance: '19.00', low_balance: '20.00' },
      },
    ]);
    await business.owner.run(addCredit, { customer_id: customer.id, amount: '10' });
    await take(customer, '10');
    expect(await types()).toEqual(['wallet.low', 'wallet.low']);
  });

  test('a movement that takes the whole balance is low and exhausted in one', async () => {
    await business.owner.run(updateBusiness, { business_id: business.id, low_balance: '20' });
    const customer = await world.addCustomer(business);
    await take(customer, '100');
    expect(await types()).toEqual(['wallet.low', 'wallet.exhausted']);
  });

  test('a threshold of a customer stands before that of the business, which wallets follow within a minute', async () => {
    const own = await world.addCustomer(business, { name: 'Own' });
    const others = [await world.addCustomer(business), await world.addCustomer(business)];
    await business.owner.run(updateCustomer, { customer_id: own.id, low_balance: '50' });
    await business.owner.run(updateBusiness, { business_id: business.id, low_balance: '10' });
    await follow();
    const thresholds = async () =>
      Promise.all(
        [own, ...others].map(async ({ id }) => {
          const { low_balance, low_balance_is_own } = await business.owner.run(getCustomer, {
            customer_id: id,
          });
          return [low_balance, low_balance_is_own];
        }),
      );
    expect(await thresholds()).toEqual([
      ['50.00', true],
      ['10.00', false],
      ['10.00', false],
    ]);
    await business.owner.run(updateCustomer, { customer_id: own.id, low_balance: '' });
    expect(await thresholds()).toEqual([
      ['10.00', false],
      ['10.00', false],
      ['10.00', false],
    ]);
    await business.owner.run(updateBusiness, { business_id: business.id, low_balance: '' });
    await follow();
    expect((await thresholds()).map(([threshold]) => threshold)).toEqual([null, null, null]);
    // A setting moves no balance.
    expect(await types()).toEqual([]);
  });

  test('credits have a threshold of their own, and are exhausted below one', async () => {
    await business.owner.run(updateBusiness, { business_id: business.id, low_credits: '5' });
    const customer = await world.addCustomer(business);
    await give(business, customer, '10');
    await start(business, customer);
    await advanceClock(world, business, at(36));
    await stop(business, customer);
    expect(await told()).toMatchObject([
      { type: 'session.started' },
      { type: 'wallet.low', data: { wallet: 'credits', unit: 'credit', balance: '4' } },
      { type: 'session.ended', data: { end_reason: 'stopped', credits_used: '6', seconds: 36 } },
    ]);
  });
});
