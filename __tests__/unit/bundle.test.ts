import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { canaries, canary, findings, secretNames } from '@/scripts/bundle/findings';

let root: string;

function put(file: string, text: string) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'drawdown-bundle-'));
  for (const file of ['lib/env.ts', '.env.local.example']) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    cpSync(file, join(root, file));
  }
  put('.next/static/chunks/app.js', 'console.log("a page")');
  put('.next/server/app/page.js', 'process.env.DATABASE_URL; set_config("role")');
  put('public/icon.svg', '<svg/>');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a build that keeps its server to itself is good', () => {
  expect(findings(root)).toEqual([]);
});

test('every variable of the environment counts as a secret, unless anybody may know it', () => {
  expect(secretNames(root)).toEqual(
    expect.arrayContaining([
      'ADMIN_DATABASE_URL',
      'DATABASE_URL',
      'SUPABASE_JWT_SECRET',
      'SUPABASE_PUBLISHABLE_KEY',
    ]),
  );
  expect(secretNames(root)).not.toContain('APP_URL');
  expect(Object.values(canaries(root)).every((value) => value.includes(canary))).toBe(true);
});

test.each([
  [
    'the value of a secret in a script',
    '.next/static/chunks/app.js',
    `"${canary}-database_url"`,
    'holds the value of a secret',
  ],
  [
    'the value of a secret in a page made at build time',
    '.next/server/app/x.html',
    `<p>${canary}-x</p>`,
    'holds the value of a secret',
  ],
  [
    'the value of a secret in a manifest',
    '.next/required-server-files.json',
    `{"env":"${canary}"}`,
    'holds the value of a secret',
  ],
  [
    'the value of a secret in what is served as it stands',
    'public/robots.txt',
    canary,
    'holds the value of a secret',
  ],
  [
    'the name of a secret in a script',
    '.next/static/chunks/app.js',
    'e.SUPABASE_JWT_SECRET',
    'names the secret SUPABASE_JWT_SECRET',
  ],
  [
    'the call of the database in a script',
    '.next/static/chunks/app.js',
    "set_config('role',",
    'holds code of the server: "set_config("',
  ],
  [
    'a file of the environment in what is deployed',
    '.next/standalone/.env',
    'A=1',
    'is a file of the environment',
  ],
])('%s is found', (_what, file, text, message) => {
  put(file, text);
  expect(findings(root)).toEqual([`${file}: ${message}`]);
});

test('what was never built is not taken for good', () => {
  rmSync(join(root, '.next'), { recursive: true });
  expect(findings(root)).toEqual(['.next/static holds no script: build first']);
});
