import { readdirSync } from 'node:fs';
import { everybodyLeaves, stack, visitor, type Visitor } from '../helpers/browser';
import { newOwner, sees, signIn, visitorAs } from '../helpers/journeys';
import { customerAt, newCustomer, openBusiness, type OpenBusiness } from '../helpers/portal';

/** The addresses of all pages there are, as their folders name them: `/customers/[id]`. */
const pages = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)page\.tsx$/.test(file))
  .map(
    (file) => `/${file.replace(/\/?page\.tsx$/, '').replace(/\([^)]*\)\/?/g, '')}`.replace(/\/$/, '') || '/',
  )
  .sort();

const forStrangers = /^\/(sign-|forgot-|reset-|invite|join|docs)/;
const forCustomers = /^\/portal/;

let studio: OpenBusiness;
let stranger: Visitor;
let demo: Visitor;
let robin: Visitor;

beforeAll(async () => {
  studio = await openBusiness({ welcome_grant: '100' });
  [stranger, demo, robin] = await Promise.all([visitor(), visitor(), customerAt(await newCustomer(studio))]);
  await signIn(demo, { email: 'demo@drawdown.test', password: 'drawdown-demo' });
});
afterAll(everybodyLeaves);

/** What the policy of a page refused it; the browser says so on its console. */
function refused(...visitors: Visitor[]): string[] {
  return visitors.flatMap(({ complaints }) =>
    complaints.filter((text) => text.includes('Content Security Policy')),
  );
}

/** Opens a page as it comes from the server, and lets everything it loads run. */
async function open({ page }: Visitor, path: string) {
  const response = await page.goto(path);
  await page.waitForLoadState('load');
  await page.locator('body > *').first().waitFor({ state: 'attached' });
  // React has taken the page over once what it put there handles events.
  await page.waitForFunction(() => {
    const first = document.querySelector('button, a[href], input');
    return first === null || Object.keys(first).some((key) => key.startsWith('__react'));
  });
  return response;
}

/** The addresses that the page at hand links to. */
function linksOf({ page }: Visitor): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('a[href^="/"]')].map((link) => link.getAttribute('href') ?? ''),
  );
}

test('every page there is runs under its policy, in the dashboard, the portal, the docs and signed out', async () => {
  const links = new Set<string>([`/join/${studio.slug}`]);
  const who = (path: string) => (forStrangers.test(path) ? stranger : forCustomers.test(path) ? robin : demo);
  const visit = async (path: string) => {
    const response = await open(who(path), path);
    expect({ path, policy: response?.headers()['content-security-policy'] }).toEqual({
      path,
      policy: expect.stringMatching(
        /script-src 'self' 'nonce-[\w+/]{22}==' 'strict-dynamic'; script-src-attr 'none'/,
      ),
    });
    for (const link of await linksOf(who(path))) links.add(link.replace(/[?#].*$/, ''));
  };
  const plain = pages.filter((path) => !path.includes('['));
  for (const path of plain) await visit(path);
  for (const path of pages.filter((path) => path.includes('['))) {
    const form = new RegExp(`^${path.replaceAll(/\[\w+\]/g, '[^/]+')}$`);
    const linked = [...links].find((link) => form.test(link) && !plain.includes(link));
    // A page that nothing leads to yet is one of something that is not there.
    await visit(linked ?? path.replaceAll(/\[\w+\]/g, '00000000-0000-7000-8000-000000000000'));
  }
  expect(pages.length).toBeGreaterThan(45);
  expect(refused(stranger, demo, robin)).toEqual([]);
}, 300_000);

test.each([
  '/no-such-page',
  '/no-such-file.html',
  '/auth/nothing',
  '/docs/errors/no_such_code',
  '/customers/none',
])('what is not found has a policy and runs under it: %s', async (path) => {
  const response = await open(demo, path);
  expect(response?.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(refused(demo)).toEqual([]);
});

test('menus, dialogs, messages, charts and another theme need nothing that the policy refuses', async () => {
  const owner = await visitorAs(await newOwner());
  await open(owner, '/customers');
  await owner.page.getByRole('combobox', { name: 'Status' }).click();
  await owner.page.getByRole('listbox').waitFor();
  await owner.page.keyboard.press('Escape');
  await owner.page.getByRole('button', { name: 'Create customer' }).click();
  await owner.page.getByRole('dialog').getByLabel('Name').fill('Ada');
  await owner.page.getByRole('dialog').getByRole('button', { name: 'Create customer' }).click();
  await sees(owner, 'Ada is created');
  const { page } = demo;
  await open(demo, '/');
  await page.getByRole('button', { name: 'View as table' }).first().click();
  await open(stranger, '/sign-in');
  await stranger.page.getByRole('button', { name: 'Theme' }).click();
  await stranger.page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await stranger.page.locator('html.dark').waitFor();
  expect(refused(owner, demo, stranger)).toEqual([]);
});

test('a script that somebody smuggles into a page does not run, nor does its handler or its address', async () => {
  const victim = await visitor();
  const { page } = victim;
  await page.route('**/sign-in', async (route) => {
    const response = await route.fetch();
    const smuggled =
      '<script>window.smuggled = 1</script><img src="/none.png" onerror="window.smuggled = 2">' +
      '<script src="https://evil.example/a.js"></script><base href="https://evil.example/">';
    await route.fulfill({
      response,
      body: (await response.text()).replace('</body>', `${smuggled}</body>`),
    });
  });
  await open(victim, '/sign-in');
  expect(await page.evaluate(() => Reflect.get(window, 'smuggled'))).toBeUndefined();
  expect(await page.evaluate(() => document.baseURI)).toBe(`${stack.appUrl}/sign-in`);
  expect(refused(victim).length).toBeGreaterThanOrEqual(3);
});

test('each answer has another nonce, which all of its scripts carry and nobody can choose', async () => {
  const nonces = await Promise.all(
    [1, 2].map(async () => {
      const response = await fetch(`${stack.appUrl}/sign-in`, {
        headers: { 'x-nonce': 'chosen', 'content-security-policy': "script-src 'nonce-chosen'" },
      });
      const [, nonce] = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '') ?? [];
      const html = await response.text();
      const scripts = html.match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(3);
      expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
      return nonce;
    }),
  );
  expect(new Set(nonces).size).toBe(2);
  expect(nonces).not.toContain('chosen');
});

const everywhere = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
};

test.each([
  '/sign-in',
  '/no-such-page',
  '/docs/errors',
  '/api/health',
  '/api/nothing',
  '/api/customers',
  '/icon.svg',
])('says to a browser what it may do with %s', async (path) => {
  const { headers } = await fetch(`${stack.appUrl}${path}`);
  expect(Object.fromEntries(headers)).toMatchObject(everywhere);
  expect(headers.get('x-powered-by')).toBeNull();
  // Over http a browser is not told to come by https only.
  expect(headers.get('strict-transport-security')).toBeNull();
  if (path.startsWith('/api/')) {
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; frame-ancestors 'none'/);
    expect(headers.get('cache-control')).toContain('no-store');
  }
});
