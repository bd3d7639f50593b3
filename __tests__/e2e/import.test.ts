import { listCustomers } from '@/lib/operations/customers';
import { listProducts } from '@/lib/operations/products';
import { findings } from '../helpers/axe';
import { everybodyLeaves, type Visitor } from '../helpers/browser';
import { ask, newOwner, sees, visitorAs, type Account } from '../helpers/journeys';

let owner: Account;
let clerk: Visitor;

beforeAll(async () => {
  owner = await newOwner();
  clerk = await visitorAs(owner);
});
afterAll(everybodyLeaves);

async function choose({ page }: Visitor, name: string, lines: string[]) {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${lines.join('\r\n')}`) });
}

test('customers come from a file of a spreadsheet: looked at, put right, imported, there', async () => {
  const { page } = clerk;
  await page.getByRole('link', { name: 'Customers' }).first().click();
  await page.getByRole('link', { name: 'Import' }).click();
  await page.getByRole('heading', { name: 'Import customers' }).waitFor();
  await choose(clerk, 'customers.csv', [
    'Firma;E-Mail;Customer No.;Opening balance',
    'Ada & Co;ada@example.com;C-1;12,50',
    '=cmd|x;;C-2;',
    'Grace;grace;C-1;1',
  ]);
  await sees(clerk, /^0 rows can be imported, 3 rows not good\./);
  await page.getByRole('combobox', { name: 'Firma' }).click();
  await page.getByRole('option', { name: 'Name' }).click();
  await sees(clerk, '2 rows can be imported, 1 row not good. Nothing is written yet.');
  await sees(clerk, 'Email must be an email address.');
  expect(await findings(page)).toEqual([]);
  expect((await ask(listCustomers.output, owner.token, 'GET', '/customers')).data).toEqual([]);

  await page.getByRole('checkbox', { name: 'Leave out the row that is not good' }).click();
  await page.getByRole('button', { name: 'Import 2 customers' }).click();
  await sees(clerk, '2 customers are imported');
  expect(await findings(page)).toEqual([]);
  await page.getByRole('link', { name: 'Ada & Co' }).click();
  await page.getByRole('heading', { name: 'Ada & Co' }).waitFor();
  const { data } = await ask(listCustomers.output, owner.token, 'GET', '/customers?sort=name');
  expect(data.map(({ name, external_id, balance }) => [name, external_id, balance])).toEqual([
    ['=cmd|x', 'C-2', '0.00'],
    ['Ada & Co', 'C-1', '12.50'],
  ]);
  expect(clerk.complaints).toEqual([]);
});

test('the template of products is a file that can be imported, and a second time finds all of it there', async () => {
  const { page } = clerk;
  await page.goto('/products/import');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Template' }).click(),
  ]);
  const path = await download.path();
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByRole('button', { name: 'Import 2 products' }).click();
  await sees(clerk, '2 products are imported');
  await page.locator('input[type=file]').setInputFiles(path);
  await sees(clerk, /2 rows there already/);
  expect(await page.getByRole('button', { name: /^Import/ }).isDisabled()).toBe(true);
  const { data } = await ask(listProducts.output, owner.token, 'GET', '/products');
  expect(data).toHaveLength(2);
  expect(clerk.complaints).toEqual([]);
});

test('a workbook is told from a file of rows', async () => {
  const { page } = clerk;
  await page.goto('/customers/import');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'book.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004') });
  await sees(clerk, 'The file is a workbook: save the sheet as CSV and choose that.');
  expect(clerk.complaints).toEqual([]);
});
