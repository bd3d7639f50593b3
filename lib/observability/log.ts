import 'server-only';
import pino from 'pino';
import { env } from '@/lib/env';

let logger: pino.Logger | undefined;

/** Structured logs, one JSON object a line. Secrets never reach a line. */
export function log(): pino.Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    redact: {
      paths: [
        'accessToken',
        'apiKey',
        'password',
        '*.accessToken',
        '*.apiKey',
        '*.password',
        'headers.authorization',
        'headers["x-api-key"]',
      ],
      censor: '[redacted]',
    },
  });
  return logger;
}
