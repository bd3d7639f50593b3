import { everybodyLeaves } from '../helpers/browser';
import { debtor, reads } from '../helpers/debtor';
import { counts, isLive, placeReads, sees, visitorAs } from '../helpers/journeys';

afterEach(everybodyLeaves);

describe('a customer', () => {
  test('gets a credit limit at the start and another one later, and the list sorts by what is owed', async () => {
    const { owner, customer } = await debtor();
    const clerk = await visitorAs(owner);
    const { page } = clerk;
    await page.goto('/customers');
    await isLive(clerk);
    await page.getByRole('button', { name: 'Create customer' }).click();
    const form = page.getByRole('dialog', { name: 'Create customer' });
    await form.getByLabel('Name', { exact: true }).fill('Grace Hopper');
    await form.getByLabel('Credit limit').fill('1000.50');
    await form.getByRole('button', { name: 'Create customer' }).click();
    await page.getByRole('heading', { name: 'Grace Hopper' }).waitFor();
    await isLive(clerk);
    await reads(clerk, /Credit left\s*\$1,000\.50[\s\S]*Nothing is owed of a limit of \$1,000\.50/);

    await page.goto('/customers?sort=owed&direction=desc');
    const first = page.getByRole('table', { name: 'Customers' }).getByRole('row').nth(1);
    await placeReads(first, /Ada Lovelace[\s\S]*\$200\.00/);

    await page.goto(`/customers/${customer.id}`);
    await isLive(clerk);
    await page.getByRole('button', { name: 'Edit' }).click();
    const edit = page.getByRole('dialog', { name: 'Edit Ada Lovelace' });
    await edit.getByLabel('Credit limit').fill('150');
    await edit.getByRole('button', { name: 'Save changes' }).click();
    await reads(clerk, /Credit left\s*\$0\.00[\s\S]*\$200\.00 owed of a limit of \$150\.00/);

    await page.getByRole('link', { name: '$200.00 owed' }).click();
    const orders = page.getByRole('table', { name: 'Orders of this customer, newest first' });
    await orders.waitFor();
    await counts(orders.getByRole('row'), 3);
    await page.getByRole('link', { name: 'Ledger', exact: true }).last().click();
    await sees(clerk, 'No entry on the prepaid balance');
    await page.getByRole('combobox', { name: 'Wallet' }).click();
    await page.getByRole('option', { name: 'Owed on orders' }).click();
    await page.waitForURL(/wallet=receivable/);
    const ledger = page.getByRole('table', { name: 'Ledger entries, newest first' });
    await ledger.waitFor();
    await counts(ledger.getByRole('row'), 3);
    expect(clerk.complaints).toEqual([]);
  });
});
