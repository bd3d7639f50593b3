import { createCustomer } from '@/lib/operations/customers';
import { everybodyLeaves, mails, visitor } from '../helpers/browser';
import {
  ask,
  isLive,
  newEmail,
  newOwner,
  password,
  request,
  sees,
  signIn,
  visitorAs,
} from '../helpers/journeys';
import { until } from '../helpers/waiting';

afterEach(everybodyLeaves);

describe('ways in', () => {
  test('an API key made in the settings works for a program until it is revoked there', async () => {
    const owner = await newOwner();
    const { page } = await visitorAs(owner);
    await page.goto('/settings/api-keys');
    await page.getByRole('button', { name: 'Create API key' }).first().click();
    await page.getByLabel('Name', { exact: true }).fill('Billing worker');
    await page.getByRole('button', { name: 'Create key' }).click();
    const key = await page.getByRole('textbox', { name: 'API key' }).inputValue();
    await page.getByRole('button', { name: 'Done' }).click();

    expect(key).toMatch(/^sk_/);
    expect(await page.content()).not.toContain(key);
    expect((await request(key, 'POST', '/customers', { name: 'By a program', balance: '5' })).status).toBe(
      201,
    );
    expect((await request(key, 'POST', '/api-keys', { name: 'More of them' })).status).toBe(403);

    const row = page.getByRole('row').filter({ hasText: 'Billing worker' });
    await row.getByText('Works').waitFor();
    await row.getByRole('button', { name: 'Revoke Billing worker' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke key' }).click();
    await row.getByText('Revoked').waitFor();
    const refused = await request(key, 'GET', '/customers');
    expect(refused).toMatchObject({ status: 401, body: { code: 'api_key_revoked' } });
  });

  test('an invitation link makes its holder a member, once', async () => {
    const owner = await newOwner();
    await ask(createCustomer.output, owner.token, 'POST', '/customers', {
      name: 'Shared customer',
      balance: '10',
    });
    const host = await visitorAs(owner);
    await host.page.goto('/settings/members');
    await host.page.getByRole('button', { name: 'Invite member' }).click();
    await host.page.getByRole('button', { name: 'Create link' }).click();
    const link = await host.page.getByRole('textbox', { name: 'invitation link' }).inputValue();
    await host.page.getByRole('button', { name: 'Done' }).click();
    await sees(host, 'Anyone with the link');

    const guest = await visitor();
    const email = newEmail();
    await guest.page.goto(link);
    await guest.page.getByRole('heading', { name: `Join ${owner.businessName}` }).waitFor();
    await guest.page.getByLabel('Work email').fill(email);
    await guest.page.getByLabel('Password').fill(password);
    await guest.page.getByRole('button', { name: 'Create account' }).click();
    await guest.page.getByRole('heading', { name: 'Overview' }).waitFor();
    await guest.page.getByRole('link', { name: 'Customers' }).first().click();
    await guest.page.getByRole('link', { name: 'Shared customer' }).waitFor();
    await guest.page.getByRole('button', { name: `Account of ${email}` }).click();
    await sees(guest, `Member of ${owner.businessName}`);

    await host.page.reload();
    await host.page
      .getByRole('combobox', { name: `Role of ${email}` })
      .getByText('Member')
      .waitFor();
    expect(await host.page.getByText('Anyone with the link').count()).toBe(0);

    const late = await visitor();
    await late.page.goto(link);
    await sees(late, 'This invitation does not work');
  });

  test('a forgotten password is replaced through the link of the mail, and the old one ends', async () => {
    const owner = await newOwner();
    const forgetful = await visitor();
    const { page } = forgetful;
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot it?' }).click();
    await page.getByRole('heading', { name: 'Reset your password' }).waitFor();
    await page.getByLabel('Email').fill(owner.email);
    await page.getByRole('button', { name: 'Send reset link' }).click();
    await sees(forgetful, 'Check your inbox');

    const mail = () => mails().find(({ to }) => to === owner.email);
    await until('the mail is sent', async () => mail() !== undefined);
    await page.goto(mail()?.path ?? '');
    await page.getByRole('heading', { name: 'Set a new password' }).waitFor();
    const next = 'another long password';
    await page.getByLabel('New password', { exact: true }).fill(next);
    await page.getByLabel('New password again').fill(next);
    await page.getByRole('button', { name: 'Set new password' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await isLive(forgetful);

    const credentials = { email: owner.email, password: owner.password };
    expect((await request(null, 'POST', '/auth/login', credentials)).status).toBe(401);
    await signIn(await visitor(), { email: owner.email, password: next });

    await page.context().clearCookies();
    await page.goto(mail()?.path ?? '');
    await sees(forgetful, 'That link no longer works');
  });

  test('signing out ends the session in this browser, and going back shows nothing of it', async () => {
    const owner = await newOwner();
    await ask(createCustomer.output, owner.token, 'POST', '/customers', {
      name: 'Confidential',
      balance: '10',
    });
    const leaving = await visitorAs(owner);
    const { page } = leaving;
    await page.getByRole('link', { name: 'Customers' }).first().click();
    await page.getByRole('link', { name: 'Confidential' }).waitFor();
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Drawdown' }).waitFor();
    await page.goBack();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in to Drawdown' }).waitFor();
    expect(await page.getByText('Confidential').count()).toBe(0);
    expect(
      (await page.context().cookies()).filter(
        ({ name, value }) => name.startsWith('drawdown_session') && value,
      ),
    ).toEqual([]);
  });
});
