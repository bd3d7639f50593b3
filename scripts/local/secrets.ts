import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StackProblem } from './problem';

const schema = z.object({
  postgresPassword: z.string(),
  appPassword: z.string(),
  jwtSecret: z.string(),
  publishableKey: z.string(),
  secretKey: z.string(),
  /** An API key of the sample data; the database knows only its hash, so it is kept here to be shown again. */
  demoApiKey: z.string().optional(),
});

export type Secrets = z.infer<typeof schema>;

/** What this machine's stack made up for itself at its first start; the same at every later one. */
export function readSecrets(home: string): Secrets {
  const file = join(home, 'secrets.json');
  if (!existsSync(file)) return storeSecrets(home, generate());
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as { code?: string }).code === 'EACCES') throw error;
    throw new StackProblem(
      `${file} cannot be read as what an earlier run stored. Run "npm run reset" to start afresh.`,
    );
  }
}

export function storeSecrets(home: string, secrets: Secrets): Secrets {
  const file = join(home, 'secrets.json');
  // Written beside and renamed: a killed run leaves the old file or the new one.
  writeFileSync(`${file}.partial`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.partial`, file);
  return secrets;
}

function generate(): Secrets {
  const random = (bytes: number) => randomBytes(bytes).toString('base64url');
  return {
    postgresPassword: random(18),
    appPassword: random(18),
    jwtSecret: random(48),
    publishableKey: `sb_publishable_${random(16)}`,
    secretKey: `sb_secret_${random(16)}`,
  };
}
