import { stack, visitor } from '../helpers/browser';

test('a visitor is asked to sign in, and the sample sign-in leads to the overview', async () => {
  const { page, complaints, leave } = await visitor();
  await page.goto('/');
  await page.waitForURL('**/sign-in**');
  await page.getByLabel('Email').fill('demo@drawdown.test');
  await page.getByLabel('Password', { exact: true }).fill('drawdown-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${stack.appUrl}/`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(complaints).toEqual([]);
  await leave();
});

test('the API key of the sample data reads its customers', async () => {
  const response = await fetch(`${stack.appUrl}/api/customers`, { headers: { 'x-api-key': stack.apiKey } });
  expect(response.status).toBe(200);
});
