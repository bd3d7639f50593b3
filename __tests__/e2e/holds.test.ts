import type { z } from 'zod';
import { createCustomer } from '@/lib/operations/customers';
import { captureHold, createHold, getHold } from '@/lib/operations/holds';
import { findings } from '../helpers/axe';
import { everybodyLeaves } from '../helpers/browser';
import { asAdmin, ask, isLive, newOwner, request, sees, visitorAs, type Account } from '../helpers/journeys';
import { newMember } from '../helpers/members';
import { until } from '../helpers/waiting';

afterEach(everybodyLeaves);

/** What "live" may take from the commit to the open page, on a busy machine. */
const within = 2_000;

type Customer = z.output<typeof createCustomer.output>;

/** A new owner whose clock runs, since here time itself is looked at, and a customer with money. */
async function tickingBusiness(): Promise<{ owner: Account; customer: Customer }> {
  const owner = await newOwner();
  await asAdmin((admin) =>
    admin.query('update public.businesses set test_clock_at = null where id = $1', [owner.businessId]),
  );
  const customer = await ask(createCustomer.output, owner.token, 'POST', '/customers', {
    name: 'Ada Lovelace',
    balance: '100',
  });
  return { owner, customer };
}

const hold = (owner: Account, { id }: Customer, more: object = {}) =>
  ask(createHold.output, owner.token, 'POST', '/holds', { customer_id: id, amount: '25', ...more });

describe('holds', () => {
  test('are made for a customer, count down, are captured in parts, and lead to the ledger and back', async () => {
    const { owner, customer } = await tickingBusiness();
    const who = await visitorAs(owner);
    const { page } = who;
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Holds' }).click();
    await page.getByRole('heading', { name: 'No hold yet' }).waitFor();
    await isLive(who);
    await page.getByRole('button', { name: 'New hold' }).click();
    const dialog = page.getByRole('dialog', { name: 'New hold' });
    await dialog.getByRole('option', { name: /Ada Lovelace/ }).click();
    await dialog.getByText('$100.00 ready to use').waitFor();
    await dialog.getByLabel('Amount').fill('100.01');
    await dialog.getByRole('button', { name: 'Put on hold' }).click();
    await dialog.getByText('The wallet can bear 100.00 USD, and 100.01 was asked.').waitFor();
    await dialog.getByLabel('Amount').fill('25');
    await dialog.getByLabel(/^What for/).fill('render job 4711');
    await dialog.getByRole('button', { name: 'Put on hold' }).click();
    await sees(who, '$25.00 of Ada Lovelace on hold');

    const row = page.getByRole('table', { name: 'Holds, newest first' }).getByRole('row').last();
    const left = () => row.getByText(/^14:\d\d$/).innerText();
    const before = await left();
    await until('the time left moves on', async () => (await left()) !== before);
    await row.getByRole('link', { name: 'Ada Lovelace' }).click();
    await page.getByRole('heading', { name: 'Hold of Ada Lovelace' }).waitFor();

    await page.getByRole('button', { name: 'Capture' }).click();
    const capturing = page.getByRole('dialog', { name: 'Capture' });
    await capturing.getByLabel(/^Amount/).fill('10');
    await capturing.getByRole('switch', { name: 'Keep the rest on hold' }).click();
    await capturing.getByRole('button', { name: 'Capture' }).click();
    await sees(who, '$15.00 stays on hold.');
    await page.getByRole('table', { name: 'Ledger entries, newest first' }).waitFor();

    // From the hold to the customer, who has the figure beside the balance, and from the ledger back to the hold.
    await page.getByRole('link', { name: 'Ada Lovelace' }).click();
    await page.getByRole('link', { name: '$15.00' }).waitFor();
    await page.getByRole('navigation', { name: 'History' }).getByRole('link', { name: 'Ledger' }).click();
    await page.getByRole('link', { name: /^Hold of entry/ }).click();
    await page.getByRole('heading', { name: 'Hold of Ada Lovelace' }).waitFor();

    await page.getByRole('button', { name: 'Release' }).click();
    await page
      .getByRole('dialog', { name: 'Release $15.00 of Ada Lovelace?' })
      .getByRole('button', { name: 'Release' })
      .click();
    await sees(who, '$15.00 is released');
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    expect(await ask(getHold.output, owner.token, 'GET', `/holds/${id}`)).toMatchObject({
      customer_id: customer.id,
      status: 'released',
      captured: '10.00',
      captures: [{ amount: '-10.00' }],
    });
    expect(who.complaints).toEqual([]);
  });

  test('that a program makes, captures and lets expire show on open pages without a reload', async () => {
    const { owner, customer } = await tickingBusiness();
    const who = await visitorAs(owner);
    const { page } = who;
    await page.goto(`/customers/${customer.id}?tab=holds`);
    await isLive(who);
    await page.evaluate(() => (document.body.dataset['sameLoad'] = 'yes'));
    const made = await hold(owner, customer);
    await page.getByRole('link', { name: '$25.00' }).waitFor({ timeout: within });
    const table = page.getByRole('table', { name: 'Holds of this customer, newest first' });
    await table.getByText('On hold', { exact: true }).first().waitFor({ timeout: within });
    await ask(captureHold.output, owner.token, 'POST', `/holds/${made.id}/capture`, { amount: '18.40' });
    await table.getByText('Captured', { exact: true }).last().waitFor({ timeout: within });
    await page.getByText('$81.60').first().waitFor({ timeout: within });

    await hold(owner, customer, { expires_in: 3 });
    await page.getByRole('link', { name: '$25.00' }).waitFor({ timeout: within });
    await table.getByText('Expired', { exact: true }).first().waitFor({ timeout: 10_000 });
    await page.getByRole('link', { name: '$25.00' }).waitFor({ state: 'detached', timeout: within });
    expect(await page.evaluate(() => document.body.dataset['sameLoad'])).toBe('yes');
    expect(who.complaints).toEqual([]);
  });

  test('are looked at by a viewer, who is offered nothing to change', async () => {
    const { owner, customer } = await tickingBusiness();
    const made = await hold(owner, customer);
    const who = await visitorAs(await newMember(owner, 'viewer'));
    await who.page.goto(`/holds/${made.id}`);
    await who.page.getByRole('heading', { name: 'Hold of Ada Lovelace' }).waitFor();
    for (const name of ['Capture', 'Release', 'New hold'])
      expect(await who.page.getByRole('button', { name, exact: true }).count()).toBe(0);
    await who.page.goto('/holds');
    await who.page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
    expect(await who.page.getByRole('button', { name: 'New hold' }).count()).toBe(0);
  });

  test('axe finds nothing, and nothing is wider than a phone of 320 px, light and dark', async () => {
    const { owner, customer } = await tickingBusiness();
    await request(owner.token, 'POST', `/customers/${customer.id}/credits`, { credits: '5000' });
    const made = await hold(owner, customer, { description: 'render job 4711' });
    await request(owner.token, 'POST', `/holds/${made.id}/capture`, { amount: '5', keep_rest: true });
    await hold(owner, customer, { wallet: 'credits', amount: '1234' });
    const { page } = await visitorAs(owner);
    for (const path of [
      '/holds',
      '/holds?status=released',
      `/holds/${made.id}`,
      '/holds/0196c1f0-0000-7000-8000-000000000001',
      `/customers/${customer.id}?tab=holds`,
    ]) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect({ path, found: await findings(page) }).toEqual({ path, found: [] });
    }
  });
});
