import { createApiKey, revokeApiKey } from '@/lib/operations/api-keys';
import {
  createInvitation,
  removeMember,
  revokeInvitation,
  updateBusiness,
  updateMember,
} from '@/lib/operations/business';
import { deleteCustomer, updateCustomer } from '@/lib/operations/customers';
import type { Operation } from '@/lib/operations/define';
import { archiveProduct, updateProduct } from '@/lib/operations/products';
import { advanceClock } from '@/lib/operations/sandbox';
import { audit } from '../helpers/audit';
import { addProduct } from '../helpers/sales';
import type { Arguments } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeBusiness({ name: 'Acme' });
});
afterAll(() => world.close());

const added = (work: () => Promise<unknown>) => audit(business, work);

const owner = () => ({ actor: `user:${business.ownerId}`, actor_name: expect.stringContaining('@') });

describe('each change is one row, that says who, what, from what and to what', () => {
  const run = (operation: Operation, args: Arguments) =>
    business.owner.run(operation, { business_id: business.id, ...args });

  test('of a setting', async () => {
    const rows = await added(() => run(updateBusiness, { welcome_grant: '250', overdue_days: 14 }));
    expect(rows).toMatchObject([
      {
        ...owner(),
        action: 'business.updated',
        subject_type: 'business',
        subject_id: business.id,
        subject_name: 'Acme',
        changes: [
          { field: 'welcome_grant', before: '100', after: '250' },
          { field: 'overdue_days', before: 30, after: 14 },
        ],
        request_id: expect.stringMatching(/^test-/),
      },
    ]);
    expect(rows).toHaveLength(1);
  });

  test('of the name of the business', async () => {
    expect(await added(() => run(updateBusiness, { name: 'Acme Two' }))).toMatchObject([
      { action: 'business.updated', changes: [{ field: 'name', before: 'Acme', after: 'Acme Two' }] },
    ]);
  });

  test('of a role, and of who belongs to the business', async () => {
    const member = await world.addMember(business, 'viewer');
    expect(await added(() => run(updateMember, { user_id: member.id, role: 'admin' }))).toMatchObject([
      {
        ...owner(),
        action: 'member.updated',
        subject_id: member.id,
        subject_name: member.email,
        changes: [{ field: 'role', before: 'viewer', after: 'admin' }],
      },
    ]);
    expect(await added(() => run(removeMember, { user_id: member.id }))).toMatchObject([
      { ...owner(), action: 'member.deleted', subject_name: member.email },
    ]);
  });

  test('of an invitation: made, accepted by the very person who came, withdrawn', async () => {
    const made = await added(() => run(createInvitation, { role: 'viewer', email: 'someone@example.test' }));
    expect(made).toMatchObject([
      { ...owner(), action: 'invitation.created', subject_name: 'someone@example.test' },
    ]);
    expect(await added(() => run(revokeInvitation, { invitation_id: made[0]?.subject_id }))).toMatchObject([
      { action: 'invitation.revoked', subject_id: made[0]?.subject_id },
    ]);

    const rows = await added(() => world.addMember(business, 'member'));
    expect(rows.map(({ action }) => action)).toEqual([
      'invitation.created',
      'invitation.accepted',
      'member.created',
    ]);
    const comer = rows[2];
    expect(rows[1]).toMatchObject({ actor: `user:${comer?.subject_id}`, actor_name: comer?.subject_name });
    expect(comer).toMatchObject({ actor: `user:${comer?.subject_id}` });
  });

  test('of a key, by a key', async () => {
    const maker = await world.addKey(business);
    let made = '';
    const created = await added(async () => {
      made = (
        await maker.caller.run(createApiKey, { name: 'Worker', scopes: ['customers:read', 'audit:read'] })
      ).id;
    });
    expect(created).toMatchObject([
      {
        actor: `api_key:${maker.id}`,
        actor_name: 'Test key',
        action: 'api_key.created',
        subject_id: made,
        subject_name: 'Worker',
        changes: [
          { field: 'name', before: null, after: 'Worker' },
          { field: 'scopes', before: null, after: ['audit:read', 'customers:read'] },
        ],
      },
    ]);
    expect(await added(() => run(revokeApiKey, { api_key_id: made }))).toMatchObject([
      { ...owner(), action: 'api_key.revoked', subject_name: 'Worker' },
    ]);
    expect(await added(() => run(revokeApiKey, { api_key_id: made }))).toEqual([]);
  });

  test.each([
    [{ credit_limit: '250' }, [{ field: 'credit_limit', before: '0.00', after: '250.00' }]],
    [{ overdraft_limit: '12.5' }, [{ field: 'overdraft_limit', before: '0.00', after: '12.50' }]],
    [
      { postpaid: true },
      [
        { field: 'postpaid', before: false, after: true },
        { field: 'overdraft_limit', before: '0.00', after: null },
      ],
    ],
    [{ hourly_debit_amount: '2' }, [{ field: 'hourly_debit_amount', before: '0.00', after: '2.00' }]],
    [{ status: 'inactive' }, [{ field: 'status', before: 'active', after: 'inactive' }]],
  ])('of the terms of a customer: %p', async (change, changes) => {
    const customer = await world.addCustomer(business, { name: 'Cleo' });
    const rows = await added(() => run(updateCustomer, { customer_id: customer.id, ...change }));
    expect(rows).toMatchObject([
      {
        ...owner(),
        action: 'customer.updated',
        subject_type: 'customer',
        subject_id: customer.id,
        subject_name: 'Cleo',
        changes,
      },
    ]);
    expect(rows[0]?.changes).toHaveLength(changes.length);
    // The same once more is no change.
    expect(await added(() => run(updateCustomer, { customer_id: customer.id, ...change }))).toEqual([]);
  });

  test('of a customer that is made with terms, and deleted', async () => {
    let id = '';
    const rows = await added(async () => {
      id = (await world.addCustomer(business, { name: 'Cleo', balance: '0', hourly_debit_amount: '3' })).id;
    });
    expect(rows).toMatchObject([
      {
        action: 'customer.created',
        subject_id: id,
        changes: [
          { field: 'status', before: null, after: 'active' },
          { field: 'hourly_debit_amount', before: '0.00', after: '3.00' },
        ],
      },
    ]);
    expect(await added(() => run(deleteCustomer, { customer_id: id }))).toMatchObject([
      { action: 'customer.deleted', subject_id: id, subject_name: 'Cleo' },
    ]);
  });

  test('of a price and of a status of a product', async () => {
    const product = await addProduct(business);
    expect(
      await added(() =>
        run(updateProduct, { product_id: product.id, price: '99', usage_unit_price: '0.000002' }),
      ),
    ).toMatchObject([
      {
        ...owner(),
        action: 'product.updated',
        subject_id: product.id,
        changes: [
          { field: 'price', before: product.price, after: '99.00' },
          { field: 'usage_unit_price', after: '0.000002' },
        ],
      },
    ]);
    expect(await added(() => run(archiveProduct, { product_id: product.id }))).toMatchObject([
      { action: 'product.updated', changes: [{ field: 'status', before: 'active', after: 'archived' }] },
    ]);
    expect(
      await added(() => run(updateProduct, { product_id: product.id, description: 'Only words' })),
    ).toEqual([]);
  });

  test('of a test clock: one row for all the hours on its way', async () => {
    business = await world.makeSandbox('2026-01-01T00:30:00Z');
    const rows = await added(() => run(advanceClock, { until: '2026-01-03T00:00:00Z' }));
    expect(rows).toMatchObject([
      {
        ...owner(),
        action: 'business.clock_moved',
        changes: [
          {
            field: 'test_clock_at',
            before: '2026-01-01T00:30:00+00:00',
            after: '2026-01-03T00:00:00+00:00',
          },
        ],
      },
    ]);
    expect(rows).toHaveLength(1);
  });
});
