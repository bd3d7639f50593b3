/** Reading about the API, and trying it, on the running app. */
import { everybodyLeaves, stack, visitor } from '../helpers/browser';

afterAll(everybodyLeaves);

test('an operation is found, read and tried with a key', async () => {
  const { page, complaints } = await visitor();
  await page.goto('/docs/api');
  await page.getByLabel('Find an operation').fill('get list customers');
  await page.getByRole('link', { name: /List customers/ }).click();
  await page.getByRole('heading', { level: 1, name: 'List customers' }).waitFor();
  await page.getByLabel('API key').fill(stack.apiKey);
  await page.getByLabel(/^limit/).fill('1');
  await page.getByRole('button', { name: 'Send GET' }).click();
  const answer = page.getByRole('region', { name: 'Answer' });
  await answer.waitFor();
  expect(await answer.innerText()).toContain('200');
  expect(await answer.innerText()).toContain('"has_more"');
  expect(complaints).toEqual([]);
});
