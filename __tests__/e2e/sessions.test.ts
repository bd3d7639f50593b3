import type { Page } from 'playwright-core';
import type { z } from 'zod';
import { createCustomer } from '@/lib/operations/customers';
import { getSession, listSessions, startSession } from '@/lib/operations/sessions';
import { everybodyLeaves, visitor, type Visitor } from '../helpers/browser';
import {
  asAdmin,
  ask,
  isLive,
  newOwner,
  placeReads,
  request,
  sees,
  visitorAs,
  type Account,
} from '../helpers/journeys';
import { newMember } from '../helpers/members';
import { until } from '../helpers/waiting';

afterEach(everybodyLeaves);

/** What "live" may take from the commit to the open page, on a busy machine. */
const within = 2_000;

type Customer = z.output<typeof createCustomer.output>;

/** A new owner whose clock runs, since here time itself is looked at, and a customer with some credits. */
async function tickingBusiness(credits: string | null, name = 'Ada Lovelace') {
  const owner = await newOwner();
  await asAdmin((admin) =>
    admin.query('update public.businesses set test_clock_at = null where id = $1', [owner.businessId]),
  );
  const customer = await addCustomer(owner, name, credits);
  return { owner, customer };
}

async function addCustomer(owner: Account, name: string, credits: string | null): Promise<Customer> {
  const customer = await ask(createCustomer.output, owner.token, 'POST', '/customers', { name });
  if (credits !== null) await request(owner.token, 'POST', `/customers/${customer.id}/credits`, { credits });
  return customer;
}

const start = async (owner: Account, { id }: Customer, creditsPerMinute: string) =>
  (
    await ask(startSession.output, owner.token, 'POST', '/session/start', {
      customer_id: id,
      credits_per_minute: creditsPerMinute,
    })
  ).session;

const running = (page: Page, name: string | RegExp) =>
  page.getByRole('table', { name: 'Running sessions' }).getByRole('row').filter({ hasText: name });

/** Until a figure has moved on by itself. */
async function movesOn(what: string, read: () => Promise<string>): Promise<void> {
  const before = await read();
  await until(`${what} moves on`, async () => (await read()) !== before);
}

async function stopIn({ page }: Visitor, name: string): Promise<void> {
  await page.getByRole('button', { name: `Stop the session of ${name}` }).click();
  await page
    .getByRole('dialog', { name: `Stop the session of ${name}?` })
    .getByRole('button', { name: 'Stop session' })
    .click();
}

describe('sessions', () => {
  test('are started for a customer who gets credits first, tick by the second, and are stopped with what they used in the ledger', async () => {
    const { owner, customer } = await tickingBusiness(null);
    const who = await visitorAs(owner);
    const { page } = who;
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sessions' }).click();
    await page.getByRole('heading', { name: 'No session yet' }).waitFor();
    await isLive(who);
    await page.getByRole('button', { name: 'Start session' }).click();
    const dialog = page.getByRole('dialog', { name: 'Start session' });
    await dialog.getByRole('option', { name: /Ada Lovelace/ }).click();
    await dialog.getByText('Ada Lovelace has 0 credits').waitFor();
    await dialog.getByRole('button', { name: 'Add credits' }).click();
    const adding = page.getByRole('dialog', { name: 'Add credits to Ada Lovelace' });
    await adding.getByLabel('Credits').fill('5000');
    await adding.getByRole('button', { name: 'Add credits' }).click();
    await dialog.getByText('5,000 credits').waitFor();
    await dialog.getByLabel(/^Rate/).fill('300');
    await dialog.getByLabel(/^What for/).fill('Piano lesson');
    await dialog.getByRole('button', { name: 'Start session' }).click();
    await sees(who, 'The session of Ada Lovelace is running');

    const row = running(page, 'Piano lesson');
    await row.waitFor();
    await page.evaluate(() => (document.body.dataset['sameLoad'] = 'yes'));
    for (const cell of [1, 2, 3, 4])
      await movesOn(`cell ${cell}`, () => row.getByRole('cell').nth(cell).innerText());
    await sees(who, '1 session, together 300 credits a minute');

    await stopIn(who, 'Ada Lovelace');
    await sees(who, 'The session of Ada Lovelace is stopped');
    await page.getByRole('heading', { name: 'No session is running' }).waitFor();
    expect(await page.evaluate(() => document.body.dataset['sameLoad'])).toBe('yes');

    const [session] = (await ask(listSessions.output, owner.token, 'GET', '/sessions')).data;
    expect(session).toMatchObject({ status: 'ended', end_reason: 'stopped', customer_id: customer.id });
    await page
      .getByRole('table', { name: 'The latest sessions that ended' })
      .getByRole('link', { name: 'Ada Lovelace' })
      .click();
    await page.getByRole('heading', { name: 'Session of Ada Lovelace' }).waitFor();
    const entry = page.getByRole('table', { name: 'Ledger entries, newest first' }).getByRole('row').last();
    await placeReads(entry, /Session #2[\s\S]*−\d+\scredits/);

    // From the ledger of the customer back to the session.
    await page.getByRole('link', { name: 'Ada Lovelace' }).click();
    await page.getByRole('heading', { name: 'Sessions', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Each that came and went' }).click();
    await page
      .getByRole('link', { name: /^Session of entry/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Session of Ada Lovelace' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/sessions/${session?.id}`);
    expect(who.complaints).toEqual([]);
  });

  test('that are started, topped up or stopped elsewhere show on every open page without a reload', async () => {
    const { owner, customer } = await tickingBusiness('1000');
    const acting = await visitorAs(owner);
    const watching = await visitorAs(owner);
    await watching.page.goto(`/customers/${customer.id}`);
    await Promise.all([isLive(watching), isLive(acting)]);
    await watching.page.evaluate(() => (document.body.dataset['sameLoad'] = 'yes'));
    const credits = watching.page.getByRole('region', { name: 'Credits' });
    await credits.getByText('No session is running').waitFor();

    await start(owner, customer, '60');
    await credits.getByText('Session running').waitFor({ timeout: within });
    const overview = acting.page.getByRole('region', { name: 'Sessions' });
    await overview.getByRole('link', { name: 'Ada Lovelace' }).waitFor({ timeout: within });
    await placeReads(overview, /Running now\s+1[\s\S]*Burn\s+60/);

    await request(owner.token, 'POST', `/customers/${customer.id}/credits`, { credits: '9000' });
    await credits.getByText(/^9,9\d\d$/).waitFor({ timeout: within });

    await acting.page.goto('/sessions');
    await running(acting.page, 'Ada Lovelace').waitFor();
    await isLive(acting);
    await stopIn(acting, 'Ada Lovelace');
    await sees(acting, 'The session of Ada Lovelace is stopped');
    await credits.getByText('No session is running').waitFor({ timeout: within });
    expect(await watching.page.evaluate(() => document.body.dataset['sameLoad'])).toBe('yes');
    expect([...watching.complaints, ...acting.complaints]).toEqual([]);
  });

  test('end by themselves at zero, at the exact second, on the page too', async () => {
    const { owner, customer } = await tickingBusiness('12');
    const who = await visitorAs(owner);
    const list = await visitorAs(owner);
    await list.page.goto('/sessions');
    await isLive(list);
    const { id } = await start(owner, customer, '90');
    await who.page.goto(`/sessions/${id}`);
    await who.page.getByText('Time left').waitFor();
    await running(list.page, 'Ada Lovelace').waitFor();
    // Twelve credits at 90 a minute last eight seconds.
    await who.page.getByText('Ran out', { exact: true }).waitFor({ timeout: 12_000 });
    await sees(who, 'It ended by itself when the last credit was used.');
    // Nobody told the list: it asked again when its own clock came to the end.
    await list.page.getByRole('heading', { name: 'No session is running' }).waitFor();
    const session = await ask(getSession.output, owner.token, 'GET', `/sessions/${id}`);
    expect(session).toMatchObject({ end_reason: 'ran_out', credits_used: '12', seconds: 8, ended_by: null });
    await placeReads(who.page.getByRole('region', { name: 'Figures' }), /Credits used\s+12\s+Lasted\s+0:08/);
    await who.page.goto(`/customers/${customer.id}`);
    const credits = who.page.getByRole('region', { name: 'Credits' });
    await placeReads(credits, /Credits right now\s+0/);
    expect([...who.complaints, ...list.complaints]).toEqual([]);
  });

  test('are seen by a viewer as they run, who can neither start nor stop one', async () => {
    const { owner, customer } = await tickingBusiness('5000');
    const session = await start(owner, customer, '300');
    const viewer = await newMember(owner, 'viewer');
    const who = await visitorAs(viewer);
    const { page } = who;
    for (const path of ['/sessions', `/sessions/${session.id}`, `/customers/${customer.id}?tab=sessions`]) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await isLive(who);
      expect(await page.getByRole('button', { name: /^(Start|Stop|Add credits)/ }).count()).toBe(0);
    }
    await page.goto('/sessions?start=1');
    const row = running(page, 'Ada Lovelace');
    await movesOn('what is left', () => row.getByRole('cell').nth(1).innerText());
    expect(await page.getByRole('dialog').count()).toBe(0);
    const refused = await request(viewer.token, 'POST', '/session/stop', { session_id: session.id });
    expect(refused).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
    expect(who.complaints).toEqual([]);
  });

  test('are found by customer, outcome and day, from a total to the rows that it is made of', async () => {
    const { owner, customer } = await tickingBusiness('3');
    const other = await addCustomer(owner, 'Grace Hopper', '500');
    await start(owner, customer, '3600');
    await start(owner, other, '60');
    await request(owner.token, 'POST', '/session/stop', { customer_id: other.id });
    const who = await visitorAs(owner);
    const { page } = who;
    await page.goto('/sessions?days=7');
    await isLive(who);
    await page.getByRole('link', { name: 'Credits used' }).click();
    const table = page.getByRole('table', { name: 'Sessions, newest first' });
    await table.getByRole('row').nth(2).waitFor();
    await isLive(who);
    await page.getByRole('combobox', { name: 'Outcome' }).click();
    await page.getByRole('option', { name: 'Ran out' }).click();
    await page.waitForURL(/outcome=ran_out/);
    await table.getByRole('row').nth(2).waitFor({ state: 'detached' });
    await placeReads(table.getByRole('row').nth(1), /Ada Lovelace[\s\S]*Ran out[\s\S]*3/);
    await page.getByRole('button', { name: 'All customers' }).click();
    await page.getByRole('option', { name: 'Grace Hopper' }).click();
    await sees(who, 'Grace Hopper has no session that fits these filters.');
    await page.getByRole('link', { name: 'Clear filters' }).click();
    await table.getByRole('row').nth(2).waitFor();
    expect(who.complaints).toEqual([]);
  });

  test('of people who join by themselves are opened and closed in the settings', async () => {
    const owner = await newOwner();
    const who = await visitorAs(owner);
    await who.page.goto('/settings/portal');
    const link = await who.page.getByRole('region', { name: 'Join page' }).locator('code').innerText();
    const { pathname } = new URL(link);
    expect((await request(null, 'GET', pathname)).status).toBe(200);
    const grant = who.page.getByLabel('Welcome grant');
    await until('the page lives', async () => {
      await grant.fill('7');
      return (await grant.inputValue()) === '7';
    });
    await who.page.getByRole('switch', { name: 'People may join by themselves' }).click();
    await who.page.getByRole('button', { name: 'Save settings' }).click();
    await sees(who, 'The settings are saved');
    await sees(who, 'Closed');
    expect((await request(null, 'GET', pathname)).status).toBe(404);
    const stranger = await visitor();
    await stranger.page.goto(pathname);
    await stranger.page.getByRole('heading', { name: 'Nobody can join here' }).waitFor();
    expect(who.complaints).toEqual([]);
  });
});
