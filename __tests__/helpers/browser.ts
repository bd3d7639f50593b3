import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { openChromium, type ChromiumOptions } from '@/scripts/local/chromium';
import { mailReader, type CapturedMail } from '@/scripts/local/mail';

/** Where the stack that `npm run test:e2e` brought up is, and what it gives a server of the app in its environment. */
export const stack = z
  .object({
    E2E_APP_URL: z.url(),
    E2E_ADMIN_URL: z.string(),
    E2E_API_KEY: z.string(),
    E2E_MAIL_LOG: z.string(),
    E2E_APP_ENV: z.string(),
  })
  .transform((env) => ({
    appUrl: env.E2E_APP_URL,
    adminUrl: env.E2E_ADMIN_URL,
    apiKey: env.E2E_API_KEY,
    mailLog: env.E2E_MAIL_LOG,
    appEnv: z.record(z.string(), z.string()).parse(JSON.parse(env.E2E_APP_ENV)),
  }))
  .parse(process.env);

export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** What the page logged as an error, and what it threw: empty on a healthy page. */
  complaints: string[];
  leave(): Promise<void>;
}

const present = new Set<Visitor>();

/** Closes what the tests of a file have left open, whether they passed or not. */
export async function everybodyLeaves(): Promise<void> {
  await Promise.all([...present].map((each) => each.leave()));
}

/** What every open page showed when a test failed, for whoever looks into it. */
globalThis.onJourneyFailure = async (name) => {
  const folder = join('.local', 'journeys');
  mkdirSync(folder, { recursive: true });
  for (const [number, { page }] of [...present].entries()) {
    const file = join(folder, `${name.replace(/[^\w]+/g, '-').slice(0, 80)}-${number + 1}.png`);
    const isTaken = await page.screenshot({ path: file, timeout: 5_000 }).then(
      () => true,
      () => false,
    );
    if (isTaken) console.log(`${name}\n  ${page.url()}\n  ${file}`);
  }
};

declare global {
  var onJourneyFailure: ((name: string) => Promise<void>) | undefined;
}

/** A browser with nothing in it, on the app's address. */
export async function visitor(options: ChromiumOptions = {}): Promise<Visitor> {
  const { context, close } = await openChromium({ baseURL: stack.appUrl, ...options });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  const self: Visitor = {
    page,
    context,
    complaints,
    async leave() {
      present.delete(self);
      await close();
    },
  };
  present.add(self);
  return self;
}

/** The mails that the local stack would have sent so far. */
export function mails(): CapturedMail[] {
  const found: CapturedMail[] = [];
  const read = mailReader((mail) => found.push(mail));
  for (const line of readFileSync(stack.mailLog, 'utf8').split('\n')) read(line);
  return found;
}
