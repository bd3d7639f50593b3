import { randomUUID } from 'node:crypto';
import { createCustomer } from '@/lib/operations/customers';
import { listMembers } from '@/lib/operations/business';
import { everybodyLeaves, stack, visitor } from '../helpers/browser';
import { ask, newOwner, request, sees, visitorAs } from '../helpers/journeys';
import { newMember } from '../helpers/members';

afterEach(everybodyLeaves);

describe('what is refused', () => {
  test('a wrong password signs nobody in, and leaves the email in its field', async () => {
    const { email } = await newOwner();
    const stranger = await visitor();
    const { page } = stranger;
    await page.goto('/sign-in');
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('Email or password is wrong.').waitFor();
    expect(await page.getByLabel('Email').inputValue()).toBe(email);
    await page.goto('/');
    await page.getByRole('heading', { name: 'Sign in to Drawdown' }).waitFor();
  });

  test('a third decimal is refused at its field, and nothing is made of the form', async () => {
    const owner = await newOwner();
    const { page } = await visitorAs(owner);
    await page.getByRole('link', { name: 'Create customer' }).click();
    const form = page.getByRole('dialog', { name: 'Create customer' });
    await form.getByLabel('Name', { exact: true }).fill('Third Decimal');
    await form.getByLabel('Opening balance').fill('10.005');
    await form.getByRole('button', { name: 'Create customer' }).click();
    const field = form
      .getByRole('textbox', { name: 'Opening balance' })
      .and(page.locator('[aria-invalid="true"]'));
    await field.waitFor();
    expect(await field.evaluate((input) => document.activeElement === input)).toBe(true);
    const description = await field.evaluate((input) =>
      (input.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent)
        .join(' '),
    );
    expect(description).toMatch(/2 decimals|two decimals/i);
    expect((await request(owner.token, 'GET', '/customers')).body).toMatchObject({ data: [] });
  });

  test('a viewer sees no button that writes, on any page of a customer, the debits and the settings', async () => {
    const owner = await newOwner();
    const customer = await ask(createCustomer.output, owner.token, 'POST', '/customers', {
      name: 'Seen',
      balance: '10',
    });
    const viewer = await visitorAs(await newMember(owner, 'viewer'));
    const { page } = viewer;
    const writing = page.getByRole('main').getByRole('button', {
      name: /create|edit|top up|run debits|invite|revoke|remove|save|archive|delete|more actions/i,
    });
    for (const path of [
      '/',
      '/customers',
      `/customers/${customer.id}`,
      '/debits',
      '/settings',
      '/settings/members',
      '/settings/api-keys',
    ]) {
      await page.goto(path);
      await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
      expect({ path, buttons: await writing.allInnerTexts() }).toEqual({ path, buttons: [] });
    }
  });

  test('a member who was made a viewer meanwhile is refused by the action itself, and nothing is posted', async () => {
    const owner = await newOwner();
    const customer = await ask(createCustomer.output, owner.token, 'POST', '/customers', {
      name: 'Safe',
      balance: '10',
    });
    const member = await newMember(owner, 'member');
    const { page } = await visitorAs(member);
    await page.goto(`/customers/${customer.id}`);
    await page.getByRole('button', { name: 'Top up' }).click();
    const form = page.getByRole('dialog', { name: 'Top up Safe' });
    await form.getByLabel('Amount').fill('5');

    const { data: members } = await ask(listMembers.output, owner.token, 'GET', '/members');
    const userId = members.find((each) => each.email === member.email)?.user_id;
    expect((await request(owner.token, 'PUT', `/members/${userId}`, { role: 'viewer' })).status).toBe(200);

    await form.getByRole('button', { name: 'Add to balance' }).click();
    await form
      .getByRole('alert')
      .getByText('Ask an owner or admin of the business', { exact: false })
      .waitFor();
    expect((await request(owner.token, 'GET', `/customers/${customer.id}`)).body).toMatchObject({
      balance: '10.00',
    });
  });

  test("another tenant's customer is the same page as one that does not exist", async () => {
    const [owner, other] = await Promise.all([newOwner(), newOwner()]);
    const customer = await ask(createCustomer.output, other.token, 'POST', '/customers', {
      name: 'Elsewhere',
      balance: '10',
    });
    const { page } = await visitorAs(owner);
    const shown = async (id: string) => {
      const response = await page.goto(`/customers/${id}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      return { status: response?.status(), text: await page.getByRole('main').innerText() };
    };
    const foreign = await shown(customer.id);
    expect(foreign.text).toContain('No such customer');
    expect(foreign.text).not.toContain('Elsewhere');
    expect(foreign).toEqual(await shown(randomUUID()));
  });

  test('a form that is sent before the page lives is sent once it does, and never in the address', async () => {
    const owner = await newOwner();
    const impatient = await visitor();
    const { page } = impatient;
    let release: () => void = () => undefined;
    const scripts = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/_next/static/**/*.js', async (route) => {
      await scripts;
      await route.continue();
    });
    const addresses: string[] = [];
    page.on('request', (sent) => addresses.push(sent.url()));
    await page.goto('/sign-in', { waitUntil: 'commit' });
    await page.getByLabel('Email').fill(owner.email);
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click({ noWaitAfter: true });
    expect(page.url()).toBe(`${stack.appUrl}/sign-in`);
    release();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await sees(impatient, owner.businessName);
    expect(addresses.filter((address) => /[?&](email|password)=/.test(address))).toEqual([]);
  });
});
