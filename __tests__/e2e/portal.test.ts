import { getSessionStatus } from '@/lib/operations/sessions';
import { everybodyLeaves, visitor } from '../helpers/browser';
import { ask, request, signIn } from '../helpers/journeys';
import {
  creditsShown,
  customerAt,
  give,
  newCustomer,
  openBusiness,
  type OpenBusiness,
} from '../helpers/portal';
import { until } from '../helpers/waiting';

afterEach(everybodyLeaves);

/** What the server says of a customer this instant. */
const statusOf = (studio: OpenBusiness, customerId: string) =>
  ask(getSessionStatus.output, studio.key, 'GET', `/session/status?customer_id=${customerId}`);

describe('a session in the portal', () => {
  test('is started, falls by the second as the server says, and is stopped; another page follows within a second', async () => {
    const studio = await openBusiness({ session_credits_per_minute: '60', welcome_grant: '500' });
    const robin = await newCustomer(studio);
    const phone = await customerAt(robin, { viewport: { width: 320, height: 640 } });
    const desk = await customerAt(robin);
    await phone.page.getByRole('button', { name: 'Start session' }).click();
    const stopAtDesk = desk.page.getByRole('button', { name: 'Stop session' });
    await phone.page.getByRole('button', { name: 'Stop session' }).waitFor();
    await stopAtDesk.waitFor({ timeout: 1_000 });

    // What is shown is what the server says, give or take the way of the answer; and it falls without asking.
    const seen = new Set<number>();
    await until('the counter has fallen by four', async () => {
      seen.add(await creditsShown(desk));
      return Math.max(...seen) - Math.min(...seen) >= 4;
    });
    expect([...seen]).toEqual([...seen].sort((one, other) => other - one));
    const before = await creditsShown(desk);
    const { credits } = await statusOf(studio, robin.customerId);
    const after = await creditsShown(phone);
    expect(Number(credits)).toBeLessThanOrEqual(before + 1);
    expect(Number(credits)).toBeGreaterThanOrEqual(after - 1);

    await stopAtDesk.click();
    await desk.page.getByText(/Ended at .*: you stopped it/).waitFor();
    await phone.page.getByText(/Ended at .*: you stopped it/).waitFor({ timeout: 1_000 });
    const { credits: left, last_session } = await statusOf(studio, robin.customerId);
    for (const who of [desk, phone]) expect(await creditsShown(who)).toBe(Number(left));
    expect(last_session).toMatchObject({ end_reason: 'stopped', ended_by: `customer:${robin.customerId}` });

    await desk.page.getByRole('link', { name: 'History' }).click();
    await desk.page.getByText('You stopped it').waitFor();
    await desk.page.getByRole('link', { name: 'Credits' }).click();
    await desk.page.getByText('+500').first().waitFor();
    for (const who of [desk, phone]) expect(who.complaints).toEqual([]);
  });

  test('ends by itself at zero: the page says so in that second, with the moment the server has', async () => {
    const studio = await openBusiness({ session_credits_per_minute: '600', welcome_grant: '30' });
    const robin = await newCustomer(studio);
    const who = await customerAt(robin);
    const { page } = who;
    await page.getByRole('button', { name: 'Start session' }).click();
    const told = page.getByText(/^Ended at .*: your credits ran out$/);
    await told.waitFor();
    expect(await creditsShown(who)).toBe(0);
    const { last_session, session } = await statusOf(studio, robin.customerId);
    expect(session).toBeNull();
    expect(last_session).toMatchObject({ end_reason: 'ran_out', credits_used: '30', seconds: 3 });
    await told.locator(`time[datetime="${last_session?.ended_at ?? ''}"]`).waitFor();
    await page.getByText('A session needs at least one credit').waitFor();

    // Credits from the business arrive on the open page, and it can go on.
    await give(studio, robin.customerId, '40');
    await page.locator('[data-counter]').getByText('40', { exact: true }).waitFor({ timeout: 1_000 });
    await page.getByRole('button', { name: 'Start session' }).click();
    await page.getByRole('button', { name: 'Stop session' }).click();
    await page
      .getByText(/you stopped it$/)
      .first()
      .waitFor();
    expect(who.complaints).toEqual([]);
  });

  test('goes on for as long as what is added lasts, and is ended by the business for all to see', async () => {
    const studio = await openBusiness({ session_credits_per_minute: '60', welcome_grant: '50' });
    const robin = await newCustomer(studio);
    const who = await customerAt(robin);
    const host = await visitor();
    await signIn(host, studio.owner);
    await who.page.getByRole('button', { name: 'Start session' }).click();
    await who.page.getByText('Nearly empty').waitFor();

    await host.page.goto(`/customers/${robin.customerId}`);
    await host.page.getByRole('button', { name: 'More actions for Robin' }).click();
    await host.page.getByRole('menuitem', { name: 'Add credits' }).click();
    await host.page.getByRole('textbox', { name: 'Credits' }).fill('1000');
    await host.page.getByRole('dialog').getByRole('button', { name: 'Add credits' }).click();
    await host.page.getByText(/1,000.credits added/).waitFor();
    await who.page.getByText('Running', { exact: true }).waitFor({ timeout: 1_000 });
    expect(await creditsShown(who)).toBeGreaterThan(1_000);

    await request(studio.key, 'POST', '/session/stop', { customer_id: robin.customerId });
    await who.page.getByText(`: ${studio.owner.businessName} ended it`).waitFor({ timeout: 1_000 });
  });

  test('that was started elsewhere meanwhile is not started twice, and the page says so', async () => {
    const studio = await openBusiness();
    const robin = await newCustomer(studio);
    const who = await customerAt(robin);
    // The page cannot hear of it.
    await who.page.route('**/api/live**', (route) => route.abort());
    await who.page.reload();
    await request(robin.token, 'POST', '/session/start', {});
    await who.page.getByRole('button', { name: 'Start session' }).click();
    await who.page.getByRole('button', { name: 'Stop session' }).waitFor();
    expect((await statusOf(studio, robin.customerId)).session).not.toBeNull();
  });

  test('of an archived customer is over: they read what was, and start nothing', async () => {
    const studio = await openBusiness();
    const robin = await newCustomer(studio);
    const who = await customerAt(robin);
    await who.page.getByRole('button', { name: 'Start session' }).click();
    await who.page.getByRole('button', { name: 'Stop session' }).waitFor();
    await request(studio.key, 'DELETE', `/customers/${robin.customerId}`);
    await who.page
      .getByText(/closed your account$/)
      .first()
      .waitFor();
    const start = who.page.getByRole('button', { name: 'Start session' });
    expect(await start.getAttribute('aria-disabled')).toBe('true');
    await who.page.getByRole('link', { name: 'History' }).click();
    await who.page.waitForURL('**/portal/sessions');
    // Beside the session in the list, a notice may still say so.
    await who.page
      .getByText(/closed your account$/)
      .first()
      .waitFor();
  });
});

describe('the portal', () => {
  test('works by keyboard: the focus stays with the button that starts and stops', async () => {
    const robin = await newCustomer(await openBusiness());
    const { page } = await customerAt(robin);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const start = page.getByRole('button', { name: 'Start session' });
    for (let presses = 0; presses < 15; presses += 1) {
      await page.keyboard.press('Tab');
      if (await start.evaluate((button) => button === document.activeElement)) break;
    }
    await page.keyboard.press('Enter');
    const stop = page.getByRole('button', { name: 'Stop session' });
    await stop.waitFor();
    expect(await stop.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await start.waitFor();
    expect(await start.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  test('of one customer shows nothing of another', async () => {
    const studio = await openBusiness({ welcome_grant: '77' });
    const [robin, kim] = await Promise.all([newCustomer(studio, 'Robin'), newCustomer(studio, 'Kim')]);
    const who = await customerAt(robin);
    await give(studio, kim.customerId, '9000');
    await who.page.goto('/portal/credits');
    await who.page.getByText('+77').first().waitFor();
    expect(await who.page.getByText('Kim').count()).toBe(0);
    // The cookie of another's portal opens nothing.
    await who.context.addCookies([
      { name: 'drawdown_customer', value: kim.customerId, url: new URL('/', who.page.url()).toString() },
    ]);
    await who.page.goto('/portal');
    await who.page.locator('[data-counter]').getByText('77', { exact: true }).waitFor();
  });
});
