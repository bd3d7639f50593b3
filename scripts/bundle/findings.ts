import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

/** What a build must not hold: the value of a secret anywhere, the server's own code in what browsers are sent. */

/** In every value that `npm run build:checked` builds with, and nowhere else. */
export const canary = 'canary-7f3a9c51';

/** Variables that anybody may know. Every other one counts as a secret, also one that nobody has thought of here. */
const known =
  /^(APP_URL|SUPABASE_URL|LOG_LEVEL|PORT|HOST|DATABASE_POOL_SIZE|TRUSTED_PROXY_HOPS|(RATE_LIMIT|OTEL|READY|WEBHOOKS_ALLOW)_\w+)$/;

/** The variables that have to stay on the server, read from what says which there are. */
export function secretNames(root: string): string[] {
  const source = readFileSync(join(root, 'lib', 'env.ts'), 'utf8');
  const example = readFileSync(join(root, '.env.local.example'), 'utf8');
  const names = [
    ...[...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(([, name = '']) => name),
    ...[...example.matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map(([, name = '']) => name),
  ];
  return [...new Set(names)].filter((name) => !known.test(name)).sort();
}

/** A made-up value for each secret, to be looked for afterwards. */
export function canaries(root: string): Record<string, string> {
  return Object.fromEntries(secretNames(root).map((name) => [name, `${canary}-${name.toLowerCase()}`]));
}

/** Texts that only modules of the server hold: how the environment is read, how an identity is handed to Postgres. */
const serverOnly = [
  'Drawdown cannot start with this environment',
  'request.jwt.claims',
  'set_config(',
  '__Host-drawdown_session',
  'process.env.',
];

/** What is wrong with the build in `.next`, one line for each; empty for a good one. */
export function findings(root: string): string[] {
  const build = join(root, '.next');
  const sent = [...filesIn(join(build, 'static')), ...filesIn(join(root, 'public'))];
  if (!sent.some((file) => file.endsWith('.js'))) return ['.next/static holds no script: build first'];
  const names = secretNames(root);
  const found: string[] = [];
  const say = (file: string, what: string) => found.push(`${relative(root, file)}: ${what}`);
  for (const file of sent) {
    const text = readFileSync(file, 'latin1');
    for (const name of names) if (text.includes(name)) say(file, `names the secret ${name}`);
    if (!file.startsWith(build)) continue;
    for (const marker of serverOnly) {
      if (text.includes(marker)) say(file, `holds code of the server: ${JSON.stringify(marker)}`);
    }
  }
  // A value must not even be in what the server runs: whoever gets the image would have it.
  for (const file of [...filesIn(build), ...filesIn(join(root, 'public'))]) {
    if (/^\.env/.test(basename(file))) say(file, 'is a file of the environment');
    else if (readFileSync(file, 'latin1').includes(canary)) say(file, 'holds the value of a secret');
  }
  return found;
}

/** All files below a folder but those that no image and no browser gets: the cache of the build and its log. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return ['cache', 'dev', 'trace', 'diagnostics', 'node_modules'].includes(entry.name)
        ? []
        : filesIn(path);
    }
    return entry.isFile() && !entry.name.startsWith('trace') ? [path] : [];
  });
}
