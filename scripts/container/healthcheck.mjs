import { existsSync } from 'node:fs';

/**
 * healthcheck.mjs <path> [<file>]: ends with 0 when the server of this container answers there with success, and the
 * file that it makes when it is ready is there.
 */
const [, , path = '/', file] = process.argv;
const address = `http://127.0.0.1:${process.env.PORT ?? 3000}${path}`;
try {
  if (file !== undefined && !existsSync(file)) throw new Error(`${file} is not there yet`);
  const answer = await fetch(address, { signal: AbortSignal.timeout(4_000) });
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
