import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import type { Locator } from 'playwright-core';
import { z } from 'zod';
import { account, signUp } from '@/lib/operations/account';
import { stack, visitor, type Visitor } from './browser';

/** A person with an account, and the business that came with it. */
export interface Account {
  email: string;
  password: string;
  token: string;
  businessId: string;
  businessName: string;
}

export interface Answer {
  status: number;
  body: unknown;
}

export const password = 'a long enough password';

export function unique(what: string): string {
  return `${what} ${randomUUID().slice(0, 8)}`;
}

export function newEmail(): string {
  return `${randomUUID()}@example.test`;
}

/** A request over HTTP with a token or an API key, as a program sends it. */
export async function request(
  credential: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`${stack.appUrl}/api${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

/** The same where only an answer of that shape will do. */
export async function ask<Output extends z.ZodType>(
  output: Output,
  credential: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<z.output<Output>> {
  const answer = await request(credential, method, path, body);
  if (answer.status >= 400)
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return output.parse(answer.body);
}

/** A new owner of a new business. Its clock stands still, so that no full hour passes in the middle of a test. */
export async function newOwner(): Promise<Account> {
  const businessName = unique('Business');
  const person = { email: newEmail(), password };
  const { access_token: token } = await ask(signUp.output, null, 'POST', '/auth/signup', {
    ...person,
    business_name: businessName,
  });
  await holdClock(businessName);
  return { ...person, token, businessName, businessId: await businessOf(token) };
}

export async function businessOf(token: string): Promise<string> {
  const { businesses } = await ask(account, token, 'GET', '/auth/me');
  return businesses[0]?.id ?? '';
}

/** An administrator's connection to the database behind the app. */
export async function asAdmin<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = new Pool({ connectionString: stack.adminUrl });
  // A test may end the server under it.
  pool.on('error', () => undefined);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

export async function holdClock(businessName: string): Promise<void> {
  await asAdmin((admin) =>
    admin.query('update public.businesses set is_sandbox = true, test_clock_at = now() where name = $1', [
      businessName,
    ]),
  );
}

/** Signs in at the form, and waits for the dashboard to follow its business. */
export async function signIn(
  who: Visitor,
  { email, password }: Pick<Account, 'email' | 'password'>,
): Promise<void> {
  await who.page.goto('/sign-in');
  await who.page.getByLabel('Email').fill(email);
  await who.page.getByLabel('Password').fill(password);
  await who.page.getByRole('button', { name: 'Sign in' }).click();
  await who.page.getByRole('heading', { name: 'Overview' }).waitFor();
  await isLive(who);
}

/** Until the page follows changes, and so reacts to what a visitor does. */
export async function isLive({ page }: Visitor): Promise<void> {
  await page
    .getByRole('status')
    .getByText('Live', { exact: true })
    .or(page.locator('[data-live="live"]'))
    .first()
    .waitFor();
}

/** A browser in which that person is signed in. */
export async function visitorAs(person: Account, options?: Parameters<typeof visitor>[0]): Promise<Visitor> {
  const who = await visitor(options);
  await signIn(who, person);
  return who;
}

/** Until the page shows a text, somewhere a visitor can see it. */
export async function sees({ page }: Visitor, text: string | RegExp): Promise<void> {
  await page.getByText(text).filter({ visible: true }).first().waitFor();
}

/** Until a place reads like that: what a page shows may be a moment older than what was done. */
export async function placeReads(where: Locator, expected: string | RegExp): Promise<void> {
  let text = '';
  await eventually(async () => {
    text = await where.innerText();
    return typeof expected === 'string' ? text.includes(expected) : expected.test(text);
  });
  expect(text).toMatch(expected);
}

/** Until there are so many of them. */
export async function counts(what: Locator, expected: number): Promise<void> {
  let count = 0;
  await eventually(async () => (count = await what.count()) === expected);
  expect(count).toBe(expected);
}

/** Looks again and again, for as long as somebody would; what is there then is for the caller to judge. */
async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
    if (await isSo()) return;
    await new Promise((settled) => setTimeout(settled, 50));
  }
}
