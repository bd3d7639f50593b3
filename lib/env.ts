import 'server-only';
import { z } from 'zod';

/** So many requests in so many seconds, such as 10000/10; null for `off`. */
function rateLimit(usual: string) {
  const error = 'requests/seconds, such as 10000/10, or off';
  return z
    .string()
    .default(usual)
    .transform((text, context) => {
      if (text === 'off') return null;
      const [, quota = 0, seconds = 0] = /^(\d{1,9})\/(\d{1,5})$/.exec(text) ?? [];
      if (Number(quota) >= 1 && Number(seconds) >= 1 && Number(seconds) <= 86_400)
        return { quota: Number(quota), seconds: Number(seconds) };
      context.addIssue({ code: 'custom', message: error });
      return z.NEVER;
    });
}

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
  TRUSTED_PROXY_HOPS: z.coerce
    .number({ error: 'a whole number from 0 to 10' })
    .int({ error: 'a whole number from 0 to 10' })
    .min(0, { error: 'a whole number from 0 to 10' })
    .max(10, { error: 'a whole number from 0 to 10' })
    .default(0),
  RATE_LIMIT_PER_KEY: rateLimit('10000/10'),
  RATE_LIMIT_PER_USER: rateLimit('1000/10'),
  RATE_LIMIT_PER_ADDRESS: rateLimit('300/60'),
  RATE_LIMIT_SIGN_UP: rateLimit('60/3600'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'the address of a collector, such as http://localhost:4318' })
    .optional(),
  OTEL_SERVICE_NAME: z.string().default('drawdown'),
  METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/, { error: 'a secret of 16 characters or more, none of them a space' })
    .optional(),
  READY_SCHEDULER_SECONDS: z.coerce
    .number({ error: 'a whole number of seconds, or 0' })
    .int({ error: 'a whole number of seconds, or 0' })
    .min(0, { error: 'a whole number of seconds, or 0' })
    .default(900),
  APP_URL: z
    .url({
      protocol: /^https?$/,
      error: 'the address people open this app at, such as https://billing.example.com',
    })
    .transform((url) => url.replace(/\/+$/, '')),
  JOBS_SECRET: z.string().min(32, { error: 'a secret of 32 characters or more' }).optional(),
  WEBHOOKS_ALLOW_PRIVATE_ADDRESSES: z
    .enum(['true', 'false'], { error: 'true or false' })
    .default('false')
    .transform((value) => value === 'true'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
});

/** Under `npm run dev`, where React needs what a browser otherwise forbids. */
export const isDevelopment = process.env.NODE_ENV === 'development';

export type Env = z.output<typeof schema>;

/** Values that must not be repeated in a message: it ends up in a log. */
const SECRETS: ReadonlySet<string> = new Set([
  'SUPABASE_JWT_SECRET',
  'JOBS_SECRET',
  'DATABASE_URL',
  'SUPABASE_PUBLISHABLE_KEY',
  'METRICS_TOKEN',
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

/** The newest migration of the folder this was built from: next.config.ts writes it in the place of this very text. */
export const builtMigration: string | undefined = process.env.DRAWDOWN_NEWEST_MIGRATION;

let parsed: Env | undefined;

/** The environment, read and checked once, at the first use: a build needs none of it. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
