import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { canaries, findings } from './findings';

/**
 * `npm run build:checked`: builds with a made-up value for each secret, then looks for them, and for code of the
 * server, in what was built. `--only-look` looks at the build that is there.
 */
if (!process.argv.includes('--only-look')) {
  const next = resolve('node_modules', 'next', 'dist', 'bin', 'next');
  const { status } = spawnSync(process.execPath, [next, 'build'], {
    stdio: 'inherit',
    env: { ...process.env, ...canaries('.'), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) process.exit(status ?? 1);
}
const found = findings(resolve('.'));
for (const line of found) console.error(line);
console.log(
  found.length === 0
    ? 'The build holds no secret, and what browsers are sent holds nothing of the server.'
    : `${found.length} findings: something of the server is where it must not be.`,
);
process.exitCode = found.length === 0 ? 0 : 1;
