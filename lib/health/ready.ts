import 'server-only';
import type { z } from 'zod';
import packageFile from '@/package.json';
import { nobody, type Identity } from '@/lib/auth/identity';
import { call } from '@/lib/database/call';
import type { Answer } from '@/lib/database/transport';
import { within } from '@/lib/database/within';
import { env } from '@/lib/env';
import { Problem } from '@/lib/errors/problem';
import type { getLive, getReady } from '@/lib/operations/health';
import { newestMigration } from './build';

type Ready = z.output<typeof getReady.output>;
type Checks = Ready['checks'];
/** What SQL knows of it. */
type Facts = Pick<Ready, 'database_time' | 'scheduler' | 'scheduler_age_seconds'> & {
  schema_version: string | null;
};

/** Who asks waits for a few seconds only: a database that takes longer is as good as away. */
const longestWaitMs = 5_000;

/** Asks nobody. */
export function answerLive(): Promise<Answer> {
  const body: z.output<typeof getLive.output> = {
    status: 'ok',
    version: packageFile.version,
    uptime_seconds: Math.floor(process.uptime()),
  };
  return Promise.resolve({ text: JSON.stringify(body), replayed: false });
}

/**
 * Whether this process can do its work.
 *
 * @throws Problem `not_ready` with the names of the checks that failed, and nothing of why
 */
export async function answerReady(_input: unknown, { requestId }: Identity): Promise<Answer> {
  let facts: Facts;
  try {
    const asked = call('get_ready', {}, { ...nobody, requestId });
    const { text } = await within(longestWaitMs, asked, () => new Problem('service_unavailable'));
    facts = JSON.parse(text) as Facts;
  } catch (cause) {
    // Where even the function is missing, it is the migrations.
    const isAway = cause instanceof Problem && cause.code === 'service_unavailable';
    throw notReady(
      isAway
        ? { database: 'failed', migrations: 'unknown', scheduler: 'unknown' }
        : { database: 'ok', migrations: 'failed', scheduler: 'unknown' },
      cause,
    );
  }
  const { database_time, scheduler, scheduler_age_seconds } = facts;
  const checks: Checks = {
    database: 'ok',
    migrations: checkMigrations(newestMigration(), facts.schema_version),
    scheduler: checkScheduler(scheduler_age_seconds),
  };
  if (Object.values(checks).includes('failed')) throw notReady(checks);
  const body: Ready = { status: 'ok', checks, database_time, scheduler, scheduler_age_seconds };
  return { text: JSON.stringify(body), replayed: false };
}

/** A database may be ahead of a build, while another build replaces it. */
function checkMigrations(known: string | undefined, applied: string | null): Checks['migrations'] {
  if (known === undefined || applied === null) return 'unknown';
  return applied >= known ? 'ok' : 'failed';
}

/** Where none was ever seen, it has as long as the process is up. */
function checkScheduler(age: number | null): Checks['scheduler'] {
  const longest = env().READY_SCHEDULER_SECONDS;
  if (longest === 0) return 'unknown';
  return (age ?? process.uptime()) <= longest ? 'ok' : 'failed';
}

function notReady(checks: Checks, cause?: unknown): Problem {
  const failed = Object.entries(checks).flatMap(([name, state]) => (state === 'failed' ? [name] : []));
  return new Problem('not_ready', {
    detail: `Not ready: ${failed.join(', ')}.`,
    context: { failed, checks },
    retryAfterSeconds: 5,
    cause,
  });
}
