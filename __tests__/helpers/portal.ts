import { account, signUp } from '@/lib/operations/account';
import { createApiKey } from '@/lib/operations/api-keys';
import { updateBusiness } from '@/lib/operations/business';
import { addCredits } from '@/lib/operations/credits';
import type { InputOf } from '@/lib/operations/define';
import type { Visitor } from './browser';
import { visitor } from './browser';
import { ask, newEmail, password, unique, type Account } from './journeys';

/** A business whose time goes by, as the sessions of its customers need; its owner, its link and a key of it. */
export interface OpenBusiness {
  owner: Account;
  slug: string;
  key: string;
}

export async function openBusiness(
  settings: Omit<InputOf<typeof updateBusiness>, 'business_id'> = {},
): Promise<OpenBusiness> {
  const businessName = unique('Studio');
  const person = { email: newEmail(), password };
  const { access_token: token } = await ask(signUp.output, null, 'POST', '/auth/signup', {
    ...person,
    business_name: businessName,
  });
  const { businesses } = await ask(account, token, 'GET', '/auth/me');
  const { id = '', slug = '' } = businesses[0] ?? {};
  const { key } = await ask(createApiKey.output, token, 'POST', '/api-keys', { name: 'Program' });
  if (Object.keys(settings).length > 0) {
    await ask(updateBusiness.output, token, 'PUT', '/business', settings);
  }
  return { owner: { ...person, token, businessName, businessId: id }, slug, key: key ?? '' };
}

/** Somebody who signed up at the join page of a business. */
export interface PortalCustomer {
  email: string;
  password: string;
  token: string;
  customerId: string;
}

export async function newCustomer({ slug }: OpenBusiness, name = 'Robin'): Promise<PortalCustomer> {
  const person = { email: newEmail(), password };
  const { access_token: token } = await ask(signUp.output, null, 'POST', '/auth/signup', {
    ...person,
    join: slug,
    name,
  });
  const { customers } = await ask(account, token, 'GET', '/auth/me');
  return { ...person, token, customerId: customers[0]?.customer_id ?? '' };
}

export async function give({ key }: OpenBusiness, customerId: string, credits: string): Promise<void> {
  await ask(addCredits.output, key, 'POST', `/customers/${customerId}/credits`, { credits, source: 'given' });
}

/** Signs in at the form, and waits until the portal follows what happens. */
export async function signInToPortal(
  who: Visitor,
  { email, password }: Pick<Account, 'email' | 'password'>,
): Promise<void> {
  await who.page.goto('/sign-in');
  await who.page.getByLabel('Email').fill(email);
  await who.page.getByLabel('Password').fill(password);
  await who.page.getByRole('button', { name: 'Sign in' }).click();
  await who.page.waitForURL('**/portal');
  await isFollowed(who);
}

export async function isFollowed({ page }: Visitor): Promise<void> {
  await page.locator('[data-live="live"]').waitFor({ state: 'attached' });
}

export async function customerAt(
  person: Pick<Account, 'email' | 'password'>,
  options?: Parameters<typeof visitor>[0],
): Promise<Visitor> {
  const who = await visitor(options);
  await signInToPortal(who, person);
  return who;
}

/** The big number, as it is shown this instant. */
export async function creditsShown({ page }: Visitor): Promise<number> {
  return Number((await page.locator('[data-counter]').innerText()).replaceAll(',', ''));
}
