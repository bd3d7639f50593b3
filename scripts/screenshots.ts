import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openChromium } from './local/chromium';
import { onInterrupt } from './local/interrupt';
import { runScript } from './local/problem';
import { startProduction } from './local/production';
import { DEMO, DEMO_CUSTOMER } from './local/stack';
import { progressLines } from './local/terminal';

const FOLDER = join('docs', 'images');
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** One with a top-up among the debits. */
const CUSTOMER = 'Cobalt Robotics';

/** The pictures of the README, taken from the sample data on the production build. */
runScript(async () => {
  const interrupt = onInterrupt(() => undefined);
  const stack = await startProduction(progressLines(interrupt.checkpoint));
  try {
    const { context, close } = await openChromium({
      baseURL: stack.appUrl,
      viewport: DESKTOP,
      deviceScaleFactor: 1,
      reducedMotion: 'reduce',
    });
    try {
      await takeAll(context.pages()[0] ?? (await context.newPage()));
    } finally {
      await close();
    }
  } finally {
    await stack.stop();
  }
});

async function takeAll(page: Page): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  await signIn(page, DEMO.email, 'Overview');
  await take(page, 'overview-light.png');
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await take(page, 'overview-dark.png');
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto('/customers?search=' + encodeURIComponent(CUSTOMER));
  await page.getByRole('table').getByRole('link', { name: CUSTOMER }).click();
  await page.getByRole('heading', { name: CUSTOMER }).waitFor();
  await take(page, 'customer.png');
  await page.getByRole('link', { name: 'New sale' }).last().click();
  await fillTheTill(page);
  await take(page, 'till.png');
  await page.goto('/usage');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await take(page, 'usage.png');
  await page.goto('/sessions');
  await page.getByRole('table', { name: 'Running sessions' }).waitFor();
  await take(page, 'sessions.png');
  await page.setViewportSize(PHONE);
  await page.goto('/');
  await take(page, 'phone.png');
  await page.context().clearCookies();
  await signIn(page, DEMO_CUSTOMER, null);
  await page.getByRole('button', { name: 'Start session' }).click();
  await page.getByRole('button', { name: /^Stop/ }).waitFor();
  await take(page, 'portal.png');
}

/** A sale that is ready to be made: what it comes to, and what it does to the credit. */
async function fillTheTill(page: Page): Promise<void> {
  for (const product of ['Edge router', 'Support hour']) {
    await page.getByRole('combobox', { name: 'Find a product' }).fill(product);
    await page.getByRole('option', { name: product, selected: true }).waitFor();
    await page.keyboard.press('Enter');
  }
  await page.getByRole('combobox', { name: 'Find a product' }).fill('');
  await page.getByRole('region', { name: 'Total' }).getByText('$484.00').waitFor();
}

/** Until the page that comes then is there: a heading of it, or of the portal whatever it says. */
async function signIn(page: Page, email: string, heading: string | null): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(DEMO.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  if (heading === null) await page.waitForURL('**/portal**');
  else await page.getByRole('heading', { name: heading }).waitFor();
}

/** Once the page follows changes and its fonts are there: the same page gives the same picture. */
async function take(page: Page, name: string): Promise<void> {
  await page.locator('[data-live="live"]').waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' });
  writeFileSync(join(FOLDER, name), picture);
  console.log(`  ${join(FOLDER, name)}  ${Math.round(picture.byteLength / 1024)} kB`);
}
