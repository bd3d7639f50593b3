/**
 * copy-package.mjs <package> <folder>: copies an installed package and all it needs to <folder>/node_modules, at the
 * places that package-lock.json gives them. For an image that needs one of the dev dependencies and not the others.
 */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const [, , name, folder] = process.argv;
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

/** Where Node would find a package that another one names: in its own node_modules, else in one further out. */
function placeOf(wanted, from) {
  const place = `${from === '' ? '' : `${from}/`}node_modules/${wanted}`;
  if (packages[place]) return place;
  if (from === '') return null;
  return placeOf(wanted, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))));
}

const found = new Set();
function collect(place) {
  if (found.has(place)) return;
  found.add(place);
  const { dependencies, optionalDependencies, peerDependencies } = packages[place];
  for (const wanted of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    const next = placeOf(wanted, place);
    if (next !== null) collect(next);
  }
}

const root = placeOf(name, '');
if (root === null) throw new Error(`${name} is not in package-lock.json`);
collect(root);
// Outer packages first; what is nested in one comes by itself, if it is needed.
for (const place of [...found].sort()) {
  // What is for another system is in the lock and not installed.
  if (!existsSync(place)) continue;
  cpSync(place, join(folder, place), {
    recursive: true,
    filter: (source) => source === place || basename(source) !== 'node_modules',
  });
}
console.log(`${name} with ${found.size - 1} packages`);
