import type { z } from 'zod';
import { createCustomer } from '@/lib/operations/customers';
import { getOrder, listOrders, processPurchase } from '@/lib/operations/orders';
import { recordPayment } from '@/lib/operations/payments';
import { createProduct, getProduct } from '@/lib/operations/products';
import { everybodyLeaves, type Visitor } from '../helpers/browser';
import { ask, isLive, newOwner, placeReads, visitorAs, type Account } from '../helpers/journeys';
import { newMember } from '../helpers/members';

afterEach(everybodyLeaves);

/** What "live" may take from the commit to the open page, on a busy machine. */
const within = 2_000;

type Product = z.output<typeof createProduct.output>;

/** A shop with a customer on credit and two products, of one of which there are few. */
async function shop(limit = '1000') {
  const owner = await newOwner();
  const customer = await ask(createCustomer.output, owner.token, 'POST', '/customers', {
    name: 'Ada Lovelace',
    credit_limit: limit,
  });
  const product = (sku: string, name: string, price: string, stock: number) =>
    ask(createProduct.output, owner.token, 'POST', '/products', { sku, name, price, stock });
  const desk = await product('DESK-OAK', 'Oak desk', '100', 5);
  const lamp = await product('LAMP', 'Reading lamp', '19.99', 50);
  return { owner, customer, desk, lamp };
}

const stockOf = async (owner: Account, { id }: Product) =>
  (await ask(getProduct.output, owner.token, 'GET', `/products/${id}`)).stock;
const ordersOf = async (owner: Account) => (await ask(listOrders.output, owner.token, 'GET', '/orders')).data;
const orderOf = (owner: Account, id: string) => ask(getOrder.output, owner.token, 'GET', `/orders/${id}`);
const sell = (owner: Account, customer: { id: string }, product: Product, quantity: number) =>
  ask(processPurchase.output, owner.token, 'POST', '/purchase', {
    customer_id: customer.id,
    items: [{ product_id: product.id, quantity }],
  });

/** Types what is looked for and waits until Enter would take it. */
async function find({ page }: Visitor, term: string, option: RegExp): Promise<void> {
  await page.keyboard.type(term);
  await page.getByRole('option', { name: option, selected: true }).waitFor();
}

/** The till of a visitor, with the customer chosen and the search of products in focus. */
async function openTill(who: Visitor, customer: { id: string; name: string }): Promise<void> {
  await who.page.goto(`/sales/new?customer=${customer.id}`);
  await isLive(who);
  await who.page.getByRole('option', { name: /Oak desk/ }).waitFor();
  await who.page.getByRole('combobox', { name: 'Find a product' }).focus();
}

const total = ({ page }: Visitor) => page.getByRole('region', { name: 'Total' });
const made = ({ page }: Visitor) => page.getByRole('heading', { name: /^Order \d+ is made$/ });
const finish = ({ page }: Visitor) => page.getByRole('button', { name: 'Complete sale' });

describe('a sale', () => {
  test('is made with the keyboard alone, from the palette to the receipt and on to the next', async () => {
    const { owner, desk, lamp } = await shop();
    const seller = await visitorAs(owner);
    const { page } = seller;
    await page.keyboard.press('Control+k');
    await find(seller, 'new sale', /New sale/);
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Find a customer' }).and(page.locator(':focus')).waitFor();

    await find(seller, 'ada', /Ada Lovelace/);
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Find a product' }).and(page.locator(':focus')).waitFor();
    await find(seller, 'oak', /Oak desk/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await find(seller, 'LAMP', /Reading lamp/);
    await page.keyboard.press('Enter');
    await total(seller).getByText('$219.99').waitFor();
    const payment = page.getByRole('region', { name: 'Payment' });
    await placeReads(payment, /Credit left[\s\S]*\$1,000\.00[\s\S]*\$780\.01/);
    expect(await ordersOf(owner)).toEqual([]);

    await page.keyboard.press('Control+Enter');
    await made(seller).waitFor();
    const [order] = await ordersOf(owner);
    expect(order).toMatchObject({ total: '219.99', outstanding: '219.99', status: 'open', item_count: 3 });
    expect([await stockOf(owner, desk), await stockOf(owner, lamp)]).toEqual([3, 49]);

    await page.getByRole('button', { name: 'New sale' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Find a customer' }).and(page.locator(':focus')).waitFor();
    await page.getByText('Nothing in the sale yet').waitFor();
    expect(seller.complaints).toEqual([]);
  });

  test('that another till has sold out from under is refused, says what is left, and goes through lowered', async () => {
    const { owner, customer, desk } = await shop();
    const seller = await visitorAs(owner);
    const { page } = seller;
    await openTill(seller, customer);
    await find(seller, 'desk', /Oak desk/);
    for (let piece = 0; piece < 4; piece += 1) await page.keyboard.press('Enter');
    await total(seller).getByText('$400.00').waitFor();

    await sell(owner, customer, desk, 3);
    await page.getByText('Only 2 in stock').waitFor({ timeout: within });
    await finish(seller).click();
    await page
      .getByRole('alert')
      .filter({ hasText: 'Oak desk: 4 asked, 2 left' })
      .and(page.locator(':focus'))
      .waitFor();
    expect(await ordersOf(owner)).toHaveLength(1);

    await page.getByRole('button', { name: 'Lower to 2' }).click();
    await total(seller).getByText('$200.00').waitFor();
    await finish(seller).click();
    await made(seller).waitFor();
    expect(await stockOf(owner, desk)).toBe(0);
  });

  test('beyond the credit limit is refused, and goes through once what is missing is paid at once', async () => {
    const { owner, customer } = await shop('150');
    const seller = await visitorAs(owner);
    const { page } = seller;
    await openTill(seller, customer);
    await find(seller, 'desk', /Oak desk/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('$50.00 over the credit limit.').waitFor();
    await finish(seller).click();
    await page.getByRole('alert').and(page.locator(':focus')).waitFor();
    expect(await ordersOf(owner)).toEqual([]);

    await page.getByRole('button', { name: 'Take $50.00 now' }).click();
    await page.getByRole('alert').getByText('$50.00 over the credit limit.').waitFor({ state: 'detached' });
    expect(await page.getByRole('textbox', { name: 'Amount paid' }).inputValue()).toBe('50.00');
    await page.keyboard.press('Control+Enter');
    await made(seller).waitFor();
    await placeReads(page.getByRole('main'), /Paid, cash\s+\$50\.00\s+Still to pay\s+\$150\.00/);
    const [order] = await ordersOf(owner);
    expect(order).toMatchObject({ total: '200.00', paid: '50.00', outstanding: '150.00' });
  });

  test('whose answer is lost on the way is sent again and is one sale', async () => {
    const { owner, customer, lamp } = await shop();
    const seller = await visitorAs(owner);
    const { page } = seller;
    await openTill(seller, customer);
    await find(seller, 'lamp', /Reading lamp/);
    await page.keyboard.press('Enter');
    await total(seller).getByText('$19.99').waitFor();
    let lost = 0;
    await page.route('**/sales/new*', async (route) => {
      // The one that ends in an idempotency key completes; the others only ask.
      if (lost > 0 || !/"[0-9a-f-]{36}"\]$/.test(route.request().postData() ?? '')) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    await finish(seller).click();
    await page.getByText('The server did not answer.').waitFor();
    expect(await ordersOf(owner)).toHaveLength(1);
    await finish(seller).click();
    await made(seller).waitFor();
    expect(lost).toBe(1);
    expect(await ordersOf(owner)).toHaveLength(1);
    expect(await stockOf(owner, lamp)).toBe(49);
  });

  test('fits a phone of 320 px: the total and its button stay in sight above the tabs', async () => {
    const { owner, customer } = await shop();
    const seller = await visitorAs(owner, { viewport: { width: 320, height: 600 } });
    const { page } = seller;
    await openTill(seller, customer);
    await page.getByRole('option', { name: /Reading lamp/ }).click();
    await total(seller).getByText('$19.99').waitFor();
    const tabs = page.getByRole('navigation', { name: 'Main' });
    for (const where of ['top', 'bottom'] as const) {
      await page.evaluate((end) => window.scrollTo(0, end === 'top' ? 0 : document.body.scrollHeight), where);
      const [button, bar] = await Promise.all([finish(seller).boundingBox(), tabs.boundingBox()]);
      expect((button?.y ?? 0) + (button?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
      expect((button?.x ?? 0) + (button?.width ?? 0)).toBeLessThanOrEqual(320);
    }
    await finish(seller).click();
    await made(seller).waitFor();
    // The link to the till leads on from the receipt, though it is the same page.
    await tabs.getByRole('link', { name: 'New sale' }).click();
    await page.getByText('Nothing in the sale yet').waitFor();
    await page.getByRole('combobox', { name: 'Find a customer' }).waitFor();
  });
});

describe('an order', () => {
  test('loses a line: stock returns, what is owed falls, and the ledger has the entry', async () => {
    const { owner, customer, desk } = await shop();
    const { order } = await sell(owner, customer, desk, 3);
    const seller = await visitorAs(owner);
    const { page } = seller;
    await page.keyboard.press('Control+k');
    await find(seller, String(order.number), new RegExp(`Order ${order.number}`));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Order ${order.number}` }).waitFor();
    await isLive(seller);

    await page.getByRole('button', { name: 'Cancel order' }).click();
    const dialog = page.getByRole('dialog', { name: `Cancel order ${order.number}?` });
    await dialog.getByText('Ada Lovelace owes $300.00 less.').waitFor();
    await dialog.getByRole('radio', { name: /Some pieces/ }).click();
    await dialog.getByRole('button', { name: 'One more of Oak desk' }).click();
    await dialog.getByLabel('Reason').fill('Came damaged');
    await dialog.getByRole('button', { name: 'Cancel these pieces' }).click();
    await dialog.waitFor({ state: 'detached' });

    await page.getByRole('region', { name: 'Cancellations' }).getByText('Came damaged').waitFor();
    const figures = page.getByRole('region', { name: 'Figures' });
    await placeReads(figures, /Outstanding\s+\$200\.00/);
    const entry = page
      .getByRole('table', { name: /Ledger entries/ })
      .getByRole('row')
      .filter({ hasText: 'Reversal' });
    await placeReads(entry, '+$100.00');
    expect(await stockOf(owner, desk)).toBe(3);
    expect(await orderOf(owner, order.id)).toMatchObject({
      status: 'open',
      cancelled: '100.00',
      outstanding: '200.00',
    });
  });

  test('shows what another page does to it without a reload', async () => {
    const { owner, customer, desk } = await shop();
    const { order } = await sell(owner, customer, desk, 2);
    const watching = await visitorAs(owner);
    const { page } = watching;
    await page.goto(`/orders/${order.id}`);
    await isLive(watching);
    await ask(recordPayment.output, owner.token, 'POST', '/payments', {
      customer_id: customer.id,
      order_id: order.id,
      amount: '80',
    });
    await page.getByRole('main').getByText('Part paid').waitFor({ timeout: within });
    await placeReads(page.getByRole('region', { name: 'Figures' }), /Outstanding\s+\$120\.00/);
  });

  test('is read by a viewer, who has no way to sell or to cancel', async () => {
    const { owner, customer, desk } = await shop();
    const { order } = await sell(owner, customer, desk, 1);
    const viewer = await visitorAs(await newMember(owner, 'viewer'));
    const { page } = viewer;
    const writing = page
      .getByRole('main')
      .getByRole('button', { name: /cancel|payment|sale|sell|complete/i });
    for (const path of ['/orders', `/orders/${order.id}`, '/sales/new']) {
      await page.goto(path);
      await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
      expect({ path, buttons: await writing.allInnerTexts() }).toEqual({ path, buttons: [] });
    }
    await page.getByText('Your role reads only').waitFor();
    expect(await page.getByRole('link', { name: 'New sale' }).count()).toBe(0);
  });
});
