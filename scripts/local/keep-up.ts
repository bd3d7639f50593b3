import type { Service } from './processes';

/** Ending so often within this time, it will not do better at the next start. */
const MOST_ENDS = 3;
const WITHIN_MS = 60_000;
/** What a killed server has left behind, such as its last connections, takes a moment to go. */
const RETRY_FOR_MS = 30_000;
const RETRY_AFTER_MS = 250;

/**
 * Starts a service, and starts it again whenever it ends without having been asked to, with one line about it.
 * What it answers settles its `exited` only when the service is stopped or given up.
 */
export async function keepUp<S extends Service>(
  start: () => Promise<S>,
  report: (line: string) => void,
): Promise<S> {
  let current = await start();
  let isStopping = false;
  let isOver = false;
  const ends: number[] = [];

  async function startAgain(): Promise<S | null> {
    const deadline = Date.now() + RETRY_FOR_MS;
    for (;;) {
      try {
        return await start();
      } catch (error) {
        if (isStopping || Date.now() > deadline) {
          report(error instanceof Error ? error.message : String(error));
          return null;
        }
        await new Promise((settled) => setTimeout(settled, RETRY_AFTER_MS));
      }
    }
  }

  async function watch(): Promise<void> {
    for (;;) {
      await current.exited;
      if (isStopping) return;
      const endedAt = Date.now();
      ends.push(endedAt);
      if (ends.filter((at) => at > endedAt - WITHIN_MS).length > MOST_ENDS) {
        return report(`${current.name} ended ${MOST_ENDS + 1} times within a minute and is left down.`);
      }
      const again = await startAgain();
      if (!again) return;
      current = again;
      if (isStopping) return current.stop();
      const seconds = ((Date.now() - endedAt) / 1000).toFixed(1);
      report(`${current.name} ended unexpectedly. It was started again and is up after ${seconds} s.`);
    }
  }

  const over = watch().finally(() => (isOver = true));
  return {
    ...current,
    get pid() {
      return current.pid;
    },
    exited: over,
    hasExited: () => isOver,
    kill: () => current.kill(),
    async stop() {
      isStopping = true;
      await current.stop();
      await over;
    },
  };
}
