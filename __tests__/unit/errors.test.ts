import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nobody } from '@/lib/auth/identity';
import { problemFrom } from '@/lib/database/failure';
import { parseMarkdown } from '@/lib/docs/markdown';
import { errorCodes, isErrorCode, type ErrorCode } from '@/lib/errors/codes';
import { Problem } from '@/lib/errors/problem';

const codes = Object.keys(errorCodes) as ErrorCode[];

describe('the pages about errors', () => {
  test('there is one for every code, and none for anything else', () => {
    expect(readdirSync('docs/errors').sort()).toEqual(codes.map((code) => `${code}.md`).sort());
  });

  test.each(codes)('%s: an answer, what happened, what to do', (code) => {
    const [title, example, ...rest] = parseMarkdown(
      readFileSync(join('docs', 'errors', `${code}.md`), 'utf8'),
    );
    expect(title).toEqual({ type: 'heading', level: 1, text: code });
    const { status, title: short, remedy } = errorCodes[code];
    expect(example).toMatchObject({ type: 'code', language: 'json' });
    const answer = JSON.parse(example?.type === 'code' ? example.text : '{}') as Record<string, unknown>;
    expect(answer).toMatchObject({
      type: `/docs/errors/${code}`,
      title: short,
      status,
      code,
      error: short,
      remedy,
    });
    expect(answer).toMatchObject({ detail: expect.any(String), request_id: expect.any(String) });
    const headings = rest
      .filter(({ type }) => type === 'heading')
      .map((block) => 'text' in block && block.text);
    expect(headings).toEqual(['What happened', 'What to do']);
    expect(rest.length).toBeGreaterThanOrEqual(4);
  });
});

describe('the list of errors', () => {
  /** Where codes are told, not raised. */
  const tellers = ['lib/errors/codes.ts', 'lib/ui/failure-copy.ts', 'lib/operations/', 'lib/http/openapi'];
  const sources = ['lib', 'app', 'supabase/migrations']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => /\.(ts|tsx|sql)$/.test(file) && !tellers.some((teller) => file.startsWith(teller)))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

  test.each(codes)('%s is raised somewhere', (code) => {
    expect(sources).toContain(`'${code}'`);
  });

  test.each(codes)('%s says in a short sentence what it is, and in another what to do', (code) => {
    const { status, title, remedy } = errorCodes[code];
    expect(status).toBeGreaterThanOrEqual(400);
    expect(title).toMatch(/^[a-z][^.]*$/);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  });
});

describe('a failure of the database', () => {
  const caller = { ...nobody, requestId: 'r' };
  const keyed = { ...caller, apiKey: 'sk_x', idempotencyKey: 'k' };
  const of = (code: string | undefined, identity = caller, message = 'boom', more: object = {}) =>
    problemFrom({ code, message, ...more }, identity, null);

  test('that was raised on purpose keeps its code, its sentence and its numbers', () => {
    const detail = JSON.stringify({ available: '3.00', errors: [{ pointer: '/a', message: 'b' }] });
    const problem = of('PT402', caller, 'Not enough.', { hint: 'insufficient_funds', detail });
    expect(problem).toMatchObject({
      code: 'insufficient_funds',
      status: 402,
      message: 'Not enough.',
      context: { available: '3.00' },
      errors: [{ pointer: '/a', message: 'b' }],
    });
  });

  test.each([
    ['whose code is none of the list', { hint: 'something_else' }],
    ['without a code', {}],
  ])('in that form %s is unexpected', (_what, more) => {
    expect(of('PT402', caller, 'secret', more)).toMatchObject({
      code: 'internal_error',
      message: 'internal error',
    });
  });

  test.each(['not json', '[]', 'null', '5', null, undefined])(
    'with %j for its numbers has none',
    (detail) => {
      const problem = of('PT404', caller, 'x', { hint: 'customer_not_found', detail });
      expect(problem).toMatchObject({ code: 'customer_not_found', context: {}, errors: undefined });
    },
  );

  test.each(['55P03', '57014', '40001', '40P01'])('of contention (%s) may be tried again', (code) => {
    expect(of(code, keyed)).toMatchObject({ code: 'request_in_progress', retryAfterSeconds: 1 });
    expect(of(code)).toMatchObject({ code: 'service_unavailable', retryAfterSeconds: 1 });
  });

  test.each([
    '08006',
    '08P01',
    '53300',
    '57P01',
    '57P03',
    'ECONNREFUSED',
    'ECONNRESET',
    'PGRST000',
    'PGRST003',
  ])('to be reached (%s) is told as such', (code) => {
    expect(of(code, keyed)).toMatchObject({ code: 'service_unavailable', status: 503, retryAfterSeconds: 1 });
  });

  test('in access asks nobody to sign in, and tells others that they may not', () => {
    expect(of('42501')).toMatchObject({ code: 'authentication_required' });
    expect(of('42501', keyed)).toMatchObject({ code: 'permission_denied' });
  });

  test.each(['XX000', '23505', '42P01', 'P0001', '', undefined])(
    'that nobody foresaw (%s) says nothing of itself',
    (code) => {
      const problem = of(code, keyed, 'relation "secret" of password x');
      expect(problem).toMatchObject({ code: 'internal_error', status: 500, context: {} });
      expect(problem.message).toBe('internal error');
    },
  );
});

test('a problem whose fields are named in another way is otherwise the same', () => {
  const errors = [{ pointer: '/customer_id', message: 'must be a UUID' }];
  const problem = new Problem('invalid_request', { context: { a: 1 }, errors, retryAfterSeconds: 2 });
  expect(problem.message).toBe('customer_id must be a UUID.');
  const renamed = [{ pointer: '/customerId', message: 'must be a UUID' }];
  expect(problem.withErrors(renamed)).toMatchObject({
    code: 'invalid_request',
    message: 'customerId must be a UUID.',
    context: { a: 1 },
    retryAfterSeconds: 2,
    errors: renamed,
  });
});

test('a problem of many fields says the first three, and how many more there are', () => {
  const errors = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ pointer: `/${name}`, message: 'is required' }));
  expect(new Problem('invalid_request', { errors }).message).toBe(
    'a is required; b is required; c is required; and 2 more.',
  );
  expect(new Problem('invalid_request').message).toBe('invalid request');
});

test('what is said of a field at length is cut between words, and says that it goes on', () => {
  const errors = [{ pointer: '/scopes', message: `must be ${'customers:read, '.repeat(20)}or keys:write` }];
  const { message } = new Problem('invalid_request', { errors });
  expect(message).toMatch(/customers:read …\.$/);
  expect(message.length).toBeLessThanOrEqual(205);
});

test('what is no code is told apart from what is', () => {
  for (const value of ['toString', '__proto__', '', null, 5, 'nonsense'])
    expect(isErrorCode(value)).toBe(false);
  expect(isErrorCode('last_owner')).toBe(true);
});
