import { createCustomer, deleteCustomer, getCustomer, updateCustomer } from '@/lib/operations/customers';
import { addCredit, listLedgerEntries } from '@/lib/operations/wallets';
import { debitByHand } from '../helpers/debits';
import { secondWaits } from '../helpers/races';
import { addBuyer, addProduct, line, purchaseOf, readOrder, sell } from '../helpers/sales';
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

  test('with a credit limit and no history leaves neither wallet', async () => {
    const { id } = await addBuyer(world, business);
    expect(await business.owner.run(deleteCustomer, { customer_id: id })).toMatchObject({ deleted: true });
    const { rows } = await world.admin.query('select from public.wallets where customer_id = $1', [id]);
    expect(rows).toEqual([]);
  });

  test('with nothing but an order, of which nothing was ever owed, is an archive: the order names it', async () => {
    const customer = await addBuyer(world, business);
    const { order } = await sell(business, customer, [line(await addProduct(business, { price: '0' }))]);
    const end = await business.owner.run(deleteCustomer, { customer_id: customer.id });
    expect(end).toMatchObject({ archived: true });
    expect(await readOrder(business, order)).toMatchObject({ customer_name: 'Buyer' });
    const { rows } = await world.admin.query('select status from public.wallets where customer_id = $1', [
      customer.id,
    ]);
    expect(rows).toEqual([{ status: 'archived' }, { status: 'archived' }]);
  });

  test.each(['0', '1000'])(
    'at the moment of its first order, with a limit of %s, waits and keeps it; after it there is no order',
    async (credit_limit) => {
      const gift = await addProduct(business, { price: '0' });
      const [one, other] = [
        await addBuyer(world, business, { credit_limit }),
        await addBuyer(world, business, { credit_limit }),
      ];
      const sale = (to: { id: string }) =>
        ['process_purchase', purchaseOf(business, to, [line(gift)])] as const;
      const end = (of: { id: string }) => ['delete_customer', { customer_id: of.id }] as const;
      const kept = await secondWaits(world.admin, business.owner, sale(one), end(one));
      expect(kept.second).toMatchObject({ ok: true, body: { archived: true } });
      const gone = await secondWaits(world.admin, business.owner, end(other), sale(other));
      expect(gone).toMatchObject({ first: { deleted: true }, second: { ok: false, failure: notFound } });
    },
  );

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
