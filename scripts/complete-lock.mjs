// Adds to package-lock.json the optional packages of other platforms that npm left out.
//
// A registry mirror that holds only some platforms makes `npm install` drop the rest from the lock, and `npm ci`
// then refuses the lock it made. Each comes back with its platform, so that npm skips it where it does not fit.
import { readFileSync, writeFileSync } from 'node:fs';

const file = 'package-lock.json';
const systems = {
  darwin: 'darwin',
  win32: 'win32',
  windows: 'win32',
  linux: 'linux',
  android: 'android',
  freebsd: 'freebsd',
  openharmony: 'openharmony',
};
const processors = ['arm64', 'x64', 'ia32', 'arm', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32'];

const lock = JSON.parse(readFileSync(file, 'utf8'));
const words = (name) => name.split(/[-/_]/);
let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (lock.packages[`node_modules/${name}`] || lock.packages[`${path}/node_modules/${name}`]) continue;
    const system = Object.keys(systems).find((word) => words(name).includes(word));
    const processor = processors.find((word) => words(name).includes(word));
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(processor && { cpu: [processor] }),
      ...(entry.dev && { dev: true }),
      ...(words(name).some((word) => word.startsWith('musl')) && { libc: ['musl'] }),
      optional: true,
      ...(system && { os: [systems[system]] }),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added.`);
