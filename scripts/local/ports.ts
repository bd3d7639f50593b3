import { createServer } from 'node:net';
import { StackProblem } from './problem';

const HIGHEST_PORT = 65_535;
const PORTS_TO_TRY = 100;

/** A port is free when nothing listens on it on any address of this machine. */
export async function isPortFree(port: number): Promise<boolean> {
  // Two probes: a listener on one family does not always keep the other from binding.
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::'));
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 cannot listen on '::', and nothing else can either.
      resolve(error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL');
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The preferred port, or the next free one above it. */
export async function choosePort(
  preferred: number,
  isFree: (port: number) => Promise<boolean> = isPortFree,
): Promise<number> {
  const last = Math.min(preferred + PORTS_TO_TRY - 1, HIGHEST_PORT);
  for (let port = preferred; port <= last; port += 1) {
    if (await isFree(port)) return port;
  }
  throw new StackProblem(
    `Ports ${preferred} to ${last} are all in use. Stop a program that uses one of them.`,
  );
}

/** Any free port, as the operating system hands them out: for things that live as long as a test run. */
export function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('the operating system gave no port'));
      });
    });
  });
}

/** Reads a port a person typed; a wrong one is named, not guessed around. */
export function parsePort(name: string, value: string | undefined, fallback: number): number {
  if (value === undefined || value === '') return fallback;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port <= HIGHEST_PORT) return port;
  throw new StackProblem(`${name} is "${value}". It must be a port number from 1 to ${HIGHEST_PORT}.`);
}

/** What to say of a port: where it is, and why it is not where it is expected, if one is expected. */
export function portNote(port: number, usual: number | null): string {
  return usual === null || port === usual ? `on port ${port}` : `on port ${port} (${usual} is in use)`;
}
