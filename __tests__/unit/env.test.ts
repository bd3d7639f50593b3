import { readFileSync } from 'node:fs';
import { EnvironmentError, parseEnv } from '@/lib/env';

const complete = {
  SUPABASE_URL: 'https://project.supabase.co',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_test',
  APP_URL: 'https://billing.example.com',
};

function complaint(variables: Record<string, string | undefined>): string {
  try {
    parseEnv(variables);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
    throw error;
  }
  throw new Error('the environment was accepted');
}

describe('the environment', () => {
  test('is complete with the three values that have no default', () => {
    expect(parseEnv(complete)).toEqual({
      ...complete,
      WEBHOOKS_ALLOW_PRIVATE_ADDRESSES: false,
      DATABASE_POOL_SIZE: 10,
      TRUSTED_PROXY_HOPS: 0,
      RATE_LIMIT_PER_KEY: { quota: 10_000, seconds: 10 },
      RATE_LIMIT_PER_USER: { quota: 1_000, seconds: 10 },
      RATE_LIMIT_PER_ADDRESS: { quota: 300, seconds: 60 },
      RATE_LIMIT_SIGN_UP: { quota: 60, seconds: 3_600 },
      OTEL_SERVICE_NAME: 'drawdown',
      READY_SCHEDULER_SECONDS: 900,
      LOG_LEVEL: 'info',
    });
  });

  test('names every missing value at once, with a sentence on what it is', () => {
    const message = complaint({});
    expect(message).toContain('SUPABASE_URL is missing: it must be the address of the Supabase project');
    expect(message).toContain(
      'SUPABASE_PUBLISHABLE_KEY is missing: it must be the publishable (or anon) key',
    );
    expect(message).toContain('APP_URL is missing: it must be the address people open this app at');
    expect(message).toContain('.env.local.example');
  });

  test('takes an empty value for one that is not set', () => {
    expect(parseEnv({ ...complete, DATABASE_URL: '', LOG_LEVEL: ' ' }).LOG_LEVEL).toBe('info');
    expect(complaint({ ...complete, APP_URL: '' })).toContain('APP_URL is missing');
  });

  test.each([
    ['SUPABASE_URL', 'project.supabase.co'],
    ['SUPABASE_URL', 'postgresql://host/db'],
    ['APP_URL', 'localhost:3000'],
    ['DATABASE_POOL_SIZE', 'many'],
    ['DATABASE_POOL_SIZE', '0'],
    ['DATABASE_POOL_SIZE', '2.5'],
    ['LOG_LEVEL', 'loud'],
    ['TRUSTED_PROXY_HOPS', 'all'],
    ['TRUSTED_PROXY_HOPS', '-1'],
    ['RATE_LIMIT_PER_KEY', '1000'],
    ['RATE_LIMIT_PER_KEY', '0/10'],
    ['RATE_LIMIT_PER_ADDRESS', '10/0'],
    ['RATE_LIMIT_SIGN_UP', 'none'],
    ['READY_SCHEDULER_SECONDS', 'soon'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'localhost:4318'],
  ])('refuses %s=%s and repeats what was given', (name, value) => {
    expect(complaint({ ...complete, [name]: value })).toContain(`${name} is "${value}": it must be `);
  });

  test.each([
    ['DATABASE_URL', 'mysql://user:hunter2@host/db'],
    ['SUPABASE_JWT_SECRET', 'hunter2'],
    ['METRICS_TOKEN', 'hunter2'],
  ])('refuses a wrong %s without repeating it', (name, value) => {
    const message = complaint({ ...complete, [name]: value });
    expect(message).toContain(`${name} is wrong: it must be `);
    expect(message).not.toContain('hunter2');
  });

  test('drops the slash at the end of an address, so that paths can be added to it', () => {
    const parsed = parseEnv({
      ...complete,
      SUPABASE_URL: 'https://project.supabase.co/',
      APP_URL: 'http://localhost:3000/',
    });
    expect([parsed.SUPABASE_URL, parsed.APP_URL]).toEqual([
      'https://project.supabase.co',
      'http://localhost:3000',
    ]);
  });

  test('has each of its values explained in .env.local.example', () => {
    const example = readFileSync('.env.local.example', 'utf8');
    const names = [
      ...Object.keys(parseEnv(complete)),
      'DATABASE_URL',
      'SUPABASE_JWT_SECRET',
      'METRICS_TOKEN',
    ];
    for (const name of names) expect(example).toMatch(new RegExp(`^# .+\n${name}=`, 'm'));
  });
});
