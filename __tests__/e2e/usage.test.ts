import type { z } from 'zod';
import { createApiKey } from '@/lib/operations/api-keys';
import { createCustomer } from '@/lib/operations/customers';
import { recordUsage } from '@/lib/operations/usage';
import { getBalance } from '@/lib/operations/wallets';
import { everybodyLeaves, type Visitor } from '../helpers/browser';
import {
  asAdmin,
  ask,
  counts,
  isLive,
  newOwner,
  placeReads,
  request,
  sees,
  visitorAs,
  type Account,
} from '../helpers/journeys';
import { newMember } from '../helpers/members';

afterEach(everybodyLeaves);

type Customer = z.output<typeof createCustomer.output>;

/** A business with a customer, a key that may only report usage, and a job that leaves it alone. */
async function meteredBusiness(balance: string) {
  const owner = await newOwner();
  await holdJob(owner);
  const customer = await ask(createCustomer.output, owner.token, 'POST', '/customers', {
    name: 'Ada Lovelace',
    balance,
  });
  const made = await ask(createApiKey.output, owner.token, 'POST', '/api-keys', {
    name: 'Meter',
    scopes: ['usage:write'],
  });
  const record = (units: string, price: string) =>
    ask(recordUsage.output, made.key, 'POST', '/usage', {
      customer_id: customer.id,
      service: 'chat completions',
      units_consumed: units,
      price_per_unit: price,
    });
  return { owner, customer, record };
}

/** The job of each minute stays away for an hour, so that only what is done by hand is seen. */
async function holdJob({ businessId }: Account): Promise<void> {
  await asAdmin((admin) =>
    admin.query(
      `update private.usage_schedules set next_run_at = now() + interval '1 hour' where business_id = $1`,
      [businessId],
    ),
  );
}

const balanceOf = async (owner: Account, { id }: Customer) =>
  (await ask(getBalance.output, owner.token, 'GET', `/billing/balance/${id}`)).balance;

/** Opens the dry run, sees what it would do, and confirms it. */
async function billNow({ page }: Visitor, plan: string | RegExp, confirm: string): Promise<void> {
  await page.getByRole('button', { name: 'Bill now' }).click();
  const dialog = page.getByRole('dialog', { name: 'Bill now' });
  await dialog.getByText(plan).waitFor();
  await dialog.getByRole('button', { name: confirm }).click();
  await dialog.waitFor({ state: 'detached' });
}

describe('usage', () => {
  test('is reported by a program, seen unbilled, billed after a dry run, and followed from the entry back to the request', async () => {
    const { owner, customer, record } = await meteredBusiness('10');
    const who = await visitorAs(owner);
    const { page } = who;
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Usage' }).click();
    await page.getByRole('heading', { name: 'No usage yet' }).waitFor();
    await page.getByText(`"customer_id": "${customer.id}"`).waitFor();
    await isLive(who);

    const event = await record('1000000', '0.000002');
    await record('250000', '0.000002');
    // The page follows: nobody reloads it.
    const latest = page.getByRole('table', { name: 'The latest events' });
    await latest.getByText('$0.50').waitFor();
    await counts(latest.getByText('Unbilled'), 2);
    await page.getByRole('link', { name: 'Unbilled now' }).waitFor();
    await placeReads(page.getByRole('main'), /Unbilled now\s+\$2\.50/);

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Billing' }).click();
    await sees(who, 'No run yet');
    await isLive(who);
    await billNow(who, /will be taken in 1 charge/, 'Bill $2.50');
    await sees(who, '$2.50 billed in 1 charge');
    expect(await balanceOf(owner, customer)).toBe('7.50');

    const runs = page.getByRole('table', { name: 'Billing runs, newest first' });
    await runs.getByRole('row').nth(1).getByRole('link').click();
    const charges = page.getByRole('table', { name: 'Charges of this run' });
    await placeReads(
      charges.getByRole('row').nth(1),
      /Ada Lovelace[\s\S]*chat completions[\s\S]*1,250,000[\s\S]*2[\s\S]*\$2\.50/,
    );
    await charges.getByRole('link', { name: 'Ada Lovelace' }).click();
    await page.getByRole('heading', { name: 'chat completions of Ada Lovelace' }).waitFor();
    const entry = page.getByRole('table', { name: 'Ledger entries, newest first' }).getByRole('row').nth(1);
    await placeReads(entry, /Usage #2[\s\S]*−\$2\.50[\s\S]*\$7\.50/);

    // From the ledger of the customer to the charge, and from there to the event and the request.
    await page.goto(`/customers/${customer.id}`);
    await page.getByRole('link', { name: /^Charge for usage/ }).click();
    const events = page.getByRole('table', { name: 'Events of this charge, newest first' });
    await events.getByRole('row').filter({ hasText: '1,000,000' }).getByRole('link').click();
    const lineage = page.getByRole('region', { name: 'Lineage' });
    await lineage.getByText(/^API key …\w{6} sent it/).waitFor();
    expect(event.source_request_id).not.toBeNull();
    await lineage.getByText(event.source_request_id ?? '').waitFor();
    await lineage.getByRole('link', { name: 'Entry #2 of the prepaid wallet' }).click();
    await page.getByRole('heading', { level: 1, name: /#2$/ }).waitFor();
    expect(who.complaints).toEqual([]);
  });

  test('that the balance cannot bear is held with its reason, and billed after a top-up', async () => {
    const { owner, customer, record } = await meteredBusiness('1');
    await record('5', '1');
    const who = await visitorAs(owner);
    const { page } = who;
    await page.goto('/usage/unbilled');
    await isLive(who);
    await billNow(who, /cannot be billed now/, 'Run billing');
    await sees(who, '$0.00 billed in 0 charges, $5.00 held');
    await holdJob(owner);
    expect(await balanceOf(owner, customer)).toBe('1.00');

    await page.getByRole('link', { name: 'Summary' }).click();
    const held = page.getByRole('region', { name: 'Held' });
    await held.getByText(/The balance does not bear it/).waitFor();
    await held.getByRole('link', { name: 'Ada Lovelace' }).click();
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
    const unbilled = page.getByRole('table', { name: 'Usage of this customer that is not billed yet' });
    await unbilled.getByText(/^Top up, or raise the overdraft limit/).waitFor();
    await isLive(who);
    await page.getByRole('button', { name: 'Top up' }).click();
    const form = page.getByRole('dialog', { name: 'Top up Ada Lovelace' });
    await form.getByLabel('Amount').fill('10');
    await form.getByRole('button', { name: 'Add to balance' }).click();
    await sees(who, '$10.00 added');

    await page.goto('/usage/unbilled');
    await isLive(who);
    await billNow(who, /will be taken in 1 charge/, 'Bill $5.00');
    await sees(who, 'Everything is billed');
    expect(await balanceOf(owner, customer)).toBe('6.00');
    expect(who.complaints).toEqual([]);
  });

  test('is billed beyond the balance once the customer is postpaid, and the form says so', async () => {
    const { owner, customer, record } = await meteredBusiness('1');
    const who = await visitorAs(owner);
    const { page } = who;
    await page.goto(`/customers/${customer.id}`);
    await isLive(who);
    await page.getByRole('button', { name: 'Edit' }).click();
    const form = page.getByRole('dialog', { name: 'Edit Ada Lovelace' });
    await form.getByRole('switch', { name: 'Postpaid' }).click();
    await form.getByRole('button', { name: 'Save changes' }).click();
    await sees(who, 'Postpaid, without a limit');
    await record('5', '1');
    await page.goto('/billing');
    await isLive(who);
    await billNow(who, /will be taken in 1 charge/, 'Bill $5.00');
    expect(await balanceOf(owner, customer)).toBe('-4.00');
    expect(who.complaints).toEqual([]);
  });

  test('is seen by a viewer, who cannot bill it, and downloaded with the filters of the page', async () => {
    const { owner, record } = await meteredBusiness('10');
    await record('5', '1');
    const viewer = await visitorAs(await newMember(owner, 'viewer'));
    const { page } = viewer;
    await page.goto('/usage/unbilled');
    await sees(viewer, 'Billed within a minute');
    expect(await page.getByRole('button', { name: 'Bill now' }).count()).toBe(0);
    await page.goto('/usage/events?status=unbilled');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download CSV' }).click();
    expect((await download).suggestedFilename()).toBe('usage.csv');
    await page.goto('/usage/events?status=held');
    await page.getByRole('heading', { name: 'No event matches' }).waitFor();
    expect((await request(owner.token, 'GET', '/usage?status=held')).body).toMatchObject({ data: [] });
  });
});
