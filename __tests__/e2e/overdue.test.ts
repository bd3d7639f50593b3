import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { createCustomer } from '@/lib/operations/customers';
import { processPurchase } from '@/lib/operations/orders';
import { createProduct } from '@/lib/operations/products';
import { getStatement } from '@/lib/operations/statements';
import { everybodyLeaves } from '../helpers/browser';
import {
  asAdmin,
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

const day = 86_400_000;
/** What "live" may take from the commit to the open page, on a busy machine. */
const within = 2_000;

async function pass(owner: Account, days: number): Promise<void> {
  await asAdmin((admin) =>
    admin.query(
      'update public.businesses set test_clock_at = test_clock_at + make_interval(hours => 24 * $2) where id = $1',
      [owner.businessId, days],
    ),
  );
}

/** Ada owes 200 for 43 days and 100 for 3, Grace 100 for 3. */
async function debts() {
  const owner = await newOwner();
  const desk = await ask(createProduct.output, owner.token, 'POST', '/products', {
    sku: 'DESK',
    name: 'Desk',
    price: '100',
  });
  const customer = (name: string) =>
    ask(createCustomer.output, owner.token, 'POST', '/customers', { name, credit_limit: '1000' });
  const sell = ({ id }: { id: string }, quantity: number) =>
    ask(processPurchase.output, owner.token, 'POST', '/purchase', {
      customer_id: id,
      items: [{ product_id: desk.id, quantity }],
    });
  const ada = await customer('Ada Lovelace');
  const grace = await customer('Grace Hopper');
  await sell(ada, 2);
  await pass(owner, 40);
  await sell(ada, 1);
  await sell(grace, 1);
  await pass(owner, 3);
  return { owner, ada, grace };
}

async function downloaded(page: Page, link: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: link }).click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

const rowsOf = (page: Page) => page.getByRole('table', { name: /^Overdue customers/ }).getByRole('row');

describe('what is overdue', () => {
  test('is on the overview and on its page, falls as a payment comes in, and downloads as it is shown', async () => {
    const { owner } = await debts();
    const collector = await visitorAs(owner);
    const { page } = collector;
    const card = page.getByRole('region', { name: 'Owed on orders' });
    await placeReads(card, /\$400\.00[\s\S]*\$200\.00[\s\S]*Ada Lovelace\s+43 days\s+\$200\.00/);
    expect(await card.innerText()).not.toContain('Grace');

    await card.getByRole('link', { name: 'Who owes what' }).click();
    await page.getByRole('heading', { name: 'Overdue', exact: true, level: 1 }).waitFor();
    await isLive(collector);
    const ada = rowsOf(page).filter({ hasText: 'Ada Lovelace' });
    await placeReads(ada, /\$200\.00[\s\S]*\$300\.00[\s\S]*43 days/);
    await counts(rowsOf(page), 2);
    const ages = page.getByRole('table', { name: 'Owed by age' });
    await placeReads(ages, /0 to 30 days\s+\$200\.00\s+31 to 60 days\s+\$200\.00/);

    const file = await downloaded(page, 'Download CSV');
    expect(file.name).toMatch(/^overdue-\d{4}-\d{2}-\d{2}\.csv$/);
    expect(file.text.split('\r\n')[1]).toContain(',Ada Lovelace,,USD,300.00,200.00,1,');

    await ada.getByRole('button', { name: 'Record payment of Ada Lovelace' }).click();
    const form = page.getByRole('dialog', { name: 'Record payment' });
    await form.getByRole('textbox', { name: 'Amount' }).fill('150.50');
    await form.getByRole('button', { name: 'Record payment' }).click();
    await form.waitFor({ state: 'detached' });
    await ada.getByText('$49.50').first().waitFor({ timeout: within });
    await placeReads(ada, /\$49\.50[\s\S]*1 order[\s\S]*\$149\.50/);

    await ada.getByRole('link', { name: /^Oldest order/ }).click();
    await page.getByRole('heading', { name: /^Order \d+/, level: 1 }).waitFor();
    expect(collector.complaints).toEqual([]);
  });

  test('can be asked for other days, and as it was on a day of the past', async () => {
    const { owner } = await debts();
    const collector = await visitorAs(owner);
    const { page } = collector;
    await page.goto('/overdue');
    await isLive(collector);
    await page.getByRole('spinbutton', { name: 'Unpaid for more than' }).fill('2');
    await page.getByRole('button', { name: 'Show' }).click();
    await rowsOf(page).filter({ hasText: 'Grace Hopper' }).waitFor();
    await page.waitForURL(/\/overdue\?days=2$/);

    await page.getByLabel('At the end of').fill(new Date(Date.now() + day).toISOString().slice(0, 10));
    await page.getByRole('spinbutton', { name: 'Unpaid for more than' }).fill('30');
    await page.getByRole('button', { name: 'Show' }).click();
    await sees(collector, 'Nobody is overdue');
    await sees(collector, '1 open order of 1 customer');

    await page.reload();
    await sees(collector, /^As it was at the end of/);
    await page.getByRole('button', { name: 'Reset' }).click();
    await rowsOf(page).filter({ hasText: 'Ada Lovelace' }).waitFor();
    await page.waitForURL(/\/overdue$/);
  });

  test('is read by a viewer, who records no payment', async () => {
    const { owner } = await debts();
    const { page } = await visitorAs(await newMember(owner, 'viewer'));
    await page.goto('/overdue');
    await rowsOf(page).filter({ hasText: 'Ada Lovelace' }).waitFor();
    expect(await page.getByRole('button', { name: /^Record payment/ }).count()).toBe(0);
  });
});

describe('a statement', () => {
  test('goes from month to month, prints without the shell, and downloads as it is shown', async () => {
    const { owner, ada } = await debts();
    const reader = await visitorAs(owner);
    const { page } = reader;
    await page.goto(`/customers/${ada.id}`);
    await page.getByRole('link', { name: 'Statement' }).click();
    await page.getByRole('heading', { name: 'Statement', exact: true, level: 1 }).waitFor();
    await isLive(reader);
    const sheet = page.getByRole('region', { name: 'Statement' });
    await placeReads(sheet, /Due now\s+\$300\.00\s+On 2 open orders/);

    const file = await downloaded(page, 'JSON');
    const { wallets, due } = getStatement.output.parse(JSON.parse(file.text));
    expect(due).toBe('300.00');
    expect(wallets.find(({ kind }) => kind === 'receivable')?.closing_balance).toBe('-300.00');
    const csv = await downloaded(page, 'CSV');
    expect(csv.text).toContain(',closing_balance,,,,,-300.00,');

    const first = new Date().toISOString().slice(0, 7);
    await page.goto(`/customers/${ada.id}/statement?month=${first}`);
    const orders = page.getByRole('table', { name: /^Orders on credit/ });
    await placeReads(
      orders,
      /Opening balance[\s\S]*\$0\.00[\s\S]*−\$200\.00[\s\S]*Closing balance[\s\S]*−\$200\.00/,
    );
    await page.getByRole('navigation', { name: 'Months' }).getByRole('link').nth(1).click();
    await page.waitForURL((url) => url.searchParams.get('month') !== first);

    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await sheet.isVisible()).toBe(true);
    for (const hidden of ['Print', 'Ctrl K', 'Months'])
      expect(await page.getByText(hidden, { exact: true }).first().isVisible()).toBe(false);
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await sheet.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(0, 0, 0)');
    expect(reader.complaints).toEqual([]);
  });
});
