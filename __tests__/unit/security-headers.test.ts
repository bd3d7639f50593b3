import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  commonHeaders,
  dataPolicy,
  makeNonce,
  pagePolicy,
  toasterStyles,
  transportSecurity,
} from '@/lib/http/security-headers';
import nextConfig from '@/next.config';

const policy = pagePolicy('abc', 'https://billing.example.com');
const directive = (name: string) =>
  policy
    .split('; ')
    .find((line) => line.startsWith(`${name} `))
    ?.slice(name.length + 1);

describe('the policy of a page', () => {
  test('lets only scripts of this answer run, and no text become one', () => {
    expect(directive('script-src')).toBe("'self' 'nonce-abc' 'strict-dynamic'");
    expect(directive('script-src-attr')).toBe("'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toContain('unsafe-inline');
  });

  test('names no host but its own, and is in no frame', () => {
    expect(policy).not.toMatch(/https?:|\*/);
    expect(directive('connect-src')).toBe("'self'");
    expect(directive('form-action')).toBe("'self'");
    for (const name of ['object-src', 'base-uri', 'frame-ancestors', 'frame-src']) {
      expect(directive(name)).toBe("'none'");
    }
  });

  test('makes what a page loads come by https only where the app is opened by https', () => {
    expect(policy).toContain('upgrade-insecure-requests');
    expect(pagePolicy('abc', 'http://localhost:3000')).not.toContain('upgrade-insecure-requests');
  });

  test('lets React debug under `npm run dev` and nowhere else', () => {
    expect(pagePolicy('abc', 'http://localhost:3000', true)).toContain("'unsafe-eval'");
    expect(pagePolicy('abc', 'http://localhost:3000')).not.toContain("'unsafe-eval'");
  });

  test('knows the styles of the toaster that is installed', () => {
    const source = readFileSync(require.resolve('sonner'), 'utf8');
    const [, literal = ''] = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(source) ?? [];
    const hashes = ['', JSON.parse(literal) as string].map(
      (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
    );
    expect(toasterStyles).toEqual(hashes);
  });
});

test('a nonce has 128 random bits', () => {
  const nonces = Array.from({ length: 100 }, makeNonce);
  expect(new Set(nonces).size).toBe(100);
  for (const nonce of nonces) expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
});

test('what is no page shows and loads nothing, and is taken for what it says it is', () => {
  expect(dataPolicy).toContain("default-src 'none'");
  expect(commonHeaders['X-Content-Type-Options']).toBe('nosniff');
});

test('only a site that is opened by https says that it always is', () => {
  expect(transportSecurity('https://billing.example.com')['Strict-Transport-Security']).toMatch(
    /^max-age=63072000/,
  );
  expect(transportSecurity('http://localhost:3000')).toEqual({});
});

describe('cookies', () => {
  async function cookiesAt(appUrl: string) {
    jest.resetModules();
    Object.assign(process.env, {
      SUPABASE_URL: 'http://localhost:1',
      SUPABASE_PUBLISHABLE_KEY: 'none',
      APP_URL: appUrl,
    });
    return import('@/lib/auth/cookies');
  }

  test('over https are of this host, this site and the server alone', async () => {
    const { ownCookie, sessionCookieName } = await cookiesAt('https://billing.example.com');
    expect(ownCookie()).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: true });
    expect(sessionCookieName()).toBe('__Host-drawdown_session');
  });

  test('over http are the same without what a browser takes over https only', async () => {
    const { ownCookie, sessionCookieName } = await cookiesAt('http://localhost:3000');
    expect(ownCookie()).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: false });
    expect(sessionCookieName()).toBe('drawdown_session');
  });

  test('are set with those attributes wherever one is set', () => {
    const setters = ['app', 'lib', 'components'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file))
        .map((file) => [join(folder, file), readFileSync(join(folder, file), 'utf8')] as const)
        .filter(([, text]) => /cookies\(\)\)\.set\(|cookieOptions:|document\.cookie/.test(text)),
    );
    expect(setters.length).toBeGreaterThan(2);
    for (const [file, text] of setters) expect([file, text.includes('ownCookie()')]).toEqual([file, true]);
  });
});

test('answers of the API are held to https where they came by https, and nowhere else', async () => {
  const rules = (await nextConfig.headers?.()) ?? [];
  const strict = rules.filter(({ headers }) =>
    headers.some(({ key }) => key === 'Strict-Transport-Security'),
  );
  expect(strict).toMatchObject([
    { source: '/api/:path*', has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }] },
  ]);
});
