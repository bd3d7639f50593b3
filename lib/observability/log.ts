import 'server-only';
import pino from 'pino';
import { env } from '@/lib/env';
import { traceIds } from './trace';

let logger: pino.Logger | undefined;

/** Of a key, of a token of Auth, of a webhook, of an invitation, and of the password in an address of Postgres. */
const secrets =
  /\b(sk|whsec|sb_secret|sb_publishable|inv)_[\w-]{6,}|\beyJ[\w-]+\.[\w-]+\.[\w-]+|(?<=:\/\/[^:/@\s]*:)[^@/\s]+(?=@)/g;

function withoutSecrets(text: string): string {
  return text.replace(secrets, '[redacted]');
}

/** What of an error helps to find it. Its other fields may be anything: those of Postgres hold values of rows. */
function describeError(failure: unknown): unknown {
  if (!(failure instanceof Error)) return typeof failure === 'string' ? withoutSecrets(failure) : failure;
  const { name, message, stack, cause } = failure;
  const code = 'code' in failure ? String(failure.code) : undefined;
  return {
    type: name,
    message: withoutSecrets(message),
    ...(code !== undefined && { code }),
    ...(stack !== undefined && { stack: withoutSecrets(stack) }),
    ...(cause !== undefined && { cause: describeError(cause) }),
  };
}

export const logOptions: pino.LoggerOptions = {
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (level) => ({ level }) },
  serializers: { err: describeError },
  mixin: () => traceIds() ?? {},
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
  hooks: {
    // Whatever a sentence was made of.
    logMethod(parts, method) {
      const clean = parts.map((part: unknown) => (typeof part === 'string' ? withoutSecrets(part) : part));
      method.apply(this, clean as Parameters<typeof method>);
    },
  },
};

/** Structured logs, one JSON object a line. Secrets never reach a line. */
export function log(): pino.Logger {
  logger ??= pino({ ...logOptions, level: env().LOG_LEVEL });
  return logger;
}
