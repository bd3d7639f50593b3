import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

type Variables = Record<string, string | undefined>;

/** The variables of Next's own files, in Next's order, with what the process was given above them all. */
export function readSettings(mode: 'development' | 'production', given: Variables = process.env): Variables {
  const files = ['.env', `.env.${mode}`, '.env.local', `.env.${mode}.local`];
  const fromFiles = files
    .filter((file) => existsSync(file))
    .map((file) => parseEnv(readFileSync(file, 'utf8')));
  return Object.assign({}, ...fromFiles, given);
}

/** With a Supabase project named, that is what the app runs on, and nothing local is started. */
export function namesProject(settings: Variables): boolean {
  return Boolean(settings['SUPABASE_URL']?.trim());
}
