import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StackProblem } from './problem';
import { processIdentity, signalGroup, waitForEnd } from './processes';

const schema = z.object({
  owner: z.string(),
  appUrl: z.string().optional(),
  services: z.array(z.object({ name: z.string(), pid: z.number(), identity: z.string() })),
});
type Run = z.infer<typeof schema>;

export interface RunLock {
  /** Notes what was started, so that the next run can end it should this one be killed. */
  add(service: { name: string; pid: number }): void;
  announce(appUrl: string): void;
  release(): void;
}

/** One stack at a time on a folder. What a killed run left running is ended first. */
export async function claimRun(home: string, report: (line: string) => void): Promise<RunLock> {
  const file = join(home, 'run.json');
  const earlier = readRun(file);
  if (earlier && isRunning(earlier)) throw new StackProblem(alreadyRunning(earlier));
  if (earlier) {
    if (await endLeftovers(earlier)) report('Ended what an earlier run had left behind.');
    rmSync(file, { force: true });
  }
  const run: Run = { owner: processIdentity(process.pid) ?? '', services: [] };
  create(file, run);
  const save = () => writeFileSync(file, JSON.stringify(run));
  return {
    add({ name, pid }) {
      run.services.push({ name, pid, identity: processIdentity(pid) ?? '' });
      save();
    },
    announce(appUrl) {
      run.appUrl = appUrl;
      save();
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** Ends the services of a run whose own process is gone; says whether there were any. */
async function endLeftovers(run: Run): Promise<boolean> {
  const left = run.services.filter((service) => processIdentity(service.pid) === service.identity);
  // Those that use the database end before the database, which was started first.
  for (const service of left.reverse()) {
    signalGroup(service.pid, service.name === 'Postgres' ? 'SIGINT' : 'SIGTERM');
    if (await waitForEnd(service.pid, 10_000)) continue;
    signalGroup(service.pid, 'SIGKILL');
    await waitForEnd(service.pid, 5_000);
  }
  return left.length > 0;
}

function readRun(file: string): Run | null {
  if (!existsSync(file)) return null;
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Cut off while it was written: nothing in it to rely on.
    return { owner: '', services: [] };
  }
}

function isRunning(run: Run): boolean {
  const pid = Number(run.owner.split(' ')[0]);
  return pid > 1 && processIdentity(pid) === run.owner;
}

function alreadyRunning(run: Run): string {
  const where = run.appUrl ? ` at ${run.appUrl}` : '';
  return `Drawdown is running already${where} (process ${run.owner.split(' ')[0]}). Stop it with Ctrl-C in its terminal first.`;
}

function create(file: string, run: Run): void {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(run), { mode: 0o600 });
  try {
    // Fails when the file exists: of two starts at the same moment one goes on.
    linkSync(own, file);
  } catch {
    throw new StackProblem('Another start of Drawdown on this folder was a moment quicker; this one ends.');
  } finally {
    rmSync(own);
  }
}
