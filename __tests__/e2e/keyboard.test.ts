import { createCustomer } from '@/lib/operations/customers';
import { everybodyLeaves } from '../helpers/browser';
import { ask, counts, isLive, newOwner, visitorAs } from '../helpers/journeys';

afterEach(everybodyLeaves);

describe('with the keyboard alone', () => {
  test('Ctrl-K opens the palette, Escape closes it and gives the focus back', async () => {
    const { page } = await visitorAs(await newOwner());
    const button = page.getByRole('button', { name: 'Run debits now' });
    await button.focus();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Go to or do' });
    await palette.getByRole('combobox').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    await button.and(page.locator(':focus')).waitFor();
  });

  test('the palette finds pages and customers, and Enter goes there', async () => {
    const owner = await newOwner();
    const { id } = await ask(createCustomer.output, owner.token, 'POST', '/customers', {
      name: 'Zephyr Works',
      balance: '10',
    });
    const { page } = await visitorAs(owner);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ledger');
    await page.getByRole('option', { name: 'Ledger', selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/ledger');

    await page.getByRole('heading', { name: 'Ledger' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('zephyr');
    await page.getByRole('option', { name: /Zephyr Works/, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/customers/${id}`);
  });

  test('a dialog opens and closes by keys, keeps the focus inside, and returns it to its button', async () => {
    const visitor = await visitorAs(await newOwner());
    const { page } = visitor;
    await page.goto('/customers');
    await isLive(visitor);
    const opener = page.getByRole('button', { name: 'Create customer' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Create customer' });
    await dialog.waitFor();
    const stops = await dialog.getByRole('button').or(dialog.getByRole('textbox')).count();
    for (let stop = 0; stop <= stops; stop += 1) {
      await page.keyboard.press('Tab');
      await counts(dialog.locator(':focus'), 1);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await opener.and(page.locator(':focus')).waitFor();
  });

  test('a question asked from a menu gives the focus back to the button of the menu', async () => {
    const owner = await newOwner();
    const { id } = await ask(createCustomer.output, owner.token, 'POST', '/customers', {
      name: 'Paused',
      balance: '10',
    });
    const visitor = await visitorAs(owner);
    const { page } = visitor;
    await page.goto(`/customers/${id}`);
    await isLive(visitor);
    const menu = page.getByRole('button', { name: 'More actions for Paused' });
    await menu.focus();
    await page.keyboard.press('Enter');
    for (const [index, name] of [
      'Add credits',
      'Invite to the portal',
      'History of changes',
      'Pause debits',
    ].entries()) {
      if (index > 0) await page.keyboard.press('ArrowDown');
      await page.getByRole('menuitem', { name }).and(page.locator(':focus')).waitFor();
    }
    await page.keyboard.press('Enter');
    const question = page.getByRole('dialog', { name: 'Pause debits of Paused?' });
    await question.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await menu.and(page.locator(':focus')).waitFor();
  });

  test('the first Tab offers to skip to the content', async () => {
    const { page } = await visitorAs(await newOwner());
    await page.goto('/customers');
    await page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('link', { name: 'Skip to the content' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('main:focus').waitFor();
  });
});
