import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { StackProblem } from './problem';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// It talks to the app and to nobody else.
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

export type ChromiumOptions = Parameters<typeof chromium.launchPersistentContext>[1];

function system() {
  const executablePath = process.env['CHROMIUM_PATH'] ?? PLACES.find((path) => existsSync(path));
  if (!executablePath)
    throw new StackProblem('There is no Chromium. Install one, or name it in CHROMIUM_PATH.');
  return { executablePath, args: QUIET, chromiumSandbox: process.getuid?.() !== 0 };
}

/** The system's Chromium, for any number of visitors who know nothing of each other: a context each. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch(system());
}

/** The system's Chromium with nothing in it; CHROMIUM_PATH names another. */
export async function openChromium(
  options: ChromiumOptions,
): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  const program = system();
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-browser-'));
  const discard = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const context = await chromium.launchPersistentContext(folder, { ...program, ...options });
    return {
      context,
      async close() {
        await context.close();
        discard();
      },
    };
  } catch (error) {
    discard();
    throw error;
  }
}
