import { visitor, everybodyLeaves } from '../helpers/browser';
import { holdClock, isLive, newEmail, password, placeReads, sees, unique } from '../helpers/journeys';

afterEach(everybodyLeaves);

describe('the first debit of a new business', () => {
  test('a newcomer signs up, makes a customer, runs the debits, and sees the balance fall, the log and the entry', async () => {
    const newcomer = await visitor();
    const { page } = newcomer;
    const businessName = unique('Bakery');

    await page.goto('/');
    await page.getByRole('link', { name: 'Create one' }).click();
    await page.getByLabel('Business name').fill(businessName);
    await page.getByLabel('Work email').fill(newEmail());
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await sees(newcomer, 'Create the first customer');
    await holdClock(businessName);

    await page.getByRole('link', { name: 'Create customer' }).click();
    const form = page.getByRole('dialog', { name: 'Create customer' });
    await form.getByLabel('Name', { exact: true }).fill('Ada Lovelace');
    await form.getByLabel('Opening balance').fill('100');
    await form.getByLabel('Amount per hour').fill('5.25');
    await form.getByRole('button', { name: 'Create customer' }).click();
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
    const balance = page.getByRole('region', { name: 'Balance' }).or(page.getByLabel('Balance')).first();
    await placeReads(balance, '$100.00');

    await page.getByRole('link', { name: 'Debits', exact: true }).first().click();
    await page.getByRole('heading', { name: 'Debits', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Run debits now' }).click();
    const confirmation = page.getByRole('dialog', { name: 'Run debits now' });
    await confirmation.getByText('will be taken from 1 customer.').waitFor();
    await confirmation.getByRole('button', { name: 'Debit $5.25' }).click();
    await sees(newcomer, '$5.25 debited from 1 customer');
    await confirmation.waitFor({ state: 'detached' });

    const run = page.getByRole('table', { name: 'Debit runs, newest first' }).getByRole('row').nth(1);
    await run.getByText('Completed').waitFor();
    await placeReads(run, /Manual[\s\S]*1 of 1[\s\S]*\$5\.25/);

    await page.getByRole('link', { name: 'Logs' }).click();
    const log = page.getByRole('row').filter({ hasText: 'Ada Lovelace' });
    await placeReads(log, /Debited[\s\S]*\$5\.25[\s\S]*\$100\.00[\s\S]*\$94\.75/);

    await log.getByRole('link', { name: 'Ada Lovelace' }).click();
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
    await isLive(newcomer);
    await placeReads(balance, '$94.75');
    const entry = page.getByRole('table').getByRole('row').nth(1);
    await placeReads(entry, /−\$5\.25[\s\S]*\$94\.75/);

    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Drawdown' }).waitFor();
    await page.goto('/customers');
    await page.getByRole('heading', { name: 'Sign in to Drawdown' }).waitFor();
    expect(newcomer.complaints).toEqual([]);
  });
});
