import { createCustomer } from '@/lib/operations/customers';
import { inviteCustomer } from '@/lib/operations/portal';
import { everybodyLeaves, visitor, type Visitor } from '../helpers/browser';
import { findings } from '../helpers/axe';
import { ask, request, signIn } from '../helpers/journeys';
import { customerAt, newCustomer, openBusiness, type OpenBusiness } from '../helpers/portal';

let studio: OpenBusiness;
let robin: Visitor;
let robinId: string;
let stranger: Visitor;

beforeAll(async () => {
  studio = await openBusiness({ welcome_grant: '1234567' });
  const person = await newCustomer(studio, 'Robin Vale-Featherstonehaugh of the Northern Shore');
  robinId = person.customerId;
  const { key } = studio;
  await request(key, 'PUT', `/customers/${robinId}`, { credit_limit: '500' });
  const product = await request(key, 'POST', '/products', {
    sku: 'STRINGS',
    name: 'Strings',
    unit_price: '19.99',
  });
  const { id } = product.body as { id: string };
  await request(key, 'POST', '/purchase', {
    customer_id: robinId,
    items: [{ product_id: id, quantity: 3 }],
    payment: { amount: '10' },
    note: 'Delivered to the studio',
  });
  await request(key, 'POST', '/billing/credit', {
    customer_id: robinId,
    amount: '12.50',
    description: 'Cash',
  });
  for (const action of ['start', 'stop'])
    await request(key, 'POST', `/session/${action}`, { customer_id: robinId });
  [robin, stranger] = await Promise.all([customerAt(person), visitor()]);
});
afterAll(everybodyLeaves);

describe('axe finds nothing, and nothing is wider than a phone of 320 px, light and dark', () => {
  test.each([
    ['at rest', '/portal'],
    ['the history', '/portal/sessions'],
    ['credits', '/portal/credits'],
    ['the balance', '/portal/credits?wallet=prepaid'],
    ['orders', '/portal/orders'],
    ['the account', '/portal/account'],
  ])('in the portal: %s', async (_what, path) => {
    await robin.page.goto(path);
    await robin.page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
    await robin.page
      .locator('[data-live="live"]')
      .or(robin.page.getByText('You sign in as'))
      .first()
      .waitFor({ state: 'attached' });
    expect(await findings(robin.page)).toEqual([]);
  });

  test('while a session runs, and when it has run out', async () => {
    await robin.page.goto('/portal');
    await robin.page.getByRole('button', { name: 'Start session' }).click();
    await robin.page.getByRole('button', { name: 'Stop session' }).waitFor();
    expect(await findings(robin.page)).toEqual([]);

    const empty = await openBusiness({ welcome_grant: '1', session_credits_per_minute: '600' });
    const who = await customerAt(await newCustomer(empty));
    await who.page.getByRole('button', { name: 'Start session' }).click();
    await who.page.getByText(/^Ended at .*: your credits ran out$/).waitFor();
    expect(await findings(who.page)).toEqual([]);
  });

  test('on join pages, open and closed, and on the invitation of a customer', async () => {
    const { page } = stranger;
    await page.goto(`/join/${studio.slug}`);
    await page.getByRole('heading', { name: /^Join/ }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.goto('/join/nobody-at-all');
    await page.getByRole('heading', { name: 'Nobody can join here' }).waitFor();
    expect(await findings(page)).toEqual([]);
    const { id } = await ask(createCustomer.output, studio.key, 'POST', '/customers', { name: 'Old record' });
    const { token } = await ask(inviteCustomer.output, studio.key, 'POST', `/customers/${id}/invitation`, {});
    await page.goto(`/invite/${token}`);
    await page.getByRole('heading', { name: /^Your login at/ }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  test('in the dialogs of a customer: credits, and the way to the portal', async () => {
    const host = await visitor();
    await signIn(host, studio.owner);
    const { id } = await ask(createCustomer.output, studio.key, 'POST', '/customers', { name: 'New record' });
    for (const [item, title] of [
      ['Add credits', /^Add credits to/],
      ['Invite to the portal', /^Invite .* to the portal/],
    ] as const) {
      await host.page.goto(`/customers/${id}`);
      await host.page.getByRole('button', { name: 'More actions for New record' }).click();
      await host.page.getByRole('menuitem', { name: item }).click();
      await host.page.getByRole('dialog', { name: title }).waitFor();
      expect(await findings(host.page)).toEqual([]);
    }
  });
});
