import { createCustomer, deleteCustomer, getCustomer, updateCustomer } from '@/lib/operations/customers';
import { addCredit, listLedgerEntries } from '@/lib/operations/wallets';
import { debitByHand } from '../helpers/debits';
import { callFunction } from '../helpers/sql-callers';
import { backendOf, untilSomebodyWaitsFor } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
});
afterAll(() => world.close());

const archived = { sqlstate: 'PT409', hint: 'customer_archived' };
const notFound = { sqlstate: 'PT404', hint: 'customer_not_found' };
const taken = { sqlstate: 'PT409', hint: 'external_id_taken' };
const invalid = (pointer: string) => ({
  sqlstate: 'PT422',
  hint: 'invalid_request',
  detail: { errors: [{ pointer }] },
});

async function countOf(table: string): Promise<string | undefined> {
  const { rows } = await world.admin.query<{ count: string }>(`select count(*) from public.${table}`);
  return rows[0]?.count;
}

describe('a new customer', () => {
  test('has what was given; the opening balance is the first entry of its ledger', async () => {
    const made = await business.owner.run(createCustomer, {
      name: '  Ada Lovelace ',
      balance: '100',
      hourly_debit_amount: '7.5',
      email: ' Ada@Example.TEST ',
      external_id: ' 42 ',
    });
    expect(made).toMatchObject({
      name: 'Ada Lovelace',
      email: 'ada@example.test',
      external_id: '42',
      status: 'active',
      currency: 'USD',
      balance: '100.00',
      hourly_debit_amount: '7.50',
      runway_hours: 13,
      debited_through: null,
    });
    expect(await business.owner.run(getCustomer, { customer_id: made.id })).toEqual(made);
    const { data } = await business.owner.run(listLedgerEntries, { customer_id: made.id });
    expect(data).toMatchObject([
      {
        version: 1,
        kind: 'opening_balance',
        amount: '100.00',
        balance_after: '100.00',
        actor: `user:${business.ownerId}`,
      },
    ]);
  });

  test('needs a name alone: it then has nothing and pays nothing', async () => {
    const made = await business.owner.run(createCustomer, { name: 'Ada' });
    expect(made).toMatchObject({
      email: null,
      external_id: null,
      status: 'active',
      balance: '0.00',
      hourly_debit_amount: '0.00',
      runway_hours: null,
    });
    expect((await business.owner.run(listLedgerEntries, { customer_id: made.id })).data).toEqual([]);
  });

  const names = [
    `'); drop table public.customers; --`,
    '<script>alert(1)</script>',
    'Zoë 東京 🪙',
    'x'.repeat(200),
    '🪙'.repeat(200),
  ];
  test.each(names)('may be called %s', async (name) => {
    expect(await business.owner.run(createCustomer, { name })).toMatchObject({ name });
  });

  test.each([
    ['/name', { name: undefined }],
    ['/name', { name: '' }],
    ['/name', { name: ' \t\n' }],
    ['/name', { name: 'x'.repeat(201) }],
    ['/name', { name: 'a\u0001b' }],
    ['/name', { name: 'a\u007fb' }],
    ['/name', { name: 'two\nlines' }],
    ['/email', { email: 'x'.repeat(255) }],
    ['/email', { email: 'a\u0001@b.test' }],
    ['/external_id', { external_id: 'x'.repeat(201) }],
    ['/external_id', { external_id: 'a\tb' }],
    ['/status', { status: 'archived' }],
    ['/status', { status: 'gone' }],
    ['/status', { status: '' }],
    ...[
      '-0.01',
      '-1',
      '0.001',
      '1.999',
      'NaN',
      'Infinity',
      '-Infinity',
      '1e400',
      '1e15',
      '1000000000000000',
      '1e-7',
      '-1e400',
    ].flatMap(
      (amount) =>
        [
          ['/balance', { balance: amount }],
          ['/hourly_debit_amount', { hourly_debit_amount: amount }],
        ] as const,
    ),
  ] as [string, Record<string, unknown>][])(
    'is refused at %s with %j, and nothing is written',
    async (pointer, args) => {
      const before = [await countOf('customers'), await countOf('wallets'), await countOf('ledger_entries')];
      const failure = await business.owner.refusal(createCustomer, { name: 'Ada', ...args });
      expect(failure).toMatchObject(invalid(pointer));
      expect([await countOf('customers'), await countOf('wallets'), await countOf('ledger_entries')]).toEqual(
        before,
      );
    },
  );

  test.each([
    ['USD', '1.1000', '1.10'],
    ['USD', '999999999999999.99', '999999999999999.99'],
    ['USD', '1e2', '100.00'],
    ['JPY', '100', '100'],
    ['JPY', '100.00', '100'],
    ['KWD', '1.234', '1.234'],
    ['KWD', '1', '1.000'],
  ])('of a business in %s may start with %s, which reads %s', async (currency, balance, text) => {
    const { owner } = await world.makeBusiness({ currency });
    expect(await owner.run(createCustomer, { name: 'Ada', balance })).toMatchObject({
      balance: text,
      currency,
    });
  });

  test.each([
    ['JPY', '0.5', 'must be a whole number'],
    ['KWD', '1.2345', 'must have at most 3 decimals'],
    ['USD', '1.001', 'must have at most 2 decimals'],
  ])('of a business in %s cannot start with %s: it %s', async (currency, balance, message) => {
    const { owner } = await world.makeBusiness({ currency });
    const failure = await owner.refusal(createCustomer, { name: 'Ada', balance });
    expect(failure).toMatchObject({
      sqlstate: 'PT422',
      detail: { errors: [{ pointer: '/balance', message }] },
    });
  });
});

describe('an external id', () => {
  test('is one customer of a business, and free in another', async () => {
    const external_id = 'the-one';
    await business.owner.run(createCustomer, { name: 'Ada', external_id });
    expect(await business.owner.refusal(createCustomer, { name: 'Eve', external_id })).toMatchObject(taken);
    const other = await world.makeBusiness();
    expect(await other.owner.run(createCustomer, { name: 'Ada', external_id })).toMatchObject({
      external_id,
    });
  });

  test('cannot be moved to one who holds it already, but stays when it is given again', async () => {
    const ada = await business.owner.run(createCustomer, { name: 'Ada', external_id: 'ada' });
    const eve = await business.owner.run(createCustomer, { name: 'Eve', external_id: 'eve' });
    expect(
      await business.owner.refusal(updateCustomer, { customer_id: eve.id, external_id: 'ada' }),
    ).toMatchObject(taken);
    await business.owner.run(updateCustomer, { customer_id: ada.id, external_id: 'ada', name: 'Ada King' });
    await business.owner.run(updateCustomer, { customer_id: ada.id, external_id: '' });
    expect(
      await business.owner.run(updateCustomer, { customer_id: eve.id, external_id: 'ada' }),
    ).toMatchObject({ external_id: 'ada' });
  });

  test.each(['create_customer', 'update_customer'])(
    'goes to one of two who ask for it at once by %s',
    async (name) => {
      const external_id = `raced-${name}`;
      const ids = [await world.addCustomer(business), await world.addCustomer(business)].map(({ id }) => id);
      const args = (index: number) =>
        name === 'create_customer' ? { name: 'Ada', external_id } : { customer_id: ids[index], external_id };
      let second: ReturnType<typeof business.owner.attempt> | undefined;
      await business.owner.transaction(async (client) => {
        await callFunction(client, name, args(0));
        second = business.owner.attempt(name, args(1));
        await untilSomebodyWaitsFor(world.admin, await backendOf(client));
      });
      expect(await second).toMatchObject({ ok: false, failure: taken });
    },
  );
});

describe('a change', () => {
  test('leaves what is not given as it was; what is given empty is removed', async () => {
    const made = await business.owner.run(createCustomer, {
      name: 'Ada',
      email: 'a@b.test',
      external_id: 'change',
      hourly_debit_amount: '5',
    });
    const renamed = await business.owner.run(updateCustomer, { customer_id: made.id, name: 'Ada King' });
    expect(renamed).toEqual({ ...made, name: 'Ada King', updated_at: renamed.updated_at });
    const removed = await business.owner.run(updateCustomer, {
      customer_id: made.id,
      email: '',
      external_id: ' ',
    });
    expect(removed).toMatchObject({
      name: 'Ada King',
      email: null,
      external_id: null,
      hourly_debit_amount: '5.00',
    });
  });

  test.each([
    ['/name', { name: ' ' }],
    ['/email', { email: 'x'.repeat(255) }],
    ['/external_id', { external_id: 'x'.repeat(201) }],
    ['/status', { status: 'gone' }],
    ['/hourly_debit_amount', { hourly_debit_amount: '-1' }],
    ['/hourly_debit_amount', { hourly_debit_amount: '0.001' }],
    ['/hourly_debit_amount', { hourly_debit_amount: 'NaN' }],
  ])('is refused at %s with %j, and changes nothing', async (pointer, args) => {
    const made = await business.owner.run(createCustomer, { name: 'Ada', hourly_debit_amount: '5' });
    const failure = await business.owner.refusal(updateCustomer, {
      customer_id: made.id,
      email: 'new@b.test',
      ...args,
    });
    expect(failure).toMatchObject(invalid(pointer));
    expect(await business.owner.run(getCustomer, { customer_id: made.id })).toEqual(made);
  });

  test('of a customer of another business is not possible, and does not tell that there is one', async () => {
    const other = await world.makeBusiness();
    const { id } = await world.addCustomer(other);
    for (const operation of [updateCustomer, deleteCustomer, getCustomer, listLedgerEntries]) {
      expect(await business.owner.refusal(operation, { customer_id: id })).toMatchObject(notFound);
    }
    expect(await business.owner.refusal(addCredit, { customer_id: id, amount: '1' })).toMatchObject(notFound);
  });
});

describe('the end of a customer', () => {
  test('without a history leaves nothing', async () => {
    const { id } = await business.owner.run(createCustomer, { name: 'Ada', hourly_debit_amount: '5' });
    expect(await business.owner.run(deleteCustomer, { customer_id: id })).toEqual({
      id,
      deleted: true,
      archived: false,
    });
    expect(await business.owner.refusal(getCustomer, { customer_id: id })).toMatchObject(notFound);
    expect(await business.owner.refusal(deleteCustomer, { customer_id: id })).toMatchObject(notFound);
  });

  test('with an entry is an archive: all is still there, and nothing moves any more', async () => {
    const { id } = await world.addCustomer(business, { balance: '10', hourly_debit_amount: '5' });
    expect(await business.owner.run(deleteCustomer, { customer_id: id })).toEqual({
      id,
      deleted: false,
      archived: true,
    });
    expect(await business.owner.run(getCustomer, { customer_id: id })).toMatchObject({
      status: 'archived',
      balance: '10.00',
    });
    expect(await business.owner.refusal(addCredit, { customer_id: id, amount: '1' })).toMatchObject(archived);
    expect((await business.owner.run(listLedgerEntries, { customer_id: id })).data).toHaveLength(1);
  });

  test('with nothing but a failed debit is an archive as well', async () => {
    const { owner } = await world.makeBusiness();
    const { id } = await owner.run(createCustomer, { name: 'Ada', hourly_debit_amount: '5' });
    expect(await debitByHand(owner)).toMatchObject({ failed: 1 });
    expect(await owner.run(deleteCustomer, { customer_id: id })).toMatchObject({ archived: true });
  });

  test('can be taken back', async () => {
    const { id } = await world.addCustomer(business, { balance: '10' });
    await business.owner.run(deleteCustomer, { customer_id: id });
    await business.owner.run(updateCustomer, { customer_id: id, status: 'active' });
    expect(await business.owner.run(addCredit, { customer_id: id, amount: '1' })).toMatchObject({
      balance: '11.00',
    });
    expect(await world.discrepancies(business.id)).toEqual([]);
  });
});
