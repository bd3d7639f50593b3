import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { createInvitation } from '@/lib/operations/business';
import { listCustomers } from '@/lib/operations/customers';
import { listDebitRuns } from '@/lib/operations/debits';
import { everybodyLeaves, stack, visitor, type Visitor } from '../helpers/browser';
import { ask, isLive, newOwner, signIn } from '../helpers/journeys';
import { until } from '../helpers/waiting';

const widths = [1440, 320] as const;
const themes = ['light', 'dark'] as const;

/** Rows that are like those above them. */
const repeated = 'tbody tr:nth-child(n + 9)';

let stranger: Visitor;
/** Signed in to the sample data, where every table has rows. */
let demo: Visitor;
/** Signed in to a business that was made a moment ago. */
let newcomer: Visitor;
const paths: Record<string, string> = {};

beforeAll(async () => {
  [stranger, demo, newcomer] = await Promise.all([visitor(), visitor(), visitor()]);
  await signIn(demo, { email: 'demo@drawdown.test', password: 'drawdown-demo' });
  const [{ data: customers }, { data: runs }, owner] = await Promise.all([
    ask(listCustomers.output, stack.apiKey, 'GET', '/customers?search=Larkspur'),
    ask(listDebitRuns.output, stack.apiKey, 'GET', '/debit-processor/runs'),
    newOwner(),
  ]);
  await signIn(newcomer, owner);
  const { token } = await ask(createInvitation.output, owner.token, 'POST', '/invitations', {
    role: 'viewer',
  });
  paths['invitation'] = `/invite/${token}`;
  paths['customer'] = `/customers/${customers[0]?.id}`;
  paths['debits of a customer'] = `/customers/${customers[0]?.id}?tab=debits`;
  paths['debit run'] = `/debits/runs/${runs[0]?.id}`;
});
afterAll(everybodyLeaves);

/** What axe finds, and whether the page is wider than the window, in each theme at each width. */
async function findings(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const excess = await excessWidth(page);
    if (excess > 0) found.push(`${width} px: ${excess} px wider than the window`);
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.locator(`html.${colorScheme}`).waitFor({ state: 'attached' });
      const axe = new AxeBuilder({ page }).setLegacyMode().exclude(repeated);
      // Only colours differ between the themes.
      if (colorScheme !== 'light') axe.withRules(['color-contrast']);
      const { violations } = await axe.analyze();
      for (const { id, nodes } of violations) {
        found.push(
          ...nodes.map(
            (node) =>
              `${width} px, ${colorScheme}, ${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`,
          ),
        );
      }
    }
  }
  return found;
}

/** How much wider than its window a page is, once its charts have followed the window. */
async function excessWidth(page: Page): Promise<number> {
  const fits = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  await page.waitForFunction(fits, undefined, { timeout: 5_000 }).catch(() => undefined);
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Opens a dialog; a page that does not live yet lets the first clicks pass. */
async function opened(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name });
  await until(`the dialog ${name} is open`, async () => {
    if (await dialog.isVisible()) return true;
    await page.getByRole('button', { name }).first().click();
    return dialog.isVisible();
  });
  await dialog
    .getByRole('button', { name: /^(Cancel|Close)$/ })
    .first()
    .waitFor();
}

describe('axe finds nothing, and nothing is wider than a phone of 320 px, light and dark', () => {
  test.each([
    ['sign-in', '/sign-in'],
    ['sign-up', '/sign-up'],
    ['forgotten password', '/forgot-password'],
    ['new password', '/reset-password'],
    ['invitation', null],
    ['invitation that does not work', '/invite/none'],
  ])('on the page: %s', async (name, path) => {
    await stranger.page.goto(path ?? paths[name] ?? '');
    await stranger.page.getByRole('heading').first().waitFor();
    expect(await findings(stranger.page)).toEqual([]);
  });

  test.each([
    ['overview', '/'],
    ['customers', '/customers'],
    ['customers that no search finds', '/customers?search=nobody'],
    ['customer', null],
    ['debits of a customer', null],
    ['customer that does not exist', '/customers/0196c1f0-0000-7000-8000-000000000001'],
    ['debits', '/debits'],
    ['debit run', null],
    ['debit logs', '/debits/logs'],
    ['ledger', '/ledger'],
    ['settings', '/settings'],
    ['members', '/settings/members'],
    ['API keys', '/settings/api-keys'],
    ['profile', '/settings/profile'],
    ['new business', '/businesses/new'],
    ['address that does not exist', '/nothing-here'],
  ])('on the page of the dashboard: %s', async (name, path) => {
    await demo.page.goto(path ?? paths[name] ?? '');
    await demo.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await findings(demo.page)).toEqual([]);
  });

  test.each(['/', '/customers', '/debits', '/debits/logs', '/ledger', '/settings/api-keys'])(
    'on %s with nothing on it yet',
    async (path) => {
      await newcomer.page.goto(path);
      await newcomer.page.getByRole('heading', { level: 1 }).waitFor();
      expect(await findings(newcomer.page)).toEqual([]);
    },
  );

  test.each([
    ['/customers', 'Create customer'],
    ['/debits', 'Run debits now'],
    ['/settings/members', 'Invite member'],
    ['/settings/api-keys', 'Create API key'],
  ])('in the dialog on %s: %s', async (path, name) => {
    await demo.page.goto(path);
    await opened(demo.page, name);
    expect(await findings(demo.page)).toEqual([]);
  });

  test('in the command palette', async () => {
    await demo.page.goto('/customers');
    await isLive(demo);
    await demo.page.keyboard.press('Control+k');
    await demo.page.getByRole('dialog', { name: 'Go to or do' }).waitFor();
    expect(await findings(demo.page)).toEqual([]);
  });
});
