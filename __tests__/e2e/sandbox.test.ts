import { createCustomer } from '@/lib/operations/customers';
import { findings } from '../helpers/axe';
import { everybodyLeaves } from '../helpers/browser';
import { ask, newOwner, request, sees, visitorAs } from '../helpers/journeys';

afterEach(everybodyLeaves);

describe('a sandbox', () => {
  test('lets a day pass at a click, and each figure of it leads to the entry and to who sent it', async () => {
    const owner = await newOwner();
    const customer = await ask(createCustomer.output, owner.token, 'POST', '/customers', {
      name: 'Ada Lovelace',
      balance: '100',
      hourly_debit_amount: '1.50',
    });
    const who = await visitorAs(owner);
    const { page } = who;
    const banner = page.getByRole('region', { name: 'Sandbox' });
    await banner.getByText(/Its clock stands at/).waitFor();
    await banner.getByRole('button', { name: 'Advance a day' }).focus();
    await page.keyboard.press('Enter');
    const report = banner.getByRole('list', { name: 'What happened on the way' });
    await report.getByText(/24 hours: 24 debits of \$36\.00/).waitFor();
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await findings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await page.setViewportSize({ width: 1280, height: 800 });

    await page.goto(`/customers/${customer.id}`);
    const ledger = page.getByRole('table', { name: 'Ledger entries, newest first' });
    await ledger.getByRole('link', { name: '#1', exact: true }).click();
    await page.getByRole('heading', { name: 'Opening balance #1' }).waitFor();
    await sees(who, 'Sent by');
    await page.goto('/');
    await page.getByRole('button', { name: 'View as table' }).first().click();
    await page.getByRole('table').first().getByRole('link').first().click();
    await page.waitForURL(/\/debits\/logs\?hour=/);
    await sees(who, /Of the hour of/);
    expect(who.complaints).toEqual([]);
  });

  test('does exactly what was looked at, or says who changed', async () => {
    const owner = await newOwner();
    const customer = await ask(createCustomer.output, owner.token, 'POST', '/customers', {
      name: 'Ada Lovelace',
      balance: '3',
      hourly_debit_amount: '5',
    });
    const who = await visitorAs(owner);
    const { page } = who;
    await page.goto('/debits');
    await page.getByRole('button', { name: 'Run debits now' }).click();
    const dialog = page.getByRole('dialog', { name: 'Run debits now' });
    await dialog.getByText('1 customer cannot pay').waitFor();
    await request(owner.token, 'POST', '/billing/credit', { customer_id: customer.id, amount: '50' });
    await dialog.getByRole('button', { name: 'Attempt debits' }).click();
    const changed = dialog.getByRole('list', { name: 'What has changed' });
    await changed.getByText('$53.00').waitFor();
    await dialog.getByRole('button', { name: 'Look again' }).click();
    await dialog.getByRole('button', { name: 'Debit $5.00' }).click();
    await sees(who, '$5.00 debited from 1 customer');
    expect(who.complaints).toEqual([]);
  });
});
