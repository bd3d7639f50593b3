import { createCustomer, getCustomer, listCustomers } from '@/lib/operations/customers';
import { importCustomers } from '@/lib/operations/imports';
import { listLedgerEntries } from '@/lib/operations/wallets';
import type { Arguments } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeBusiness();
});
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));
afterAll(() => world.close());

const customersIn = async () =>
  (await business.owner.run(listCustomers, { sort: 'name', page_size: 200 })).data;
const imported = (customers: unknown, more: Arguments = {}) =>
  business.owner.run(importCustomers, { customers, ...more });
const refusedRows = async (customers: unknown) =>
  (await business.owner.refusal(importCustomers, { customers })).detail['errors'];

describe('an import of customers', () => {
  test('creates each as creating it alone would: wallet, credit, and its opening balance as the first entry', async () => {
    const rows = [
      {
        name: ' Ada ',
        email: 'Ada@Example.test',
        external_id: 'A-1',
        balance: '100.50',
        hourly_debit_amount: 5,
        credit_limit: '20',
      },
      { name: 'Grace', postpaid: true, status: 'inactive' },
      { name: 'Linus', overdraft_limit: '7' },
    ];
    const answer = await imported(rows);
    expect(answer).toMatchObject({ dry_run: false, created: 3, good: 3, duplicates: 0, invalid: 0 });
    expect(answer.results.map(({ row, outcome }) => [row, outcome])).toEqual([
      [1, 'created'],
      [2, 'created'],
      [3, 'created'],
    ]);
    const other = await world.makeBusiness();
    for (const [index, alone] of [
      { ...rows[0], hourly_debit_amount: '5' },
      { name: 'Grace', postpaid: true, status: 'inactive' },
      { name: 'Linus', overdraft_limit: '7' },
    ].entries()) {
      const one = await business.owner.run(getCustomer, { customer_id: answer.results[index]?.id });
      const { id, business_id, created_at, updated_at, ...twin } = await other.owner.run(
        createCustomer,
        alone,
      );
      expect([id, business_id, created_at, updated_at]).not.toContain(one.id);
      expect(one).toMatchObject(twin);
    }
    const { data } = await business.owner.run(listLedgerEntries, { customer_id: answer.results[0]?.id });
    expect(data).toMatchObject([
      { version: 1, kind: 'opening_balance', amount: '100.50', actor: `user:${business.ownerId}` },
    ]);
  });

  test('keeps the order of its rows, a thousand of them in one transaction', async () => {
    const rows = Array.from({ length: 1000 }, (_, n) => ({
      name: `Customer ${String(n).padStart(4, '0')}`,
      external_id: `X-${n}`,
      balance: '10',
    }));
    const { created, results } = await imported(rows);
    expect(created).toBe(1000);
    const ids = results.map(({ id }) => id);
    expect([...ids].sort()).toEqual(ids);
    expect((await business.owner.run(getCustomer, { customer_id: ids[999] })).name).toBe('Customer 0999');
  });

  test('that is a dry run says what would become of each row, and leaves nothing behind', async () => {
    await world.addCustomer(business, { name: 'Zoe', external_id: 'taken' });
    const before = await customersIn();
    const answer = await imported(
      [
        { name: 'Ada', external_id: 'new', balance: '5' },
        { name: 'Grace', external_id: ' taken ' },
        { name: 'Linus', external_id: 'new' },
        { name: '', balance: '1' },
        { name: 'Edsger', balance: '1,5' },
      ],
      { dry_run: true },
    );
    expect(answer).toMatchObject({ dry_run: true, created: 0, good: 1, duplicates: 2, invalid: 2 });
    expect(answer.results.map(({ outcome, id, error }) => [outcome, id, error?.code, error?.errors])).toEqual(
      [
        ['would_create', null, undefined, undefined],
        ['duplicate', null, 'external_id_taken', [{ pointer: '/external_id', message: 'is taken already' }]],
        [
          'duplicate',
          null,
          'external_id_taken',
          [{ pointer: '/external_id', message: 'is that of row 1 too' }],
        ],
        ['invalid', null, 'invalid_request', [{ pointer: '/name', message: 'must not be empty' }]],
        [
          'invalid',
          null,
          'invalid_request',
          [
            {
              pointer: '/balance',
              message: 'must be a decimal with at most 15 digits before and 6 after the point',
            },
          ],
        ],
      ],
    );
    expect(await customersIn()).toEqual(before);
    const { rows } = await world.admin.query(
      'select count(*) from public.ledger_entries where business_id = $1 union all select count(*) from public.wallets where business_id = $1',
      [business.id],
    );
    expect(rows).toEqual([{ count: '1' }, { count: '1' }]);
  });

  test('with one row that is not good writes nothing, and points at every field that is wrong', async () => {
    expect(
      await business.owner.refusal(importCustomers, {
        customers: [
          { name: 'Ada', balance: '5' },
          { name: 'Grace', email: 'grace' },
          { name: 'Ada', nick: 'A' },
        ],
      }),
    ).toMatchObject({
      sqlstate: 'PT422',
      hint: 'invalid_request',
      message: 'Nothing was imported: 2 of 3 rows are not good.',
      detail: {
        errors: [
          { pointer: '/customers/1/email', message: 'must be an email address' },
          { pointer: '/customers/2/nick', message: 'is not a field of this request' },
        ],
      },
    });
    expect(await customersIn()).toEqual([]);
  });

  test('that may leave out bad rows creates the good ones, and says of the others why', async () => {
    const { created, invalid, duplicates, results } = await imported(
      [{ name: 'Ada', external_id: '1' }, 'no row', { name: 'Grace', external_id: '1' }, { name: 'Linus' }],
      { skip_invalid: true },
    );
    expect({ created, invalid, duplicates }).toEqual({ created: 2, invalid: 1, duplicates: 1 });
    expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'invalid', 'duplicate', 'created']);
    expect((await customersIn()).map(({ name }) => name)).toEqual(['Ada', 'Linus']);
  });

  test.each([
    [{ name: 'x'.repeat(201) }, '/customers/0/name', 'must be at most 200 characters'],
    [{ name: 'a\u0007b' }, '/customers/0/name', 'must not contain control characters'],
    [{ name: 7 }, '/customers/0/name', 'must be text'],
    [{ name: 'A', balance: '-1' }, '/customers/0/balance', 'must not be negative'],
    [{ name: 'A', balance: '1.005' }, '/customers/0/balance', 'must have at most 2 decimals'],
    [
      { name: 'A', balance: 'NaN' },
      '/customers/0/balance',
      'must be a decimal with at most 15 digits before and 6 after the point',
    ],
    [
      { name: 'A', balance: '1e3' },
      '/customers/0/balance',
      'must be a decimal with at most 15 digits before and 6 after the point',
    ],
    [{ name: 'A', balance: {} }, '/customers/0/balance', 'must be a decimal string or a number'],
    [{ name: 'A', external_id: ' ' }, '/customers/0/external_id', 'must not be empty'],
    [{ name: 'A', email: null }, '/customers/0/email', 'must be text'],
    [{ name: 'A', postpaid: 'yes' }, '/customers/0/postpaid', 'must be true or false'],
    [
      { name: 'A', postpaid: true, overdraft_limit: 1 },
      '/customers/0/overdraft_limit',
      'must be left out where postpaid is true',
    ],
    [{ name: 'A', status: 'archived' }, '/customers/0/status', 'must be active or inactive'],
    [{ name: 'A', email: 'a..b@example.test' }, '/customers/0/email', 'must be an email address'],
    [{ name: 'A', business_id: 'none' }, '/customers/0/business_id', 'is not a field of this request'],
    [[{ name: 'A' }], '/customers/0', 'the row must be an object'],
  ])('refuses the row %j', async (row, pointer, message) => {
    expect(await refusedRows([row])).toEqual([{ pointer, message }]);
  });

  test.each([[null], [[]], [{ name: 'Ada' }], [Array.from({ length: 1001 }, () => ({ name: 'Ada' }))]])(
    'is of 1 to 1,000 rows',
    async (customers) => {
      expect(await refusedRows(customers)).toEqual([{ pointer: '/customers', message: expect.any(String) }]);
    },
  );

  test('of formulas keeps them as the text they are', async () => {
    const name = '=HYPERLINK("https://evil.example","x")';
    await imported([{ name }]);
    expect((await customersIn()).map((customer) => customer.name)).toEqual([name]);
  });
});
