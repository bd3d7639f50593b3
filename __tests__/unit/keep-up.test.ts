import { keepUp } from '@/scripts/local/keep-up';
import type { Service } from '@/scripts/local/processes';

interface Part extends Service {
  /** As if the process had been killed. */
  crash(): void;
}

let nextPid = 100;

function part(): Part {
  let end: () => void = () => undefined;
  let isOver = false;
  const exited = new Promise<void>((resolve) => {
    end = () => {
      isOver = true;
      resolve();
    };
  });
  const pid = (nextPid += 1);
  return {
    name: 'Part',
    pid,
    exited,
    hasExited: () => isOver,
    crash: end,
    kill: end,
    stop: async () => end(),
  };
}

/** Starts parts one after the other, and tells when each is up. */
function workshop(failures = 0) {
  const parts: Part[] = [];
  const waiting = new Map<number, () => void>();
  let left = failures;
  return {
    parts,
    async start(): Promise<Part> {
      if (parts.length > 0 && left > 0) {
        left -= 1;
        throw new Error('the port is still taken');
      }
      const made = part();
      parts.push(made);
      waiting.get(parts.length)?.();
      return made;
    },
    untilStarted: (count: number) =>
      parts.length >= count ? Promise.resolve() : new Promise<void>((resolve) => waiting.set(count, resolve)),
  };
}

describe('a service that is kept up', () => {
  test('is started again when it ends by itself, with one line about it', async () => {
    const { start, parts } = workshop();
    let say: (line: string) => void = () => undefined;
    const said = new Promise<string>((resolve) => (say = resolve));
    const kept = await keepUp(start, (line) => say(line));
    parts[0]?.crash();
    expect(await said).toMatch(/^Part ended unexpectedly. It was started again and is up after \d+\.\d s\.$/);
    expect(kept.pid).toBe(parts[1]?.pid);
    expect(kept.hasExited()).toBe(false);
    await kept.stop();
  });

  test('is tried again when what it left behind still stands in the way', async () => {
    const { start, parts, untilStarted } = workshop(1);
    const kept = await keepUp(start, () => undefined);
    parts[0]?.crash();
    await untilStarted(2);
    await kept.stop();
    expect(parts.every((each) => each.hasExited())).toBe(true);
  });

  test('stays down once it is stopped', async () => {
    const { start, parts } = workshop();
    const kept = await keepUp(start, () => undefined);
    await kept.stop();
    await kept.exited;
    expect(kept.hasExited()).toBe(true);
    expect(parts).toHaveLength(1);
  });

  test('is given up when it ends again and again', async () => {
    const { start, parts, untilStarted } = workshop();
    const lines: string[] = [];
    const kept = await keepUp(start, (line) => lines.push(line));
    for (let count = 1; count <= 4; count += 1) {
      await untilStarted(count);
      parts[count - 1]?.crash();
    }
    await kept.exited;
    expect(lines.at(-1)).toBe('Part ended 4 times within a minute and is left down.');
    expect(parts).toHaveLength(4);
  });
});
