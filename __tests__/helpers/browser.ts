import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { z } from 'zod';
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

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// A test browser talks to the app and to nobody else.
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

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

/** A browser with nothing in it, on the app's address. */
export async function visitor(
  options: Parameters<typeof chromium.launchPersistentContext>[1] = {},
): Promise<Visitor> {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-browser-'));
  const executablePath = process.env['CHROMIUM_PATH'] ?? CHROMIUM.find((path) => existsSync(path));
  if (!executablePath) throw new Error('No Chromium found. Install one, or name it in CHROMIUM_PATH.');
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    baseURL: stack.appUrl,
    args: QUIET,
    chromiumSandbox: process.getuid?.() !== 0,
    ...options,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const self: Visitor = {
    page,
    context,
    complaints,
    async leave() {
      present.delete(self);
      await context.close();
      rmSync(folder, { recursive: true, force: true });
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
