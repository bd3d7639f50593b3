import type { Pool } from 'pg';
import { everybodyLeaves } from '../helpers/browser';
import { asAdmin, request } from '../helpers/journeys';
import { creditsShown, customerAt, give, isFollowed, newCustomer, openBusiness } from '../helpers/portal';
import { until } from '../helpers/waiting';

afterEach(everybodyLeaves);

async function postmaster(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ file: string }>(`select pg_read_file('postmaster.pid') as file`);
  return Number(rows[0]?.file.split('\n')[0]);
}

describe('a killed Postgres', () => {
  test('leaves the counter of an open portal running; it says that it reconnects, and is right afterwards', async () => {
    const studio = await openBusiness({ session_credits_per_minute: '60', welcome_grant: '900' });
    const robin = await newCustomer(studio);
    const who = await customerAt(robin);
    const { page } = who;
    await page.getByRole('button', { name: 'Start session' }).click();
    await page.getByRole('button', { name: 'Stop session' }).waitFor();
    await page.evaluate(() => (document.body.dataset['sameLoad'] = 'yes'));

    const reconnecting = page.getByText('Reconnecting…').waitFor();
    process.kill(await asAdmin(postmaster), 'SIGKILL');
    await reconnecting;
    const before = await creditsShown(who);
    await until('the counter falls meanwhile', async () => (await creditsShown(who)) < before);

    await isFollowed(who);
    await page.getByText('Reconnecting…').waitFor({ state: 'hidden' });
    await give(studio, robin.customerId, '5000');
    await until('the credits are there', async () => (await creditsShown(who)) > 5_000);
    expect(await page.evaluate(() => document.body.dataset['sameLoad'])).toBe('yes');
    await page.getByRole('button', { name: 'Stop session' }).click();
    await page
      .getByText(/you stopped it$/)
      .first()
      .waitFor();
    await until(
      'people can sign in again',
      async () =>
        (await request(null, 'POST', '/auth/login', { email: robin.email, password: robin.password }))
          .status === 200,
    );
  });
});
