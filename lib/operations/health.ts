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
  errors: [],
});
