import { createInvitation } from '@/lib/operations/business';
import { listBillingRuns, listUsageCharges } from '@/lib/operations/billing';
import { listCustomers } from '@/lib/operations/customers';
import { listDebitRuns } from '@/lib/operations/debits';
import { listOrders } from '@/lib/operations/orders';
import { listPayments } from '@/lib/operations/payments';
import { listProducts } from '@/lib/operations/products';
import { listUsageEvents } from '@/lib/operations/usage-events';
import { findings, opened } from '../helpers/axe';
import { everybodyLeaves, stack, visitor, type Visitor } from '../helpers/browser';
import { ask, isLive, newOwner, signIn } from '../helpers/journeys';

let stranger: Visitor;
/** Signed in to the sample data, where every table has rows. */
let demo: Visitor;
/** Signed in to a business that was made a moment ago. */
let newcomer: Visitor;
const paths: Record<string, string> = {};

beforeAll(async () => {
  [stranger, demo, newcomer] = await Promise.all([visitor(), visitor(), visitor()]);
  await signIn(demo, { email: 'demo@drawdown.test', password: 'drawdown-demo' });
  const [{ data: customers }, { data: runs }, owner, { data: orders }] = await Promise.all([
    ask(listCustomers.output, stack.apiKey, 'GET', '/customers?search=Larkspur'),
    ask(listDebitRuns.output, stack.apiKey, 'GET', '/debit-processor/runs'),
    newOwner(),
    ask(listOrders.output, stack.apiKey, 'GET', '/orders?status=open'),
  ]);
  const [{ data: products }, { data: payments }] = await Promise.all([
    ask(listProducts.output, stack.apiKey, 'GET', '/products?search=RTR-EDGE'),
    ask(listPayments.output, stack.apiKey, 'GET', '/payments?status=received'),
  ]);
  const [{ data: events }, { data: charges }, { data: billingRuns }] = await Promise.all([
    ask(listUsageEvents.output, stack.apiKey, 'GET', '/usage?status=billed'),
    ask(listUsageCharges.output, stack.apiKey, 'GET', '/billing/charges'),
    ask(listBillingRuns.output, stack.apiKey, 'GET', '/billing/runs'),
  ]);
  paths['usage event'] = `/usage/events/${events[0]?.id}`;
  paths['usage of a customer'] = `/customers/${events[0]?.customer_id}?tab=usage`;
  paths['charge'] = `/billing/charges/${charges[0]?.id}`;
  paths['billing run'] = `/billing/runs/${billingRuns[0]?.id}`;
  paths['product'] = `/products/${products[0]?.id}`;
  paths['payment'] = `/payments/${payments.at(-1)?.id}`;
  paths['orders of a customer'] = `/customers/${orders[0]?.customer_id}?tab=orders`;
  paths['payments of a customer'] = `/customers/${payments[0]?.customer_id}?tab=payments`;
  paths['what a customer owes'] = `/customers/${orders[0]?.customer_id}?wallet=receivable`;
  await signIn(newcomer, owner);
  const { token } = await ask(createInvitation.output, owner.token, 'POST', '/invitations', {
    role: 'viewer',
  });
  paths['invitation'] = `/invite/${token}`;
  paths['customer'] = `/customers/${customers[0]?.id}`;
  paths['debits of a customer'] = `/customers/${customers[0]?.id}?tab=debits`;
  paths['order'] = `/orders/${orders[0]?.id}`;
  paths['new sale to a customer'] = `/sales/new?customer=${orders[0]?.customer_id}`;
  paths['statement'] = `/customers/${orders[0]?.customer_id}/statement`;
  paths['balance as of a date'] = `/customers/${orders[0]?.customer_id}/balance?as_of=2020-01-01`;
  paths['debit run'] = `/debits/runs/${runs[0]?.id}`;
});
afterAll(everybodyLeaves);

describe('axe finds nothing, and nothing is wider than a phone of 320 px, light and dark', () => {
  test.each([
    ['sign-in', '/sign-in'],
    ['sign-up', '/sign-up'],
    ['forgotten password', '/forgot-password'],
    ['new password', '/reset-password'],
    ['invitation', null],
    ['invitation that does not work', '/invite/none'],
    ['all operations of the API', '/docs/api'],
    ['an operation that writes', '/docs/api/process_purchase'],
    ['all errors', '/docs/errors'],
  ])('on the page: %s', async (name, path) => {
    await stranger.page.goto(path ?? paths[name] ?? '');
    await stranger.page.getByRole('heading').first().waitFor();
    expect(await findings(stranger.page)).toEqual([]);
  });

  test.each([
    ['overview', '/'],
    ['customers', '/customers'],
    ['customers that no search finds', '/customers?search=nobody'],
    ['customer', null],
    ['debits of a customer', null],
    ['customer that does not exist', '/customers/0196c1f0-0000-7000-8000-000000000001'],
    ['new sale', '/sales/new'],
    ['new sale to a customer', null],
    ['orders', '/orders'],
    ['orders that no search finds', '/orders?search=nobody'],
    ['order', null],
    ['order that does not exist', '/orders/0196c1f0-0000-7000-8000-000000000001'],
    ['overdue', '/overdue'],
    ['overdue as it was on a day', '/overdue?days=60&as_of=2020-01-01'],
    ['overdue where nobody is', '/overdue?days=3650'],
    ['statement', null],
    ['balance as of a date', null],
    ['products', '/products'],
    ['products that no search finds', '/products?search=nobody'],
    ['product', null],
    ['product that does not exist', '/products/0196c1f0-0000-7000-8000-000000000001'],
    ['payments', '/payments'],
    ['payments that no filter finds', '/payments?status=reversed&method=cash'],
    ['payment', null],
    ['payment that does not exist', '/payments/0196c1f0-0000-7000-8000-000000000001'],
    ['orders of a customer', null],
    ['payments of a customer', null],
    ['what a customer owes', null],
    ['usage', '/usage'],
    ['usage events', '/usage/events'],
    ['usage events that no filter finds', '/usage/events?meter=service:none'],
    ['usage event', null],
    ['unbilled usage', '/usage/unbilled'],
    ['usage of a customer', null],
    ['billing', '/billing'],
    ['billing run', null],
    ['charges', '/billing/charges'],
    ['charge', null],
    ['charge that does not exist', '/billing/charges/0196c1f0-0000-7000-8000-000000000001'],
    ['debits', '/debits'],
    ['debit run', null],
    ['debit logs', '/debits/logs'],
    ['ledger', '/ledger'],
    ['status', '/status'],
    ['settings', '/settings'],
    ['members', '/settings/members'],
    ['API keys', '/settings/api-keys'],
    ['profile', '/settings/profile'],
    ['new business', '/businesses/new'],
    ['address that does not exist', '/nothing-here'],
  ])('on the page of the dashboard: %s', async (name, path) => {
    await demo.page.goto(path ?? paths[name] ?? '');
    await demo.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await findings(demo.page)).toEqual([]);
  });

  test.each([
    '/',
    '/customers',
    '/sales/new',
    '/orders',
    '/overdue',
    '/products',
    '/payments',
    '/usage',
    '/usage/events',
    '/usage/unbilled',
    '/billing',
    '/billing/charges',
    '/debits',
    '/debits/logs',
    '/ledger',
    '/status',
    '/settings/api-keys',
  ])('on %s with nothing on it yet', async (path) => {
    await newcomer.page.goto(path);
    await newcomer.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await findings(newcomer.page)).toEqual([]);
  });

  test.each([
    ['/customers', 'Create customer'],
    ['/products', 'Create product'],
    ['/payments', 'Record payment'],
    ['/billing', 'Bill now'],
    ['/debits', 'Run debits now'],
    ['/settings/members', 'Invite member'],
    ['/settings/api-keys', 'Create API key'],
  ])('in the dialog on %s: %s', async (path, name) => {
    await demo.page.goto(path);
    await opened(demo.page, name);
    expect(await findings(demo.page)).toEqual([]);
  });

  test('in a sale that is refused, and in the receipt of one that is made', async () => {
    await demo.page.goto(paths['new sale to a customer'] ?? '');
    await isLive(demo);
    const search = demo.page.getByRole('combobox', { name: 'Find a product' });
    await search.fill('SRV-R2');
    await demo.page.getByRole('option', { name: /Rack server/, selected: true }).waitFor();
    await search.press('Enter');
    await demo.page.getByRole('textbox', { name: 'Quantity of Rack server R2' }).fill('900');
    await demo.page.getByRole('switch', { name: 'Payment now' }).click();
    await demo.page.getByText(/^Only \d+ in stock$/).waitFor();
    expect(await findings(demo.page)).toEqual([]);

    await demo.page.getByRole('button', { name: 'Remove Rack server R2' }).click();
    await search.fill('SUP-HOUR');
    await demo.page.getByRole('option', { name: /Support hour/, selected: true }).waitFor();
    await search.press('Enter');
    await demo.page.getByRole('button', { name: 'Whole total' }).click();
    await demo.page.getByRole('button', { name: 'Complete sale' }).click();
    await demo.page.getByRole('heading', { name: /^Order \d+ is made$/ }).waitFor();
    expect(await findings(demo.page)).toEqual([]);
  });

  test('in the dialog that cancels some pieces of an order', async () => {
    await demo.page.goto(paths['order'] ?? '');
    await opened(demo.page, 'Cancel order');
    await demo.page.getByRole('radio', { name: /Some pieces/ }).click();
    expect(await findings(demo.page)).toEqual([]);
  });

  test('in the dialogs of a product and of a payment', async () => {
    for (const [where, button, title] of [
      ['product', 'Adjust stock', /^Stock of/],
      ['payment', 'Reverse payment', 'Reverse payment?'],
      ['what a customer owes', 'Record payment', 'Record payment'],
    ] as const) {
      await demo.page.goto(paths[where] ?? '');
      await isLive(demo);
      await demo.page.getByRole('button', { name: button }).click();
      await demo.page.getByRole('dialog', { name: title }).waitFor();
      expect(await findings(demo.page)).toEqual([]);
    }
  });

  test('in the command palette', async () => {
    await demo.page.goto('/customers');
    await isLive(demo);
    await demo.page.keyboard.press('Control+k');
    await demo.page.getByRole('dialog', { name: 'Go to or do' }).waitFor();
    expect(await findings(demo.page)).toEqual([]);
  });
});
