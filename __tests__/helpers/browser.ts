import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { z } from 'zod';
import { launchChromium } from '@/scripts/local/chromium';
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
  /** Another page in the same browser, signed in as the last one was; that one is closed. */
  begin(): Promise<void>;
  leave(): Promise<void>;
}

const present = new Set<Visitor>();

/** Closes what the tests of a file have left open, whether they passed or not. */
export async function everybodyLeaves(): Promise<void> {
  await Promise.all([...present].map((each) => each.leave()));
}

/** Who was there before the test began: those that the tests of a file share. */
let shared: readonly Visitor[] = [];

/** A journey that failed is gone once more with fresh pages: whoever came for it has left, whoever was there begins anew. */
globalThis.onJourneyStart = async (attempt) => {
  if (attempt === 1) shared = [...present];
  else await Promise.all([...present].map((each) => (shared.includes(each) ? each.begin() : each.leave())));
};

/** What every open page showed when a test failed, for whoever looks into it. */
globalThis.onJourneyFailure = async (name, attempt) => {
  const folder = join('.local', 'journeys');
  mkdirSync(folder, { recursive: true });
  for (const [number, { page }] of [...present].entries()) {
    const file = join(folder, `${name.replace(/[^\w]+/g, '-').slice(0, 80)}-${attempt}-${number + 1}.png`);
    const isTaken = await page.screenshot({ path: file, timeout: 5_000 }).then(
      () => true,
      () => false,
    );
    if (isTaken) console.log(`${name}\n  ${page.url()}\n  ${file}`);
  }
};

declare global {
  var onJourneyStart: ((attempt: number) => Promise<void>) | undefined;
  var onJourneyFailure: ((name: string, attempt: number) => Promise<void>) | undefined;
}

/** One for the visitors of a file: to start a browser takes longer than most of what they do in it. */
let browser: Promise<Browser> | undefined;

afterAll(async () => {
  await everybodyLeaves();
  await (await browser)?.close();
});

/** Somebody with a browser that has nothing in it and shares nothing with another's, on the app's address. */
export async function visitor(options: BrowserContextOptions = {}): Promise<Visitor> {
  browser ??= launchChromium();
  const context = await (await browser).newContext({ baseURL: stack.appUrl, ...options });
  const complaints: string[] = [];
  const listen = (page: Page): Page => {
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
    });
    return page;
  };
  const self: Visitor = {
    page: listen(await context.newPage()),
    context,
    complaints,
    async begin() {
      const earlier = self.page;
      self.page = listen(await context.newPage());
      await earlier.close();
      complaints.length = 0;
    },
    async leave() {
      present.delete(self);
      await context.close();
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
