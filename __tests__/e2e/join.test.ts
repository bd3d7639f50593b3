import { account } from '@/lib/operations/account';
import { createCustomer } from '@/lib/operations/customers';
import { inviteCustomer } from '@/lib/operations/portal';
import { everybodyLeaves, stack, visitor, type Visitor } from '../helpers/browser';
import { ask, newEmail, newOwner, password, request, signIn } from '../helpers/journeys';
import {
  creditsShown,
  customerAt,
  isFollowed,
  newCustomer,
  openBusiness,
  signInToPortal,
} from '../helpers/portal';

afterEach(everybodyLeaves);

async function fillIn({ page }: Visitor, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).fill(value);
}

const meOf = async (email: string) => {
  const login = await request(null, 'POST', '/auth/login', { email, password });
  const { access_token: token } = login.body as { access_token: string };
  return ask(account, token, 'GET', '/auth/me');
};

describe('the join page', () => {
  test('says what a new customer gets, and makes one with the welcome grant and no business', async () => {
    const studio = await openBusiness({ welcome_grant: '250', session_credits_per_minute: '5' });
    const who = await visitor();
    const { page } = who;
    await page.goto(`/join/${studio.slug}`);
    await page.getByRole('heading', { name: `Join ${studio.owner.businessName}` }).waitFor();
    await page.getByText('250', { exact: true }).waitFor();
    await page
      .getByText('A session uses 5 credits a minute: your first credits last for 50 minutes.')
      .waitFor();

    const email = newEmail();
    await fillIn(who, { 'Your name': 'Robin Vale', Email: email, Password: password });
    await page.getByRole('button', { name: `Join ${studio.owner.businessName}` }).click();
    await page.waitForURL('**/portal');
    await isFollowed(who);
    expect(await creditsShown(who)).toBe(250);
    await page.getByText('Robin Vale').waitFor();

    const me = await meOf(email);
    expect(me.businesses).toEqual([]);
    expect(me.customers).toMatchObject([{ name: 'Robin Vale', business: { slug: studio.slug } }]);
    expect(who.complaints).toEqual([]);
  });

  test('says at the field what is missing, and that an address has an account already', async () => {
    const studio = await openBusiness();
    const { email } = await newCustomer(studio);
    const who = await visitor();
    const { page } = who;
    await page.goto(`/join/${studio.slug}`);
    const join = page.getByRole('button', { name: /^Join/ });
    await fillIn(who, { Email: email, Password: password });
    await join.click();
    await page.getByText('Must not be empty.').waitFor();
    await fillIn(who, { 'Your name': 'Robin again' });
    await join.click();
    await page.getByText(/Is already registered: sign in/).waitFor();
  });

  test('lets somebody with an account sign in and join by one button; twice is once', async () => {
    const studio = await openBusiness();
    const owner = await newOwner();
    const who = await visitor();
    const { page } = who;
    await page.goto(`/join/${studio.slug}`);
    await page.getByRole('link', { name: 'Sign in to join' }).click();
    await page.getByRole('heading', { name: 'Sign in to Drawdown' }).waitFor();
    // Whoever has no account after all is led back to where they become a customer, and not to a business of their own.
    expect(await page.getByRole('link', { name: 'Create one' }).getAttribute('href')).toBe(
      `/join/${studio.slug}`,
    );
    await fillIn(who, { Email: owner.email, Password: owner.password });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText(`You are signed in as ${owner.email}.`).waitFor();
    await page.getByRole('button', { name: /^Join/ }).click();
    await page.waitForURL('**/portal');
    await isFollowed(who);
    expect(await creditsShown(who)).toBe(100);

    await page.goto(`/join/${studio.slug}`);
    await page.getByText(/You are a customer of .* already/).waitFor();
    await page.getByRole('link', { name: 'Open my portal' }).click();
    await isFollowed(who);
    expect(await creditsShown(who)).toBe(100);
  });

  test.each(['of nobody', 'that is closed', 'that is no name'])('%s is said to be none', async (which) => {
    const studio = await openBusiness({ join_enabled: false });
    const slug = { 'of nobody': 'nobody-at-all', 'that is closed': studio.slug }[which] ?? 'No%20Name!';
    const { page } = await visitor();
    await page.goto(`/join/${slug}`);
    await page.getByRole('heading', { name: 'Nobody can join here' }).waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    const answer = await request(null, 'POST', '/auth/signup', {
      email: newEmail(),
      password,
      join: decodeURIComponent(slug),
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 'business_not_found' } });
  });
});

describe('signing in', () => {
  test('leads a customer to the portal, whatever they asked for of the dashboard', async () => {
    const studio = await openBusiness();
    const robin = await newCustomer(studio);
    const { page } = await customerAt(robin);
    await page.goto('/customers');
    await page.waitForURL('**/portal');
    await page.goto('/businesses/new');
    await page.getByRole('heading', { name: 'Create a business' }).waitFor();
  });

  test('leads a member to the dashboard, and one who is both finds the way between', async () => {
    const studio = await openBusiness();
    const owner = await newOwner();
    await request(owner.token, 'POST', `/join/${studio.slug}`, {});
    const who = await visitor();
    const { page } = who;
    await signIn(who, owner);
    await page.getByRole('button', { name: `Account of ${owner.email}` }).click();
    await page.getByRole('menuitem', { name: 'My portal' }).click();
    await page.waitForURL('**/portal');
    await page.getByRole('link', { name: 'Account' }).click();
    await page.getByRole('link', { name: 'Your own business' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  test.each(['/portal', '/portal/credits', '/usage', '/billing', '/sessions', '/orders?status=open'])(
    'is asked of a visitor of %s, who goes on there',
    async (path) => {
      const { page } = await visitor();
      await page.goto(path);
      await page.waitForURL(`${stack.appUrl}/sign-in?${new URLSearchParams({ next: path }).toString()}`);
    },
  );

  test('ends with signing out', async () => {
    const who = await customerAt(await newCustomer(await openBusiness()));
    await who.page.goto('/portal/account');
    await who.page.getByRole('button', { name: 'Sign out' }).click();
    await who.page.waitForURL('**/sign-in');
    await who.page.goto('/portal');
    await who.page.waitForURL('**/sign-in?next=%2Fportal');
  });
});

describe('an invitation of a customer', () => {
  const oldRecord = async () => {
    const studio = await openBusiness();
    const { id } = await ask(createCustomer.output, studio.key, 'POST', '/customers', {
      name: 'Old record',
      balance: '40',
    });
    const invite = async () =>
      (await ask(inviteCustomer.output, studio.key, 'POST', `/customers/${id}/invitation`, {})).token ?? '';
    return { studio, id, invite };
  };

  test('is made on the page of the customer, shown once, and gives the record its login', async () => {
    const { studio, id } = await oldRecord();
    const host = await visitor();
    await signIn(host, studio.owner);
    await host.page.goto(`/customers/${id}`);
    await host.page.getByRole('button', { name: 'More actions for Old record' }).click();
    await host.page.getByRole('menuitem', { name: 'Invite to the portal' }).click();
    await host.page.getByRole('button', { name: 'Create link' }).click();
    const link = await host.page.getByRole('textbox', { name: 'invitation link' }).inputValue();
    await host.page.getByRole('button', { name: 'Done' }).click();
    expect(await host.page.content()).not.toContain(link);

    const guest = await visitor();
    await guest.page.goto(link);
    await guest.page.getByRole('heading', { name: `Your login at ${studio.owner.businessName}` }).waitFor();
    const email = newEmail();
    await fillIn(guest, { Email: email, Password: password });
    await guest.page.getByRole('button', { name: 'Create account' }).click();
    await guest.page.waitForURL('**/portal');
    await guest.page.getByText('Old record').waitFor();
    await guest.page.getByText('$40.00').waitFor();
    expect(await meOf(email)).toMatchObject({ businesses: [], customers: [{ customer_id: id }] });

    // The link is used, and the record has its login.
    const late = await visitor();
    await late.page.goto(link);
    await late.page.getByRole('heading', { name: 'This invitation does not work' }).waitFor();
    await host.page.reload();
    await host.page.getByRole('button', { name: 'More actions for Old record' }).click();
    await host.page.getByRole('menuitem', { name: 'Add credits' }).waitFor();
    expect(await host.page.getByRole('menuitem', { name: 'Invite to the portal' }).count()).toBe(0);
  });

  test('is taken by somebody with an account; a customer of the business already is told so', async () => {
    const { studio, invite } = await oldRecord();
    const owner = await newOwner();
    const token = await invite();
    const robin = await customerAt(await newCustomer(studio));
    await robin.page.goto(`/invite/${token}`);
    await robin.page.getByRole('button', { name: 'Go on as Old record' }).click();
    await robin.page.getByText(/You are a customer of this business already/).waitFor();

    const who = await visitor();
    await signIn(who, owner);
    await who.page.goto(`/invite/${token}`);
    await who.page.getByRole('button', { name: 'Go on as Old record' }).click();
    await who.page.waitForURL('**/portal');
    await who.page.getByText('Old record').waitFor();
  });

  test('of another business gives a customer a second portal, and a way to switch', async () => {
    const first = await openBusiness({ welcome_grant: '11' });
    const { studio: second, invite } = await oldRecord();
    const person = await newCustomer(first);
    const who = await visitor();
    const { page } = who;
    await signInToPortal(who, person);
    await page.goto(`/invite/${await invite()}`);
    await page.getByRole('button', { name: 'Go on as Old record' }).click();
    await page.waitForURL('**/portal');
    await page.getByText('$40.00').waitFor();
    await page.getByRole('button', { name: new RegExp(second.owner.businessName) }).click();
    await page.getByRole('menuitem', { name: new RegExp(first.owner.businessName) }).click();
    await page.getByText(`You are now at ${first.owner.businessName}`).waitFor();
    await page.locator('[data-counter]').getByText('11', { exact: true }).waitFor();
    await page.reload();
    await page.locator('[data-counter]').getByText('11', { exact: true }).waitFor();
  });
});
