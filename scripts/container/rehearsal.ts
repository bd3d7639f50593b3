/**
 * What the Dockerfile and docker-compose.yml do, without an engine: their steps in a clean folder, as a user without
 * rights. With --keep-build the build that comes of it is this folder's own afterwards; with --reuse-build the
 * installed packages and the build of this folder are taken, and only what comes after them is rehearsed.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { runScript, StackProblem } from '../local/problem';
import { progressLines } from '../local/terminal';
import { readCompose } from './compose';
import { contextOf, readDockerfile, type Stage } from './dockerfile';
import { giveTo, rehearsalAccount } from './account';
import { rehearseCompose } from './rehearse-compose';

runScript(async () => {
  const progress = progressLines(() => undefined);
  const account = rehearsalAccount();
  const reuses = process.argv.includes('--reuse-build');
  const folder = mkdtempSync('/var/tmp/drawdown-rehearsal-');
  chmodSync(folder, 0o755);
  const stages = readDockerfile(readFileSync('Dockerfile', 'utf8'));
  const stage = (name: string): Stage => {
    const found = stages.get(name);
    if (!found) throw new StackProblem(`The Dockerfile has no stage ${name}.`);
    return found;
  };
  const source = join(folder, 'src');
  const out = join(folder, 'out');
  try {
    const compose = await progress.step('Compose', async () => {
      const result = readCompose();
      return { result, note: `docker compose config: ${[...result.keys()].join(', ')}` };
    });
    await progress.step('Context', async () => {
      const files = contextOf('.');
      for (const file of files) cpSync(file, join(source, file), { verbatimSymlinks: true });
      mkdirSync(out);
      mkdirSync(join(folder, 'home'));
      giveTo(account, source, out, join(folder, 'home'));
      return { result: undefined, note: `${files.length} files` };
    });
    if (reuses) {
      await progress.step('Reused', async () => {
        for (const each of ['node_modules', '.next']) spawnSync('cp', ['-al', each, source]);
        return { result: undefined, note: 'node_modules and .next of this folder' };
      });
    }
    for (const run of stage('build').runs.filter((each) => !reuses || !each.startsWith('npm '))) {
      await progress.step(run.slice(0, 14), async () => {
        const command = run.replaceAll('/out', out);
        const env: NodeJS.ProcessEnv = { ...outside(), ...stage('build').env, HOME: join(folder, 'home') };
        const ran = spawnSync('sh', ['-c', command], {
          ...account,
          cwd: source,
          env,
          encoding: 'utf8',
          maxBuffer: 64 * 1024 * 1024,
        });
        if (ran.status !== 0) throw new StackProblem(`"${run}" failed:\n${ran.stdout}\n${ran.stderr}`);
        return { result: undefined, note: run };
      });
    }
    if (process.argv.includes('--keep-build')) {
      rmSync('.next', { recursive: true, force: true });
      cpSync(join(source, '.next'), '.next', {
        recursive: true,
        verbatimSymlinks: true,
        preserveTimestamps: true,
      });
    }
    await progress.step('Images', async () => {
      const images = ['app', 'local'].map((name) => layOut(stage(name), name));
      return { result: undefined, note: images.join(', ') };
    });
    const images = {
      app: { folder: join(out, 'app'), stage: stage('app') },
      local: { folder: join(out, 'local'), stage: stage('local') },
    };
    await rehearseCompose({
      compose,
      images,
      account,
      folder,
      modules: join(source, 'node_modules'),
      progress,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  /** What a stage copies is in its folder already, and root's from here on; nothing else may be in it. */
  function layOut({ copies, user }: Stage, name: string): string {
    const [copy] = copies;
    if (copies.length !== 1 || copy?.from !== 'build' || copy.sources.join() !== `/out/${name}`)
      throw new StackProblem(`The stage ${name} is to copy /out/${name} and nothing else.`);
    if (user === 'root') throw new StackProblem(`The stage ${name} runs as root.`);
    const image = join(out, name);
    giveTo({ uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }, image);
    spawnSync('chmod', ['-R', 'a-w', image]);
    if (name === 'app') refuseDevelopment(image);
    const { stdout } = spawnSync('du', ['-sm', image], { encoding: 'utf8' });
    return `${name} ${stdout.split('\t')[0]} MB`;
  }
});

const packageLock = (): Record<string, { dev?: boolean }> =>
  (JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { dev?: boolean }> })
    .packages;

/** The server's image has no package that only development needs, and no file with an environment. */
function refuseDevelopment(image: string): void {
  const development = Object.entries(packageLock())
    .filter(([place, { dev }]) => dev && existsSync(join(image, place, 'package.json')))
    .map(([place]) => place);
  if (development.length > 0) throw new StackProblem(`In the server's image: ${development.join(', ')}.`);
  const found = spawnSync('find', [image, '-name', '.env*', '-not', '-path', '*/node_modules/*'], {
    encoding: 'utf8',
  });
  if (found.stdout !== '') throw new StackProblem(`In the server's image:\n${found.stdout}`);
}

/** What npm needs of this machine to reach the registry; the rest of its settings are another user's. */
function outside(): NodeJS.ProcessEnv {
  const kept = /^(PATH|LANG|.*_PROXY|.*_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|npm_config_registry|CI)$/;
  // Next sets it as it needs it.
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => kept.test(name)),
  ) as NodeJS.ProcessEnv;
}
