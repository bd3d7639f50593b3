import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { contextOf, readDockerfile } from '@/scripts/container/dockerfile';

/** What can be said of the images and of docker-compose.yml without running them; `npm run container:rehearsal` runs them. */

const text = (file: string) => readFileSync(file, 'utf8');
const stages = readDockerfile(text('Dockerfile'));
const compose = parse(text('docker-compose.yml'), { merge: true }) as {
  services: Record<string, { environment?: Record<string, string>; ports?: string[]; image: string }>;
};
const variables = [...text('.env.local.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name);

test('the last stage is the server: as the user node, with a health check, and nothing copied but what was assembled', () => {
  const app = [...stages.values()].at(-1);
  expect([...stages.keys()].at(-1)).toBe('app');
  expect(app).toMatchObject({
    user: 'node',
    command: ['node', 'server.js'],
    healthcheck: ['node', 'healthcheck.mjs', '/api/health/live'],
    runs: [],
    copies: [{ from: 'build', sources: ['/out/app'] }],
  });
});

test('nothing that holds a secret is sent to be built: no .env file, no folder of the local stack, no git history', () => {
  const context = contextOf('.');
  expect(context).toEqual(expect.arrayContaining(['package-lock.json', 'scripts/container/assemble.sh']));
  const unwanted =
    /^(\.git|\.local|\.env(?!\.local\.example)|node_modules|\.next|__tests__)(\/|$|\.)|\.(pem|key|dump)$/;
  expect(context.filter((file) => unwanted.test(file))).toEqual([]);
});

test('every variable that the server reads can be given to it on an external project', () => {
  const given = {
    ...compose.services['app-external']?.environment,
    ...compose.services['jobs-external']?.environment,
  };
  const ofScripts = ['PORT', 'HOST'];
  expect(Object.keys(given).sort()).toEqual(variables.filter((name) => !ofScripts.includes(name)).sort());
  for (const [name, value] of Object.entries(given)) expect(value).toBe(`\${${name}:-}`);
});

test('the services to try it out are on this machine alone, and nothing in them is a secret', () => {
  for (const name of ['app', 'lite']) {
    for (const port of compose.services[name]?.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  }
  expect(compose.services['postgres']?.ports).toBeUndefined();
  expect(text('docker-compose.yml')).not.toMatch(/(PASSWORD|SECRET|KEY): (?!\$\{|\/var\/)/);
});

test('the guide to deploying explains every variable', () => {
  const guide = text('docs/operations/deploy.md');
  expect(variables.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
});
