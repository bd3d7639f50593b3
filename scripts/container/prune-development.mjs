/**
 * prune-development.mjs <folder>: takes packages out of <folder>/node_modules that package-lock.json has for development
 * only. Next traces what is required if it happens to be there, such as a terminal's colours; the image has none of it.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const [, , folder] = process.argv;
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
for (const [place, { dev }] of Object.entries(packages)) {
  if (!dev || !existsSync(join(folder, place, 'package.json'))) continue;
  rmSync(join(folder, place), { recursive: true });
  console.log(`left out: ${place}`);
}
