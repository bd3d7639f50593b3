import { StackProblem } from './problem';

export interface Interrupt {
  /** Settles at the first Ctrl-C, SIGTERM or closed terminal. */
  asked: Promise<void>;
  /** Throws once it was asked to stop: to be called between the steps of a start. */
  checkpoint(): void;
}

// npm passes Ctrl-C on to a script that got it from the terminal already: two signals, one key press.
const SAME_KEY_PRESS_MS = 400;

/** The first signal asks for an orderly stop, a second one forces it. */
export function onInterrupt(forced: () => void): Interrupt {
  let askedAt: number | null = null;
  const asked = new Promise<void>((resolve) => {
    const handle = () => {
      if (askedAt === null) {
        askedAt = Date.now();
        console.log('\n  Stopping. Ctrl-C once more ends everything at once.');
        resolve();
      } else if (Date.now() - askedAt > SAME_KEY_PRESS_MS) {
        forced();
        process.exit(130);
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, handle);
  });
  return {
    asked,
    checkpoint() {
      if (askedAt !== null) throw new StackProblem('  Stopped before it was up.');
    },
  };
}
