import axe, { type Result, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { until } from './waiting';

const widths = [1440, 320] as const;
const themes = ['light', 'dark'] as const;

/** Rows that are like those above them. */
const repeated = 'tbody tr:nth-child(n + 9)';

/** What axe finds, and whether the page is wider than the window, in each theme at each width. */
export async function findings(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const excess = await excessWidth(page);
    if (excess > 0) found.push(`${width} px: ${excess} px wider than the window`);
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.locator(`html.${colorScheme}`).waitFor({ state: 'attached' });
      await page.evaluate(settled);
      // The title comes with the end of the page, and with a live look anew. Where none comes, axe says so.
      await page
        .waitForFunction(() => document.title !== '', undefined, { timeout: 5_000 })
        .catch(() => undefined);
      // Only colours differ between the themes.
      const violations = await violationsOf(
        page,
        colorScheme === 'light' ? {} : { runOnly: ['color-contrast'] },
      );
      for (const { id, nodes } of violations) {
        found.push(
          ...nodes.map(
            (node) =>
              `${width} px, ${colorScheme}, ${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`,
          ),
        );
      }
    }
  }
  return found;
}

/** Half-way between two themes a colour is of neither. What goes round for ever is not waited for. */
async function settled(): Promise<void> {
  const endings = document
    .getAnimations()
    .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
    .map((animation) => animation.finished.catch(() => undefined));
  await Promise.all(endings);
}

/**
 * What AxeBuilder does for a page without frames: axe is brought once a document, and works
 * out selectors and excerpts for what it finds wrong only, not for all that is right.
 */
async function violationsOf(page: Page, options: RunOptions): Promise<Result[]> {
  if (page.frames().length > 1) throw new Error('This page has frames, which are not looked into.');
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(
    ({ exclude, runOptions }) =>
      (globalThis as unknown as { axe: typeof axe }).axe
        .run({ exclude: [exclude] }, { ...runOptions, resultTypes: ['violations'] })
        .then(({ violations }) => violations),
    { exclude: repeated, runOptions: options },
  );
}

/** How much wider than its window a page is, once its charts have followed the window. */
async function excessWidth(page: Page): Promise<number> {
  const fits = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  await page.waitForFunction(fits, undefined, { timeout: 5_000 }).catch(() => undefined);
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Opens a dialog; a page that does not live yet lets the first clicks pass. */
export async function opened(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name });
  await until(`the dialog ${name} is open`, async () => {
    if (await dialog.isVisible()) return true;
    await page.getByRole('button', { name }).first().click();
    return dialog.isVisible();
  });
  await dialog
    .getByRole('button', { name: /^(Cancel|Close)$/ })
    .first()
    .waitFor();
}
