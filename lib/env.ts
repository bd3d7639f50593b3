import 'server-only';
import { z } from 'zod';

/** The configuration of one server process. `.env.local.example` says what each value is for. */
const schema = z.object({
  SUPABASE_URL: z
    .url({
      protocol: /^https?$/,
      error: 'the address of the Supabase project, such as https://<project>.supabase.co',
    })
    .transform((url) => url.replace(/\/+$/, '')),
  SUPABASE_PUBLISHABLE_KEY: z.string({ error: 'the publishable (or anon) key of the Supabase project' }),
  SUPABASE_JWT_SECRET: z
    .string()
    .min(32, { error: 'the JWT secret of the Supabase project, of 32 characters or more' })
    .optional(),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'a Postgres address, such as postgresql://drawdown:<password>@<host>:5432/postgres',
    })
    .optional(),
  DATABASE_POOL_SIZE: z.coerce
    .number({ error: 'a whole number from 1 to 200' })
    .int({ error: 'a whole number from 1 to 200' })
    .min(1, { error: 'a whole number from 1 to 200' })
    .max(200, { error: 'a whole number from 1 to 200' })
    .default(10),
  APP_URL: z
    .url({
      protocol: /^https?$/,
      error: 'the address people open this app at, such as https://billing.example.com',
    })
    .transform((url) => url.replace(/\/+$/, '')),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
});

export type Env = z.output<typeof schema>;

/** Values that must not be repeated in a message: it ends up in a log. */
const SECRETS: ReadonlySet<string> = new Set([
  'SUPABASE_JWT_SECRET',
  'DATABASE_URL',
  'SUPABASE_PUBLISHABLE_KEY',
]);

export class EnvironmentError extends Error {
  override name = 'EnvironmentError';
}

/** Reads a set of variables; whatever is missing or wrong is named, all of it at once. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  // An empty value is how compose files and dashboards spell "not set".
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const wrong = new Map(result.error.issues.map((issue) => [String(issue.path[0]), issue.message]));
  const lines = [...wrong].map(
    ([name, expected]) => `  ${name} ${describe(name, given[name])}: it must be ${expected}.`,
  );
  throw new EnvironmentError(
    `Drawdown cannot start with this environment.\n${lines.join('\n')}\n` +
      'Set them in the environment or in .env.local; .env.local.example explains each one.',
  );
}

function describe(name: string, value: string | undefined): string {
  if (value === undefined) return 'is missing';
  return SECRETS.has(name) ? 'is wrong' : `is "${value}"`;
}

let parsed: Env | undefined;

/** The environment, read and checked once, at the first use: a build needs none of it. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
