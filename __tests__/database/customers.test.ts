import { createCustomer, deleteCustomer, getCustomer, updateCustomer } from '@/lib/operations/customers';
import { addCredit, listLedgerEntries } from '@/lib/operations/wallets';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
});
afterAll(() => world.close());

const notFound = { sqlstate: 'PT404', hint: 'customer_not_found' };
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
