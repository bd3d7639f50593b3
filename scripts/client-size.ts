import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Of each bundle of the client, gzipped. */
const largest = 10_000;

for (const name of ['index.js', 'index.cjs']) {
  const { length } = gzipSync(readFileSync(join('packages', 'client', 'dist', name)));
  const isSmall = length < largest;
  console.log(`${name}: ${length} bytes gzipped${isSmall ? '' : `, and at most ${largest} are allowed`}`);
  if (!isSmall) process.exitCode = 1;
}
