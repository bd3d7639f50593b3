import type { Page } from 'playwright-core';
import { everybodyLeaves, type Visitor } from '../helpers/browser';
import { isLive, visitorAs } from '../helpers/journeys';
import { figures, numberIn, rowsOf, type Figure } from '../helpers/lineage';

let scene: Awaited<ReturnType<typeof figures>>;
let owner: Visitor;

beforeAll(async () => {
  scene = await figures();
  owner = await visitorAs(scene.owner);
});
afterAll(everybodyLeaves);

/** A card of the first row; a tab above it may have the same name. */
const card = (label: string): Pick<Figure, 'link' | 'text'> => ({
  link: (page) => page.getByRole('main').getByRole('link', { name: label, exact: true }).last(),
  text: (page) =>
    page
      .getByRole('main')
      .getByRole('link', { name: label, exact: true })
      .last()
      .locator('xpath=ancestor::*[contains(@class, "rounded-card")][1]'),
});
const inRegion = (region: string, name: string | RegExp): Pick<Figure, 'link'> => ({
  link: (page) => page.getByRole('region', { name: region, exact: true }).getByRole('link', { name }).first(),
});
/** A figure of a list of facts, by what it is called. */
const fact = (region: string, label: string): Pick<Figure, 'link'> => ({
  link: (page) =>
    page
      .getByRole('region', { name: region, exact: true })
      .locator('dl > div')
      .filter({ has: page.getByText(label, { exact: true }) })
      .getByRole('link'),
});
const inItem = (region: string, name: string): Pick<Figure, 'link' | 'text'> => ({
  ...inRegion(region, name),
  text: (page) =>
    page
      .getByRole('region', { name: region, exact: true })
      .getByRole('listitem')
      .filter({ hasText: name })
      .first(),
});
const inRow = (name: string | RegExp): Pick<Figure, 'link'> => ({
  link: (page) => page.getByRole('table').getByRole('link', { name }).first(),
});
const column = (list: string, name: RegExp): Pick<Figure, 'link'> => ({
  link: (page) => page.getByRole('list', { name: list }).getByRole('link', { name }),
});

const orders = { table: 'Orders, newest first', column: 'Outstanding' };
const customers = { table: 'Customers' };
const logs = { table: 'Debit logs, newest first' };
const events = { table: 'Usage events, newest first', column: 'Cost' };
const unbilled = { table: 'Unbilled usage', column: 'Amount' };

const overview: Omit<Figure, 'on'>[] = [
  { name: 'Customers', ...card('Customers'), ...customers },
  {
    name: 'active customers',
    link: (page) => page.getByRole('link', { name: /^\d+ active$/ }),
    ...customers,
  },
  { name: 'Sum of balances', ...card('Sum of balances'), ...customers, column: 'Balance' },
  { name: 'Hourly burn', ...card('Hourly burn'), ...customers, column: 'Per hour' },
  {
    name: 'who cannot pay',
    link: (page) => page.getByRole('link', { name: 'cannot pay the next' }),
    ...customers,
  },
  {
    name: 'an hour',
    open: async (page) => {
      // The bars are there once the page answers to a click.
      await page.getByRole('list', { name: 'Attempts of each hour' }).waitFor();
      await page
        .getByRole('region', { name: 'Debited by hour' })
        .getByRole('button', { name: 'View as table' })
        .click();
    },
    ...inRow('$5.00'),
    ...logs,
    column: 'Amount',
  },
  { name: 'failed attempts', ...inRegion('Debited by hour', /^Failed attempts/), ...logs },
  { name: 'owed in all', ...fact('Owed on orders', 'In all'), ...orders },
  { name: 'overdue', ...fact('Owed on orders', 'Overdue'), ...orders },
  { name: 'open orders', ...inRegion('Owed on orders', /open orders$/), table: orders.table },
  {
    name: 'customers who owe',
    ...inRegion('Owed on orders', /^\d+ customers$/),
    table: /^Overdue customers/,
  },
  { name: 'who is furthest behind', ...inItem('Owed on orders', 'Grace Hopper'), ...orders },
  { name: 'running sessions', ...fact('Sessions', 'Running now'), table: 'Running sessions' },
  { name: 'credits a minute', ...fact('Sessions', 'Burn'), table: 'Running sessions', column: 'Rate' },
  { name: 'usage of today', ...fact('Usage', 'Today'), ...events },
  { name: 'usage of 30 days', ...fact('Usage', 'Last 30 days'), ...events },
  { name: 'unbilled usage', ...fact('Usage', 'Unbilled'), ...unbilled },
  { name: 'held usage', ...fact('Usage', 'Held'), ...unbilled },
];

const age = (label: string, links: Pick<Figure, 'link'>): Omit<Figure, 'on'> => ({
  name: label,
  ...links,
  ...orders,
});
const overdue: Omit<Figure, 'on'>[] = [
  { name: 'overdue', ...card('Overdue'), ...orders },
  { name: 'owed in all', ...card('Owed in all'), ...orders },
  ...['0 to 30 days', '31 to 60 days', '61 to 90 days'].flatMap((label) => [
    age(`${label}, as a bar`, column('Orders of each age', new RegExp(`^${label}`))),
    age(`${label}, below it`, inRegion('Owed by age', new RegExp(`^${label}: `))),
  ]),
  age('overdue of one customer', inRow(/^Overdue orders: /)),
  age('owed by one customer', inRow(/^All open orders: /)),
  age('an age of one customer', inRow(/^31 to 60 days: /)),
];

const usage: Omit<Figure, 'on'>[] = [
  { name: 'cost', ...card('Cost'), ...events },
  { name: 'events', ...card('Events'), table: events.table },
  { name: 'unbilled', ...card('Unbilled now'), ...unbilled },
  { name: 'held', ...card('Held now'), ...unbilled },
  { name: 'a held line', ...inRegion('Held', /of chat tokens$/), ...events },
  { name: 'a day', ...column('Events of each day', /: \$/), ...events },
  { name: 'what was used', ...inRegion('Cost by day', /^storage: /), ...events },
  {
    name: 'a service',
    ...inRegion('What was used', 'storage'),
    text: (page) => page.getByRole('region', { name: 'What was used' }).getByRole('row', { name: /storage/ }),
    ...events,
  },
  { name: 'a customer', ...inItem('Top customers', 'Linus Torvalds'), ...events },
  { name: 'unbilled of a customer', ...inRegion('Top customers', /unbilled of Mary Shelley$/), ...unbilled },
];

/** Reads the figure, follows it, and adds up what is there. */
async function followed(figure: Figure): Promise<{ shown: bigint; rows: bigint }> {
  const { page } = owner;
  await page.goto(figure.on);
  // Times are told anew in the browser, and what stands below them may move under the mouse. The past is not live.
  if (figure.on.includes('as_of')) await page.getByRole('list', { name: 'Orders of each age' }).waitFor();
  else await isLive(owner);
  await figure.open?.(page);
  const link = figure.link(page);
  const shown = numberIn(await (figure.text?.(page) ?? link).innerText());
  await link.click();
  return { shown, rows: await rowsOf(page.getByRole('table', { name: figure.table }), figure.column) };
}

/** What happens between the look at the figure and the look at its rows is forgiven, once or twice. */
async function addsUp(figure: Figure): Promise<void> {
  let seen = await followed(figure);
  for (let again = 0; again < 2 && seen.rows !== seen.shown; again += 1) seen = await followed(figure);
  expect(seen.shown).toBeGreaterThan(0n);
  expect(seen.rows).toBe(seen.shown);
}

describe('a click on a figure leads to the rows that add up to it', () => {
  test.each(overview)('on the overview: $name', (figure) => addsUp({ on: '/', ...figure }));

  test.each(overdue)('of what is overdue: $name', (figure) => addsUp({ on: '/overdue', ...figure }));

  test.each(overdue.filter(({ name }) => !name.startsWith('61 to 90')))(
    'of what was overdue on a day: $name',
    (figure) => {
      // 45 days after the first order and 5 after the next, long before the payment.
      const on = new Date(Date.now() + 45 * 86_400_000).toISOString().slice(0, 10);
      return addsUp({ on: `/overdue?days=3&as_of=${on}`, ...figure });
    },
  );

  test.each(usage)('of usage: $name', (figure) => addsUp({ on: '/usage', ...figure }));

  test('of an hour, also from its bar, which the keyboard reaches too', async () => {
    const { page } = owner;
    await page.goto('/');
    const bars = page.getByRole('list', { name: 'Attempts of each hour' }).getByRole('link');
    await bars.last().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    const [debited, failed] = [/Debited/, /Failed/].map((text) =>
      page.getByRole('table', { name: logs.table }).getByRole('row').filter({ hasText: text }),
    );
    await debited?.filter({ hasText: 'Linus Torvalds' }).first().waitFor();
    await failed?.filter({ hasText: 'Mary Shelley' }).first().waitFor();
  });
});

describe('from a row to the ledger entry, the request and who sent it', () => {
  const entryOf = (page: Page) => page.getByLabel('Figures', { exact: true });

  test('an order', async () => {
    const { page, complaints } = owner;
    await page.goto('/overdue');
    await isLive(owner);
    await page
      .getByRole('link', { name: /^0 to 30 days: .*/ })
      .first()
      .click();
    await page
      .getByRole('table', { name: orders.table })
      .getByRole('link', { name: `Order ${scene.order.number}` })
      .click();
    await page
      .getByRole('table', { name: 'Ledger entries, newest first' })
      .getByRole('link', { name: /^#\d+$/ })
      .click();
    await page.getByRole('heading', { level: 1, name: /#\d+$/ }).waitFor();
    await entryOf(page)
      .getByText(/^Member …/)
      .waitFor();
    await entryOf(page)
      .getByText(`…${scene.order.request_id?.slice(-8)}`)
      .waitFor();
    await entryOf(page).getByRole('link', { name: 'Order' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('a debit', async () => {
    const { page, complaints } = owner;
    await page.goto('/');
    await isLive(owner);
    await page.getByRole('link', { name: 'Ledger entry of $5.00' }).first().click();
    await page.getByRole('heading', { level: 1, name: /#2$/ }).waitFor();
    await entryOf(page).getByText('−$5.00').waitFor();
    await entryOf(page).getByRole('link', { name: /run/i }).click();
    await page
      .getByText(/^Member …/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  });

  test('usage', async () => {
    const { page, complaints } = owner;
    await page.goto('/usage');
    await isLive(owner);
    await page
      .getByRole('region', { name: 'Top customers' })
      .getByRole('link', { name: 'Linus Torvalds', exact: true })
      .first()
      .click();
    await page
      .getByRole('table', { name: events.table })
      .getByRole('row')
      .filter({ hasText: '1,000' })
      .getByRole('link')
      .first()
      .click();
    const lineage = page.getByRole('region', { name: 'Lineage' });
    await lineage.getByText(/^Member …\w{6} sent it/).waitFor();
    await lineage.getByText(scene.event.source_request_id ?? 'no request').waitFor();
    await lineage.getByRole('link', { name: /^Entry #\d+ of the prepaid wallet$/ }).click();
    await page.getByRole('heading', { level: 1, name: /#\d+$/ }).waitFor();
    await entryOf(page).getByText('−$2.00').waitFor();
    expect(complaints).toEqual([]);
  });
});
