import { createApiKey } from '@/lib/operations/api-keys';
import { createCustomer } from '@/lib/operations/customers';
import { everybodyLeaves } from '../helpers/browser';
import { asAdmin, ask, counts, isLive, newOwner, request, sees, visitorAs } from '../helpers/journeys';
import { newMember } from '../helpers/members';

afterEach(everybodyLeaves);

describe('the audit', () => {
  test('shows a change the moment it is made, with who, from what to what, and the request; and leads to what was changed', async () => {
    const owner = await newOwner();
    const visitor = await visitorAs(owner);
    const { page } = visitor;
    const { id } = await ask(createCustomer.output, owner.token, 'POST', '/customers', { name: 'Cleo' });
    await page.goto('/settings/audit');
    await isLive(visitor);
    await sees(visitor, 'added the customer');

    const { key } = await ask(createApiKey.output, owner.token, 'POST', '/api-keys', { name: 'Pricing' });
    await request(key, 'PUT', `/customers/${id}`, { credit_limit: '250' });
    const row = page
      .getByRole('listitem')
      .filter({ hasText: 'API key Pricing raised the credit limit of Cleo' });
    await row.waitFor();
    expect(await row.textContent()).toContain('from $0.00 to $250.00');
    await row.getByText('Details').click();
    await row.getByRole('row', { name: 'Credit limit $0.00 $250.00' }).waitFor();
    await row.getByRole('button', { name: 'Copy request id' }).waitFor();

    await row.getByRole('link', { name: 'Cleo' }).click();
    await page.getByRole('heading', { level: 1, name: /Cleo/ }).waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  test('is reached from the menu of a customer, has then nothing else in it, and is narrowed to who', async () => {
    const owner = await newOwner();
    const visitor = await visitorAs(owner);
    const { page } = visitor;
    const { id } = await ask(createCustomer.output, owner.token, 'POST', '/customers', { name: 'Cleo' });
    await request(owner.token, 'PUT', `/customers/${id}`, { status: 'inactive' });
    await asAdmin((admin) =>
      // On its wallet too, or the books of the customer would not agree.
      admin.query(
        `with w as (update public.wallets set status = 'active' where customer_id = $1)
         update public.customers set status = 'active' where id = $1`,
        [id],
      ),
    );
    await page.goto(`/customers/${id}`);
    await isLive(visitor);
    await page.getByRole('button', { name: 'More actions for Cleo' }).click();
    await page.getByRole('menuitem', { name: 'History of changes' }).click();
    await page.waitForURL(/about=customer/);
    const rows = page.getByRole('list', { name: 'Changes, newest first' }).getByRole('listitem');
    await rows.filter({ hasText: 'Database: postgres resumed the debits of Cleo' }).waitFor();
    await counts(rows, 3);

    await page.getByRole('combobox', { name: 'Who changed it' }).click();
    await page.getByRole('option', { name: owner.email }).click();
    await rows.filter({ hasText: 'Database' }).waitFor({ state: 'detached' });
    await counts(rows, 2);

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download CSV' }).click();
    expect((await download).suggestedFilename()).toBe('audit.csv');
    await page.getByRole('link', { name: 'Show the changes of everything' }).click();
    await rows.filter({ hasText: 'added the business' }).waitFor();
  });

  test('is there for a viewer too', async () => {
    const owner = await newOwner();
    const viewer = await newMember(owner, 'viewer');
    const visitor = await visitorAs(viewer);
    await visitor.page.goto('/settings/audit');
    await sees(visitor, /joined as viewer|added .* as viewer/);
  });
});
