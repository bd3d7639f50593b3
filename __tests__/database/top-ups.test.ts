import { addCredit, getBalance, listLedgerEntries } from '@/lib/operations/wallets';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
});
afterAll(() => world.close());

test('a top-up raises the balance, and its entry tells who, when, what for and against which account', async () => {
  const { id } = await world.addCustomer(business, { balance: '10' });
  const caller = business.owner.sending({ 'x-request-id': 'request-1' });
  const answer = await caller.run(addCredit, { customer_id: id, amount: '5.5', description: 'Invoice 7' });
  expect(answer).toMatchObject({
    customer_id: id,
    currency: 'USD',
    balance: '15.50',
    entry: {
      version: 2,
      amount: '5.50',
      balance_after: '15.50',
      kind: 'top_up',
      counter_account: 'cash',
      description: 'Invoice 7',
      actor: `user:${business.ownerId}`,
      request_id: 'request-1',
      unit: 'USD',
      wallet_kind: 'prepaid',
    },
  });
  expect(await business.owner.run(getBalance, { customer_id: id })).toMatchObject({
    balance: '15.50',
    available: '15.50',
    currency: 'USD',
    wallets: [{ kind: 'prepaid', minimum_balance: '0.00', version: 2 }],
  });
  expect((await business.owner.run(listLedgerEntries, { customer_id: id })).data[0]).toEqual(answer.entry);
});

test.each([
  ['USD', 550, '5.50'],
  ['USD', 1, '0.01'],
  ['JPY', 550, '550'],
  ['KWD', 1234, '1.234'],
  ['USD', '900000000000000', '9000000000000.00'],
])('in %s, %s of the smallest unit are %s', async (currency, amount_cents, balance) => {
  const other = await world.makeBusiness({ currency });
  const { id } = await world.addCustomer(other, { balance: '0' });
  expect(await other.owner.run(addCredit, { customer_id: id, amount_cents })).toMatchObject({ balance });
});

test.each([
  {},
  { amount: '0' },
  { amount: '0.00' },
  { amount: '-5' },
  { amount: '0.001' },
  { amount: 'NaN' },
  { amount: 'Infinity' },
  { amount: '-Infinity' },
  { amount: '1e400' },
  { amount: '1e15' },
  { amount_cents: 0 },
  { amount_cents: -1 },
  { amount: '5', amount_cents: 500 },
])('%j is refused at /amount, and nothing is posted', async (args) => {
  const { id } = await world.addCustomer(business, { balance: '10' });
  const failure = await business.owner.refusal(addCredit, { customer_id: id, ...args });
  expect(failure).toMatchObject({ sqlstate: 'PT422', detail: { errors: [{ pointer: '/amount' }] } });
  expect((await business.owner.run(listLedgerEntries, { customer_id: id })).data).toHaveLength(1);
});

test('a description of more than 500 characters is refused, one of 500 is not', async () => {
  const { id } = await world.addCustomer(business);
  const failure = await business.owner.refusal(addCredit, {
    customer_id: id,
    amount: '1',
    description: 'x'.repeat(501),
  });
  expect(failure).toMatchObject({ sqlstate: 'PT422', detail: { errors: [{ pointer: '/description' }] } });
  await business.owner.run(addCredit, { customer_id: id, amount: '1', description: '🪙'.repeat(500) });
});

test('a customer who is inactive can be paid for', async () => {
  const { id } = await world.addCustomer(business, { status: 'inactive', balance: '1' });
  expect(await business.owner.run(addCredit, { customer_id: id, amount: '1' })).toMatchObject({
    balance: '2.00',
  });
});

test('a balance that a hundred callers raise at once is the sum', async () => {
  const { id } = await world.addCustomer(business, { balance: '0' });
  await Promise.all(
    Array.from({ length: 100 }, () => business.owner.run(addCredit, { customer_id: id, amount: '0.07' })),
  );
  expect(await business.owner.run(getBalance, { customer_id: id })).toMatchObject({
    balance: '7.00',
    wallets: [{ version: 100 }],
  });
});

test('a balance that would not fit is refused by the type, and stays', async () => {
  const { id } = await world.addCustomer(business, { balance: '0' });
  await world.admin.query(
    `select private.post_entry($1, $2, 999999999999999999, 'adjustment', 'equity:test', 'test', null, now())`,
    [business.id, await world.walletId(id)],
  );
  expect(await business.owner.refusal(addCredit, { customer_id: id, amount: '1' })).toMatchObject({
    sqlstate: '22003',
  });
  expect(await world.discrepancies(business.id)).toEqual([]);
});
