import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

/** Runs the Supabase CLI on a database of this machine and answers with what it printed. */
export function supabase(databaseUrl: string, command: string[]): Promise<string> {
  const program = resolve('node_modules', 'supabase', 'dist', 'supabase.js');
  const env = { ...process.env, PGSSLMODE: 'disable', SUPABASE_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
  return new Promise((settled, failed) => {
    execFile(
      process.execPath,
      [program, ...command, `--remote=${databaseUrl}`],
      { env, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => (error ? failed(new Error(stderr || error.message)) : settled(stdout)),
    );
  });
}
