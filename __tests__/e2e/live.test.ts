import { createCustomer } from '@/lib/operations/customers';
import { everybodyLeaves } from '../helpers/browser';
import { ask, isLive, newOwner, placeReads, request, visitorAs, type Account } from '../helpers/journeys';
import { newKey } from '../helpers/members';

afterEach(everybodyLeaves);

/** What "live" may take from the commit to the open page, on a busy machine. */
const within = 2_000;

const addCustomer = (owner: Account, name: string) =>
  ask(createCustomer.output, owner.token, 'POST', '/customers', {
    name,
    balance: '50',
    hourly_debit_amount: '2',
  });

describe('an open page', () => {
  test("shows another page's top-up without a reload", async () => {
    const owner = await newOwner();
    const { id } = await addCustomer(owner, 'Watched');
    const watching = await visitorAs(owner);
    const acting = await watching.context.newPage();
    await watching.page.goto(`/customers/${id}`);
    await isLive(watching);
    await watching.page.evaluate(() => (document.body.dataset['sameLoad'] = 'yes'));

    await acting.goto(`/customers/${id}`);
    await acting.getByRole('button', { name: 'Top up' }).click();
    await acting.getByLabel('Amount').fill('7.5');
    await acting.getByRole('button', { name: 'Add to balance' }).click();
    await acting.getByText('$7.50 added').waitFor();

    const entry = watching.page.getByRole('table').getByRole('row').filter({ hasText: '+$7.50' });
    await entry.waitFor({ timeout: within });
    await placeReads(watching.page.getByLabel('Balance', { exact: true }), '$57.50');
    expect(await watching.page.evaluate(() => document.body.dataset['sameLoad'])).toBe('yes');
  });

  test('shows what a program does with an API key: a new customer, a top-up, a debit run', async () => {
    const owner = await newOwner();
    const { id } = await addCustomer(owner, 'Ada');
    const key = await newKey(owner);
    const watching = await visitorAs(owner);
    const { page } = watching;
    const total = (amount: string) => page.getByRole('main').getByText(amount, { exact: true });

    await request(key, 'POST', '/customers', { name: 'Brand new', balance: '8', hourly_debit_amount: '1' });
    await page.getByRole('link', { name: 'Brand new' }).waitFor({ timeout: within });

    await request(key, 'POST', '/billing/credit', { customer_id: id, amount: '100' });
    await total('$158.00').waitFor({ timeout: within });

    await request(key, 'POST', '/debit-processor/trigger', {});
    const log = page.getByRole('table', { name: 'The most recent debit attempts' }).getByRole('row');
    await log.filter({ hasText: 'Brand new' }).filter({ hasText: 'Debited' }).waitFor({ timeout: within });
    await total('$155.00').waitFor({ timeout: within });
  });

  test("is told nothing of what happens in another tenant's business", async () => {
    const [owner, other] = [await newOwner(), await newOwner()];
    const { page } = await visitorAs(owner);
    const topics = await page.evaluateHandle(
      (address) =>
        new Promise<string[]>((resolve) => {
          const heard: string[] = [];
          const source = new EventSource(address);
          source.addEventListener('change', ({ data }) => heard.push(String(JSON.parse(data).topic)));
          source.addEventListener('resync', () => resolve(heard));
        }),
      `/api/live?business_id=${owner.businessId}`,
    );
    await addCustomer(other, 'Theirs');
    // An own change, seen, comes after the foreign one: by then that would have been told too.
    await addCustomer(owner, 'Mine');
    await page.getByRole('link', { name: 'Mine' }).waitFor();
    expect([...new Set(await topics.jsonValue())].sort()).toEqual(['audit', 'customers', 'wallets']);
  });

  test('shares one stream among all that follows changes on it, and keeps it from page to page', async () => {
    const watching = await visitorAs(await newOwner());
    const { page } = watching;
    const opened: string[] = [];
    page.on('request', (sent) => {
      if (sent.url().includes('/api/live')) opened.push(sent.url());
    });
    for (const name of ['Customers', 'Products', 'Orders']) {
      await page.getByRole('link', { name, exact: true }).first().click();
      await page.getByRole('heading', { name, level: 1 }).waitFor();
      await isLive(watching);
    }
    expect(opened).toEqual([]);
  });
});
