import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** Next's own command line, with its telemetry off on every system alike. */
spawn(process.execPath, [resolve('node_modules', 'next', 'dist', 'bin', 'next'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
}).once('exit', (code) => {
  process.exitCode = code ?? 1;
});
