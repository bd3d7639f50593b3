import { z } from 'zod';
import { defineOperation } from './define';
import { time } from './schemas';

export const getHealth = defineOperation({
  name: 'get_health',
  method: 'GET',
  path: '/health',
  tag: 'Health',
  summary: 'Whether the app, its database and its scheduler are up',
  access: null,
  input: z.strictObject({}),
  output: z.object({
    status: z.literal('ok'),
    database_time: time,
    /** `pg_cron`, `runner` (the local stack's), or `none`: no job was started in the last five minutes. */
    scheduler: z.enum(['pg_cron', 'runner', 'none']),
  }),
  status: 200,
  idempotency: 'safe',
  rateLimit: 'none',
  errors: [],
});

export const getLive = defineOperation({
  name: 'get_live',
  method: 'GET',
  path: '/health/live',
  tag: 'Health',
  summary: 'Whether this process answers',
  description: 'It asks nothing of anybody: a process that does not answer is to be started again.',
  access: null,
  input: z.strictObject({}),
  output: z.object({ status: z.literal('ok'), version: z.string(), uptime_seconds: z.number().int() }),
  status: 200,
  idempotency: 'safe',
  rateLimit: 'none',
  errors: [],
});

const check = z.enum(['ok', 'failed', 'unknown']);

export const getReady = defineOperation({
  name: 'get_ready',
  method: 'GET',
  path: '/health/ready',
  tag: 'Health',
  summary: 'Whether this process can do its work',
  description:
    'The database answers, the migrations of this build are applied, and a scheduler was seen lately. Otherwise 503 `not_ready`, with the checks that failed in `failed`.',
  access: null,
  input: z.strictObject({}),
  output: z.object({
    status: z.literal('ok'),
    /** `unknown`: there is nothing to compare with. */
    checks: z.object({ database: check, migrations: check, scheduler: check }),
    database_time: time,
    /** `pg_cron`, `runner`, or `none`: no job was started in the last five minutes. */
    scheduler: z.enum(['pg_cron', 'runner', 'none']),
    /** Seconds since a scheduler called a job last; null where none ever did. */
    scheduler_age_seconds: z.number().int().nullable(),
  }),
  status: 200,
  idempotency: 'safe',
  rateLimit: 'none',
  errors: ['not_ready'],
});
