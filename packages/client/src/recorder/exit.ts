import type { BufferedUsage, ExitOptions } from './options';

/** What of a recorder is needed when the end is near. */
export interface Leaving {
  flush(): Promise<void>;
  close(options: { timeoutMs: number }): Promise<{ unsent: BufferedUsage[] }>;
  /** Sends what is there in a request that outlives the page. */
  sendLast(): void;
  /** What is not settled yet. */
  rest(): BufferedUsage[];
  readonly options: ExitOptions;
}

/** Of Node's `process` what is used here; a browser has none. */
interface ProcessLike {
  readonly pid: number;
  on(event: string, listener: (signal: string) => void): unknown;
  off(event: string, listener: (signal: string) => void): unknown;
  listenerCount(event: string): number;
  kill(pid: number, signal: string): unknown;
}

const signals = ['SIGTERM', 'SIGINT'];
const open = new Set<Leaving>();

/** Flushes a recorder when the process or the page ends; the answer undoes that. */
export function flushOnExit(recorder: Leaving): () => void {
  if (open.size === 0) listen();
  open.add(recorder);
  return () => {
    if (open.delete(recorder) && open.size === 0) unlisten();
  };
}

function host(): ProcessLike | undefined {
  const { process } = globalThis as { process?: Partial<ProcessLike> };
  return typeof process?.on === 'function' && typeof process.kill === 'function'
    ? (process as ProcessLike)
    : undefined;
}

function listen(): void {
  const process = host();
  process?.on('beforeExit', onIdle);
  process?.on('exit', onEnd);
  for (const signal of signals) process?.on(signal, onSignal);
  if (typeof document !== 'undefined') globalThis.addEventListener('pagehide', onPageHide);
}

function unlisten(): void {
  const process = host();
  process?.off('beforeExit', onIdle);
  process?.off('exit', onEnd);
  for (const signal of signals) process?.off(signal, onSignal);
  if (typeof document !== 'undefined') globalThis.removeEventListener('pagehide', onPageHide);
}

/** Nothing else keeps the process alive; the flush does until it is done. */
function onIdle(): void {
  for (const recorder of open) void recorder.flush();
}

/** `process.exit()`, or an error that nobody caught: nothing can be sent any more, only handed over. */
function onEnd(): void {
  for (const { rest, options } of open) {
    const unsent = rest();
    if (unsent.length > 0) void options.onUnsent?.(unsent);
  }
}

/** All recorders are closed; then the signal does what it would have done, unless the program listens to it too. */
function onSignal(signal: string): void {
  const process = host();
  void Promise.all([...open].map(closeInTime)).then(() => {
    if (process?.listenerCount(signal) === 0) process.kill(process.pid, signal);
  });
}

async function closeInTime({ close, options }: Leaving): Promise<void> {
  const { unsent } = await close({ timeoutMs: options.timeoutMs ?? 5000 });
  if (unsent.length > 0) await options.onUnsent?.(unsent);
}

function onPageHide(): void {
  for (const recorder of open) recorder.sendLast();
}
