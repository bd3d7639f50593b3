import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { runScript, StackProblem } from './local/problem';
import { supabase } from './local/supabase-cli';
import { startThrowawayServer } from './local/throwaway';

const FILE = join('lib', 'database', 'database.types.ts');
const HEADER = '// Generated from the migrations by `npm run types`. Not to be edited.\n\n';

/** Writes the types of the database's public schema; with --check says whether they are still true. */
runScript(async () => {
  const server = await startThrowawayServer();
  try {
    const generated = await supabase(server.adminUrl, [
      'gen',
      'types',
      '--lang',
      'typescript',
      '--schema',
      'public',
    ]);
    const options = await resolveConfig(FILE);
    const text = await format(HEADER + generated, { ...options, parser: 'typescript' });
    if (!process.argv.includes('--check')) {
      writeFileSync(FILE, text);
      console.log(`${FILE} is written.`);
    } else if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== text) {
      throw new StackProblem(
        `${FILE} is not what the migrations say. Run "npm run types" and commit the result.`,
      );
    }
  } finally {
    await server.stop();
  }
});
