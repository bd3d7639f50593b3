import { processPurchase } from '@/lib/operations/orders';
import { getProduct, listStockMovements } from '@/lib/operations/products';
import { listPayments } from '@/lib/operations/payments';
import { addCredit, getBalance } from '@/lib/operations/wallets';
import { everybodyLeaves, type Visitor } from '../helpers/browser';
import { debtor, reads } from '../helpers/debtor';
import {
  ask,
  counts,
  isLive,
  newOwner,
  placeReads,
  sees,
  visitorAs,
  type Account,
} from '../helpers/journeys';
import { newMember } from '../helpers/members';

afterEach(everybodyLeaves);

/** What "live" may take from the commit to the open page, on a busy machine. */
const within = 2_000;

const phone = { viewport: { width: 320, height: 720 } };

const balanceOf = ({ token }: Account, id: string) =>
  ask(getBalance.output, token, 'GET', `/billing/balance/${id}`);
const paymentsOf = async ({ token }: Account) =>
  (await ask(listPayments.output, token, 'GET', '/payments')).data;

async function fits({ page }: Visitor): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
}

describe('the stock of a product', () => {
  test('is counted from its first pieces on, every change a movement with its reason', async () => {
    const owner = await newOwner();
    const keeper = await visitorAs(owner);
    const { page } = keeper;
    await page.goto('/products');
    await isLive(keeper);
    await sees(keeper, 'No products yet');

    await page.getByRole('button', { name: 'Create product' }).click();
    const form = page.getByRole('dialog', { name: 'Create product' });
    await form.getByLabel('Name').fill('Oak desk');
    await form.getByLabel('Sku').fill('DESK-OAK');
    await form.getByLabel('Price').fill('349');
    await form.getByLabel('Stock').fill('a dozen');
    await form.getByRole('button', { name: 'Create product' }).click();
    await form.getByText(/^Must be a (whole )?number\.$/).waitFor();
    await form.getByLabel('Stock').fill('2');
    await form.getByRole('button', { name: 'Create product' }).click();
    await page.getByRole('heading', { name: 'Oak desk' }).waitFor();
    await isLive(keeper);

    const stock = page.getByRole('region', { name: 'Stock and price' });
    const movement = page
      .getByRole('table', { name: 'Stock movements, newest first' })
      .getByRole('row')
      .nth(1);
    const adjust = async (kind: string, field: string, pieces: string, submit: string) => {
      await page.getByRole('button', { name: 'Adjust stock' }).click();
      const dialog = page.getByRole('dialog', { name: 'Stock of Oak desk' });
      await dialog.getByRole('radio', { name: kind }).click();
      await dialog.getByLabel(field).fill(pieces);
      await dialog.getByLabel('Reason').fill(`${kind} of Friday`);
      await dialog.getByRole('button', { name: submit }).click();
      return dialog;
    };

    const delivery = await adjust('Delivery', 'Pieces that came', '24', 'Add pieces');
    await delivery.waitFor({ state: 'detached' });
    await movement.filter({ hasText: /Delivery #2[\s\S]*\+24[\s\S]*26[\s\S]*Delivery of Friday/ }).waitFor();
    await placeReads(stock, /^Stock\s+26/);

    const loss = await adjust('Loss', 'Pieces that are gone', '27', 'Take off pieces');
    await loss.getByText('Oak desk: 27 to be taken, 26 on hand.').waitFor();
    await loss.getByLabel('Pieces that are gone').fill('26');
    await loss.getByRole('button', { name: 'Take off pieces' }).click();
    await loss.waitFor({ state: 'detached' });
    await stock.getByText('None left').waitFor();

    const id = page.url().split('/').at(-1) ?? '';
    const { data } = await ask(listStockMovements.output, owner.token, 'GET', `/products/${id}/stock`);
    expect(data.map(({ kind, quantity, stock_after: after }) => [kind, quantity, after])).toEqual([
      ['adjustment', -26, 0],
      ['delivery', 24, 26],
      ['opening', 2, 2],
    ]);
    expect(keeper.complaints).toEqual([]);
  });

  test('falls before the eyes of whoever looks at it, and the movement leads to the order that was sold', async () => {
    const { owner, customer, product } = await debtor();
    const keeper = await visitorAs(owner);
    const { page } = keeper;
    await page.goto(`/products/${product.id}`);
    await isLive(keeper);
    const stock = page.getByRole('region', { name: 'Stock and price' });
    await placeReads(stock, /^Stock\s+5/);
    const { order } = await ask(processPurchase.output, owner.token, 'POST', '/purchase', {
      customer_id: customer.id,
      items: [{ product_id: product.id, quantity: 1 }],
    });
    await stock.getByText('4', { exact: true }).waitFor({ timeout: within });
    await page.getByRole('link', { name: `Order ${order.number}` }).click();
    await page.getByRole('heading', { name: `Order ${order.number}` }).waitFor();
    expect(keeper.complaints).toEqual([]);
  });

  test('an archived product leaves the list, keeps its movements, and comes back', async () => {
    const { owner, product } = await debtor();
    const keeper = await visitorAs(owner);
    const { page } = keeper;
    await page.goto(`/products/${product.id}`);
    await isLive(keeper);
    const menu = page.getByRole('button', { name: 'More actions for Reading lamp' });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    await page.getByRole('button', { name: 'Archive product' }).click();
    await sees(keeper, 'This product is archived');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await counts(page.getByRole('table').getByRole('row'), 4);
    await page.goto('/products');
    await sees(keeper, 'No products yet');

    await page.goto(`/products/${product.id}`);
    await isLive(keeper);
    await menu.click();
    await page.getByRole('menuitem', { name: 'Bring back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bring back' }).click();
    await page.getByText('This product is archived').waitFor({ state: 'detached' });
    const back = await ask(getProduct.output, owner.token, 'GET', `/products/${product.id}`);
    expect(back).toMatchObject({ status: 'active', stock: 5 });
    expect(keeper.complaints).toEqual([]);
  });
});

describe('a payment', () => {
  test('in part goes on the oldest order, and reversed it is owed again: the figures of the customer follow both', async () => {
    const { owner, customer, first } = await debtor();
    const cashier = await visitorAs(owner);
    const { page } = cashier;
    await page.goto(`/customers/${customer.id}`);
    await isLive(cashier);
    await reads(cashier, /Can spend\s*\$300\.00[\s\S]*\$200\.00 owed of a limit of \$500\.00/);

    await page.getByRole('button', { name: 'Record payment' }).click();
    const form = page.getByRole('dialog', { name: 'Record payment' });
    await form.getByLabel('Amount').fill('100.50');
    await form.getByLabel('Reference').fill('RE 77');
    await form.getByRole('button', { name: 'Record payment' }).click();
    await sees(cashier, `$100.50 on order ${first.number}.`);
    await reads(cashier, /Can spend\s*\$400\.50[\s\S]*\$99\.50 owed/);

    await page.getByRole('link', { name: 'Payments', exact: true }).last().click();
    await page.getByRole('link', { name: 'RE 77' }).click();
    await page.getByRole('heading', { name: 'Payment of Ada Lovelace' }).waitFor();
    const rows = page.getByRole('table', { name: 'What was put on orders, oldest first' }).getByRole('row');
    await counts(rows, 2);
    await placeReads(rows.nth(1), new RegExp(`Order ${first.number}[\\s\\S]*\\+\\$100\\.50`));

    await page.getByRole('button', { name: 'Reverse payment' }).click();
    const question = page.getByRole('dialog', { name: 'Reverse payment?' });
    await question.getByText('Ada Lovelace owes $100.50 again').waitFor();
    await question.getByLabel('Reason').fill('Returned by the bank');
    await question.getByRole('button', { name: 'Reverse $100.50' }).click();
    await sees(cashier, 'Reversed');
    await rows.nth(2).filter({ hasText: '−$100.50' }).waitFor();
    const ledger = page.getByRole('table', { name: 'Ledger entries, newest first' });
    await ledger.getByText('Returned by the bank').waitFor();
    expect(await page.getByRole('button', { name: 'Reverse payment' }).count()).toBe(0);

    await page.getByRole('link', { name: 'Ada Lovelace' }).click();
    await reads(cashier, /Can spend\s*\$300\.00[\s\S]*\$200\.00 owed/);
    expect(await balanceOf(owner, customer.id)).toMatchObject({ owed: '200.00', can_spend: '300.00' });
    expect(cashier.complaints).toEqual([]);
  });

  test('of more than is owed pays the orders and becomes balance, from the page of payments on a phone', async () => {
    const { owner, customer, first, second } = await debtor();
    const cashier = await visitorAs(owner, phone);
    const { page } = cashier;
    await page.goto('/payments');
    await isLive(cashier);
    await page.getByRole('button', { name: 'Record payment' }).click();
    const form = page.getByRole('dialog', { name: 'Record payment' });
    await form.getByRole('option', { name: /Ada Lovelace/ }).click();
    await form.getByRole('button', { name: 'All of $200.00' }).waitFor();
    await form.getByLabel('Amount').fill('250');
    await form.getByRole('button', { name: 'Record payment' }).click();
    await sees(
      cashier,
      `$120.00 on order ${first.number}, $80.00 on order ${second.number}. $50.00 became balance.`,
    );
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
    expect(await fits(cashier)).toBe(true);
    expect(await balanceOf(owner, customer.id)).toMatchObject({ owed: '0.00', balance: '50.00' });
    expect(cashier.complaints).toEqual([]);
  });

  test('for one order goes on that order alone, and one from the balance takes no more than is owed', async () => {
    const { owner, customer, second } = await debtor();
    await ask(addCredit.output, owner.token, 'POST', '/billing/credit', {
      customer_id: customer.id,
      amount: '300',
    });
    const cashier = await visitorAs(owner);
    const { page } = cashier;
    await page.goto(`/customers/${customer.id}`);
    await isLive(cashier);
    await page.getByRole('button', { name: 'Record payment' }).click();
    const form = page.getByRole('dialog', { name: 'Record payment' });
    await form.getByRole('combobox', { name: 'For' }).click();
    await page.getByRole('option', { name: new RegExp(`^Order ${second.number}`) }).click();
    await form.getByRole('combobox', { name: 'Paid by' }).click();
    await page.getByRole('option', { name: 'Prepaid balance' }).click();
    await form.getByText('The balance is $300.00').waitFor();
    await form.getByLabel('Amount').fill('80.01');
    await form.getByRole('button', { name: 'Record payment' }).click();
    await form.getByText('80.00 USD is owed, and 80.01 was to be taken from the balance.').waitFor();
    expect(await paymentsOf(owner)).toEqual([]);
    await form.getByRole('button', { name: 'All of $80.00' }).click();
    await form.getByRole('button', { name: 'Record payment' }).click();
    await sees(cashier, `$80.00 on order ${second.number}.`);
    await reads(cashier, /Prepaid balance\s*\$220\.00[\s\S]*\$120\.00 owed/);
    expect(cashier.complaints).toEqual([]);
  });

  test('and all that changes anything is out of sight of a viewer, who still reads every figure', async () => {
    const { owner, customer, product } = await debtor();
    const viewer = await visitorAs(await newMember(owner, 'viewer'));
    const { page } = viewer;
    await page.goto(`/customers/${customer.id}`);
    await isLive(viewer);
    await reads(viewer, /Can spend\s*\$300\.00/);
    for (const name of ['Record payment', 'Top up', 'Edit']) {
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    }
    expect(await page.getByRole('main').getByRole('link', { name: 'New sale' }).count()).toBe(0);
    await page.goto(`/products/${product.id}`);
    await page.getByRole('region', { name: 'Stock and price' }).getByText('5', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: /Adjust|Edit|More actions/ }).count()).toBe(0);
    await page.goto('/payments');
    await page.getByRole('heading', { name: 'Payments', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Record payment' }).count()).toBe(0);
    expect(viewer.complaints).toEqual([]);
  });
});
